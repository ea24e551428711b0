import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { eventIn, keepLine, type LineEnds, pauseMs } from './line.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

function setUp() {
  const state = { lines: [] as LineEnds[], closed: 0, events: [] as string[], open: [] as boolean[] }
  const kept = keepLine({
    open(ends) {
      state.lines.push(ends)
      return () => {
        state.closed += 1
      }
    },
    onEvent: (event) => state.events.push(event.event === 'call' ? `${event.id}/${event.rev}` : event.event),
    onState: (isOpen) => state.open.push(isOpen),
    random: () => 1,
  })
  const line = () => state.lines.at(-1) as LineEnds
  return { state, kept, line }
}

describe('a line', () => {
  it('tells what comes, in its order', () => {
    const { state, line } = setUp()
    line().heard({ event: 'open' })
    line().heard({ event: 'call', id: 'hlp_1', rev: 1 })
    line().heard({ event: 'call', id: 'hlp_1', rev: 2 })
    expect([state.events, state.open]).toEqual([['open', 'hlp_1/1', 'hlp_1/2'], [true]])
  })

  it('that breaks is opened again, later each time it fails, at once when it is looked at again', () => {
    const { state, kept, line } = setUp()
    for (const pause of [1_000, 2_000, 4_000]) {
      line().ended()
      const before = state.lines.length
      vi.advanceTimersByTime(pause - 1)
      expect(state.lines).toHaveLength(before)
      vi.advanceTimersByTime(1)
      expect(state.lines).toHaveLength(before + 1)
    }
    line().ended()
    kept.wake()
    expect(state.lines).toHaveLength(5)
    line().heard({ event: 'open' })
    // Open again, the next break is the first one.
    line().ended()
    vi.advanceTimersByTime(1_000)
    expect(state.lines).toHaveLength(6)
  })

  it('over which nothing comes any more is taken for dead', () => {
    const { state, line } = setUp()
    line().heard({ event: 'open' })
    vi.advanceTimersByTime(39_000)
    line().alive()
    vi.advanceTimersByTime(39_000)
    expect(state.closed).toBe(0)
    vi.advanceTimersByTime(1_000)
    expect([state.closed, state.open]).toEqual([1, [true, false]])
  })

  it('that is no longer wanted is closed, and stays so', () => {
    const { state, kept, line } = setUp()
    const old = line()
    kept.stop()
    old.ended()
    kept.wake()
    vi.advanceTimersByTime(120_000)
    expect([state.closed, state.lines.length]).toEqual([1, 1])
  })

  it('of before tells nothing once the next is open', () => {
    const { state, line } = setUp()
    const old = line()
    old.ended()
    vi.advanceTimersByTime(1_000)
    old.heard({ event: 'call', id: 'hlp_1', rev: 1 })
    old.ended()
    expect([state.events, state.lines.length]).toEqual([[], 2])
  })
})

it('no two phones of a town come back at the same instant, and none waits longer than half a minute', () => {
  expect(pauseMs(3, () => 0)).toBe(4_000)
  expect(pauseMs(3, () => 1)).toBe(8_000)
  expect(pauseMs(50, () => 1)).toBe(30_000)
})

it.each([
  ['open', {}, { event: 'open' }],
  ['call', { id: 'hlp_1', rev: 3 }, { event: 'call', id: 'hlp_1', rev: 3 }],
  ['call', { id: 7, rev: 3 }, null],
  ['call', null, null],
  ['beat', undefined, null],
])('reads %s with %j', (event, data, read) => {
  expect(eventIn(event, data)).toEqual(read)
})
