import { expect, test } from 'vitest'
import { ageWords, countWords, shareOf, yuanShort } from './words.ts'

test.each([
  [0, true, '0 元'],
  [120_450, false, '1,204.5 元'],
  [120_450, true, '＋1,204.5 元'],
  [-120_450, true, '−1,204.5 元'],
  [-120_450, false, '−1,204.5 元'],
  [120_450_000, false, '120.5 万元'],
  [9_999_999, false, '99,999.99 元'],
] as const)('%i fen reads %s short', (fen, signed, words) => {
  expect(yuanShort(fen, signed)).toBe(words)
})

test('so few that they could be known by their number are not told, and no share is made of them', () => {
  expect([countWords(null), countWords(0), countWords(12_040)]).toEqual(['不到 5', '0', '12,040'])
  expect([shareOf(3, 1), shareOf(0, 0), shareOf(null, 8), shareOf(8, null)]).toEqual([0.75, null, null, null])
})

test.each([
  [0, '刚刚更新'],
  [9.9, '刚刚更新'],
  [10, '约 10 秒前的情况'],
  [90, '约 2 分钟前的情况'],
] as const)('%d seconds old reads %s', (seconds, words) => {
  expect(ageWords(seconds)).toBe(words)
})
