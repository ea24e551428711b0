import { expect, test } from 'vitest'
import { isNight, needsCheckIn } from './domain.ts'

test.each([
  ['2026-12-01T13:59:59Z', false],
  ['2026-12-01T14:00:00Z', true],
  ['2026-12-01T16:00:00Z', true],
  ['2026-12-01T21:59:59Z', true],
  ['2026-12-01T22:00:00Z', false],
])('%s is night in Shanghai: %s', (at, is) => {
  expect(isNight(new Date(at))).toBe(is)
})

test('by day only a danger is asked about: a call for one, or one that was marked', () => {
  const noon = new Date('2026-12-01T04:00:00Z')
  expect(needsCheckIn({ isRisky: false, category: 'fall' }, noon)).toBe(false)
  expect(needsCheckIn({ isRisky: true, category: 'fall' }, noon)).toBe(true)
  expect(needsCheckIn({ isRisky: false, category: 'danger' }, noon)).toBe(true)
  expect(needsCheckIn({ isRisky: false, category: null }, new Date('2026-12-01T18:00:00Z'))).toBe(true)
})
