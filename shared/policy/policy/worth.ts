import type { Decision } from './decide.ts'
import type { PayoutRhythm } from './definition.ts'

/** From the least to the most, in fen. */
export interface Range {
  low: number
  high: number
}

/** Money of one year, by whether it comes for sure. Cash and service credits are never added to one another. */
export interface Totals {
  /** Cash that comes each month. */
  month: Range
  /** Cash of a whole year of that, and of what comes yearly. */
  year: Range
  /** Cash given once. */
  once: Range
  /** Service credits of a month. */
  creditMonth: Range
}

const none = (): Range => ({ low: 0, high: 0 })
const plus = (range: Range, amount: Range, times: number): Range => ({
  low: range.low + amount.low * times,
  high: range.high + amount.high * times,
})

const timesAYear: Record<PayoutRhythm, number> = { month: 12, year: 1, once: 1 }

/** Adds up what decisions of one kind come to. */
export function totalsOf(decisions: readonly Decision[]): Totals {
  const totals: Totals = { month: none(), year: none(), once: none(), creditMonth: none() }
  for (const { policy, version, amount } of decisions) {
    const every = version.payout?.every
    if (!every) continue
    if (policy.benefit === 'serviceCredit' && every === 'month') totals.creditMonth = plus(totals.creditMonth, amount, 1)
    if (policy.benefit !== 'cash') continue
    if (every === 'once') totals.once = plus(totals.once, amount, 1)
    else totals.year = plus(totals.year, amount, timesAYear[every])
    if (every === 'month') totals.month = plus(totals.month, amount, 1)
  }
  return totals
}

/** A question worth asking, and how much hangs on it. */
export interface Question {
  fact: string
  /** Fen a year, at most, of what it could open. */
  worthFen: number
  /** Ids of the policies it could decide. */
  policies: readonly string[]
}

/** The questions that could still open something, the one that decides most money first. */
export function questionsOf(decisions: readonly Decision[]): readonly Question[] {
  const questions = new Map<string, Question>()
  for (const { policy, version, amount, ask } of decisions) {
    const worth = amount.high * (version.payout ? timesAYear[version.payout.every] : 1)
    for (const fact of ask) {
      const known = questions.get(fact) ?? { fact, worthFen: 0, policies: [] }
      questions.set(fact, { fact, worthFen: known.worthFen + worth, policies: [...known.policies, policy.id] })
    }
  }
  return [...questions.values()].sort(
    (one, other) => other.worthFen - one.worthFen || other.policies.length - one.policies.length || (one.fact < other.fact ? -1 : 1),
  )
}

/** The calendar date the next payment of a month is made by, from a date on. */
export function nextPayDay(day: number, today: string): string {
  const [year = 0, month = 1, date = 1] = today.split('-').map(Number)
  const place = year * 12 + month - 1 + (date > day ? 1 : 0)
  return `${Math.floor(place / 12)}-${String((place % 12) + 1).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}
