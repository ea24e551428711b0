import { describe, expect, test } from 'vitest'
import { type ProjectValues, projectBody } from './project-form.ts'

const values: ProjectValues = {
  name: '过冬',
  purpose: '让老人暖和过冬',
  startsOn: '2026-11-01',
  endsOn: null,
  budget: [{ label: '棉被', amountYuan: '900' }, {}],
  milestones: [{ id: 'ms_1', label: '核对名单', dueOn: '2026-11-20' }, { id: 'ms_2' }],
}
const issues = (change: Partial<ProjectValues>) => projectBody({ ...values, ...change }, 'chr_1').issues

describe('a project as it is sent', () => {
  test('rows nothing was written in are left out', () => {
    const { body, issues: found } = projectBody(values, 'chr_1')
    expect(found).toEqual([])
    expect(body.budget).toEqual([{ label: '棉被', amountFen: 90_000 }])
    expect(body.milestones).toEqual([{ id: 'ms_1', label: '核对名单', dueOn: '2026-11-20' }])
  })

  test.each<[string, Partial<ProjectValues>, string, string]>([
    ['no name', { name: '' }, 'body.name', '请填写'],
    ['no beginning', { startsOn: null }, 'body.startsOn', '请选择开始日期'],
    ['an end before the beginning', { endsOn: '2026-10-01' }, 'body.endsOn', '结束日期不能早于开始日期'],
    [
      'an amount that can not be read',
      { budget: [{ label: '棉被', amountYuan: '九百' }] },
      'body.budget.0.amountFen',
      '金额只填数字，最多两位小数',
    ],
    ['a step without a day', { milestones: [{ id: 'ms_1', label: '发放' }] }, 'body.milestones.0.dueOn', '请选择日期'],
  ])('%s is told by its field', (_, change, path, message) => expect(issues(change)).toEqual([{ path, message }]))
})
