import { expect, test } from 'vitest'
import { arrivedPercent } from './words.ts'

test.each([
  [{ delivered: 0, failed: 0, expired: 0, dead: 0 }, null],
  [{ delivered: 1, failed: 0, expired: 0, dead: 0 }, 100],
  // Never rounded up to all.
  [{ delivered: 999, failed: 1, expired: 0, dead: 0 }, 99],
  [{ delivered: 1, failed: 1, expired: 1, dead: 1 }, 25],
  [{ delivered: 0, failed: 0, expired: 0, dead: 2 }, 0],
])('%j', (counts, percent) => expect(arrivedPercent(counts)).toBe(percent))
