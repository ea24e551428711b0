import type { Catalogue } from '../policy/definition.ts'
import type { Condition, RuleFact, RuleFacts } from '../rule/language.ts'
import { columnsOf } from './access.ts'
import { statusCode } from './matched.ts'
import { type PlannedPolicy, planOf } from './plan.ts'
import { createLayers, type Layers } from './sql-layers.ts'
import { type SqlScope, sqlCondition, sqlQuantity } from './sql-rules.ts'

const [ENJOYING, ENTITLED, POSSIBLE] = [statusCode('enjoying'), statusCode('entitled'), statusCode('possible')]
const [EXCLUDED, UPCOMING, NOT] = [statusCode('excluded'), statusCode('upcoming'), statusCode('not')]

/** Tables that a query reads: the columns of the copy by their names, NULL where a fact is unknown. */
export const sqlTables = {
  /** `r`, `home` and a column `P…` for each fact of a person. */
  people: 'people',
  /** `home` and a column `H…` for each fact of a household. */
  homes: 'homes',
  /** What stands awarded: `r`, `policy`, `fen`; a household's once for each of its members. */
  awards: 'awards',
} as const

/** Makes the tables, empty. */
export function sqlSchema(facts: RuleFacts): readonly string[] {
  const columns = columnsOf(facts)
  const typed = (subject: RuleFact['subject']) =>
    [...facts.values()]
      .filter((fact) => fact.subject === subject)
      .map((fact) => `${columns.of(fact).name} ${columns.of(fact).column.form === 'double' ? 'BIGINT' : 'INTEGER'}`)
  return [
    `CREATE OR REPLACE TABLE ${sqlTables.people} (${['r INTEGER', 'home INTEGER', ...typed('person')].join(', ')})`,
    `CREATE OR REPLACE TABLE ${sqlTables.homes} (${['home INTEGER', ...typed('household')].join(', ')})`,
    `CREATE OR REPLACE TABLE ${sqlTables.awards} (r INTEGER, policy VARCHAR, fen BIGINT)`,
  ]
}

/**
 * Writes a catalogue as one query for DuckDB: `r`, the row, then for each policy its status `s…` (NULL where none is in force nor
 * to come, nor anything awarded) and, where it gives any, least and most fen `l…`, `u…`. The same decisions as `decide`, without the reasons.
 */
export function sqlOf(catalogue: Catalogue, facts: RuleFacts, date: string): string {
  const plan = planOf(catalogue, date)
  const columns = columnsOf(facts)
  const everyone = `SELECT * FROM ${sqlTables.people} JOIN ${sqlTables.homes} USING (home)`
  const within = createLayers('m', everyone)
  const counts = new Map<string, string>()
  const layers = createLayers('q', 'SELECT * FROM everyone JOIN counted USING (home) LEFT JOIN awarded USING (r)')
  const planned = new Map(plan.policies.map((one) => [one.place, one]))
  const placeOf = new Map(plan.policies.map(({ policy, place }) => [policy.id, place]))

  const scopeOf = ({ policy, day }: PlannedPolicy): SqlScope => {
    const inMember: SqlScope = {
      day,
      layers: within,
      fact: (fact) => columns.of(fact).name,
      policy: () => 'NULL',
      count: () => {
        throw new RangeError('there are no members of members')
      },
    }
    return {
      day,
      layers,
      fact: (fact) => (policy.subject === 'household' && fact.subject === 'person' ? 'CAST(NULL AS INTEGER)' : columns.of(fact).name),
      policy: (id) => (placeOf.has(id) ? `s${placeOf.get(id)}` : 'CAST(NULL AS INTEGER)'),
      count: (of) => countIn(of, inMember, within, counts),
    }
  }

  for (const one of plan.policies) {
    decideOne(one, scopeOf(one), layers, planned)
    for (const group of one.settles) if (group.length > 1) settle(group, layers, planned)
  }
  const results = catalogue.policies.flatMap((_, place) => {
    const one = planned.get(place)
    const fen = gives(one) ? [`l${place}`, `u${place}`] : []
    return [one ? `CAST(s${place} AS UTINYINT) AS s${place}` : `CAST(NULL AS UTINYINT) AS s${place}`, ...fen]
  })
  const summed = [...counts.values()].map(
    (name) => `sum(CAST(coalesce(${name}, FALSE) AS INTEGER)) AS ${name}sure, sum(CAST(coalesce(${name}, TRUE) AS INTEGER)) AS ${name}may`,
  )
  const awards = plan.policies.map(({ policy, place }) => `max(fen) FILTER (policy = ${literal(policy.id)}) AS a${place}`)
  const tables = [
    `everyone AS NOT MATERIALIZED (${everyone})`,
    ...within.tables(),
    `counted AS NOT MATERIALIZED (SELECT ${['home', 'count(*) AS members', ...summed].join(', ')} FROM ${within.last()} GROUP BY home)`,
    `awarded AS NOT MATERIALIZED (SELECT ${['r', ...awards].join(', ')} FROM ${sqlTables.awards} GROUP BY r)`,
    ...layers.tables(),
  ]
  return `WITH ${tables.join(',\n')}\nSELECT ${['r', ...results].join(', ')} FROM ${layers.last()}`
}

const literal = (text: string) => `'${text.replaceAll("'", "''")}'`

