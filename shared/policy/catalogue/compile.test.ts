import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ruleFacts } from '../facts.ts'
import { compileCatalogue } from '../policy/compile.ts'
import { decide } from '../policy/decide.ts'
import { encodeSubject } from '../rule/encode.ts'
import { policyStatuses } from '../rule/language.ts'
import { randomPerson } from '../testing/random-people.ts'
import { builtInCatalogue } from './index.ts'

const catalogue = builtInCatalogue()
const people = fc.array(randomPerson(ruleFacts), { minLength: 20, maxLength: 20 })

test.each(['2026-11-30', '2026-02-28', '2025-06-30'])('on %s the quick catalogue decides as the one with reasons, to the fen', (date) => {
  const quick = compileCatalogue(catalogue, ruleFacts, date)
  const room = quick.room()
  const seen = new Map<string, number>()
  let decisions = 0
  fc.assert(
    fc.property(people, (subjects) => {
      for (const subject of subjects) {
        quick.decide(encodeSubject(subject, quick.layout), room)
        const found = quick.policies.map((id, place) => ({
          id,
          status: policyStatuses[room.status[place] ?? Number.NaN],
          low: (room.low[place] ?? 0) + 0,
          high: (room.high[place] ?? 0) + 0,
        }))
        const wanted = decide(catalogue, subject, date).map(({ policy, status, amount }) => ({ id: policy.id, status, ...amount }))
        expect(found.filter(({ status }) => status !== undefined)).toEqual(wanted)
        for (const { status } of wanted) seen.set(status, (seen.get(status) ?? 0) + 1)
        decisions += wanted.length
      }
    }),
    { numRuns: 75 },
  )
  expect(decisions).toBeGreaterThan(34_000)
  // Every status comes up, or being equal would prove little.
  for (const status of policyStatuses)
    if (status !== 'upcoming' || date < '2026-07-01') expect(seen.get(status), status).toBeGreaterThan(20)
})
