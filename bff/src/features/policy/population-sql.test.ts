import { DuckDBInstance } from '@duckdb/node-api'
import { builtInCatalogue } from '@minsheng/shared/policy/catalogue/index'
import { ruleFacts } from '@minsheng/shared/policy/facts'
import { decide } from '@minsheng/shared/policy/policy/decide'
import type { Catalogue } from '@minsheng/shared/policy/policy/definition'
import { createPopulation, NOBODY, type Population } from '@minsheng/shared/policy/population/population'
import { sqlOf, sqlSchema, sqlTables } from '@minsheng/shared/policy/population/sql'
import { sqlMacros } from '@minsheng/shared/policy/population/sql-rules'
import { policyStatuses, type RuleFacts } from '@minsheng/shared/policy/rule/language'
import type { RuleSubject } from '@minsheng/shared/policy/rule/subject'
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
}

interface Said {
  id: string
  status: string
  low: number
  high: number
}

/** Holds the query against the walker about everyone. @returns what the walker said */
async function heldEqual(catalogue: Catalogue, facts: RuleFacts, subjects: readonly RuleSubject[], date: string): Promise<readonly Said[]> {
  const population = createPopulation(facts)
  for (const [index, { household, members }] of subjects.entries())
    population.put({
      id: `h${index}`,
      facts: household,
      members: members.map((known, place) => ({ id: `${index}-${place}`, facts: known })),
    })
  await load(population)
  const rows = (await db.runAndReadAll(sqlOf(catalogue, facts, date))).getRowObjects()
  const found = new Map(rows.map((row) => [Number(row.r), row]))
  return subjects.flatMap(({ household, members }, index) =>
    members.flatMap((person, at) => {
      const row = found.get(population.rowAt(`${index}-${at}`) ?? Number.NaN) ?? {}
      const said = catalogue.policies.flatMap(({ id }, place): Said[] => {
        const [status, low, high] = [row[`s${place}`], row[`l${place}`] ?? 0, row[`u${place}`] ?? 0]
        return status === null || status === undefined
          ? []
          : [{ id, status: policyStatuses[Number(status)] ?? '', low: Number(low), high: Number(high) }]
      })
      const right = decide(catalogue, { person, household, members }, date).map(({ policy, status, amount }) => ({
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
  await fc.assert(
    fc.asyncProperty(randomCatalogue, fc.array(randomSubject, { minLength: 60, maxLength: 60 }), async (catalogue, subjects) => {
      const right = await heldEqual(catalogue, randomFacts, subjects, '2026-11-30')
      decisions += right.length
      for (const { status } of right) seen.set(status, (seen.get(status) ?? 0) + 1)
    }),
    { numRuns: 30 },
  )
  expect(decisions).toBeGreaterThan(20_000)
  for (const status of policyStatuses) expect(seen.get(status), status).toBeGreaterThan(100)
})

test('and so about the built-in policies', { timeout: 60_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(randomPerson(ruleFacts), { minLength: 100, maxLength: 100 }), async (subjects) => {
      await heldEqual(builtInCatalogue(), ruleFacts, subjects, '2026-11-30')
    }),
    { numRuns: 3 },
  )
})
