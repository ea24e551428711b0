import fc from 'fast-check'
import { expect, test } from 'vitest'
import { randomFacts, randomParameters, randomSubject, writtenQuantity } from '../testing/random-rules.ts'
import type { Quantity } from './language.ts'
import { readQuantity } from './parse-condition.ts'
import { mayBeTooWide, rangeOf } from './range.ts'
import { walkAmount } from './walk.ts'

const bounds = { parameter: () => ({ low: 0, high: 20_000 }), mostMembers: 4 }
const names = { facts: randomFacts, parameters: new Set(randomParameters), policies: new Set<string>() }
const day = fc.record({
  date: fc.constantFrom('2024-02-29', '2026-11-30'),
  parameters: fc.record({ standard: fc.integer({ min: 0, max: 20_000 }), shareBps: fc.integer({ min: 0, max: 20_000 }) }),
})

test('nobody gets less or more than the range of an amount', () => {
  fc.assert(
    fc.property(writtenQuantity, fc.array(randomSubject, { minLength: 10, maxLength: 10 }), day, (written, subjects, on) => {
      const read = readQuantity(written, names)
      fc.pre(read.ok)
      if (!read.ok) return
      const range = rangeOf(read.value, bounds)
      for (const subject of subjects) {
        const { low, high } = walkAmount(read.value, subject, on)
        expect(low).toBeGreaterThanOrEqual(range.low)
        expect(high).toBeLessThanOrEqual(range.high)
      }
    }),
    { numRuns: 400 },
  )
})

test('what is too large on the way is too large', () => {
  const standard: Quantity = { kind: 'param', id: 'standard' }
  const times = (of: Quantity, bps: number): Quantity => ({ kind: 'mulBps', of, bps: { kind: 'number', value: bps }, round: 'down' })
  const large = times({ kind: 'number', value: 900_000_000_001 }, 10_000)
  expect(mayBeTooWide(large, bounds)).toBe(true)
  expect(mayBeTooWide(times({ kind: 'number', value: 900_000_000_000 }, 10_000), bounds)).toBe(false)
  expect(mayBeTooWide({ kind: 'compare', left: large, comparator: 'gt', right: standard }, bounds)).toBe(true)
  expect(mayBeTooWide({ kind: 'perMember', of: standard, where: null }, bounds)).toBe(false)
})
