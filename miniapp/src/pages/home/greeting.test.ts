import { describe, expect, it } from 'vitest'
import { greeting } from './greeting.ts'

describe('greeting', () => {
  it.each([
    ['2026-06-14T20:59:59Z', '夜深了'],
    ['2026-06-14T21:00:00Z', '早上好'],
    ['2026-06-15T01:00:00Z', '上午好'],
    ['2026-06-15T04:00:00Z', '中午好'],
    ['2026-06-15T06:00:00Z', '下午好'],
    ['2026-06-15T10:00:00Z', '晚上好'],
    ['2026-06-15T16:00:00Z', '夜深了'],
  ])('%s in Shanghai → %s', (instant, words) => expect(greeting(new Date(instant))).toBe(words))
})
