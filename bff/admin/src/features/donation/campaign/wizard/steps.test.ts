import type { Charity } from '@minsheng/shared/contracts/donation'
import { describe, expect, test } from 'vitest'
import { type CampaignValues, campaignBody, emptyCampaign } from '../campaign-form.ts'
import { campaignLabels } from '../campaign-labels.ts'
import { firstOpenStep, returnIssues, stepOf, wizardIssues, wizardSteps } from './steps.ts'

const uscc = '53330102MJ9000018X'
const charity: Charity = {
  id: 'chr_1',
  name: '湖畔会',
  uscc,
  certificateNumber: '浙募证1',
  certificateExpiresOn: '2027-01-01',
  contactName: '周老师',
  contactPhone: '0571-1111111',
  address: '路 1 号',
  subMchid: '1900006511',
  demo: false,
  rev: 0,
  createdAt: '2026-01-01T00:00:00.000Z',
}
const full: CampaignValues = {
  charityId: 'chr_1',
  projectId: 'prj_1',
  title: '热粥',
  purpose: '给老人一碗热粥',
  story: '六点开锅。',
  startsOn: '2026-12-05',
  endsOn: '2027-03-05',
  area: '上城区',
  leader: '周慧',
  channel: 'own_site',
  filingNumber: `${uscc}A26001`,
  filedOn: '2026-11-25',
  counselApproval: '法意 1 号',
  account: '本组织账户',
  beneficiaries: '独居老人',
  use: '买米',
  goalYuan: '100',
  budget: [{ label: '米', amountYuan: '100' }],
  cost: '无',
  surplusPlan: '下一季',
  queryMethod: '电话',
  suggestedAmountsYuan: ['10'],
}
const today = '2026-11-25'
const paths = (change: Partial<CampaignValues>, of = charity) => wizardIssues({ ...full, ...change }, of, today).map(({ path }) => path)

test('every field that has a label is filled in at one step, and no other', () => {
  const fields = wizardSteps.flatMap((step) => step.fields)
  expect([...fields].sort()).toEqual(Object.keys(campaignLabels).sort())
  expect(new Set(fields).size).toBe(fields.length)
})

describe('what is missing', () => {
  test('of a complete plan is nothing', () => expect(paths({})).toEqual([]))

  test.each<[string, Partial<CampaignValues>, string]>([
    ['a filing of another charity', { filingNumber: '53330102MJ9999999XA26001' }, 'body.filingNumber'],
    ['nine days between filing and start', { startsOn: '2026-12-04' }, 'body.startsOn'],
    ['no day of filing', { filedOn: null }, 'body.filedOn'],
    ['no approval by counsel', { counselApproval: '' }, 'body.counselApproval'],
    ['no project', { projectId: null }, 'body.projectId'],
  ])('%s is told by its field', (_, change, path) => expect(paths(change)).toEqual([path]))

  test('a certificate that has run out is told at the charity', () =>
    expect(paths({}, { ...charity, certificateExpiresOn: '2026-11-24' })).toEqual(['body.charityId']))

  test('an emergency may begin at once and be filed later', () =>
    expect(paths({ emergency: true, startsOn: today, filingNumber: '', filedOn: null })).toEqual([]))
})

describe('where to go on', () => {
  test('a new draft begins with the project, a complete one is checked', () => {
    expect(firstOpenStep(wizardIssues(emptyCampaign, undefined, today))).toBe(0)
    expect(firstOpenStep([])).toBe(4)
    expect(firstOpenStep(wizardIssues({ ...full, story: '' }, charity, today))).toBe(3)
  })

  test.each([
    ['body.budget.0.amountFen', 2],
    ['campaign.goalFen', 2],
    ['body.suggestedAmountsFen.1', 3],
    ['body.filingNumber', 1],
    ['body.unknown', 0],
  ])('%s is at step %d', (path, step) => expect(stepOf(path)).toBe(step))
})

test('an empty form is a draft the server takes: nothing is undefined', () => {
  for (const value of Object.values(campaignBody(emptyCampaign).body)) expect(value).not.toBeUndefined()
})

test('reasons of the bureau stand at their fields', () => {
  expect(returnIssues(null)).toEqual([])
  expect(returnIssues({ at: '', note: null, reasons: [{ field: 'use', reason: '请写清楚' }] })).toEqual([
    { path: 'body.use', message: '请写清楚' },
  ])
})
