import { expect, test } from 'vitest'
import { median, table } from './figures.ts'

test('the median of an odd and an even number of values', () => {
  expect(median([9, 1, 5])).toBe(5)
  expect(median([10, 1, 9, 2])).toBe(5.5)
  expect(() => median([])).toThrow(RangeError)
})

test('a table keeps names left and figures right', () => {
  expect(
    table(
      ['what', 'ms'],
      [
        ['a', 5],
        ['longer', 10],
      ],
    ),
  ).toBe('what    ms\na        5\nlonger  10')
})
