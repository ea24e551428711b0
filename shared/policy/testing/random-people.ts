import fc from 'fast-check'
import type { RuleFacts } from '../rule/language.ts'
import type { RuleSubject } from '../rule/subject.ts'
import { randomSubjectOf } from './random-facts.ts'

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

/** A person of the real registry in a household of one to four. */
export const randomPerson = (facts: RuleFacts): fc.Arbitrary<RuleSubject> =>
  randomSubjectOf(facts, { int: () => fc.integer({ min: 0, max: 3 }), moneyFen: () => money, date })
