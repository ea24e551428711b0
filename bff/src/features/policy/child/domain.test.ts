import { expect, test } from 'vitest'
import { fullAgeOn } from './domain.ts'

test.each([
  ['2008-12-01', '2026-12-01'],
  ['2008-11-30', '2026-11-30'],
  // No such day in that year: the 28th is over first.
  ['2008-02-29', '2026-03-01'],
  ['2008-03-01', '2026-03-01'],
  ['2008-02-28', '2026-02-28'],
])('born on %s, of full age from %s on', (birthDate, from) => {
  expect(fullAgeOn(birthDate, '2026-12-01')).toBe(from)
})
