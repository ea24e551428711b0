import type { PolicyStatus } from '../rule/language.ts'
import { nodesIn } from '../rule/nodes.ts'
import type { KnownFacts, RuleSubject } from '../rule/subject.ts'
import { type Decision, decide } from './decide.ts'
import type { Catalogue } from './definition.ts'
import { rulesOf } from './versions.ts'

/** A change that comes by time alone, if nothing else changes. */
export interface ChangeAhead {
  policy: string
  /** First calendar date on which it is otherwise. */
  on: string
  from: PolicyStatus
  to: PolicyStatus
  amount: { low: number; high: number }
}

/** Days people are told ahead: a year. */
export const DAYS_AHEAD = 366

const DAY_MS = 86_400_000
const dayAfter = (date: string, days = 1) => new Date(Date.parse(date) + days * DAY_MS).toISOString().slice(0, 10)

/** What comes to someone, or ends, within a year by the days alone: birthdays, half years, new rules and standards. */
export function changesAhead(catalogue: Catalogue, subject: RuleSubject, today: string, now: readonly Decision[]): readonly ChangeAhead[] {
  const found = new Map<string, ChangeAhead>()
  const before = new Map(now.map((decision) => [decision.policy.id, decision]))
  for (const on of turningDays(catalogue, subject, today)) {
    for (const { policy, status, amount } of decide(catalogue, subject, on)) {
      const was = before.get(policy.id)
      const from = was?.status ?? 'not'
      const isSame = from === status && (was?.amount.low ?? 0) === amount.low && (was?.amount.high ?? 0) === amount.high
      if (!isSame && !found.has(policy.id)) found.set(policy.id, { policy: policy.id, on, from, to: status, amount })
    }
  }
  return [...found.values()]
}

/** The days within a year on which anything can change by time. */
function turningDays(catalogue: Catalogue, { person, household, members }: RuleSubject, today: string): readonly string[] {
  const last = dayAfter(today, DAYS_AHEAD)
  const { yearly, monthly, compared } = clocksOf(catalogue)
  const people: readonly KnownFacts[] = [person, ...members]
  const known = (names: ReadonlySet<string>) =>
    [...people, household].flatMap((facts) => [...names].flatMap((name) => (typeof facts[name] === 'string' ? [String(facts[name])] : [])))
  const days = [
    ...known(yearly).flatMap((from) => comings(from, today, 12)),
    ...known(monthly).flatMap((from) => comings(from, today, 1)),
    ...known(compared).flatMap((date) => [date, dayAfter(date)]),
    ...catalogue.parameters.flatMap(({ values }) => values.map(({ from }) => from)),
    ...catalogue.policies.flatMap(({ versions }) =>
      versions.flatMap(({ effectiveFrom, effectiveTo }) => [effectiveFrom, ...(effectiveTo === null ? [] : [dayAfter(effectiveTo)])]),
    ),
  ]
  return [...new Set(days)].filter((date) => date > today && date <= last).sort()
}

/** The days within a year on which so many months more are full since a date. */
function comings(from: string, today: string, months: 1 | 12): readonly string[] {
  const [fromYear = 0, fromMonth = 1, fromDay = 1] = from.split('-').map(Number)
  const [year = 0, month = 1] = today.split('-').map(Number)
  const began = fromYear * 12 + fromMonth - 1
  const first = year * 12 + month - 1
  return Array.from({ length: 14 }, (_, index) => first + index)
    .filter((place) => (place - began) % months === 0)
    .map((place) => {
      const [inYear, inMonth] = [Math.floor(place / 12), (place % 12) + 1]
      const lastDay = new Date(Date.UTC(inYear, inMonth, 0)).getUTCDate()
      return `${inYear}-${String(inMonth).padStart(2, '0')}-${String(Math.min(fromDay, lastDay)).padStart(2, '0')}`
    })
}

interface Clocks {
  /** Date facts of which full years count. */
  yearly: ReadonlySet<string>
  /** Date facts of which full months count. */
  monthly: ReadonlySet<string>
  /** Date facts held against a day. */
  compared: ReadonlySet<string>
}

const kept = new WeakMap<Catalogue, Clocks>()

function clocksOf(catalogue: Catalogue): Clocks {
  const known = kept.get(catalogue)
  if (known) return known
  const nodes = catalogue.policies.flatMap(({ versions }) => versions.flatMap(rulesOf).flatMap((rule) => [...nodesIn(rule)]))
  const named = (kind: 'ageAt' | 'monthsSince' | 'dateOf') => new Set(nodes.flatMap((node) => (node.kind === kind ? [node.fact.name] : [])))
  const clocks: Clocks = { yearly: named('ageAt'), monthly: named('monthsSince'), compared: named('dateOf') }
  kept.set(catalogue, clocks)
  return clocks
}
