import { expect, test } from 'vitest'
import { lengthWords, rowName, shareWords } from './report-words.ts'

test.each([
  [null, '—'],
  [0, '0 秒'],
  [59, '59 秒'],
  [60, '1 分'],
  [125, '2 分 5 秒'],
  [3_600, '1 小时'],
  [12_000, '3 小时 20 分'],
  [187_200, '2 天 4 小时'],
])('%j seconds are said %s', (seconds, words) => {
  expect(lengthWords(seconds)).toBe(words)
})

test('a share of nothing is none', () => {
  expect(shareWords({ count: 0, of: 0 })).toBe('—')
  expect(shareWords({ count: 5, of: 6 })).toBe('83%')
})

test('rows are called in words', () => {
  expect([
    rowName('class', 'p0', 'p0'),
    rowName('category', 'unknown', '没有说'),
    rowName('street', 'x', '湖滨街道'),
    rowName('source', 'hotline', ''),
  ]).toEqual(['人身安全', '没有说', '湖滨街道', '12345'])
})
