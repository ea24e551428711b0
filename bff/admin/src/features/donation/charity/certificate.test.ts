import { expect, test } from 'vitest'
import { certificateStanding } from './certificate.ts'

test.each([
  [null, '没有登记', 'over'],
  ['2026-06-14', '已过期', 'danger'],
  ['2026-06-15', '今天到期', 'warning'],
  ['2026-06-16', '还有 1 天到期', 'warning'],
  ['2026-08-14', '还有 60 天到期', 'warning'],
  ['2026-08-15', '有效', 'good'],
])('a certificate until %s on 2026-06-15 is %s', (expiresOn, word, tone) => {
  expect(certificateStanding(expiresOn, '2026-06-15')).toMatchObject({ word, tone })
})

test('what is about to end says when, and a valid one needs no advice', () => {
  expect(certificateStanding('2026-06-20', '2026-06-15').advice).toContain('2026年6月20日（周六）')
  expect(certificateStanding('2027-06-20', '2026-06-15').advice).toBeNull()
})
