import { expect, test } from 'vitest'
import { addDays, dateWords, daysBetween, instantWords, monthWords } from './time-words.ts'
import { waitWords } from './wait-words.ts'

test('instants and dates are told in Asia/Shanghai', () => {
  expect(instantWords('2026-06-14T16:05:00.000Z')).toBe('2026年6月15日 00:05')
  expect(dateWords('2026-06-15')).toBe('2026年6月15日（周一）')
  expect(monthWords('2026-06')).toBe('2026年6月')
})

test('days are counted over month and leap-year ends', () => {
  expect(daysBetween('2028-02-28', '2028-03-01')).toBe(2)
  expect(daysBetween('2026-06-15', '2026-06-15')).toBe(0)
  expect(daysBetween('2026-06-15', '2026-06-14')).toBe(-1)
  expect(addDays('2026-12-31', 1)).toBe('2027-01-01')
  expect(addDays('2026-03-01', -1)).toBe('2026-02-28')
})

test.each([
  [1, '请 1 秒后再试'],
  [90, '请 90 秒后再试'],
  [91, '请在 12:03 后再试（约 2 分钟）'],
  [900, '请在 12:16 后再试（约 15 分钟）'],
  [7200, '请在 14:01 后再试（约 2 小时）'],
])('waiting %i seconds is told as a time', (seconds, words) => {
  expect(waitWords(seconds, new Date('2026-06-15T04:00:30.000Z'))).toBe(words)
})
