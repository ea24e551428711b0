import { minutesOn, sameIncidentMetres, sameIncidentMinutes } from '@minsheng/shared/law/help-rules'
import { valueOn } from '@minsheng/shared/law/parameter'
import { shanghaiDate } from '@minsheng/shared/units/clock'
import type { CallRecord, CallStore } from '../call/store.ts'
import { type Compared, likenessOf, type Nearness } from './domain.ts'

export interface Matches {
  /** One incident: the first that was told. */
  certain: CallRecord | null
  likely: string[]
}

const whenOf = (call: CallRecord, at: Date) => call.raisedAt ?? call.clocks.find(({ name }) => name === 'raise')?.dueAt ?? at
const compared = (call: CallRecord, at: Date): Compared => ({ ...call, at: whenOf(call, at) })
const isBefore = (one: CallRecord, other: CallRecord, at: Date) => {
  const [a, b] = [whenOf(one, at).getTime(), whenOf(other, at).getTime()]
  return a < b || (a === b && one._id < other._id)
}

/**
 * What else is open that a call which begins to count may be the same as: what counts already, and of what begins at the same
 * moment what stands before it; the rest looks for this one.
 */
export async function matchesOf(calls: Pick<CallStore, 'around'>, call: CallRecord, at: Date): Promise<Matches> {
  const day = shanghaiDate(at)
  const near: Nearness = { ms: minutesOn(sameIncidentMinutes, day), metres: valueOn(sameIncidentMetres, day) }
  const since = new Date(whenOf(call, at).getTime() - near.ms)
  const found = (await calls.around(call, since, at)).filter((other) => other.raisedAt !== null || isBefore(other, call, at))
  const seen = compared(call, at)
  const likeness = found.map((other) => ({ other, is: likenessOf(seen, compared(other, at), near) }))
  const certain = likeness.filter(({ is }) => is === 'certain').sort((a, b) => (isBefore(a.other, b.other, at) ? -1 : 1))
  return {
    certain: certain[0]?.other ?? null,
    likely: likeness.filter(({ is }) => is === 'likely').map(({ other }) => other._id),
  }
}
