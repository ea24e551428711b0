import { dateCode, LAST_DATE, MOST_MONTHS, MOST_YEARS, monthsBetween, yearsBetween } from './date-code.ts'
import type { Condition, PolicyStatus, Quantity, Rounding, RuleFact } from './language.ts'
import type { KnownFacts, RuleDay, RuleSubject } from './subject.ts'
import { type Truth, UNKNOWN, YES } from './truth.ts'

/** From the least to the most it may come to; both the same when it is known. */
export interface Interval {
  low: number
  high: number
}

/** Where in the population and on which day a rule is read. */
export interface Place {
  subject: RuleSubject
  /** Whose facts of a person are meant: the person's, or a member's inside a condition on members. */
  person: KnownFacts
  day: RuleDay
  /** What an unknown fact stands for: all it could be (amounts), or nothing that can be compared (conditions). */
  unknown: 'anything' | 'unknown'
  holds: (condition: Condition, place: Place) => Truth
  /** What other policies are to the person, where they have been decided already. */
  policies: DecidedPolicies
}

/** A member in the person's place: conditions are asked of them, and a condition never guesses. */
export const inPlaceOf = (person: KnownFacts, { subject, day, holds, policies }: Place): Place => ({
  subject,
  person,
  day,
  unknown: 'unknown',
  holds,
  policies,
})

export type DecidedPolicies = Readonly<Record<string, PolicyStatus>>

const nothing: Interval = { low: Number.NaN, high: Number.NaN }
const open = (place: Place, otherwise: Interval) => (place.unknown === 'anything' ? otherwise : nothing)

const exactly = (value: number): Interval => ({ low: value, high: value })

export function knownValue(fact: RuleFact, place: Place) {
  return (fact.subject === 'household' ? place.subject.household : place.person)[fact.name]
}

/** The widest a fact can lie when nothing is known of it. */
function widest(fact: RuleFact): Interval {
  return { low: 0, high: fact.type === 'int' || fact.type === 'moneyFen' ? fact.most : LAST_DATE }
}

/** Years and months there are at most where the date is unknown. */
const mostYears: Interval = { low: 0, high: MOST_YEARS }
const mostMonths: Interval = { low: 0, high: MOST_MONTHS }

function readFact(quantity: Extract<Quantity, { kind: 'fact' | 'dateOf' | 'ageAt' | 'monthsSince' }>, place: Place): Interval {
  const value = knownValue(quantity.fact, place)
  switch (quantity.kind) {
    case 'fact':
      return value === undefined ? open(place, widest(quantity.fact)) : exactly(Number(value))
    case 'dateOf':
      return value === undefined ? open(place, widest(quantity.fact)) : exactly(dateCode(String(value)))
    case 'ageAt':
      return value === undefined ? open(place, mostYears) : exactly(yearsBetween(String(value), place.day.date))
    case 'monthsSince':
      return value === undefined ? open(place, mostMonths) : exactly(monthsBetween(String(value), place.day.date))
  }
}

const intervalsOf = (quantities: readonly Quantity[], place: Place): readonly Interval[] => quantities.map((of) => intervalOf(of, place))

/** Rounds a share that is `amount × part / whole`, exact for every amount a rule may come to. */
export function share(amount: number, part: number, whole: number, round: Rounding): number {
  if (Number.isNaN(amount) || Number.isNaN(part)) return Number.NaN
  const product = BigInt(amount) * BigInt(part)
  const size = BigInt(whole)
  const down = product / size - (product % size < 0n ? 1n : 0n)
  const rest = product - down * size
  const up = round === 'up' ? rest > 0n : round === 'half_up' && rest * 2n >= size
  return Number(up ? down + 1n : down)
}

const hull = (parts: readonly Interval[]): Interval => ({
  low: Math.min(...parts.map(({ low }) => low)),
  high: Math.max(...parts.map(({ high }) => high)),
})

