import { describe, expect, test } from 'vitest'
import { addWorkingDays, isWorkingDay, workingDaysBetween } from './working-days.ts'

describe('working days', () => {
  test.each([
    ['over a weekend', '2026-11-27', 1, '2026-11-30'],
    ['none', '2026-11-28', 0, '2026-11-28'],
    ['over the National Day holidays, a worked Saturday among them', '2026-09-30', 3, '2026-10-10'],
    ['two weeks', '2026-11-30', 10, '2026-12-14'],
  ])('%s', (_, from, days, date) => {
    expect(addWorkingDays(from, days)).toEqual({ date, provisional: false })
  })

  test('a year that is not announced yet makes the date provisional', () => {
    expect(addWorkingDays('2026-12-31', 3).provisional).toBe(true)
    expect(() => addWorkingDays('2026-12-31', -1)).toThrow(RangeError)
  })
})

test.each([
  ['a Monday', '2026-11-30', true],
  ['a Sunday', '2026-11-29', false],
  ['National Day', '2026-10-01', false],
  ['a Saturday worked in exchange', '2026-10-10', true],
])('%s', (_, date, works) => {
  expect(isWorkingDay(date)).toBe(works)
})

test.each([
  ['the same day', '2026-11-30', '2026-11-30', 0],
  ['over a weekend', '2026-11-27', '2026-11-30', 1],
  ['what is over', '2026-11-30', '2026-11-27', 0],
  ['over National Day', '2026-09-30', '2026-10-10', 3],
])('between, %s', (_, from, to, days) => {
  expect(workingDaysBetween(from, to)).toBe(days)
})
