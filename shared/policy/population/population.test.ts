import { describe, expect, test } from 'vitest'
import { builtInCatalogue } from '../catalogue/index.ts'
import { ruleFacts } from '../facts.ts'
import { MOST_MEMBERS, policyStatuses } from '../rule/language.ts'
import type { KnownFacts } from '../rule/subject.ts'
import { changesBetween } from './changes.ts'
import { compileKernel, matchPopulation } from './kernel.ts'
import { fenOf, NO_STATUS } from './matched.ts'
import { createPopulation, fillPopulation, type Home } from './population.ts'

const DAY = '2026-11-30'
const elder: KnownFacts = { birthDate: '1940-01-01', registeredIn: 'district' }
const child: KnownFacts = { birthDate: '2025-01-01', registeredIn: 'district' }
const home = (id: string, ...members: KnownFacts[]): Home => ({
  id,
  facts: { householdIncomeFen: 0 },
  members: members.map((facts, index) => ({ id: `${id}-${index}`, facts })),
})

function matched() {
  const population = createPopulation(ruleFacts, { people: 1, homes: 1 })
  const kernel = compileKernel(builtInCatalogue(), ruleFacts, DAY)
  const matcher = matchPopulation(kernel, population)
  const at = (policy: string, person: string) => {
    const place = kernel.policies.indexOf(policy)
    const row = population.rowAt(person)
    if (row === undefined) return null
    const { matched } = matcher
    return { status: policyStatuses[matched.policies[place]?.status[row] ?? NO_STATUS], fen: fenOf(matched, place, row).low }
  }
  return { population, kernel, matcher, at }
}

describe('a copy of the population', () => {
  test('grows with what is put in, and knows who lies where', async () => {
    const { population, matcher, at } = matched()
    async function* stream() {
      for (let index = 0; index < 500; index += 1) yield home(`h${index}`, elder, child)
    }
    await fillPopulation(population, stream())
    expect([population.people, population.homes, population.rows]).toEqual([1_000, 500, 1_000])
    matcher.decideAll()
    expect(at('aged-allowance', 'h499-0')).toEqual({ status: 'entitled', fen: 5_000 })
    expect(at('childcare-subsidy', 'h499-1')).toEqual({ status: 'entitled', fen: 30_000 })
    expect(population.idOf(population.rowAt('h7-1') ?? 0)).toBe('h7-1')
  })

  test('a household put in anew is decided anew, and nothing else has to be', () => {
    const { population, kernel, matcher, at } = matched()
    for (const id of ['one', 'two', 'three']) population.put(home(id, child))
    matcher.decideAll()
    matcher.decideHome(population.put(home('two', elder, child, child)))
    expect(population.people).toBe(5)
    expect(at('aged-allowance', 'two-0')).toEqual({ status: 'entitled', fen: 5_000 })
    expect(at('childcare-subsidy', 'two-2')).toEqual({ status: 'entitled', fen: 30_000 })
    expect(at('childcare-subsidy', 'three-0')).toEqual({ status: 'entitled', fen: 30_000 })
    const left = population.homeOf.findIndex((place) => place < 0)
    kernel.policies.forEach((_, place) => {
      expect(matcher.matched.policies[place]?.status[left]).toBe(NO_STATUS)
      expect(fenOf(matcher.matched, place, left)).toEqual({ low: 0, high: 0 })
    })

    matcher.decideHome(population.put(home('two', child)))
    expect(at('aged-allowance', 'two-0')).toEqual({ status: 'not', fen: 0 })
    expect(at('aged-allowance', 'two-1')).toBeNull()
    population.drop('two')
    matcher.decideAll()
    expect(population.people).toBe(2)
    const living = (status: Uint8Array) => status.subarray(0, population.rows).filter((code) => code !== NO_STATUS).length
    expect(kernel.policies.map((_, place) => living(matcher.matched.policies[place]?.status ?? new Uint8Array()))).toEqual(
      kernel.policies.map(() => 2),
    )
  })

  test('a value that no fact has is refused, and what was known stays', () => {
    const { population, matcher, at } = matched()
    population.put(home('one', elder))
    expect(() => population.put(home('one', child, { registeredIn: 'moon' }))).toThrow('registeredIn')
    expect(() => population.put({ ...home('one', child), facts: { vehiclesOwned: 101 } })).toThrow('vehiclesOwned')
    expect(() => population.put({ ...home('one', child), facts: { householdIncomeFen: 0.5 } })).toThrow('householdIncomeFen')
    expect(() => population.put(home('one', ...Array.from({ length: MOST_MEMBERS + 1 }, () => child)))).toThrow('members')
    matcher.decideAll()
    expect(at('aged-allowance', 'one-0')).toEqual({ status: 'entitled', fen: 5_000 })
  })

  test('someone who moved is found where they live now', () => {
    const { population } = matched()
    const mover = { id: 'mover', facts: elder }
    population.put({ id: 'old', facts: {}, members: [mover] })
    population.put({ id: 'new', facts: {}, members: [mover] })
    population.put({ id: 'old', facts: {}, members: [] })
    expect(population.homeOf[population.rowAt('mover') ?? -1]).toBe(population.homeAt('new'))
  })
})

test('what changes is counted, a household once in fen', () => {
  const { population, kernel, matcher } = matched()
  population.put({
    ...home('poor', elder, elder),
    facts: { householdIncomeFen: 0, householdAssetsFen: 0, vehiclesOwned: 0, homesOwned: 1 },
  })
  population.put(home('other', { ...elder, birthDate: '1950-01-01' }))
  matcher.decideAll()
  const catalogue = builtInCatalogue()
  const raised = compileKernel(
    {
      ...catalogue,
      parameters: catalogue.parameters.map((one) =>
        one.key === 'minimumLivingStandard' ? { ...one, values: one.values.map((value) => ({ ...value, value: value.value + 1 })) } : one,
      ),
    },
    ruleFacts,
    DAY,
  )
  const after = matchPopulation(raised, population)
  after.decideAll()
  const kinds = kernel.policies.map(() => new Uint8Array(population.rows))
  const changes = changesBetween(population, kernel.perHome, matcher.matched, after.matched, kinds)
  const living = changes[kernel.policies.indexOf('minimum-living')]
  expect(living).toEqual({
    people: { same: 1, gains: 0, loses: 0, more: 2, less: 0, other: 0 },
    fenBefore: 249_000,
    fenAfter: 249_002,
  })
  const later = matchPopulation(compileKernel(catalogue, ruleFacts, '2030-01-01'), population)
  later.decideAll()
  const aged = changesBetween(population, kernel.perHome, matcher.matched, later.matched, kinds)[kernel.policies.indexOf('aged-allowance')]
  expect(aged).toMatchObject({ people: { same: 0, gains: 1, more: 2 }, fenBefore: 10_000, fenAfter: 25_000 })
})
