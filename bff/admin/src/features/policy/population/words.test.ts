import { expect, test } from 'vitest'
import { ageWords, countWords, shareOf, tookWords, yuanShort } from './words.ts'

test.each([
  [0, true, '0 元'],
  [120_450, false, '1,204.50 元'],
  [120_450, true, '＋1,204.50 元'],
  [-120_450, true, '−1,204.50 元'],
  [-120_450, false, '−1,204.50 元'],
  [120_450_000, false, '120.5 万元'],
  [99_999_999, false, '999,999.99 元'],
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

test('what took no time to speak of is not said to have taken none', () => {
  expect([0, 9.9, 10, 184, 1_250].map(tookWords)).toEqual(['不到 0.01 秒', '不到 0.01 秒', '0.01 秒', '0.18 秒', '1.25 秒'])
})
