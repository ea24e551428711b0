import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  randomDay,
  randomFacts,
  randomParameters,
  randomPolicies,
  randomSubject,
  writtenCondition,
  writtenQuantity,
} from '../testing/random-rules.ts'
import { compileAmount, compileCondition } from './compile.ts'
import { encodeDay, encodePolicies, encodeSubject, layoutOf } from './encode.ts'
import { policyStatuses } from './language.ts'
import { readCondition, readQuantity } from './parse-condition.ts'
import { walk, walkAmount } from './walk.ts'

const names = { facts: randomFacts, parameters: new Set(randomParameters), policies: new Set(randomPolicies) }
const layout = layoutOf(randomFacts, randomParameters, randomPolicies)
const people = fc.array(randomSubject, { minLength: 20, maxLength: 20 })
const decided = fc.dictionary(fc.constantFrom(...randomPolicies), fc.constantFrom(...policyStatuses))

describe('the compiled closure and the walker say the same', () => {
  test('of any condition and anyone, with a quarter of the facts unknown', () => {
    let decisions = 0
    const truths = [0, 0, 0]
    fc.assert(
      fc.property(writtenCondition, people, randomDay, decided, (written, subjects, day, policies) => {
        const read = readCondition(written, names)
        fc.pre(read.ok)
        if (!read.ok) return
        const decide = compileCondition(read.value, layout)
        for (const subject of subjects) {
          const quick = decide(encodeSubject(subject, layout), encodeDay(day, layout), encodePolicies(policies, layout))
          expect(quick).toBe(walk(read.value, subject, day, policies).truth)
          truths[quick] = (truths[quick] ?? 0) + 1
          decisions += 1
        }
      }),
      { numRuns: 2_000 },
    )
    expect(decisions).toBeGreaterThan(30_000)
    // None of the three answers is rare: rules that are always unknown would prove nothing.
    expect(Math.min(...truths) / decisions).toBeGreaterThan(0.1)
  })

  test('of any amount and anyone', () => {
    fc.assert(
      fc.property(writtenQuantity, people, randomDay, (written, subjects, day) => {
        const read = readQuantity(written, names)
        fc.pre(read.ok)
        if (!read.ok) return
        const quick = compileAmount(read.value, layout)
        for (const subject of subjects) {
          const { low, high } = quick(encodeSubject(subject, layout), encodeDay(day, layout))
          expect({ low: low + 0, high: high + 0 }).toEqual(plusZero(walkAmount(read.value, subject, day)))
        }
      }),
      { numRuns: 1_000 },
    )
  })
})

/** −0 is 0: nobody is owed less than nothing by a sign. */
const plusZero = ({ low, high }: { low: number; high: number }) => ({ low: low + 0, high: high + 0 })
