import { CODE_PER_MONTH, CODE_PER_YEAR, dateCode, decisionCode, LAST_DATE, MOST_MONTHS, MOST_YEARS } from '../rule/date-code.ts'
import { codeNumber } from '../rule/encode.ts'
import { type Comparator, type Condition, policyStatuses, type Quantity, type RuleFact } from '../rule/language.ts'
import type { RuleDay } from '../rule/subject.ts'
import type { Layers } from './sql-layers.ts'

/** Where SQL of a rule stands. */
export interface SqlScope {
  day: RuleDay
  /** The table a condition is asked of: each person with their household. */
  layers: Layers
  /** Expression of a fact; NULL where it is unknown, or asked of nobody. */
  fact: (fact: RuleFact) => string
  /** Expression of another policy's status, or NULL. */
  policy: (id: string) => string
  /** The number of members of whom a condition surely holds, and of whom it may. */
  count: (of: Condition) => { sure: string; may: string }
}

interface Ends {
  low: string
  high: string
}

const signs: Record<Comparator, string> = { eq: '=', lt: '<', lte: '<=', gt: '>', gte: '>=' }
const same = (of: string): Ends => ({ low: of, high: of })
const NULL = 'CAST(NULL AS BIGINT)'

/** Rounds as `share` does, exact for whole numbers; made once for a database. */
export const sqlMacros: readonly string[] = [
  'CREATE OR REPLACE MACRO over(x, w) AS (((x % w) + w) % w)',
  'CREATE OR REPLACE MACRO share_down(x, w) AS ((x - over(x, w)) // w)',
  'CREATE OR REPLACE MACRO share_up(x, w) AS ((x - over(x, w)) // w + CASE WHEN over(x, w) > 0 THEN 1 ELSE 0 END)',
  'CREATE OR REPLACE MACRO share_half_up(x, w) AS ((x - over(x, w)) // w + CASE WHEN over(x, w) * 2 >= w THEN 1 ELSE 0 END)',
]

/** A condition as a BOOLEAN, whose NULL is "unknown": and, or and not are the rule language's own; counting is not. */
export function sqlCondition(of: Condition, scope: SqlScope): string {
  return scope.layers.keep(written(of, scope))
}

function written(of: Condition, scope: SqlScope): string {
  const parts = (conditions: readonly Condition[]) => conditions.map((part) => sqlCondition(part, scope))
  switch (of.kind) {
    case 'all':
      return `(${parts(of.of).join(' AND ')})`
    case 'any':
      return `(${parts(of.of).join(' OR ')})`
    case 'not':
      return `(NOT ${sqlCondition(of.of, scope)})`
    case 'atLeast': {
      const truths = parts(of.of)
      const sure = truths.map((truth) => `CAST(coalesce(${truth}, FALSE) AS INTEGER)`).join(' + ')
      const may = truths.map((truth) => `CAST(coalesce(${truth}, TRUE) AS INTEGER)`).join(' + ')
      return reached({ low: sure, high: may }, 'gte', of.count)
    }
    case 'someMember':
      return reached(members(of.of, scope), 'gte', 1)
    case 'everyMember': {
      const { low, high } = members(of.of, scope)
      return `(CASE WHEN ${low} = members THEN TRUE WHEN ${high} < members THEN FALSE END)`
    }
    case 'countMembers':
      return reached(members(of.of, scope), of.comparator, of.count)
    case 'oneOf':
      return `(${scope.fact(of.fact)} IN (${of.codes.map((code) => codeNumber(of.fact, code)).join(', ')}))`
    case 'has':
      return `((${scope.fact(of.fact)} & ${2 ** codeNumber(of.fact, of.code)}) <> 0)`
    case 'known':
      return `(${scope.fact(of.fact)} IS NOT NULL)`
    case 'compare':
      return `(${sqlQuantity(of.left, scope, false).low} ${signs[of.comparator]} ${sqlQuantity(of.right, scope, false).low})`
    case 'policy': {
      const status = scope.policy(of.policy)
      const codes = of.statuses.map((one) => policyStatuses.indexOf(one)).join(', ')
      const open = `${status} IS NULL OR ${status} = ${policyStatuses.indexOf('possible')}`
      return `(CASE WHEN ${status} IN (${codes}) THEN TRUE WHEN ${open} THEN NULL ELSE FALSE END)`
    }
  }
}

