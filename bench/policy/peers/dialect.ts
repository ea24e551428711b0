import { monthsBetween, yearsBetween } from '../../../shared/policy/rule/date-code.ts'
import type { Comparator, Condition, Quantity, RuleFacts } from '../../../shared/policy/rule/language.ts'
import type { RuleSubject } from '../../../shared/policy/rule/subject.ts'

/** How an engine of others writes what the thirty rules are made of. */
export interface Dialect<Rule> {
  all: (parts: readonly Rule[]) => Rule
  any: (parts: readonly Rule[]) => Rule
  not: (part: Rule) => Rule
  oneOf: (fact: string, codes: readonly (string | boolean)[]) => Rule
  has: (fact: string, code: string) => Rule
  known: (fact: string) => Rule
  compare: (fact: string, comparator: Comparator, value: number) => Rule
}

/** One of the thirty rules in the words of another engine. */
export function inDialect<Rule>(of: Condition, dialect: Dialect<Rule>): Rule {
  const parts = (conditions: readonly Condition[]) => conditions.map((part) => inDialect(part, dialect))
  switch (of.kind) {
    case 'all':
      return dialect.all(parts(of.of))
    case 'any':
      return dialect.any(parts(of.of))
    case 'not':
      return dialect.not(inDialect(of.of, dialect))
    case 'oneOf':
      return dialect.oneOf(of.fact.name, of.fact.type === 'bool' ? of.codes.map((code) => code === 'true') : of.codes)
    case 'has':
      return dialect.has(of.fact.name, of.code)
    case 'known':
      return dialect.known(of.fact.name)
    case 'compare':
      if (of.right.kind !== 'number') break
      return dialect.compare(nameOf(of.left), of.comparator, of.right.value)
  }
  throw new Error(`no rule of the bench has ${of.kind}`)
}

function nameOf(quantity: Quantity): string {
  if (quantity.kind === 'fact') return quantity.fact.name
  if (quantity.kind === 'ageAt') return `${quantity.fact.name}Years`
  if (quantity.kind === 'monthsSince') return `${quantity.fact.name}Months`
  throw new Error(`no rule of the bench compares ${quantity.kind}`)
}

export type PeerFacts = Record<string, string | number | boolean | readonly string[]>

/**
 * A person as engines without dates and without a third truth take them: ages worked out beforehand, and something at
 * every unknown fact that is no answer, so that they neither fail nor pay for it.
 */
export function peerFacts({ person, household }: RuleSubject, facts: RuleFacts, date: string): PeerFacts {
  const told: PeerFacts = {}
  for (const fact of facts.values()) {
    const value = (fact.subject === 'household' ? household : person)[fact.name]
    if (fact.type === 'date') {
      told[`${fact.name}Years`] = value === undefined ? -1 : yearsBetween(String(value), date)
      told[`${fact.name}Months`] = value === undefined ? -1 : monthsBetween(String(value), date)
    } else told[fact.name] = value ?? (fact.type === 'set' ? [] : fact.type === 'int' || fact.type === 'moneyFen' ? 0 : 'unknown')
  }
  return told
}
