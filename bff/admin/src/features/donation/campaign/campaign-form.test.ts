import type { Campaign } from '@minsheng/shared/contracts/donation'
import { expect, test } from 'vitest'
import { budgetSumFen, type CampaignValues, campaignBody, campaignIssues, campaignValues } from './campaign-form.ts'
import { labelInside } from './campaign-labels.ts'

const right: CampaignValues = {
  charityId: 'c1',
  title: '独居老人暖心餐',
  purpose: '为独居老人送热饭',
  story: '六十位老人',
  channel: 'demo',
  startsOn: '2026-06-01',
  endsOn: '2026-12-01',
  area: '上城区',
  leader: '周慧',
  account: '特约商户号 1900000109',
  beneficiaries: '80 岁以上独居老人',
  use: '餐食和配送',
  goalYuan: '1000.50',
  budget: [
    { label: '餐食', amountYuan: '800' },
    { label: '配送', amountYuan: '200.5' },
  ],
  cost: '不超过 3%',
  surplusPlan: '用于同类项目',
  queryMethod: '0571-87000000',
  suggestedAmountsYuan: ['10', '0.01'],
}
const pathsOf = (values: CampaignValues) => campaignIssues(campaignBody(values)).map((issue) => issue.path)

test('a right form has no issue and money becomes whole fen', () => {
  const made = campaignBody(right)
  expect(campaignIssues(made)).toEqual([])
  expect(made.body).toMatchObject({ goalFen: 100050, budget: [{ amountFen: 80000 }, { amountFen: 20050 }], suggestedAmountsFen: [1000, 1] })
})

test('a budget one fen off is refused', () => {
  expect(campaignIssues(campaignBody({ ...right, goalYuan: '1000.51' }))).toEqual([
    { path: 'body.budget', message: '预算各项之和要等于目标金额' },
  ])
})

test.each(['1e3', '-5', '１００', '1,000', '10.001', 'NaN'])('the amount %s is not read', (amount) => {
  expect(pathsOf({ ...right, goalYuan: amount })).toEqual(['body.goalFen'])
})

test('an unreadable budget row is named, and the sum is not complained about', () => {
  const values = {
    ...right,
    budget: [
      { label: '餐食', amountYuan: '八百' },
      { label: '', amountYuan: '200.5' },
    ],
  }
  expect(pathsOf(values)).toEqual(['body.budget.0.amountFen', 'body.budget.1.label'])
  expect(labelInside(['budget', 0, 'amountYuan'])).toBe('预算第 1 项金额')
})

test('a suggested amount above the limit of one payment is refused', () => {
  expect(pathsOf({ ...right, suggestedAmountsYuan: ['50000', '50000.01'] })).toEqual(['body.suggestedAmountsFen.1'])
})

test('an empty form names every field in words of a clerk', () => {
  const issues = campaignIssues(campaignBody({ channel: 'designated', budget: [{}], suggestedAmountsYuan: [] }))
  const messages = new Map(issues.map((issue) => [issue.path, issue.message]))
  expect(messages.get('body.charityId')).toBe('请选择慈善组织')
  expect(messages.get('body.startsOn')).toBe('请选择开始日期')
  expect(messages.get('body.suggestedAmountsFen')).toBe('请填写 1 至 6 个建议金额')
  expect(messages.get('body.goalFen')).toBe('请填写金额')
  expect(messages.get('body.title')).toBe('请填写')
})

test('the end may not come before the beginning', () => {
  expect(campaignIssues(campaignBody({ ...right, endsOn: '2026-05-31' }))).toEqual([
    { path: 'body.endsOn', message: '结束日期不能早于开始日期' },
  ])
  expect(pathsOf({ ...right, endsOn: '2026-06-01' })).toEqual([])
})

test('what belongs to another channel is not sent along', () => {
  const { body } = campaignBody({ ...right, designatedUrl: 'https://example.org/1', counselApproval: '2026-1 号' })
  expect(body).toMatchObject({ designatedUrl: null, counselApproval: null })
  expect(campaignBody({ ...right, channel: 'own_site', counselApproval: '2026-1 号' }).body.counselApproval).toBe('2026-1 号')
})

test('a stored campaign comes back from its form unchanged', () => {
  const { body } = campaignBody(right)
  const stored: Campaign = {
    ...body,
    id: 'm1',
    charityName: '暖心慈善会',
    state: 'draft',
    totals: { raisedFen: 0, giftCount: 0, asOf: '2026-06-01T00:00:00.000Z' },
    coverUrl: null,
    projectName: null,
    submittedAt: null,
    publishedAt: null,
    closedOn: null,
    counselConfirmedAt: null,
    returned: null,
    changes: [],
    disclosurePause: null,
    rev: 0,
    createdAt: '2026-06-01T00:00:00.000Z',
  }
  expect(campaignBody(campaignValues(stored)).body).toEqual(body)
})

test('rows still being typed count as nothing in the sum', () => {
  expect(budgetSumFen([{ amountYuan: '1.5' }, { amountYuan: '1.' }, {}, undefined])).toBe(150)
  expect(budgetSumFen(undefined)).toBe(0)
})
