import type { Clock } from '@minsheng/shared/units/clock'
import type { OutboxEntry } from '../../platform/events/outbox.ts'
import type { PeriodicJob } from '../../platform/jobs/periodic.ts'
import type { Log } from '../../platform/log/index.ts'
import { openStates } from './call/domain.ts'
import { after, type Step } from './call/step.ts'
import { closed, dispatched, escalated, missed, raised } from './call/steps.ts'
import type { CallRecord, CallStore } from './call/store.ts'
import { type ClockName, dueClock, isLadder } from './clock/domain.ts'
import { choose, helpersOf } from './dispatch/domain.ts'
import type { GroundOf } from './ground.ts'
import { type Matches, matchesOf } from './merge/matching.ts'
import { joined, merged } from './merge/steps.ts'
import { entriesOf } from './news.ts'
import { askedIfSafe, gaveNoSign } from './safety/steps.ts'

interface EngineParts {
  calls: CallStore
  groundOf: GroundOf
  /** Accounts of those whom this person lets handle calls in their name. */
  familyOf: (accountId: string) => Promise<readonly string[]>
  log: Log
  onTrouble: () => void
  clock: Clock
}

const CLOCK = 'clock'
/** So often it is tried to take two together before each counts by itself. */
const MOST_TRIES = 3
/** Half of it lies between a call that counts and whoever is told of it. */
const EVERY_MS = 50
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
    const family = call.accountId !== '' && step.news.some(({ to }) => to === 'family') ? await familyOf(call.accountId) : []
    return entriesOf(call, step, family)
  }
  /** @returns null when the call is no longer as it was seen */
  const take = async (call: CallRecord, step: Step): Promise<CallRecord | null> => calls.change(call, [step], await newsOf(call, step))

  /** Two calls that move together. @returns null when one of them is no longer as it was seen */
  async function takeBoth(first: [CallRecord, Step], second: [CallRecord, Step]) {
    const [one, other] = await Promise.all([first, second].map(async ([call, step]) => newsOf(call, step)))
    return calls.changeBoth(
      { seen: first[0], steps: [first[1]], outbox: one ?? [] },
      { seen: second[0], steps: [second[1]], outbox: other ?? [] },
    )
  }
  /** The later of two reports of one thing goes with the earlier. The later gives up its key before the other takes it. */
  const merge = (into: CallRecord, report: CallRecord, by: string, at: Date) =>
    takeBoth([report, merged(report, into._id, by, at)], [into, joined(into, report, by, at)])

  async function stepOf(call: CallRecord, name: ClockName, likely: readonly string[], at: Date): Promise<Step> {
    if (name === 'raise') return raised(call, likely, at)
    if (name === 'close') return closed(call, at)
    if (name === 'ask') return askedIfSafe(call, at)
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
    if (name === 'check_in') return gaveNoSign(call, above, helpersOf(above, ground), at)
    return missed(call, name, above, helpersOf(above, ground), at)
  }

  /** Tells whether it went with an earlier report of the same thing. Whatever is in the way of that, it counts by itself. */
  async function goesWith(call: CallRecord, first: CallRecord, at: Date): Promise<boolean> {
    try {
      // Of two whose time comes at one moment, the earlier counts first, and then the other goes with it.
      if (first.state === 'countdown') await work(first)
      const [now, into] = await Promise.all([calls.call(call._id), calls.call(first._id)])
      if (!now || !into || now.state !== 'countdown') return now?.state === 'merged'
      return openStates.includes(into.state) && (await merge(into, now, CLOCK, at)) !== null
    } catch (error) {
      log.error({ err: error, callId: call._id }, 'a report could not be taken together with an earlier one; it counts by itself')
      return false
    }
  }
  async function matches(call: CallRecord, at: Date): Promise<Matches> {
    const none = { certain: null, likely: [] }
    if (dueClock(call.clocks, at)?.name !== 'raise') return none
    try {
      return await matchesOf(calls, call, at)
    } catch (error) {
      log.error({ err: error, callId: call._id }, 'it could not be looked for other reports of the same thing')
      return none
    }
  }

  /** All that has run out of one call, in its order, as one write; whoever else writes at the same time wins or loses it whole. */
  async function work(found: CallRecord): Promise<void> {
    let tries = 0
    for (let call: CallRecord | null = found; call; ) {
      const at = clock.now()
      const { certain, likely } = await matches(call, at)
      if (certain && tries < MOST_TRIES) {
        tries += 1
        if (await goesWith(call, certain, at)) return
        call = await calls.call(call._id)
        continue
      }
      const steps: Step[] = []
      const news: OutboxEntry[] = []
      let next: CallRecord = call
      for (let due = dueClock(next.clocks, at); due; due = dueClock(next.clocks, at)) {
        const step = await stepOf(next, due.name, certain ? [...likely, certain._id] : likely, at)
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

  return { take, takeBoth, merge, job: { name: 'help-clocks', everyMs: EVERY_MS, run } satisfies PeriodicJob, run }
}
