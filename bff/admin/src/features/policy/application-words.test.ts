import { expect, test } from 'vitest'
import { amountWords, dueWords } from './application-words.ts'

test.each([
  [-2, '已超 2 天', 'danger'],
  [0, '今天到期', 'warning'],
  [3, '还有 3 天', 'warning'],
  [4, '还有 4 天', 'waiting'],
])('%i days left: %s', (daysLeft, word, tone) => {
  expect(dueWords({ daysLeft, provisional: false })).toEqual({ word, tone })
})

test('nothing is due where it is over, and a year that is not announced says so', () => {
  expect(dueWords({ daysLeft: null, provisional: false })).toBeNull()
  expect(dueWords({ daysLeft: 9, provisional: true })?.word).toBe('还有 9 天（待放假安排公布）')
})

test.each([
  [{ amount: { low: 5_000, high: 5_000 }, every: 'month' as const, ceiling: false }, '每月 ¥50.00'],
  [{ amount: { low: 0, high: 5_000 }, every: 'month' as const, ceiling: false }, '每月 ¥0.00 到 ¥50.00（还有情况不清楚）'],
  [{ amount: { low: 0, high: 500_000 }, every: 'once' as const, ceiling: true }, '一次 最多 ¥5,000.00'],
  [{ amount: { low: 0, high: 0 }, every: null, ceiling: false }, '不发钱，按这项政策享受减免、服务或救助资格'],
  [{ amount: { low: 0, high: 0 }, every: 'month' as const, ceiling: false }, '按现在知道的情况没有金额'],
])('%o', (given, words) => {
  expect(amountWords(given)).toBe(words)
})
