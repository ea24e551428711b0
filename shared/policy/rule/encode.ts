import type { AnyValue } from '../../contracts/people/facts/value.ts'
import { dateCode, decisionCode } from './date-code.ts'
import { type PolicyStatus, policyStatuses, type RuleFact, type RuleFacts } from './language.ts'
import type { Awards, KnownFacts, RuleDay, RuleSubject } from './subject.ts'

/** Where each fact, parameter and policy lies in the arrays a compiled rule reads. */
export interface Layout {
  person: ReadonlyMap<string, number>
  household: ReadonlyMap<string, number>
  parameters: ReadonlyMap<string, number>
  policies: ReadonlyMap<string, number>
  facts: RuleFacts
}

/** One person as compiled rules read them: numbers only, NaN for what is unknown. */
export interface EncodedSubject {
  person: Float64Array
  household: Float64Array
  members: readonly Float64Array[]
  /** Fen of what stands awarded, by the place of its policy; null where nothing is. */
  awarded: ReadonlyMap<number, number> | null
}

/** The day: today's code, the code months and years are counted to, then the parameters. */
export type EncodedDay = Float64Array
/** Status of each policy as its place in `policyStatuses`, NaN for what is not decided yet. */
export type EncodedPolicies = Float64Array

const placed = (names: Iterable<string>): Map<string, number> => new Map([...names].map((name, index) => [name, index]))

/** Lays out everything rules may read. */
export function layoutOf(facts: RuleFacts, parameters: Iterable<string>, policies: Iterable<string>): Layout {
  const of = (subject: RuleFact['subject']) =>
    placed([...facts.values()].filter((fact) => fact.subject === subject).map(({ name }) => name))
  return { person: of('person'), household: of('household'), parameters: placed(parameters), policies: placed(policies), facts }
}

/** The options of an enum or set in the order of their codes' numbers. */
const optionsOf = (fact: RuleFact): readonly string[] => (fact.type === 'enum' || fact.type === 'set' ? Object.keys(fact.options) : [])

/** Place of a code among the options of a fact; a bool's are false and true. */
export function codeNumber(fact: RuleFact, code: string): number {
  return fact.type === 'bool' ? Number(code === 'true') : optionsOf(fact).indexOf(code)
}

/** A value as one number: an enum's place, a set's bits, a date's code. */
export function encodeValue(fact: RuleFact, value: AnyValue | undefined): number {
  if (value === undefined) return Number.NaN
  switch (fact.type) {
    case 'enum':
    case 'bool':
      return codeNumber(fact, String(value))
    case 'set':
      return optionsOf(fact).reduce((bits, code, index) => (Array.isArray(value) && value.includes(code) ? bits + 2 ** index : bits), 0)
    case 'date':
      return dateCode(String(value))
    case 'int':
    case 'moneyFen':
      return Number(value)
  }
}

function encodeFacts(known: KnownFacts, places: ReadonlyMap<string, number>, facts: RuleFacts): Float64Array {
  const row = new Float64Array(places.size)
  for (const [name, index] of places) {
    const fact = facts.get(name)
    row[index] = fact ? encodeValue(fact, known[name]) : Number.NaN
  }
  return row
}

/** A person and household as compiled rules read them. */
export function encodeSubject({ person, household, members, awarded }: RuleSubject, layout: Layout): EncodedSubject {
  const own = (known: KnownFacts) => encodeFacts(known, layout.person, layout.facts)
  return {
    person: own(person),
    household: encodeFacts(household, layout.household, layout.facts),
    members: members.map(own),
    awarded: encodeAwards(awarded ?? {}, layout.policies),
  }
}

function encodeAwards(awarded: Awards, places: Layout['policies']): EncodedSubject['awarded'] {
  const found = Object.entries(awarded).flatMap(([policy, { fen }]) => {
    const place = places.get(policy)
    return place === undefined ? [] : [[place, fen] as const]
  })
  return found.length === 0 ? null : new Map(found)
}

export const TODAY = 0
export const DECIDED = 1
export const FIRST_PARAMETER = 2

/** The day and its parameters as compiled rules read them. */
export function encodeDay({ date, parameters }: RuleDay, layout: Layout): EncodedDay {
  const row = new Float64Array(FIRST_PARAMETER + layout.parameters.size)
  row[TODAY] = dateCode(date)
  row[DECIDED] = decisionCode(date)
  for (const [id, index] of layout.parameters) row[FIRST_PARAMETER + index] = parameters[id] ?? Number.NaN
  return row
}

/** What is decided already as compiled rules read it. */
export function encodePolicies(decided: Readonly<Record<string, PolicyStatus>>, layout: Layout): EncodedPolicies {
  const row = new Float64Array(layout.policies.size)
  for (const [id, index] of layout.policies) {
    const status = decided[id]
    row[index] = status === undefined ? Number.NaN : policyStatuses.indexOf(status)
  }
  return row
}
