import { type QuickDecisions, settle } from '../policy/compile.ts'
import { statusCode } from './matched.ts'

const ENJOYING = statusCode('enjoying')
const POSSIBLE = statusCode('possible')
const EXCLUDED = statusCode('excluded')

/** Decisions with the bits of what to ask, `words` for each place one after the other. */
export interface AskingDecisions extends QuickDecisions {
  ask: Int32Array
}

/**
 * Settles a group of which only the highest is given, and whom to ask what: whoever may still be ruled out by another
 * is asked what decides that other, as it was before the group was settled.
 */
export function settleAsking(group: readonly number[], words: number, into: AskingDecisions): void {
  const was = group.map((place) => ({
    place,
    status: into.status[place] ?? Number.NaN,
    low: into.low[place] ?? 0,
    high: into.high[place] ?? 0,
    ask: into.ask.slice(place * words, (place + 1) * words),
  }))
  settle(group, into)
  was.forEach((one, at) => {
    if (!(one.status <= POSSIBLE) || one.status === ENJOYING) return
    const isOut = into.status[one.place] === EXCLUDED
    const rivals = was.filter(
      (other, before) => other !== one && other.status <= POSSIBLE && !(other.high < one.low || (other.high === one.low && before > at)),
    )
    for (let word = 0; word < words; word += 1) {
      const asked = rivals.reduce((bits, { ask }) => bits | (ask[word] ?? 0), one.ask[word] ?? 0)
      into.ask[one.place * words + word] = isOut ? 0 : asked
    }
  })
}
