import { endOf, type SlaTerms } from '../sla/domain.ts'

/**
 * One clock of a call. `raise`: the countdown. `dispatch`: somebody is to be chosen, at once. `ladder:n`: nobody took it.
 * `on_site`, `resolve`: what was promised. `call_back`: whoever took it back has not been rung. `close`: the days for rating. `ask`:
 * a worker is to be asked whether all is well; `check_in`: they have not answered.
 */
export type ClockName = 'raise' | 'dispatch' | `ladder:${number}` | 'on_site' | 'resolve' | 'call_back' | 'close' | 'ask' | 'check_in'

/** `met`: what it waited for came in time. `fired`: it ran out, once and for all. `stopped`: it has nothing to wait for any more. */
export interface HelpClock {
  name: ClockName
  dueAt: Date
  state: 'running' | 'met' | 'fired' | 'stopped'
  at: Date | null
}

export const running = (name: ClockName, dueAt: Date): HelpClock => ({ name, dueAt, state: 'running', at: null })

/** What runs from the moment a call counts. */
export function clocksOf(terms: SlaTerms, raisedAt: Date): HelpClock[] {
  return [
    running('dispatch', raisedAt),
    ...terms.ladder.map(({ after }, index) => running(`ladder:${index}`, endOf(after, raisedAt))),
    ...(terms.onSite ? [running('on_site', endOf(terms.onSite, raisedAt))] : []),
    running('resolve', endOf(terms.resolve, raisedAt)),
  ]
}

/** The first that has run out by now; null when none has. */
export function dueClock(clocks: readonly HelpClock[], now: Date): HelpClock | null {
  const due = clocks.filter(({ state, dueAt }) => state === 'running' && dueAt <= now)
  return due.reduce<HelpClock | null>((first, clock) => (first === null || clock.dueAt < first.dueAt ? clock : first), null)
}

/** When the next of them runs out; null when none runs. */
export function nextOf(clocks: readonly HelpClock[]): Date | null {
  const times = clocks.filter(({ state }) => state === 'running').map(({ dueAt }) => dueAt.getTime())
  return times.length === 0 ? null : new Date(Math.min(...times))
}

/** Ends the running ones that are named; those that ended before stay as they are. */
export function ended(
  clocks: readonly HelpClock[],
  state: 'met' | 'fired' | 'stopped',
  at: Date,
  isMeant: (name: ClockName) => boolean,
): HelpClock[] {
  return clocks.map((clock) => (clock.state === 'running' && isMeant(clock.name) ? { ...clock, state, at } : clock))
}

export const isLadder = (name: ClockName): name is `ladder:${number}` => name.startsWith('ladder:')
