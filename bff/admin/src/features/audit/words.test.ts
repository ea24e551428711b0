import { expect, test } from 'vitest'
import { subjectWords } from './words.ts'

test.each([
  ['audit.search', 'audit', '不针对某一条'],
  // Turned away: what staff asked for was no one thing.
  ['audit.search', 'missing', '不针对某一条'],
  ['audit-chain.read', 'missing', '不针对某一条'],
  ['gift.list', 'all', '不针对某一条'],
  ['recovery.overpaid', 'payout_lines', '不针对某一条'],
  ['quality.rows', 'quality_rows', '不针对某一条'],
  ['policy-what-if.try', 'policies', '不针对某一条'],
  ['policy-coverage.read', 'policies', '不针对某一条'],
  ['resident.read', 'missing', '没有找到'],
  ['staff.sign-in', 'unknown', '不知道是谁'],
  ['resident.read', 'res_1', 'res_1'],
])('%s of %s is told as %s', (action, subject, told) => {
  expect(subjectWords({ action, subject })).toBe(told)
})
