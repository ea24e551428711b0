import fc from 'fast-check'
import type { Catalogue, HigherOf, Policy, PolicyVersion } from '../policy/definition.ts'
import { inOrder } from '../policy/order.ts'
import type { Condition, Quantity, RuleFacts } from '../rule/language.ts'
import { readCondition, readQuantity } from '../rule/parse-condition.ts'
import { mayBeTooWide } from '../rule/range.ts'
import { randomFacts, randomParameters, randomPolicies, writtenCondition, writtenQuantity } from './random-rules.ts'

const source = { title: '例', number: null, article: null }
const NOW = '2000-01-01'
const LATER = '2027-06-01'
const [LONG_AGO, BEFORE_NOW, OVER] = ['1990-01-01', '1999-12-31', '2020-12-31']
const householdFacts: RuleFacts = new Map([...randomFacts].filter(([, { subject }]) => subject === 'household'))

/** A rule as written with what only persons have taken from the household, but for what is asked of members. */
function ofHome(written: unknown): unknown {
  if (Array.isArray(written)) return written.map(ofHome)
  if (typeof written !== 'object' || written === null) return written
  return Object.fromEntries(
    Object.entries(written).map(([key, value]) => {
      if (['someMember', 'everyMember', 'countMembers', 'where'].includes(key)) return [key, value]
      const names = ['fact', 'ageAt', 'monthsSince', 'lookup'].includes(key) && typeof value === 'string' && !value.endsWith('Home')
      return [key, names ? `${value}Home` : ofHome(value)]
    }),
  )
}

/** The first policies are asked about by the others, and ask about none. */
function withoutPolicies(written: unknown): unknown {
  if (Array.isArray(written)) return written.map(withoutPolicies)
  if (typeof written !== 'object' || written === null) return written
  if ('policy' in written) return { fact: 'flag', eq: true }
  return Object.fromEntries(Object.entries(written).map(([key, value]) => [key, withoutPolicies(value)]))
}

const bounds = { parameter: () => ({ low: 0, high: 20_000 }), mostMembers: 100 }

interface Sketch {
  isHome: boolean
  who: readonly unknown[]
  held: unknown
  amount: unknown
  ceiling: boolean
  when: 'now' | 'later' | 'over' | 'never'
  /** An older version gave an amount. */
  gaveBefore: boolean
  excludedBy: readonly number[]
  minus: readonly number[]
}

function policyOf(sketch: Sketch, index: number, ids: readonly string[]): Policy {
  const names = {
    facts: sketch.isHome ? householdFacts : randomFacts,
    memberFacts: randomFacts,
    parameters: new Set(randomParameters),
    policies: new Set(index < randomPolicies.length ? [] : randomPolicies),
  }
  const made = (written: unknown) => {
    const asking = index < randomPolicies.length ? withoutPolicies(written) : written
    return sketch.isHome ? ofHome(asking) : asking
  }
  const simple: Condition = { kind: 'known', fact: [...names.facts.values()][0] ?? fail() }
  const condition = (written: unknown): Condition => {
    const read = readCondition(made(written), names)
    return read.ok && !mayBeTooWide(read.value, bounds) ? read.value : simple
  }
  const quantity = (written: unknown): Quantity => {
    const read = readQuantity(made(written), names)
    return read.ok && !mayBeTooWide(read.value, bounds) ? read.value : { kind: 'param', id: 'standard' }
  }
  const before = (places: readonly number[]) => places.filter((place) => place < index).map((place) => ids[place] ?? '')
  const version: PolicyVersion = {
    number: 1,
    effectiveFrom: sketch.when === 'later' ? LATER : NOW,
    effectiveTo: sketch.when === 'over' ? OVER : null,
    sources: [source],
    confidence: 'memory',
    illustrative: true,
    who: sketch.who.map((written, place) => ({ words: `${place}`, when: condition(written) })),
    amount: sketch.amount === null ? null : quantity(sketch.amount),
    ceiling: sketch.ceiling,
    payout: null,
    onlyOnce: null,
    excludedBy: before(sketch.excludedBy),
    minus: before(sketch.minus),
    disregardIncome: [],
    held: sketch.held === null ? null : condition(sketch.held),
    cases: [],
  }
  const older: PolicyVersion = { ...version, effectiveFrom: LONG_AGO, effectiveTo: BEFORE_NOW, amount: { kind: 'number', value: 1 } }
  return {
    id: ids[index] ?? '',
    title: '例',
    group: 'livelihood',
    subject: sketch.isHome ? 'household' : 'person',
    benefit: 'cash',
    summary: '例',
    applying: 'application',
    materials: [],
    versions: sketch.when === 'never' ? [] : sketch.gaveBefore ? [older, { ...version, number: 2 }] : [version],
  }
}

const fail = (): never => {
  throw new Error('no fact')
}

const ids = [...randomPolicies, 'third', 'fourth', 'fifth', 'sixth']
const place = fc.integer({ min: 0, max: ids.length - 2 })
const sketch: fc.Arbitrary<Sketch> = fc.record({
  isHome: fc.boolean(),
  who: fc.array(writtenCondition, { minLength: 1, maxLength: 3 }),
  held: fc.option(writtenCondition, { freq: 2 }),
  amount: fc.option(writtenQuantity, { freq: 5 }),
  ceiling: fc.constantFrom(false, false, true),
  when: fc.constantFrom('now', 'now', 'now', 'now', 'now', 'now', 'later', 'later', 'over', 'never'),
  gaveBefore: fc.constantFrom(true, false, false),
  excludedBy: fc.uniqueArray(place, { maxLength: 2 }),
  minus: fc.uniqueArray(place, { maxLength: 1 }),
})

/** Six policies, of households and persons, with every relation there is among them; some not in force yet, some never. */
export const randomCatalogue: fc.Arbitrary<Catalogue> = fc
  .tuple(
    fc.tuple(...ids.map(() => sketch)),
    fc.constantFrom<readonly number[]>([], [2, 3], [3, 4, 5], [1, 2], [4, 5]),
    fc.record({ standard: fc.integer({ min: 0, max: 9_000 }), shareBps: fc.integer({ min: 0, max: 20_000 }) }),
  )
  .map(([sketches, group, parameters]) => {
    const policies = sketches.map((one, index) => policyOf(one, index, ids))
    const higherOf: HigherOf[] = group.length > 0 ? [{ policies: group.map((index) => ids[index] ?? ''), source }] : []
    const ordered = inOrder(policies, higherOf)
    const plain = ordered.ok ? ordered : inOrder(policies, [])
    return {
      policies: plain.ok ? plain.policies : fail(),
      higherOf: ordered.ok ? higherOf : [],
      parameters: Object.entries(parameters).map(([key, value]) => ({
        key,
        title: key,
        unit: 'fen' as const,
        values: [{ from: NOW, value, source, confidence: 'memory' as const }],
      })),
    }
  })