/** Every product of an end of one and an end of the other: the least and the most are among them. */
const corners = (one: Interval, other: Interval, combine: (a: number, b: number) => number): Interval =>
  hull([one.low, one.high].flatMap((a) => [other.low, other.high].map((b) => exactly(combine(a, b)))))

/** What a quantity may come to, every unknown fact taken over all it could be. */
export function intervalOf(quantity: Quantity, place: Place): Interval {
  switch (quantity.kind) {
    case 'number':
      return exactly(quantity.value)
    case 'param':
      return exactly(place.day.parameters[quantity.id] ?? Number.NaN)
    case 'today':
      return exactly(dateCode(place.day.date))
    case 'date':
      return exactly(dateCode(quantity.date))
    case 'fact':
    case 'dateOf':
    case 'ageAt':
    case 'monthsSince':
      return readFact(quantity, place)
    case 'add':
      return sum(intervalsOf(quantity.of, place))
    case 'sub': {
      const from = intervalOf(quantity.from, place)
      const take = intervalOf(quantity.take, place)
      return { low: from.low - take.high, high: from.high - take.low }
    }
    case 'max':
    case 'min': {
      const pick = quantity.kind === 'max' ? Math.max : Math.min
      const parts = intervalsOf(quantity.of, place)
      return { low: pick(...parts.map(({ low }) => low)), high: pick(...parts.map(({ high }) => high)) }
    }
    case 'mulBps':
      return corners(intervalOf(quantity.of, place), intervalOf(quantity.bps, place), (of, bps) => share(of, bps, 10_000, quantity.round))
    case 'perMember':
      return corners(intervalOf(quantity.of, place), countOf(quantity.where, place), (of, count) => of * count)
    case 'prorataMonths': {
      const months = intervalOf(quantity.months, place)
      const twelfths = { low: withinYear(months.low), high: withinYear(months.high) }
      return corners(intervalOf(quantity.of, place), twelfths, (of, twelfth) => share(of, twelfth, 12, quantity.round))
    }
    case 'lookup':
      return looked(quantity, place)
    case 'bands':
      return banded(quantity, place)
  }
}

const withinYear = (months: number) => Math.min(12, Math.max(0, months))

const sum = (parts: readonly Interval[]): Interval => ({
  low: parts.reduce((total, { low }) => total + low, 0),
  high: parts.reduce((total, { high }) => total + high, 0),
})

/** How many hold: at least those that surely do, at most those that may. */
export const countTrue = (truths: readonly Truth[]): Interval => ({
  low: truths.filter((truth) => truth === YES).length,
  high: truths.filter((truth) => truth >= UNKNOWN).length,
})

/** How many members of the household a condition holds of: at least those it surely does, at most those it may. */
function countOf(where: Condition | null, place: Place): Interval {
  const { members } = place.subject
  if (where === null) return exactly(members.length)
  const counted = countTrue(members.map((person) => place.holds(where, inPlaceOf(person, place))))
  return counted.low === counted.high ? counted : open(place, counted)
}

function looked({ fact, cases, otherwise }: Extract<Quantity, { kind: 'lookup' }>, place: Place): Interval {
  const value = knownValue(fact, place)
  if (value === undefined && place.unknown === 'unknown') return nothing
  if (value === undefined) return hull([...cases.map(({ give }) => give), otherwise].map((give) => intervalOf(give, place)))
  const found = cases.find(({ codes }) => codes.includes(String(value)))
  return intervalOf(found?.give ?? otherwise, place)
}

function banded({ of, steps, otherwise }: Extract<Quantity, { kind: 'bands' }>, place: Place): Interval {
  const { low, high } = intervalOf(of, place)
  if (Number.isNaN(low)) return nothing
  const from = (index: number) => steps[index - 1]?.below ?? -Infinity
  const reached = steps.filter(({ below }, index) => low < below && high >= from(index)).map(({ give }) => give)
  const beyond = high >= from(steps.length) ? [otherwise] : []
  return hull([...reached, ...beyond].map((give) => intervalOf(give, place)))
}
