import { DuckDBInstance } from '@duckdb/node-api'
import { builtInCatalogue } from '../../shared/policy/catalogue/index.ts'
import { ruleFacts } from '../../shared/policy/facts.ts'
import type { Column } from '../../shared/policy/population/column.ts'
import { compileKernel, matchPopulation } from '../../shared/policy/population/kernel.ts'
import { NO_STATUS } from '../../shared/policy/population/matched.ts'
import { NOBODY, type Population } from '../../shared/policy/population/population.ts'
import { sqlOf, sqlSchema, sqlTables } from '../../shared/policy/population/sql.ts'
import { sqlMacros } from '../../shared/policy/population/sql-rules.ts'
import type { Agreement } from './agreement.ts'
import { type Contender, TODAY } from './contenders.ts'
import { thirtyPolicies } from './rules.ts'

/** The same rules as SQL over the same columns, in this process; what everyone comes to is kept in a table. */
export async function startDuckDb(population: Population) {
  const instance = await DuckDBInstance.create(':memory:')
  const db = await instance.connect()
  for (const statement of [...sqlMacros, ...sqlSchema(ruleFacts)]) await db.run(statement)

  async function fill(table: string, places: number, first: (place: number) => readonly number[] | null, columns: readonly Column[]) {
    const appender = await db.createAppender(table)
    for (let place = 0; place < places; place += 1) {
      const keys = first(place)
      if (!keys) continue
      for (const key of keys) appender.appendInteger(key)
      for (const { values, unknown, form } of columns) {
        const value = values[place] ?? unknown
        if (Object.is(value, unknown)) appender.appendNull()
        else if (form === 'double') appender.appendBigInt(BigInt(value))
        else appender.appendInteger(value)
      }
      appender.endRow()
    }
    appender.closeSync()
  }
  const { homeOf } = population
  await fill(sqlTables.people, population.rows, (row) => (homeOf[row] === NOBODY ? null : [row, homeOf[row] ?? NOBODY]), population.person)
  await fill(sqlTables.homes, population.homes, (home) => [home], population.household)

  const catalogues = [
    { name: 'DuckDB SQL, 30 rules', table: 'thirty', catalogue: thirtyPolicies },
    { name: 'DuckDB SQL, catalogue', table: 'catalogue', catalogue: builtInCatalogue() },
  ]
  const contenders = catalogues.map(({ name, table, catalogue }): Contender => {
    const query = `CREATE OR REPLACE TABLE ${table} AS ${sqlOf(catalogue, ruleFacts, TODAY)}`
    const run = async () => {
      await db.run(query)
    }
    return { name: name.replace(' SQL', ''), decisions: population.people * catalogue.policies.length, statuses: null, run }
  })

  /** Every status against the kernel's, of everyone. */
  async function agreements(): Promise<readonly Agreement[]> {
    const found: Agreement[] = []
    for (const { name, table, catalogue } of catalogues) {
      const matcher = matchPopulation(compileKernel(catalogue, ruleFacts, TODAY), population)
      matcher.decideAll()
      const agreement = { name, compared: 0, otherwise: 0 }
      for (const [place, { status }] of matcher.matched.policies.entries()) {
        const rows = await db.runAndReadAll(`SELECT s${place} FROM ${table} ORDER BY r`)
        const [said = []] = rows.getColumns()
        for (let row = 0; row < said.length; row += 1) {
          agreement.compared += 1
          if (Number(said[row] ?? NO_STATUS) !== status[row]) agreement.otherwise += 1
        }
      }
      found.push(agreement)
    }
    return found
  }

  return {
    contenders,
    agreements,
    stop: async () => {
      db.closeSync()
      instance.closeSync()
    },
  }
}
