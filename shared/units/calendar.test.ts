import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, addMonths, daysBetween, startOfDay } from './calendar.ts'

describe('months', () => {
  test.each([
    ['2026-01-31', 1, '2026-02-28'],
    ['2028-01-31', 1, '2028-02-29'],
    ['2026-01-30', 1, '2026-02-28'],
    ['2026-01-28', 1, '2026-02-28'],
    ['2026-01-01', 3, '2026-04-01'],
    ['2026-11-30', 3, '2027-02-28'],
    ['2027-11-30', 3, '2028-02-29'],
    ['2028-02-29', 12, '2029-02-28'],
    ['2026-12-31', 6, '2027-06-30'],
    ['2026-03-31', -1, '2026-02-28'],
    ['2026-01-15', -1, '2025-12-15'],
    ['2026-05-20', 0, '2026-05-20'],
  ])('%s and %d months is %s', (date, months, expected) => expect(addMonths(date, months)).toBe(expected))

  const date = fc.integer({ min: 0, max: 36_500 }).map((days) => addDays('2000-01-01', days))

  test('three months are 89 to 92 days, wherever they begin', () => {
    fc.assert(
      fc.property(date, (from) => {
        const days = daysBetween(from, addMonths(from, 3))
        expect(days).toBeGreaterThanOrEqual(89)
        expect(days).toBeLessThanOrEqual(92)
      }),
    )
  })

  test('a later day never comes earlier by adding months, and the day of the month only shrinks', () => {
    fc.assert(
      fc.property(date, fc.integer({ min: 1, max: 400 }), fc.integer({ min: 0, max: 48 }), (from, later, months) => {
        expect(addMonths(from, months) <= addMonths(addDays(from, later), months)).toBe(true)
        expect(Number(addMonths(from, months).slice(8))).toBeLessThanOrEqual(Number(from.slice(8)))
      }),
    )
  })
})

describe('days', () => {
  test.each([
    ['2026-02-28', 1, '2026-03-01'],
    ['2028-02-28', 1, '2028-02-29'],
    ['2026-01-01', -1, '2025-12-31'],
  ])('%s and %d days is %s', (date, days, expected) => {
    expect(addDays(date, days)).toBe(expected)
    expect(daysBetween(date, expected)).toBe(days)
  })

  test('a day begins at midnight in Shanghai', () => expect(startOfDay('2026-06-15').toISOString()).toBe('2026-06-14T16:00:00.000Z'))
})
