import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dateAfter, datesBetween, dayOfWeek, dayStart } from '../scan/domain.ts'
import {
  alarmRefusal,
  distanceWords,
  expectedScans,
  type Habits,
  habitsOf,
  isDisplaced,
  isKnown,
  isOverdue,
  leadsTo,
  lengthWords,
  silenceChance,
  silenceRules,
  silentFrom,
} from './domain.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
/** Monday 2 November 2026, midnight in Shanghai. */
const monday = dayStart('2026-11-02')

const habits = fc
  .array(fc.double({ min: 0, max: 5, noNaN: true }), { minLength: 168, maxLength: 168 })
  .map((byHour): Habits => ({ byHour, days: 28, scans: Math.ceil(4 * byHour.reduce((sum, rate) => sum + rate, 0)) }))
const instant = fc.integer({ min: 0, max: 40 * DAY }).map((ms) => new Date(monday.getTime() + ms))

/** Scans each day from 9 to 17 o'clock, `perHour` of them, but not on the days of the week left out. */
function shop(from: string, to: string, perHour: number, closedOn: readonly number[] = []) {
  return datesBetween(from, to)
    .filter((date) => !closedOn.includes(dayOfWeek(date)))
    .map((date) => ({ date, hours: Object.fromEntries(Array.from({ length: 8 }, (_, hour) => [String(9 + hour), perHour])) }))
}

describe('how many scans are expected', () => {
  test('the parts add up to the whole, and nothing is expected of no time', () => {
    fc.assert(
      fc.property(habits, instant, instant, instant, (of, ...instants) => {
        const [a, b, c] = instants.sort((x, y) => x.getTime() - y.getTime()) as [Date, Date, Date]
        expect(expectedScans(of, a, c)).toBeCloseTo(expectedScans(of, a, b) + expectedScans(of, b, c), 6)
        expect(expectedScans(of, a, a)).toBe(0)
      }),
    )
  })

  test('of a whole week: the sum of its hours, wherever it begins', () => {
    fc.assert(
      fc.property(habits, instant, (of, from) => {
        const week = of.byHour.reduce((sum, rate) => sum + rate, 0)
        expect(expectedScans(of, from, new Date(from.getTime() + 7 * DAY))).toBeCloseTo(week, 6)
      }),
    )
  })

  test('of one hour on Monday at nine, and of half of it', () => {
    const of: Habits = { byHour: Array.from({ length: 168 }, (_, at) => (at === 9 ? 4 : 0)), days: 28, scans: 16 }
    const nine = new Date(monday.getTime() + 9 * HOUR)
    expect(expectedScans(of, monday, new Date(monday.getTime() + DAY))).toBe(4)
    expect(expectedScans(of, nine, new Date(nine.getTime() + HOUR / 2))).toBe(2)
    expect(expectedScans(of, monday, nine)).toBe(0)
  })
})

describe('the chance of silence', () => {
  test('lies between 0 and 1 and only falls as time goes by', () => {
    fc.assert(
      fc.property(habits, instant, fc.integer({ min: 0, max: 5 * DAY }), fc.integer({ min: 0, max: 5 * DAY }), (of, from, x, y) => {
        const [sooner, later] = [Math.min(x, y), Math.max(x, y)].map((ms) => silenceChance(of, from, new Date(from.getTime() + ms)))
        expect(sooner).toBeLessThanOrEqual(1)
        expect(later).toBeGreaterThanOrEqual(0)
        expect(later).toBeLessThanOrEqual((sooner ?? 0) + 1e-12)
      }),
    )
  })

  test('the alarm comes at the very moment at which it falls under the threshold', () => {
    fc.assert(
      fc.property(habits, instant, (of, from) => {
        const due = silentFrom(of, from)
        const end = new Date(from.getTime() + silenceRules.longestMs)
        if (due === null) {
          if (isKnown(of)) expect(silenceChance(of, from, end)).toBeGreaterThan(silenceRules.alarmBelow * (1 - 1e-6))
          return
        }
        expect(silenceChance(of, from, due)).toBeLessThanOrEqual(silenceRules.alarmBelow * (1 + 1e-6))
        expect(silenceChance(of, from, new Date(due.getTime() - 60_000))).toBeGreaterThan(silenceRules.alarmBelow)
      }),
    )
  })
})

