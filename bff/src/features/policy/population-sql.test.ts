import { DuckDBInstance } from '@duckdb/node-api'
import { builtInCatalogue } from '@minsheng/shared/policy/catalogue/index'
import { ruleFacts } from '@minsheng/shared/policy/facts'
import { decide } from '@minsheng/shared/policy/policy/decide'
import type { Catalogue } from '@minsheng/shared/policy/policy/definition'
import { createPopulation, NOBODY, type Population } from '@minsheng/shared/policy/population/population'
import { sqlOf, sqlSchema, sqlTables } from '@minsheng/shared/policy/population/sql'
import { sqlMacros } from '@minsheng/shared/policy/population/sql-rules'
import { policyStatuses, type RuleFacts } from '@minsheng/shared/policy/rule/language'
import { type AwardedHome, awardedHome, homesOf } from '@minsheng/shared/policy/testing/random-awards'
import { randomCatalogue } from '@minsheng/shared/policy/testing/random-catalogue'
import { randomPerson } from '@minsheng/shared/policy/testing/random-people'
import { randomFacts, randomSubject } from '@minsheng/shared/policy/testing/random-rules'
import fc from 'fast-check'
import { expect, test } from 'vitest'

const instance = await DuckDBInstance.create(':memory:', { threads: '1' })
const db = await instance.connect()
for (const macro of sqlMacros) await db.run(macro)

const literalOf = (value: number | undefined, unknown: number) =>
  value === undefined || Number.isNaN(value) || value === unknown ? 'NULL' : String(value)

async function load(population: Population): Promise<void> {
  for (const statement of sqlSchema(population.facts)) await db.run(statement)
  const rows = Array.from({ length: population.rows }, (_, row) => row).filter((row) => population.homeOf[row] !== NOBODY)
  const homes = Array.from({ length: population.homes }, (_, home) => home)
  const written = (columns: Population['person'], place: number) => columns.map(({ values, unknown }) => literalOf(values[place], unknown))
  const people = rows.map((row) => `(${[row, population.homeOf[row], ...written(population.person, row)].join(', ')})`)
  const households = homes.map((home) => `(${[home, ...written(population.household, home)].join(', ')})`)
  await db.run(`INSERT INTO ${sqlTables.people} VALUES ${people.join(', ')}`)
  await db.run(`INSERT INTO ${sqlTables.homes} VALUES ${households.join(', ')}`)
  const awards = rows.flatMap((row) =>
    [...(population.awardedPeople.of(row) ?? [])].map(([policy, fen]) => `(${[row, `'${policy}'`, fen].join(', ')})`),
  )
  if (awards.length > 0) await db.run(`INSERT INTO ${sqlTables.awards} VALUES ${awards.join(', ')}`)
}

interface Said {
  id: string
  status: string
  low: number
  high: number
}

/** Holds the query against the walker about everyone. @returns what the walker said */
async function heldEqual(catalogue: Catalogue, facts: RuleFacts, homes: readonly AwardedHome[], date: string): Promise<readonly Said[]> {
  const population = createPopulation(facts)
  for (const { home } of homes) population.put(home)
  await load(population)
  const rows = (await db.runAndReadAll(sqlOf(catalogue, facts, date))).getRowObjects()
  const found = new Map(rows.map((row) => [Number(row.r), row]))
  return homes.flatMap(({ home, subjects }) =>
    subjects.flatMap((subject, at) => {
      const row = found.get(population.rowAt(home.members[at]?.id ?? '') ?? Number.NaN) ?? {}
      const said = catalogue.policies.flatMap(({ id }, place): Said[] => {
        const [status, low, high] = [row[`s${place}`], row[`l${place}`] ?? 0, row[`u${place}`] ?? 0]
        return status === null || status === undefined
          ? []
          : [{ id, status: policyStatuses[Number(status)] ?? '', low: Number(low), high: Number(high) }]
      })
      const right = decide(catalogue, subject, date).map(({ policy, status, amount }) => ({
        id: policy.id,
        status,
        low: amount.low + 0,
        high: amount.high + 0,
      }))
      if (JSON.stringify(said) !== JSON.stringify(right)) expect(said).toEqual(right)
      return right
    }),
  )
}

test('DuckDB decides everyone as the walker does, from one query', { timeout: 120_000 }, async () => {
  const seen = new Map<string, number>()
  let decisions = 0
  let awarded = 0
  await fc.assert(
    fc.asyncProperty(randomCatalogue, homesOf(randomSubject, 60), async (catalogue, drawn) => {
      const homes = drawn.map(([subject, awards], index) => awardedHome(subject, index, awards, catalogue))
      const right = await heldEqual(catalogue, randomFacts, homes, '2026-11-30')
      awarded += homes.flatMap(({ subjects }) => subjects).reduce((sum, subject) => sum + Object.keys(subject.awarded ?? {}).length, 0)
      decisions += right.length
      for (const { status } of right) seen.set(status, (seen.get(status) ?? 0) + 1)
    }),
    { numRuns: 40 },
  )
  expect(decisions).toBeGreaterThan(20_000)
  expect(awarded).toBeGreaterThan(1_000)
  for (const status of policyStatuses) expect(seen.get(status), status).toBeGreaterThan(100)
})

test('and so about the built-in policies', { timeout: 60_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(homesOf(randomPerson(ruleFacts), 100), async (drawn) => {
      const catalogue = builtInCatalogue()
      const homes = drawn.map(([subject, awards], index) => awardedHome(subject, index, awards, catalogue))
      await heldEqual(catalogue, ruleFacts, homes, '2026-11-30')
    }),
    { numRuns: 3 },
  )
})
