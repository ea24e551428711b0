import { describe, expect, it } from 'vitest'
import { secondsLeft, timeWords } from './time-words.ts'

describe('secondsLeft', () => {
  it.each([
    [1000, 0, 1],
    [1001, 0, 2],
    [1000, 1000, 0],
    [1000, 5000, 0],
  ])('until %i at %i → %i', (until, now, seconds) => expect(secondsLeft(until, now)).toBe(seconds))
})

describe('timeWords', () => {
  it.each([
    [0, '0 秒'],
    [59, '59 秒'],
    [60, '1 分 0 秒'],
    [3599, '59 分 59 秒'],
    [3600, '1 小时 0 分'],
    [7325, '2 小时 2 分'],
  ])('%i → %s', (seconds, words) => expect(timeWords(seconds)).toBe(words))
})
