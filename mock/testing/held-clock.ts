import type { Clock } from '@minsheng/shared/units/clock'

/** A clock that stands still until it is moved. */
export interface HeldClock extends Clock {
  advance(ms: number): void
}

export function heldClock(at = '2026-11-24T02:00:00Z'): HeldClock {
  let now = Date.parse(at)
  return {
    now: () => new Date(now),
    advance: (ms) => {
      now += ms
    },
  }
}
