import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Cell, grouped, meanFen, medianFen, seriesOf, startOf, startsBetween, sumOf } from './domain.ts'

const cell = (day: string, change: Partial<Cell> = {}): Cell => ({
  start: new Date(`${day}T00:00:00+08:00`),
  campaignId: 'cmp_1',
  codeId: null,
  channel: 'h5',
  giftCount: 1,
  paidFen: 100,
  returnedFen: 0,
  ...change,
})

test.each([
  ['2026-06-15', 'day', '2026-06-15'],
  ['2026-06-15', 'week', '2026-06-15'],
  ['2026-06-21', 'week', '2026-06-15'],
  ['2026-01-01', 'week', '2025-12-29'],
  ['2026-02-28', 'month', '2026-02-01'],
] as const)('%s by %s begins %s', (day, by, start) => expect(startOf(day, by)).toBe(start))

describe('periods', () => {
  test('all that touch the days, across a leap day and a year', () => {
    expect(startsBetween('2028-02-28', '2028-03-01', 'day')).toEqual(['2028-02-28', '2028-02-29', '2028-03-01'])
    expect(startsBetween('2025-12-31', '2026-01-05', 'week')).toEqual(['2025-12-29', '2026-01-05'])
    expect(startsBetween('2025-11-30', '2026-01-01', 'month')).toEqual(['2025-11-01', '2025-12-01', '2026-01-01'])
    expect(startsBetween('2026-01-02', '2026-01-01', 'day')).toEqual([])
  })
  test('the empty ones stand between', () =>
    expect(
      seriesOf([cell('2026-06-01'), cell('2026-06-03'), cell('2026-06-03', { returnedFen: 40 })], '2026-06-01', '2026-06-03', 'day'),
    ).toEqual([
      { start: '2026-06-01', giftCount: 1, paidFen: 100, returnedFen: 0, keptFen: 100 },
      { start: '2026-06-02', giftCount: 0, paidFen: 0, returnedFen: 0, keptFen: 0 },
      { start: '2026-06-03', giftCount: 2, paidFen: 200, returnedFen: 40, keptFen: 160 },
    ]))
})

test('groups: the most kept first, nothing lost', () => {
  const cells = [
    cell('2026-06-01', { codeId: 'a' }),
    cell('2026-06-02', { codeId: 'b', paidFen: 900 }),
    cell('2026-06-02', { codeId: 'a' }),
  ]
  expect(grouped(cells, ({ codeId }) => codeId).map(([id, { keptFen }]) => [id, keptFen])).toEqual([
    ['b', 900],
    ['a', 200],
  ])
  expect(sumOf(cells)).toEqual({ giftCount: 3, paidFen: 1_100, returnedFen: 0, keptFen: 1_100 })
})

describe('middle and mean', () => {
  test('of none there is none', () => expect([medianFen([]), meanFen(sumOf([]))]).toEqual([null, null]))
  test('of two the middle is between', () =>
    expect(
      medianFen([
        { fen: 1, count: 1 },
        { fen: 4, count: 1 },
      ]),
    ).toBe(3))
  test('as sorting every single amount would tell', () =>
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 200 }), (amounts) => {
        const counts = new Map<number, number>()
        for (const fen of amounts) counts.set(fen, (counts.get(fen) ?? 0) + 1)
        const sorted = [...amounts].sort((a, b) => a - b)
        const [low = 0, high = 0] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.floor(sorted.length / 2)]]
        expect(medianFen([...counts].map(([fen, count]) => ({ fen, count })))).toBe(Math.round((low + high) / 2))
      }),
    ))
})
