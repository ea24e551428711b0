import type { Clock } from '@minsheng/shared/units/clock'
import type { OutboxEntry } from '../../platform/events/outbox.ts'
import type { PeriodicJob } from '../../platform/jobs/periodic.ts'
import type { Log } from '../../platform/log/index.ts'
import { after, type Step } from './call/step.ts'
import { closed, dispatched, escalated, missed, raised } from './call/steps.ts'
import type { CallRecord, CallStore } from './call/store.ts'
import { type ClockName, dueClock, isLadder } from './clock/domain.ts'
import { choose, helpersOf } from './dispatch/domain.ts'
import type { GroundOf } from './ground.ts'
import { entriesOf } from './news.ts'

interface EngineParts {
  calls: CallStore
  groundOf: GroundOf
  /** Accounts of those whom this person lets handle calls in their name. */
  familyOf: (accountId: string) => Promise<readonly string[]>
  log: Log
  onTrouble: () => void
  clock: Clock
}

const EVERY_MS = 200
const AT_ONCE = 16
const MOST = 200
/** A call whose step failed is tried again after this, and holds up no other. */
const PAUSE_MS = 2_000

export type Engine = ReturnType<typeof createEngine>

/** What comes with time alone, and the writing of every step with its news. */
export function createEngine({ calls, groundOf, familyOf, log, onTrouble, clock }: EngineParts) {
  const paused = new Map<string, number>()

  /** The news of a step, with whoever is told of it. */
  async function newsOf(call: CallRecord, step: Step): Promise<OutboxEntry[]> {
    const family = step.news.some(({ to }) => to === 'family') ? await familyOf(call.accountId) : []
    return entriesOf(call, step, family)
  }
  /** @returns null when the call is no longer as it was seen */
  const take = async (call: CallRecord, step: Step): Promise<CallRecord | null> => calls.change(call, [step], await newsOf(call, step))

  async function stepOf(call: CallRecord, name: ClockName, at: Date): Promise<Step> {
    if (name === 'raise') return raised(call, at)
    if (name === 'close') return closed(call, at)
    const ground = await groundOf(call.path, at)
    const { place } = call.dossier.where
    if (name === 'dispatch') {
      const anew = call.history.some(({ deed }) => deed === 'reopen')
      return dispatched(call, choose(ground, { passedOver: call.refusedBy, anew, place, at }), ground.district, at)
    }
    if (isLadder(name)) {
      const rung = call.terms.ladder[Number(name.slice('ladder:'.length))]?.to ?? 'district'
      return escalated(call, name, rung, helpersOf(rung, ground, place, at), at)
    }
    const above = helpersOf('community', ground).length > 0 ? 'community' : 'district'
    return missed(call, name, above, helpersOf(above, ground), at)
  }

  /** All that has run out of one call, in its order, as one write; whoever else writes at the same time wins or loses it whole. */
  async function work(found: CallRecord): Promise<void> {
    for (let call: CallRecord | null = found; call; ) {
      const at = clock.now()
      const steps: Step[] = []
      const news: OutboxEntry[] = []
      let next: CallRecord = call
      for (let due = dueClock(next.clocks, at); due; due = dueClock(next.clocks, at)) {
        const step = await stepOf(next, due.name, at)
        news.push(...(await newsOf(next, step)))
        steps.push(step)
        next = after(next, step)
      }
      if (steps.length > 0 && (await calls.change(call, steps, news))) return
      // Found as due, it has a clock that ran out; looked at again, somebody else may have fired it.
      if (steps.length === 0 && call === found) throw new Error(`${call._id} is due and none of its clocks is`)
      if (steps.length === 0) return
      call = await calls.call(call._id)
    }
  }

  async function run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const now = Date.now()
      for (const [id, until] of paused) if (until <= now) paused.delete(id)
      const due = await calls.due(clock.now(), [...paused.keys()], MOST)
      if (due.length === 0) return
      for (let from = 0; from < due.length; from += AT_ONCE)
        await Promise.all(
          due.slice(from, from + AT_ONCE).map((call) =>
            work(call).catch((error: unknown) => {
              paused.set(call._id, Date.now() + PAUSE_MS)
              onTrouble()
              log.error({ err: error, callId: call._id }, 'a clock of a call could not be fired; it is tried again')
            }),
          ),
        )
    }
  }

  return { take, job: { name: 'help-clocks', everyMs: EVERY_MS, run } satisfies PeriodicJob, run }
}