/** Whether a policy gives fen, or a version of it did that may still stand awarded. */
const gives = (one: PlannedPolicy | undefined) => one !== undefined && one.fen !== 'none'

/** How many members a condition holds of: asked of each, and added up for the household. */
function countIn(of: Condition, inMember: SqlScope, within: Layers, counts: Map<string, string>) {
  const truth = sqlCondition(of, inMember)
  const name = counts.get(truth) ?? `c${counts.size}`
  if (!counts.has(truth)) {
    within.add([[name, truth]])
    counts.set(truth, name)
  }
  return { sure: `CAST(${name}sure AS BIGINT)`, may: `CAST(${name}may AS BIGINT)` }
}

function decideOne(one: PlannedPolicy, scope: SqlScope, layers: Layers, planned: ReadonlyMap<number, PlannedPolicy>): void {
  const { place, version } = one
  const [s, l, u, a] = [`s${place}`, `l${place}`, `u${place}`, `a${place}`]
  layers.add([
    [s, `CASE WHEN ${a} IS NOT NULL THEN ${ENJOYING} ${one.stage === 'over' ? '' : `ELSE ${verdictOf(one, scope, planned)} `}END`],
  ])
  if (!gives(one)) return
  const whole = version.amount && one.stage !== 'over' ? sqlQuantity(version.amount, scope, true) : { low: '0', high: '0' }
  const taken = one.minus.filter((other) => gives(planned.get(other)))
  const less = (test: string, end: string) => taken.map((other) => ` - CASE WHEN s${other} ${test} THEN ${end}${other} ELSE 0 END`).join('')
  const given = (awarded: string, fen: string) =>
    `CASE WHEN ${a} IS NOT NULL THEN ${awarded} WHEN ${s} IN (${EXCLUDED}, ${NOT}) THEN 0 ELSE ${fen} END`
  layers.add([
    [l, version.ceiling ? '0' : given(a, `greatest(0, ${whole.low}${less(`<= ${POSSIBLE}`, 'u')})`)],
    [u, given(a, `greatest(0, ${whole.high}${less(`< ${POSSIBLE}`, 'l')})`)],
  ])
}

/** What the rules make of it. */
function verdictOf(one: PlannedPolicy, scope: SqlScope, planned: ReadonlyMap<number, PlannedPolicy>): string {
  const { version } = one
  const isInForce = one.stage === 'in_force'
  const meets = sqlCondition({ kind: 'all', of: version.who.map(({ when }) => when) }, scope)
  const held = isInForce && version.held ? sqlCondition(version.held, scope) : 'FALSE'
  const others = one.excludedBy.filter((other) => planned.has(other)).map((other) => `s${other}`)
  const any = (test: (status: string) => string) => (others.length === 0 ? 'FALSE' : `(${others.map(test).join(' OR ')})`)
  const surely = any((status) => `coalesce(${status} <= ${ENTITLED}, FALSE)`)
  const maybe = any((status) => `coalesce(${status} = ${POSSIBLE}, FALSE)`)
  const rest = isInForce ? `WHEN coalesce(${meets}, FALSE) AND NOT ${maybe} THEN ${ENTITLED} ELSE ${POSSIBLE}` : `ELSE ${UPCOMING}`
  return `CASE WHEN coalesce(${held}, FALSE) THEN ${ENJOYING} WHEN NOT coalesce(${meets}, TRUE) THEN ${NOT} WHEN ${surely} THEN ${EXCLUDED} ${rest} END`
}

/** Of those that may not be drawn together only the highest stays. */
function settle(group: readonly number[], layers: Layers, planned: ReadonlyMap<number, PlannedPolicy>): void {
  const hasFen = (place: number) => gives(planned.get(place))
  const low = (place: number) => (hasFen(place) ? `l${place}` : '0')
  const high = (place: number) => (hasFen(place) ? `u${place}` : '0')
  const counts = (place: number) => `coalesce(s${place} <= ${POSSIBLE}, FALSE)`
  const received = group.map((place) => `s${place} = ${ENJOYING}`).join(' OR ')
  const verdicts = group.map((place, at) => {
    const others = group.map((other, index) => ({ other, isBefore: index < at })).filter(({ other }) => other !== place)
    const beaten = others.map(({ other, isBefore }) => {
      const same = isBefore ? ` OR ${low(other)} = ${high(place)}` : ''
      return `(s${other} = ${ENTITLED} AND (${low(other)} > ${high(place)}${same}))`
    })
    const rivals = others.map(({ other, isBefore }) => {
      const same = isBefore ? '' : ` OR ${high(other)} = ${low(place)}`
      return `(${counts(other)} AND NOT (${high(other)} < ${low(place)}${same}))`
    })
    const kept = `NOT (${counts(place)}) OR s${place} = ${ENJOYING}`
    return `CASE WHEN ${kept} THEN s${place} WHEN ${received} OR ${beaten.join(' OR ')} THEN ${EXCLUDED} WHEN ${rivals.join(' OR ')} THEN ${POSSIBLE} ELSE s${place} END`
  })
  layers.replace(group.map((place, at) => [`s${place}`, verdicts[at] ?? '']))
  const wiped = group
    .filter(hasFen)
    .flatMap((place) => [low(place), high(place)].map((fen) => [fen, `CASE WHEN s${place} = ${EXCLUDED} THEN 0 ELSE ${fen} END`] as const))
  if (wiped.length > 0) layers.replace(wiped)
}
