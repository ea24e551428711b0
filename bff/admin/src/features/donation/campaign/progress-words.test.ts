import { expect, test } from 'vitest'
import { progressOf } from './progress-words.ts'

test.each([
  [0, 10_000, 0, '0%'],
  [1, 10_000_00, 1, '不到 1%'],
  [9_999, 10_000, 99, '99%'],
  [10_000, 10_000, 100, '100%'],
  [12_500, 10_000, 100, '已超过目标，为 125%'],
  [5, 0, 0, '没有目标'],
])('%i of %i fen is %i percent', (raised, goal, percent, words) => {
  expect(progressOf(raised, goal)).toEqual({ percent, words })
})
