import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createAlarm } from './alarm.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const row = (id: string, change: object = {}) => ({ id, state: 'dispatched' as const, urgency: 'p0' as const, isMine: true, ...change })

it('sounds for a life at once, and again until it is taken', () => {
  const ring = vi.fn()
  const { look } = createAlarm(ring)
  look([row('a')])
  look([row('a')])
  expect(ring).toHaveBeenCalledTimes(1)
  vi.advanceTimersByTime(10_000)
  expect(ring).toHaveBeenCalledTimes(3)
  look([row('a', { state: 'acked' })])
  vi.advanceTimersByTime(60_000)
  expect(ring).toHaveBeenCalledTimes(3)
})

it('sounds once for what is given to others, and not at all for what is not about life', () => {
  const ring = vi.fn()
  const { look } = createAlarm(ring)
  look([row('a', { isMine: false }), row('b', { urgency: 'p1' }), row('c', { state: 'acked' })])
  vi.advanceTimersByTime(60_000)
  expect(ring).toHaveBeenCalledTimes(1)
})

it('ends by itself, and begins anew with the next call', () => {
  const ring = vi.fn()
  const { look, quiet } = createAlarm(ring)
  look([row('a')])
  vi.advanceTimersByTime(600_000)
  expect(ring).toHaveBeenCalledTimes(24)
  look([row('a'), row('b')])
  vi.advanceTimersByTime(5_000)
  expect(ring).toHaveBeenCalledTimes(26)
  quiet()
  vi.advanceTimersByTime(60_000)
  expect(ring).toHaveBeenCalledTimes(26)
})
