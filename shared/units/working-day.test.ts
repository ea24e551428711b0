import { expect, test } from 'vitest'
import { isWorkingDay } from './working-day.ts'

test.each([
  ['a Monday', '2026-11-30', true],
  ['a Sunday', '2026-11-29', false],
  ['National Day', '2026-10-01', false],
  ['a Saturday worked in exchange', '2026-10-10', true],
])('%s', (_, date, works) => {
  expect(isWorkingDay(date)).toBe(works)
})
