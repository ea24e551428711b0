import { expect, test } from 'vitest'
import { agoWords, conversionWords } from './figures-words.ts'

test.each([
  [{ scans: 0, gifts: 3 }, '—'],
  [{ scans: 100, gifts: 0 }, '0 笔'],
  [{ scans: 300, gifts: 1 }, '0.3 笔'],
  [{ scans: 40, gifts: 5 }, '13 笔'],
  [{ scans: 2, gifts: 3 }, '150 笔'],
])('%o: %s', (figures, words) => {
  expect(conversionWords(figures)).toBe(words)
})

test.each([
  [null, '还没有'],
  ['2026-11-25T11:59:30Z', '刚刚'],
  ['2026-11-25T11:01:00Z', '59 分钟前'],
  ['2026-11-24T12:00:01Z', '23 小时前'],
  ['2026-11-24T12:00:00Z', '1 天前'],
  ['2026-10-01T00:00:00Z', '2026年10月1日'],
])('%s is %s', (instant, words) => {
  expect(agoWords(instant, new Date('2026-11-25T12:00:00Z'))).toBe(words)
})
