import { describe, expect, test } from 'vitest'
import { boardOf } from './board.ts'
import { type Counted, figuresOf, periodOf, quantileSeconds, rowsOf, standsBehind } from './domain.ts'

const noon = new Date('2026-12-01T04:00:00Z')
const after = (seconds: number) => new Date(noon.getTime() + seconds * 1_000)
const now = after(3_600)
let made = 0
const call = (change: Partial<Counted> = {}): Counted => {
  made += 1
  return {
    _id: `c${made}`,
    path: ['d', 's1', 'c1', 'g1'],
    urgency: 'p0',
    category: null,
    source: 'button',
    state: 'closed',
    raisedAt: noon,
    ackedAt: null,
    onSiteAt: null,
    resolvedAt: null,
    reopened: false,
    isLate: false,
    rating: null,
    ...change,
  }
}

test.each([
  [[], 0.5, null],
  [[4_000], 0.95, 4],
  [[1_000, 2_000], 0.5, 1],
  [[1_000, 2_000, 3_000], 0.5, 2],
  [Array.from({ length: 20 }, (_, index) => (index + 1) * 1_000), 0.95, 19],
  [Array.from({ length: 21 }, (_, index) => (index + 1) * 1_000), 0.95, 20],
])('the nearest rank of %j at %d is %j', (values, share, seconds) => {
  expect(quantileSeconds(values, share)).toBe(seconds)
})

describe('the first minute', () => {
  test.each([
    ['taken at 60 s is within', call({ ackedAt: after(60) }), { count: 1, of: 1 }],
    ['taken a millisecond later is not', call({ ackedAt: new Date(after(60).getTime() + 1) }), { count: 0, of: 1 }],
    ['open for an hour is not', call({ state: 'dispatched' }), { count: 0, of: 1 }],
    ['open for less than a minute says nothing yet', call({ state: 'dispatched', raisedAt: after(3_541) }), { count: 0, of: 0 }],
    ['taken back before anybody took it says nothing', call({ state: 'cancelled' }), { count: 0, of: 0 }],
  ])('%s', (_, one, expected) => {
    const { withinAMinute } = figuresOf([one], now)
    expect(withinAMinute).toEqual(expected)
    expect(standsBehind(one, 'unanswered_in_a_minute', now)).toBe(withinAMinute.of > withinAMinute.count)
  })
})

test('figures count what they say, and each is the number of calls behind it', () => {
  const calls = [
    call({ ackedAt: after(30), onSiteAt: after(300), resolvedAt: after(900), rating: { solved: true, stars: 5 } }),
    call({ ackedAt: after(90), resolvedAt: after(1_800), reopened: true, isLate: true, rating: { solved: false, stars: 2 } }),
    call({ state: 'cancelled' }),
    call({ state: 'acked', ackedAt: after(10), isLate: true }),
  ]
  const figures = figuresOf(calls, now)
  expect(figures).toEqual({
    calls: 4,
    open: 1,
    cancelled: 1,
    acknowledged: { count: 3, medianSeconds: 30, p95Seconds: 90 },
    withinAMinute: { count: 2, of: 3 },
    onSite: { count: 1, medianSeconds: 300, p95Seconds: 300 },
    resolved: { count: 2, medianSeconds: 900, p95Seconds: 1_800 },
    late: 2,
    reopened: 1,
    rated: { count: 2, solved: 1, stars: 3.5 },
  })
  const behind = (only: Parameters<typeof standsBehind>[1]) => calls.filter((one) => standsBehind(one, only, now)).length
  expect([behind('all'), behind('open'), behind('cancelled'), behind('late'), behind('reopened'), behind('badly_rated')]).toEqual([
    figures.calls,
    figures.open,
    figures.cancelled,
    figures.late,
    figures.reopened,
    figures.rated.count - figures.rated.solved,
  ])
})

test('every call is in exactly one row, whatever they are put together by', () => {
  const calls = [call(), call({ path: ['d', 's2'] }), call({ path: ['d'], category: 'fall' }), call({ urgency: 'p2', source: 'device' })]
  for (const by of ['street', 'community', 'grid', 'class', 'category', 'source'] as const)
    expect(rowsOf(calls, by, now).reduce((sum, row) => sum + row.calls, 0)).toBe(calls.length)
  expect(rowsOf(calls, 'street', now).map(({ key, calls: count }) => [key, count])).toEqual([
    ['s1', 2],
    ['s2', 1],
    ['unknown', 1],
  ])
})

test('a place counts what is open in it however long, and of today what was raised today', () => {
  const open = [
    call({ state: 'dispatched', isLate: true }),
    call({ state: 'on_site', path: ['d', 's2', 'c9'] }),
    call({ state: 'new', path: ['d'] }),
  ]
  const parts = [
    { id: 's1', name: '一' },
    { id: 's2', name: '二' },
  ]
  const board = boardOf({ open, today: [open[0] as Counted], parts, level: 1, now })
  expect(board).toMatchObject({ waiting: 2, underWay: 1, late: 1, today: { calls: 1 } })
  expect(board.places).toEqual([
    { id: 's1', name: '一', waiting: 1, underWay: 0, late: 1, today: 1 },
    { id: 's2', name: '二', waiting: 0, underWay: 1, late: 0, today: 0 },
  ])
})

describe('the days of a report', () => {
  test('are the last thirty, today counted', () => {
    expect(periodOf({}, '2026-12-01')).toEqual({ from: '2026-11-02', to: '2026-12-01' })
  })
  test('are at most 366', () => {
    expect(periodOf({ from: '2025-12-01', to: '2026-12-01' }, '2026-12-01')).toEqual({ from: '2025-12-01', to: '2026-12-01' })
    expect(periodOf({ from: '2025-11-30', to: '2026-12-01' }, '2026-12-01')).toMatchObject({ path: 'from' })
  })
  test('do not end before they begin', () => {
    expect(periodOf({ from: '2026-12-02', to: '2026-12-01' }, '2026-12-01')).toMatchObject({ path: 'from' })
  })
})
