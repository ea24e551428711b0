import { expect, test } from 'vitest'
import { publishIssuesFrom } from './publish-issues.ts'

test('issues brought along by the navigation are read', () => {
  const issues = [{ path: 'campaign.filingNumber', message: '备案编号不对' }]
  expect(publishIssuesFrom({ issues })).toEqual(issues)
})

test.each([null, undefined, 'issues', {}, { issues: 'none' }, { issues: [null, 'x', { path: 'title' }] }])('%j brings none', (state) => {
  expect(publishIssuesFrom(state)).toEqual([])
})
