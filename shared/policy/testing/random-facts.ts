import fc from 'fast-check'
import type { AnyValue } from '../../contracts/people/facts/value.ts'
import type { RuleFact, RuleFacts } from '../rule/language.ts'
import type { KnownFacts, RuleSubject } from '../rule/subject.ts'

type FactOf<Type extends RuleFact['type']> = Extract<RuleFact, { type: Type }>

/** Where the numbers and days are drawn from; a choice is drawn from its options. */
interface Draws {
  int(fact: FactOf<'int'>): fc.Arbitrary<number>
  moneyFen(fact: FactOf<'moneyFen'>): fc.Arbitrary<number>
  date: fc.Arbitrary<string>
}

function valueFor(fact: RuleFact, draws: Draws): fc.Arbitrary<AnyValue> {
  switch (fact.type) {
    case 'enum':
      return fc.constantFrom(...Object.keys(fact.options))
    case 'set':
      return fc.subarray(Object.keys(fact.options))
    case 'bool':
      return fc.boolean()
    case 'int':
      return draws.int(fact)
    case 'moneyFen':
      return draws.moneyFen(fact)
    case 'date':
      return draws.date
  }
}

/** What is known of someone, a quarter of the facts deleted. */
function known(facts: RuleFacts, subject: RuleFact['subject'], draws: Draws): fc.Arbitrary<KnownFacts> {
  const entries = [...facts.values()]
    .filter((fact) => fact.subject === subject)
    .map((fact) => fc.option(valueFor(fact, draws), { freq: 3, nil: undefined }).map((value) => [fact.name, value] as const))
  return fc.tuple(...entries).map((all) => Object.fromEntries(all.filter(([, value]) => value !== undefined)) as KnownFacts)
}

/** A person in a household of one to four, of whom some of these facts are known. */
export const randomSubjectOf = (facts: RuleFacts, draws: Draws): fc.Arbitrary<RuleSubject> =>
  fc
    .record({
      household: known(facts, 'household', draws),
      members: fc.array(known(facts, 'person', draws), { minLength: 1, maxLength: 4 }),
    })
    .map(({ household, members }) => ({ household, members, person: members[0] ?? {} }))
