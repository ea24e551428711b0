import { expect, test } from 'vitest'
import { rangeOf, settingWords } from './setting.ts'

test.each([
  [124_500, 'fen', { least: 0, most: 249_000, step: 500 }],
  [5_000, 'fen', { least: 0, most: 10_000, step: 100 }],
  [0, 'fen', { least: 0, most: 2_000, step: 100 }],
  [33_333, 'fen', { least: 0, most: 66_700, step: 100 }],
  [3_000, 'bps', { least: 0, most: 6_000, step: 50 }],
  [1, 'flag', { least: 0, most: 1, step: 1 }],
] as const)('a slider for %i %s reaches twice as far as what is published', (published, unit, range) => {
  expect(rangeOf(published, unit)).toEqual(range)
})

test.each([
  [124_500, 'fen', '1,245 元'],
  [124_550, 'fen', '1,245.5 元'],
  [3_000, 'bps', '30%'],
  [3_333, 'bps', '33.33%'],
  [0, 'flag', '否'],
] as const)('%i %s reads %s', (value, unit, words) => {
  expect(settingWords(value, unit)).toBe(words)
})
