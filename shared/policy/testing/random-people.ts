import fc from 'fast-check'
import type { AnyValue } from '../../contracts/people/facts/value.ts'
import type { RuleFact, RuleFacts } from '../rule/language.ts'
import type { KnownFacts, RuleSubject } from '../rule/subject.ts'

/** Days on which ages, half years and months' ends of a decision on 2026-11-30 turn, among others. */
const date = fc.oneof(
  fc.date({ min: new Date('1924-01-01'), max: new Date('2026-11-30'), noInvalidDate: true }).map((at) => at.toISOString().slice(0, 10)),
  fc.constantFrom(
    '1946-11-30',
    '1946-12-01',
    '1966-11-30',
    '2008-11-30',
    '2008-12-01',
    '2023-11-30',
    '2026-05-30',
    '2026-05-31',
    '1936-02-29',
  ),
)
/** Amounts round the lines of the catalogue, and any other. */
const money = fc.oneof(
  fc.constantFrom(0, 1, 124_499, 124_500, 124_501, 249_000, 249_001, 300_000, 2_988_000, 2_988_001),
  fc.integer({ min: 0, max: 1_000_000 }),
)

function valueFor(fact: RuleFact): fc.Arbitrary<AnyValue> {
  switch (fact.type) {
    case 'enum':
      return fc.constantFrom(...Object.keys(fact.options))
    case 'set':
      return fc.subarray(Object.keys(fact.options))
    case 'bool':
      return fc.boolean()
    case 'int':
      return fc.integer({ min: 0, max: 3 })
    case 'moneyFen':
      return money
    case 'date':
      return date
  }
}

/** What is known of someone, a quarter of the facts deleted. */
function known(facts: RuleFacts, subject: RuleFact['subject']): fc.Arbitrary<KnownFacts> {
  const entries = [...facts.values()]
    .filter((fact) => fact.subject === subject)
    .map((fact) => fc.option(valueFor(fact), { freq: 3, nil: undefined }).map((value) => [fact.name, value] as const))
  return fc.tuple(...entries).map((all) => Object.fromEntries(all.filter(([, value]) => value !== undefined)) as KnownFacts)
}

/** A person of the real registry in a household of one to four. */
export const randomPerson = (facts: RuleFacts): fc.Arbitrary<RuleSubject> =>
  fc
    .record({ household: known(facts, 'household'), members: fc.array(known(facts, 'person'), { minLength: 1, maxLength: 4 }) })
    .map(({ household, members }) => ({ household, members, person: members[0] ?? {} }))