describe('habits', () => {
  const lastDate = '2026-11-23'
  const from = dateAfter(lastDate, -28)

  test('a busy shop that nobody scans: the alarm comes within its next working day', () => {
    const of = habitsOf(shop(from, lastDate, 2), from, lastDate)
    expect(of).toMatchObject({ days: 28, scans: 28 * 8 * 2 })
    const due = silentFrom(of, new Date(dayStart(lastDate).getTime() + 17 * HOUR))
    // Two an hour from nine: ln(10000) = 9.2 scans are missing after 4.6 hours of the next day.
    const missed = new Date(dayStart('2026-11-24').getTime() + (9 + Math.log(10_000) / 2) * HOUR)
    expect(Math.abs((due?.getTime() ?? 0) - missed.getTime())).toBeLessThan(1_000)
  })

  test('a shop closed on Saturday and Sunday is not called silent over the week-end', () => {
    const friday = '2026-11-20'
    const of = habitsOf(shop(dateAfter(friday, -28), friday, 2, [5, 6]), dateAfter(friday, -28), friday)
    const closing = new Date(dayStart(friday).getTime() + 17 * HOUR)
    expect(silenceChance(of, closing, new Date(dayStart('2026-11-23').getTime() + 9 * HOUR))).toBe(1)
    expect(silentFrom(of, closing)?.getTime()).toBeGreaterThan(dayStart('2026-11-23').getTime() + 13 * HOUR)
  })

  test.each([
    ['thirteen days', 13, 4, false],
    ['fourteen days', 14, 4, true],
    ['27 scans in 27 days', 27, 1 / 8, false],
    ['28 scans in 28 days', 28, 1 / 8, true],
  ])('%s', (_, days, perHour, known) => {
    const of = habitsOf(shop(dateAfter(lastDate, -days), dateAfter(lastDate, -1), perHour), dateAfter(lastDate, -days), lastDate)
    expect(of.days).toBe(days)
    expect(isKnown(of)).toBe(known)
    if (!known) expect(silentFrom(of, dayStart(lastDate))).toBeNull()
  })

  test('a slow code is never called silent within two weeks', () => {
    const of: Habits = { byHour: Array<number>(168).fill(0.02), days: 28, scans: 100 }
    expect(silentFrom(of, monday)).toBeNull()
  })

  test('the day of the last scan, and what lies before the four weeks, are left out', () => {
    const old = [{ date: dateAfter(lastDate, -29), hours: { '9': 1_000 } }]
    const today = [{ date: lastDate, hours: { '9': 1_000 } }]
    expect(habitsOf([...old, ...today], dateAfter(lastDate, -60), lastDate)).toMatchObject({ days: 28, scans: 0 })
  })
})

test.each([
  ['fourteen days', 14 * DAY, 3, false],
  ['a moment more', 14 * DAY + 1, 3, true],
  ['a moment more at a quiet place', 14 * DAY + 1, 2.9, false],
])('overdue: %s', (_, sinceMs, aDay, overdue) => {
  const of: Habits = { byHour: [], days: 28, scans: 28 * aDay }
  expect(isOverdue(of, monday, new Date(monday.getTime() + sinceMs))).toBe(overdue)
})

test.each([
  [500, 0, false],
  [501, 0, true],
  [560, 60, false],
  [2_000, 1_400, true],
  [50_000, 3_001, false],
])('%i m away, sure to %i m: displaced %s', (distance, accuracy, displaced) => {
  expect(isDisplaced(distance, accuracy)).toBe(displaced)
})

test('an alarm is taken once and closed once', () => {
  expect(alarmRefusal('open', 'in_hand')).toBeNull()
  expect(alarmRefusal('open', 'closed')).toBeNull()
  expect(alarmRefusal('in_hand', 'closed')).toBeNull()
  expect(alarmRefusal('in_hand', 'in_hand')).toContain('已经有人')
  expect(alarmRefusal('closed', 'closed')).toContain('已经办结')
})

test('where a scanned text leads is shown, but never all of it', () => {
  expect(leadsTo('https://pay.example.com/x?phone=13900000000')).toBe('pay.example.com')
  expect(leadsTo('wxp://f2f0aBcD')).toBe('f2f0aBcD')
  expect(leadsTo('mailto:a@b')).toBe('mailto:…')
  expect(leadsTo('收款码')).toBe('一段文字')
})

test('distances and lengths in words', () => {
  expect([distanceWords(4), distanceWords(644), distanceWords(999), distanceWords(1_250)]).toEqual([
    '约 0 米',
    '约 640 米',
    '约 1000 米',
    '约 1.3 公里',
  ])
  expect([lengthWords(59 * 60_000), lengthWords(47.9 * HOUR), lengthWords(48 * HOUR)]).toEqual(['0 小时', '47 小时', '2 天'])
})
