import { expect, test } from 'vitest'
import { formIssues, formPath } from './form-issues.ts'

test.each([
  ['body.name', [], ['name']],
  ['body.campaign.title', ['campaign'], ['title']],
  ['body.campaign.budget.0.amountFen', ['campaign'], ['budget', 0, 'amountYuan']],
  ['body.goalFen', [], ['goalYuan']],
  ['filingNumber', ['campaign'], ['filingNumber']],
  ['body', [], []],
  ['body.campaignId', ['campaign'], ['campaignId']],
])('%s becomes a place in the form', (path, envelopes, expected) => {
  expect(formPath(path, envelopes)).toEqual(expected)
})

test('issues follow the order of the form, one a place, fieldless ones first', () => {
  const issues = formIssues(
    [
      { path: 'body.goalFen', message: '目标至少 1 元' },
      { path: 'body.title', message: '请填写' },
      { path: 'body.title', message: '最多 40 个字' },
      { path: 'body', message: '内容有误' },
    ],
    ['title', 'goalYuan'],
  )
  expect(issues).toEqual([
    { path: [], message: '内容有误' },
    { path: ['title'], message: '请填写' },
    { path: ['goalYuan'], message: '目标至少 1 元' },
  ])
})