const members = (of: Condition, scope: SqlScope): Ends => {
  const { sure, may } = scope.count(of)
  return { low: sure, high: may }
}

function reached({ low, high }: Ends, comparator: Comparator, count: number): string {
  const reaches = (wanted: number) => `(CASE WHEN ${low} >= ${wanted} THEN TRUE WHEN ${high} < ${wanted} THEN FALSE END)`
  switch (comparator) {
    case 'gte':
      return reaches(count)
    case 'gt':
      return reaches(count + 1)
    case 'lt':
      return `(NOT ${reaches(count)})`
    case 'lte':
      return `(NOT ${reaches(count + 1)})`
    case 'eq':
      return `(${reaches(count)} AND NOT ${reaches(count + 1)})`
  }
}

/** The least and the most of a quantity; one expression for both, NULL when unknown, where it is not `open`. */
export function sqlQuantity(of: Quantity, scope: SqlScope, open: boolean): Ends {
  const { keep } = scope.layers
  const { low, high } = ends(of, scope, open)
  return open ? { low: keep(low), high: keep(high) } : same(keep(low))
}

function ends(of: Quantity, scope: SqlScope, open: boolean): Ends {
  const read = (part: Quantity) => sqlQuantity(part, scope, open)
  const parameter = (id: string) => (scope.day.parameters[id] === undefined ? NULL : big(scope.day.parameters[id] ?? 0))
  switch (of.kind) {
    case 'number':
      return same(big(of.value))
    case 'param':
      return same(parameter(of.id))
    case 'today':
      return same(big(dateCode(scope.day.date)))
    case 'date':
      return same(big(dateCode(of.date)))
    case 'fact':
      return known(`CAST(${scope.fact(of.fact)} AS BIGINT)`, open, 'most' in of.fact ? of.fact.most : 0)
    case 'dateOf':
      return known(`CAST(${scope.fact(of.fact)} AS BIGINT)`, open, LAST_DATE)
    case 'ageAt':
      return known(since(of.fact, scope, CODE_PER_YEAR), open, MOST_YEARS)
    case 'monthsSince':
      return known(since(of.fact, scope, CODE_PER_MONTH), open, MOST_MONTHS)
    case 'add': {
      const parts = of.of.map(read)
      return { low: `(${parts.map(({ low }) => low).join(' + ')})`, high: `(${parts.map(({ high }) => high).join(' + ')})` }
    }
    case 'sub': {
      const [from, take] = [read(of.from), read(of.take)]
      return { low: `(${from.low} - ${take.high})`, high: `(${from.high} - ${take.low})` }
    }
    case 'max':
    case 'min': {
      const parts = of.of.map(read)
      const pick = of.kind === 'max' ? 'greatest' : 'least'
      return {
        low: allOrNone(
          pick,
          parts.map(({ low }) => low),
        ),
        high: allOrNone(
          pick,
          parts.map(({ high }) => high),
        ),
      }
    }
    case 'mulBps':
      return corners(read(of.of), read(of.bps), (a, b) => `share_${of.round}(${a} * ${b}, 10000)`, scope, open)
    case 'perMember':
      return corners(read(of.of), membersWhere(of.where, scope, open), (a, b) => `(${a} * ${b})`, scope, open)
    case 'prorataMonths': {
      const months = read(of.months)
      const within = (end: string) => scope.layers.keep(`(CASE WHEN ${end} IS NOT NULL THEN least(12, greatest(0, ${end})) END)`)
      const twelfths = { low: within(months.low), high: within(months.high) }
      return corners(read(of.of), twelfths, (a, b) => `share_${of.round}(${a} * ${b}, 12)`, scope, open)
    }
    case 'lookup':
      return lookup(of, scope, open)
    case 'bands':
      return bands(of, scope, open)
  }
}

