import type { Clock } from '@minsheng/shared/units/clock'

/** The time of day in the stand-in's own world: orders, refunds and bills go by it, signatures by the real one. */
export interface ShiftedClock extends Clock {
  shift(ms: number): void
  shiftMs(): number
}

export function shiftedClock(real: Clock): ShiftedClock {
  let offset = 0
  return {
    now: () => new Date(real.now().getTime() + offset),
    shift: (ms) => {
      offset = ms
    },
    shiftMs: () => offset,
  }
}

/** Everything that is yet to happen, so that a stop or a reset reaches all of it. */
export function createTimetable(clock: Clock) {
  const timers = new Map<string, NodeJS.Timeout>()
  let stopped = false
  const clear = (): void => {
    for (const timer of timers.values()) clearTimeout(timer)
    timers.clear()
  }
  return {
    at(key: string, instant: string, run: () => void): void {
      if (stopped) return
      clearTimeout(timers.get(key))
      const waitMs = Math.max(0, Date.parse(instant) - clock.now().getTime())
      const timer = setTimeout(() => {
        timers.delete(key)
        run()
      }, waitMs)
      timers.set(key, timer)
    },
    cancel(key: string): void {
      clearTimeout(timers.get(key))
      timers.delete(key)
    },
    clear,
    /** What is pending is kept by its owners for the next start. */
    stop(): void {
      stopped = true
      clear()
    },
  }
}
export type Timetable = ReturnType<typeof createTimetable>
