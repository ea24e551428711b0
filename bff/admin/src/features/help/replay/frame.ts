import type { DeskCall } from '@minsheng/shared/contracts/help'

type Told = Pick<DeskCall, 'steps' | 'clocks' | 'raisedAt' | 'chosen'>
type Clock = DeskCall['clocks'][number]

export interface Frame {
  /** What had happened by then, in its order. */
  steps: DeskCall['steps']
  /** Why it went to whom, as far as it was known by then. */
  chosen: DeskCall['chosen']
  /** Each promise as it stood then: running, kept, or broken. */
  clocks: { clock: Clock; state: 'running' | 'met' | 'missed' }[]
}

/** When it began and when the last thing happened; milliseconds. */
export function spanOf({ steps }: Told): { from: number; to: number } {
  const times = steps.map(({ at }) => Date.parse(at))
  return { from: Math.min(...times), to: Math.max(...times) }
}

/** The step after an instant, or before it; null where there is none. */
export function neighbourOf({ steps }: Told, at: number, direction: 'next' | 'before'): number | null {
  const times = steps.map((step) => Date.parse(step.at))
  const there = direction === 'next' ? times.filter((time) => time > at) : times.filter((time) => time < at)
  return there.length === 0 ? null : direction === 'next' ? Math.min(...there) : Math.max(...there)
}

/**
 * How a call stood at one instant, from what is kept of it. A promise is seen once the call was raised; it is broken from
 * when it ran out, unless it was kept before. Which one was kept early is known at the end only: until it ran out, it runs.
 */
export function frameAt(call: Told, at: number): Frame {
  const by = <T extends { at: string }>(rows: readonly T[]) => rows.filter((row) => Date.parse(row.at) <= at)
  const raised = call.raisedAt === null ? null : Date.parse(call.raisedAt)
  const over = spanOf(call).to <= at
  return {
    steps: by(call.steps),
    chosen: by(call.chosen),
    clocks:
      raised === null || raised > at
        ? []
        : call.clocks.map((clock) => {
            const ranOut = Date.parse(clock.dueAt) <= at
            const state =
              clock.state === 'missed' ? (ranOut ? 'missed' : 'running') : clock.state === 'met' && (ranOut || over) ? 'met' : 'running'
            return { clock, state } as const
          }),
  }
}
