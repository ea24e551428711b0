import { addMonths } from '@minsheng/shared/units/calendar'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type AwardLine, OPEN_END } from '../award/domain.ts'
import { dueIn, type Entry, entriesDue, overpaidIn, type Paid, paysIn } from './domain.ts'

const at = (day: number) => new Date(Date.UTC(2026, 0, day))
const monthOf = (place: number) => addMonths('2026-01-01', place).slice(0, 7)
const line = (number: number, fromMonth: string, fen: number, day = number): AwardLine => ({
  number,
  fromMonth,
  fen,
  why: number === 1 ? 'granted' : 'raised',
  versionNumber: number,
  at: at(day),
  proposedBy: 'a',
  decidedBy: 'b',
})
const award = (lines: AwardLine[], over: Partial<Paid> = {}): Paid => ({
  every: 'month',
  firstMonth: lines[0]?.fromMonth ?? '2026-01',
  lastMonth: OPEN_END,
  lines,
  ...over,
})

describe('what is entered for a month', () => {
  const first = award([line(1, '2026-01', 5_000)])

  test('the month itself, and earlier months that were never paid, each on a line of its own', () => {
    expect(entriesDue(first, [], '2026-03').map(({ month, kind, fen }) => [month, kind, fen])).toEqual([
      ['2026-01', 'arrears', 5_000],
      ['2026-02', 'arrears', 5_000],
      ['2026-03', 'regular', 5_000],
    ])
  })

  test('a second run enters nothing', () => {
    expect(entriesDue(first, entriesDue(first, [], '2026-03'), '2026-03')).toEqual([])
  })

  test('a raise with earlier effect adds what is missing for each month, and leaves the old lines', () => {
    const entered = entriesDue(first, [], '2026-02')
    const raised = award([line(1, '2026-01', 5_000), line(2, '2026-02', 6_000)])
    expect(entriesDue(raised, entered, '2026-03').map(({ month, kind, cause, fen }) => [month, kind, cause, fen])).toEqual([
      ['2026-02', 'arrears', 'line-2', 1_000],
      ['2026-03', 'regular', 'line-2', 6_000],
    ])
  })

  test('nothing after the last month; what was entered for it all the same is told as too much, and not taken', () => {
    const entered = entriesDue(first, [], '2026-03')
    const ended = { ...first, lastMonth: '2026-02' }
    expect(entriesDue(ended, entered, '2026-04')).toEqual([])
    expect(overpaidIn(ended, entered)).toEqual([{ month: '2026-03', fen: 5_000 }])
  })

  test('once decided, what is to be paid back is neither told again nor paid again', () => {
    const entered = entriesDue(first, [], '2026-02')
    const back: Entry = {
      month: '2026-02',
      number: 2,
      kind: 'recovery',
      cause: 'rec_1',
      fen: -5_000,
      dueFen: 0,
      versionNumber: 1,
      decidedAt: at(9),
    }
    expect(overpaidIn(first, [...entered, back])).toEqual([])
    expect(entriesDue(first, [...entered, back], '2026-02')).toEqual([])
  })

  test.each([
    ['month', '2026-02', true],
    ['month', '2025-12', false],
    ['year', '2027-01', true],
    ['year', '2026-07', false],
    ['once', '2026-01', true],
    ['once', '2027-01', false],
    [null, '2026-01', false],
  ] as const)('what pays every %s pays in %s: %s', (every, month, pays) => {
    expect(paysIn({ every, firstMonth: '2026-01' }, month)).toBe(pays)
  })
})

type Event =
  | { kind: 'raise'; from: number; fen: number }
  | { kind: 'stop'; last: number }
  | { kind: 'run'; through: number }
  | { kind: 'settle'; pick: number; dueFen: number }

const months = fc.integer({ min: 0, max: 11 })
const events: fc.Arbitrary<Event[]> = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.record({ kind: fc.constant('raise' as const), from: months, fen: fc.integer({ min: 0, max: 100_000 }) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('stop' as const), last: months }) },
    { weight: 4, arbitrary: fc.record({ kind: fc.constant('run' as const), through: months }) },
    {
      weight: 4,
      arbitrary: fc.record({ kind: fc.constant('settle' as const), pick: months, dueFen: fc.integer({ min: 0, max: 50_000 }) }),
    },
  ),
  { maxLength: 24, size: 'max' },
)