const big = (value: number) => `CAST(${value} AS BIGINT)`

const known = (value: string, open: boolean, most: number): Ends =>
  open ? { low: `coalesce(${value}, ${big(0)})`, high: `coalesce(${value}, ${big(most)})` } : same(value)

const since = (fact: RuleFact, { fact: read, day, layers }: SqlScope, per: number) =>
  layers.keep(`CAST(floor((${decisionCode(day.date)} - CAST(${read(fact)} AS BIGINT)) / ${per}) AS BIGINT)`, true)

/** Least and greatest pass over NULL; a rule does not. */
const allOrNone = (pick: 'least' | 'greatest', parts: readonly string[]) =>
  `(CASE WHEN ${parts.map((part) => `${part} IS NOT NULL`).join(' AND ')} THEN ${pick}(${parts.join(', ')}) END)`

function membersWhere(where: Condition | null, scope: SqlScope, open: boolean): Ends {
  if (!where) return same('CAST(members AS BIGINT)')
  const { low, high } = members(where, scope)
  return open ? { low, high } : same(`(CASE WHEN ${low} = ${high} THEN ${low} END)`)
}

function corners(one: Ends, other: Ends, combine: (a: string, b: string) => string, { layers }: SqlScope, open: boolean): Ends {
  if (!open) return same(combine(one.low, other.low))
  const all = [...new Set([one.low, one.high].flatMap((a) => [other.low, other.high].map((b) => layers.keep(combine(a, b)))))]
  return { low: `least(${all.join(', ')})`, high: `greatest(${all.join(', ')})` }
}

function lookup({ fact, cases, otherwise }: Extract<Quantity, { kind: 'lookup' }>, scope: SqlScope, open: boolean): Ends {
  const value = scope.fact(fact)
  const gives = cases.map(({ codes, give }) => ({
    codes: codes.map((code) => codeNumber(fact, code)).join(', '),
    ends: sqlQuantity(give, scope, open),
  }))
  const rest = sqlQuantity(otherwise, scope, open)
  const pick = (end: keyof Ends, unknown: string) =>
    `(CASE WHEN ${value} IS NULL THEN ${unknown} ${gives.map((one) => `WHEN ${value} IN (${one.codes}) THEN ${one.ends[end]}`).join(' ')} ELSE ${rest[end]} END)`
  if (!open) return same(pick('low', 'NULL'))
  const every = (end: keyof Ends) => [...gives.map((one) => one.ends[end]), rest[end]].join(', ')
  return { low: pick('low', `least(${every('low')})`), high: pick('high', `greatest(${every('high')})`) }
}

function bands({ of, steps, otherwise }: Extract<Quantity, { kind: 'bands' }>, scope: SqlScope, open: boolean): Ends {
  const value = sqlQuantity(of, scope, open)
  const gives = steps.map(({ below, give }, index) => ({ below, from: steps[index - 1]?.below, ends: sqlQuantity(give, scope, open) }))
  const rest = sqlQuantity(otherwise, scope, open)
  if (!open) {
    const tests = gives.map(({ below, ends: { low } }) => `WHEN ${value.low} < ${below} THEN ${low}`).join(' ')
    return same(`(CASE WHEN ${value.low} IS NULL THEN NULL ${tests} ELSE ${rest.low} END)`)
  }
  // Least and greatest pass over the steps that can't be reached.
  const reach = (end: keyof Ends) => [
    ...gives.map((one) => {
      const from = one.from === undefined ? '' : ` AND ${value.high} >= ${one.from}`
      return `CASE WHEN ${value.low} < ${one.below}${from} THEN ${one.ends[end]} END`
    }),
    `CASE WHEN ${value.high} >= ${steps.at(-1)?.below ?? 0} THEN ${rest[end]} END`,
  ]
  return { low: `least(${reach('low').join(', ')})`, high: `greatest(${reach('high').join(', ')})` }
}
