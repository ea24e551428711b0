import fc from 'fast-check'
import type { RuleFact, RuleFacts } from '../rule/language.ts'
import type { RuleDay, RuleSubject } from '../rule/subject.ts'
import { randomSubjectOf } from './random-facts.ts'

const options = (codes: readonly string[]) => Object.fromEntries(codes.map((code) => [code, code]))
const named = (name: string, subject: RuleFact['subject']) => ({ name, subject, title: name, question: `${name}?` })

/** One fact of each type for a person and for a household. */
const facts: readonly RuleFact[] = (['person', 'household'] as const).flatMap((subject): RuleFact[] => {
  const of = (name: string) => named(subject === 'person' ? name : `${name}Home`, subject)
  return [
    { ...of('kind'), type: 'enum', options: options(['a', 'b', 'c', 'd']) },
    { ...of('marks'), type: 'set', options: options(['x', 'y', 'z']) },
    { ...of('flag'), type: 'bool' },
    { ...of('count'), type: 'int', most: 9, unit: '个' },
    { ...of('amount'), type: 'moneyFen', most: 20_000 },
    { ...of('since'), type: 'date' },
  ]
})

export const randomFacts: RuleFacts = new Map(facts.map((fact) => [fact.name, fact]))
export const randomParameters: readonly string[] = ['standard', 'shareBps']
export const randomPolicies: readonly string[] = ['first', 'second']
const factNames = (...types: RuleFact['type'][]) => facts.filter(({ type }) => types.includes(type)).map(({ name }) => name)

const date = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2027-12-31'), noInvalidDate: true })
  .map((instant) => instant.toISOString().slice(0, 10))

/** Days on which a month's or a year's end matters come up often. */
const edgeDate = fc.oneof(date, fc.constantFrom('2024-02-29', '2025-02-28', '2024-02-28', '2026-01-31', '2026-04-30', '2026-03-01'))

const round = fc.constantFrom('half_up', 'down', 'up')
const name = (...types: RuleFact['type'][]) => fc.constantFrom(...factNames(...types))
const small = fc.integer({ min: -3, max: 12 })

const { condition, quantity } = fc.letrec((tie) => {
  const quantity = tie('quantity')
  const condition = tie('condition')
  const numbers = fc.oneof(small, fc.integer({ min: 0, max: 20_000 }))
  return {
    quantity: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      numbers,
      name('int', 'moneyFen').map((fact) => ({ fact })),
      fc.constant({ param: 'standard' }),
      name('date').map((ageAt) => ({ ageAt })),
      name('date').map((monthsSince) => ({ monthsSince })),
      fc.array(quantity, { minLength: 1, maxLength: 3 }).map((add) => ({ add })),
      fc.tuple(quantity, quantity).map((sub) => ({ sub })),
      fc.array(quantity, { minLength: 1, maxLength: 3 }).map((max) => ({ max })),
      fc.array(quantity, { minLength: 1, maxLength: 3 }).map((min) => ({ min })),
      fc
        .tuple(quantity, fc.oneof(fc.integer({ min: 0, max: 20_000 }), fc.constant({ param: 'shareBps' })), round)
        .map(([of, bps, rounded]) => ({ mulBps: [of, bps], round: rounded })),
      fc.record({ perMember: quantity, where: condition }, { requiredKeys: ['perMember'] }),
      fc.record({
        lookup: name('enum'),
        cases: fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), quantity, { maxKeys: 3 }),
        otherwise: quantity,
      }),
      fc.record({
        bandOf: quantity,
        steps: fc
          .uniqueArray(fc.tuple(fc.integer({ min: -2, max: 9_000 }), quantity), {
            minLength: 1,
            maxLength: 3,
            selector: ([below]) => below,
          })
          .map((steps) => steps.sort(([a], [b]) => a - b).map(([below, give]) => ({ below, give }))),
        otherwise: quantity,
      }),
      fc.record({ prorataMonths: quantity, months: quantity, round }),
    ),
    condition: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc
        .tuple(name('enum'), fc.constantFrom('eq', 'ne'), fc.constantFrom('a', 'b'))
        .map(([fact, operator, code]) => ({ fact, [operator]: code })),
      fc
        .tuple(name('enum'), fc.constantFrom('in', 'nin'), fc.subarray(['a', 'b', 'c', 'd'], { minLength: 1 }))
        .map(([fact, operator, codes]) => ({ fact, [operator]: codes })),
      fc.tuple(name('bool'), fc.boolean()).map(([fact, eq]) => ({ fact, eq })),
      fc.tuple(name('set'), fc.constantFrom('x', 'y', 'z')).map(([fact, has]) => ({ fact, has })),
      name('enum', 'set', 'bool', 'int', 'moneyFen', 'date').map((fact) => ({ fact, known: true })),
      fc
        .tuple(name('int', 'moneyFen'), fc.constantFrom('eq', 'ne', 'lt', 'lte', 'gt', 'gte'), quantity)
        .map(([fact, operator, held]) => ({ fact, [operator]: held })),
      fc.tuple(name('int'), small, small).map(([fact, from, to]) => ({ fact, between: [from, to] })),
      fc
        .tuple(
          name('date'),
          fc.constantFrom('eq', 'lt', 'lte', 'gt', 'gte'),
          fc.oneof(
            edgeDate,
            fc.constant('today'),
            name('date').map((other) => ({ fact: other })),
          ),
        )
        .map(([fact, operator, held]) => ({ fact, [operator]: held })),
      fc
        .tuple(quantity, fc.constantFrom('eq', 'ne', 'lt', 'lte', 'gt', 'gte'), quantity)
        .map(([value, operator, held]) => ({ value, [operator]: held })),
      fc.tuple(quantity, fc.constantFrom('gte', 'lt'), small).map(([value, operator, held]) => ({ value, [operator]: held })),
      fc.constantFrom(...randomPolicies).map((policy) => ({ policy, in: ['enjoying', 'entitled'] })),
      fc.array(condition, { minLength: 1, maxLength: 3 }).map((all) => ({ all })),
      fc.array(condition, { minLength: 1, maxLength: 3 }).map((any) => ({ any })),
      condition.map((not) => ({ not })),
      fc
        .array(condition, { minLength: 2, maxLength: 4 })
        .chain((of) => fc.integer({ min: 1, max: of.length }).map((atLeast) => ({ atLeast, of }))),
      condition.map((someMember) => ({ someMember })),
      condition.map((everyMember) => ({ everyMember })),
      fc
        .tuple(condition, fc.constantFrom('eq', 'ne', 'lt', 'lte', 'gt', 'gte'), fc.integer({ min: 0, max: 4 }))
        .map(([countMembers, operator, held]) => ({ countMembers, [operator]: held })),
    ),
  }
})

/** Conditions and amounts as they are written; some ask for members of members, which no rule may. */
export const writtenCondition: fc.Arbitrary<unknown> = condition
export const writtenQuantity: fc.Arbitrary<unknown> = quantity

/** Up to the most that the fact may be, and small as often. */
const upToMost = ({ most }: { most: number }) => fc.oneof(fc.integer({ min: 0, max: most }), fc.integer({ min: 0, max: 9 }))

/** A person in a household of one to four. */
export const randomSubject: fc.Arbitrary<RuleSubject> = randomSubjectOf(randomFacts, { int: upToMost, moneyFen: upToMost, date: edgeDate })

export const randomDay: fc.Arbitrary<RuleDay> = fc.record({
  date: edgeDate,
  parameters: fc.record({ standard: fc.integer({ min: 0, max: 9_000 }), shareBps: fc.integer({ min: 0, max: 20_000 }) }),
})
