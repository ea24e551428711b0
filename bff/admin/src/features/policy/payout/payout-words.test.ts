import { expect, test } from 'vitest'
import { lastWords } from './payout-words.ts'

test.each([
  [null, 5_000, '以前没有发过'],
  [5_000, 5_000, '和上次一样'],
  [124_500, 5_000, '上次 ¥1,245.00'],
])('%s before, %s now', (lastFen, fen, words) => {
  expect(lastWords({ lastFen, fen })).toBe(words)
})