test('whatever the order of grants, raises, stops, runs and money paid back: each month adds up to what the newest decision says', () => {
  let settled = 0
  let stoppedAfter = 0
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 4 }),
      fc.integer({ min: 1, max: 80_000 }),
      fc.constantFrom('month', 'month', 'month', 'year', 'once'),
      events,
      (start, fen, every, list) => {
        let day = 1
        let standing = award([line(1, monthOf(start), fen, day)], { every })
        let entered: readonly Entry[] = []
        /** By hand, what each month is due: the newest word about it. */
        const told = new Map<string, number>()
        const tell = (from: string, last: string, due: number) => {
          for (let place = 0; place < 12; place += 1) {
            const month = monthOf(place)
            if (month >= from && month <= last && paysIn(standing, month)) told.set(month, due)
          }
        }
        tell(monthOf(start), OPEN_END, fen)
        const enter = (more: readonly Entry[]) => {
          for (const entry of more) {
            const same = entered.filter((kept) => kept.month === entry.month)
            expect(entry.number).toBe(same.length + 1)
            expect(same.some(({ kind, cause }) => kind === entry.kind && cause === entry.cause)).toBe(false)
          }
          entered = [...entered, ...more]
        }
        for (const event of list) {
          day += 1
          if (event.kind === 'run') {
            enter(entriesDue(standing, entered, monthOf(event.through)))
            // The next run, at once, has nothing to do.
            expect(entriesDue(standing, entered, monthOf(event.through))).toEqual([])
          } else if (event.kind === 'raise' && standing.lastMonth === OPEN_END) {
            const newest = standing.lines.at(-1)
            const from = [monthOf(event.from), newest?.fromMonth ?? ''].sort()[1] ?? ''
            standing = { ...standing, lines: [...standing.lines, line(standing.lines.length + 1, from, event.fen, day)] }
            tell(from, OPEN_END, event.fen)
          } else if (event.kind === 'stop' && standing.lastMonth === OPEN_END) {
            const stop = { ...line(standing.lines.length + 1, monthOf(event.last + 1), 0, day), why: 'stopped' as const }
            standing = { ...standing, lastMonth: monthOf(event.last), lines: [...standing.lines, stop] }
            stoppedAfter += entered.some(({ kind, month }) => kind === 'recovery' && month > standing.lastMonth) ? 1 : 0
            for (const month of told.keys()) if (month > standing.lastMonth) told.set(month, 0)
          } else if (event.kind === 'settle') {
            const over = overpaidIn(standing, entered)
            const month = over[event.pick % Math.max(1, over.length)]?.month
            if (month === undefined) continue
            settled += 1
            const before = entered.filter((kept) => kept.month === month)
            const paid = before.reduce((total, kept) => total + kept.fen, 0)
            const dueFen = Math.min(event.dueFen, paid - 1)
            const cause = `rec-${day}`
            enter([
              {
                month,
                number: before.length + 1,
                kind: 'recovery',
                cause,
                fen: dueFen - paid,
                dueFen,
                versionNumber: 1,
                decidedAt: at(day),
              },
            ])
            told.set(month, dueFen)
          }
        }
        enter(entriesDue(standing, entered, monthOf(11)))
        const over = new Map(overpaidIn(standing, entered).map((one) => [one.month, one.fen]))
        for (let place = 0; place < 12; place += 1) {
          const month = monthOf(place)
          const total = entered.filter((kept) => kept.month === month).reduce((all, kept) => all + kept.fen, 0)
          const due = told.get(month) ?? 0
          expect(dueIn(standing, entered, month)?.dueFen ?? 0, month).toBe(due)
          // What was paid too much stands until people decided about it, and is known to the fen.
          expect(total - (over.get(month) ?? 0), month).toBe(due)
        }
      },
    ),
    { numRuns: 2_000 },
  )
  // What is rare must have come up, or holding would prove little.
  expect(settled).toBeGreaterThan(300)
  expect(stoppedAfter).toBeGreaterThan(5)
})
