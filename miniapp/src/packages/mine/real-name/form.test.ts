import { ApiError } from '@minsheng/shared/client'
import { idNumberCheckCharacter } from '@minsheng/shared/units/id-number'
import { describe, expect, it } from 'vitest'
import { formErrors, refusalWords, written } from './form'

const head = '33010219490615002'
const idNumber = `${head}${idNumberCheckCharacter(head)}`
const form = { name: '王小明', idNumber, agreed: true }
const TODAY = '2026-11-30'

describe('the form of a real name', () => {
  it('is right with a name, a number with spaces or a small x, and a tick', () => {
    expect(formErrors(form, TODAY)).toEqual({})
    expect(formErrors({ ...form, idNumber: `${idNumber.slice(0, 6)} ${idNumber.slice(6, 14)} ${idNumber.slice(14)}` }, TODAY)).toEqual({})
    expect(written(' 11010519491231002x')).toBe('11010519491231002X')
  })

  it('names everything that is wrong, and on one step what that step asks alone', () => {
    const empty = { name: ' ', idNumber: '', agreed: false }
    expect(Object.keys(formErrors(empty, TODAY))).toEqual(['name', 'idNumber', 'agreed'])
    expect(formErrors(empty, TODAY, 0)).toEqual({})
    expect(Object.keys(formErrors(empty, TODAY, 1))).toEqual(['name'])
    expect(Object.keys(formErrors(empty, TODAY, 2))).toEqual(['idNumber'])
    expect(formErrors({ ...form, name: '王2' }, TODAY).name).toBe('姓名只能用汉字或字母')
    expect(formErrors({ ...form, idNumber: idNumber.slice(1) }, TODAY).idNumber).toContain('18 位')
    const other = idNumber.endsWith('1') ? '2' : '1'
    expect(formErrors({ ...form, idNumber: `${head}${other}` }, TODAY).idNumber).toContain('最后一位')
  })
})

describe('a refusal', () => {
  const refused = (code: 'real_name_mismatch' | 'real_name_taken' | 'upstream_unavailable', status: number) =>
    refusalWords(new ApiError('problem', status, { code, title: '没有成功' }))

  it('says what happened and the way out', () => {
    expect(refused('real_name_mismatch', 422)).toMatch(/^没有成功。.*社区/)
    expect(refused('real_name_taken', 409)).toContain('12345')
    expect(refused('upstream_unavailable', 503)).toContain('不算次数')
    expect(refusalWords(new ApiError('offline', 0, {}))).toContain('网络')
  })

  it('of too many tries says for how many minutes', () => {
    const locked = new ApiError('problem', 429, { code: 'too_many_requests', detail: '填错的次数太多' }, 61)
    expect(refusalWords(locked)).toBe('填错的次数太多。请过 2 分钟再试。')
  })
})
