import type { FactType } from '../../contracts/people/facts/value.ts'
import { type Quantity, type RuleFact, roundings, WIDEST } from './language.ts'
import { every, type Reader, type Scope, tooDeep } from './reader.ts'

/** The fact of that name, if the rule may ask for it here and it is of one of these types. */
export function factOf(reader: Reader, scope: Scope, types: readonly FactType['type'][]): RuleFact | null {
  const name = reader.text()
  if (name === null) return null
  const fact = scope.facts.get(name)
  if (!fact) return reader.fault(`没有叫“${name}”的事实`)
  if (!types.includes(fact.type)) return reader.fault(`事实“${fact.title}”不能用在这里`)
  return fact
}

type Parse = (reader: Reader, scope: Scope, fields: ReadonlyMap<string, Reader>) => Quantity | null

const listed =
  (kind: 'add' | 'max' | 'min'): Parse =>
  (reader, scope) => {
    const of = every(reader.list(), (item) => parseQuantity(item, scope))
    return of && { kind, of }
  }

const parsers: Record<string, { also?: readonly string[]; parse: Parse }> = {
  fact: {
    parse: (reader, scope) => {
      const fact = factOf(reader, scope, ['int', 'moneyFen'])
      return fact && { kind: 'fact', fact }
    },
  },
  param: {
    parse: (reader, scope) => {
      const id = reader.text()
      if (id === null) return null
      return scope.parameters.has(id) ? { kind: 'param', id } : reader.fault(`没有叫“${id}”的参数`)
    },
  },
  ageAt: {
    parse: (reader, scope) => {
      const fact = factOf(reader, scope, ['date'])
      return fact && { kind: 'ageAt', fact }
    },
  },
  monthsSince: {
    parse: (reader, scope) => {
      const fact = factOf(reader, scope, ['date'])
      return fact && { kind: 'monthsSince', fact }
    },
  },
  add: { parse: listed('add') },
  max: { parse: listed('max') },
  min: { parse: listed('min') },
  sub: {
    parse: (reader, scope) => {
      const both = every(reader.list(2), (item) => parseQuantity(item, scope))
      const [from, take] = both ?? []
      return from && take ? { kind: 'sub', from, take } : reader.fault('减法要写两项：从哪个数里减、减多少')
    },
  },
  mulBps: {
    also: ['round'],
    parse: (reader, scope, fields) => {
      const both = every(reader.list(2), (item) => parseQuantity(item, scope))
      const round = rounded(reader, fields)
      const [of, bps] = both ?? []
      if (!of || !bps) return reader.fault('比例要写两项：哪个数、万分之几')
      return round && { kind: 'mulBps', of, bps, round }
    },
  },
  perMember: {
    also: ['where'],
    parse: (reader, scope, fields) => {
      const of = parseQuantity(reader, scope)
      const where = fields.get('where')
      if (!scope.onMembers) return reader.fault('家庭成员里面不能再问家庭成员')
      const condition = where ? scope.onMembers(where) : null
      return of && !(where && !condition) ? { kind: 'perMember', of, where: condition } : null
    },
  },
  lookup: { also: ['cases', 'otherwise'], parse: parseLookup },
  bandOf: { also: ['steps', 'otherwise'], parse: parseBands },
  prorataMonths: {
    also: ['months', 'round'],
    parse: (reader, scope, fields) => {
      const of = parseQuantity(reader, scope)
      const months = required(reader, fields, 'months', (field) => parseQuantity(field, scope))
      const round = rounded(reader, fields)
      return of && months && round && { kind: 'prorataMonths', of, months, round }
    },
  },
}

function required<T>(reader: Reader, fields: ReadonlyMap<string, Reader>, key: string, read: (field: Reader) => T | null): T | null {
  const field = fields.get(key)
  return field ? read(field) : reader.fault(`缺少 ${key}`)
}

const rounded = (reader: Reader, fields: ReadonlyMap<string, Reader>) =>
  required(reader, fields, 'round', (field) => field.oneOf(roundings))

function parseLookup(reader: Reader, scope: Scope, fields: ReadonlyMap<string, Reader>): Quantity | null {
  const fact = factOf(reader, scope, ['enum', 'bool'])
  const otherwise = required(reader, fields, 'otherwise', (field) => parseQuantity(field, scope))
  const cases = required(reader, fields, 'cases', (field) => {
    const given = field.fields()
    if (!given || !fact) return null
    return every([...given.values()], (give) => {
      const code = String(give.path.at(-1))
      if (!codesOf(fact).includes(code)) return give.fault(`“${fact.title}”没有“${code}”这一项`)
      const quantity = parseQuantity(give, scope)
      return quantity && { codes: [code], give: quantity }
    })
  })
  return fact && otherwise && cases && { kind: 'lookup', fact, cases, otherwise }
}

function parseBands(reader: Reader, scope: Scope, fields: ReadonlyMap<string, Reader>): Quantity | null {
  const of = parseQuantity(reader, scope)
  const otherwise = required(reader, fields, 'otherwise', (field) => parseQuantity(field, scope))
  const steps = required(reader, fields, 'steps', (field) => parseSteps(field, scope))
  return of && otherwise && steps && { kind: 'bands', of, steps, otherwise }
}

function parseSteps(field: Reader, scope: Scope) {
  let before = -Infinity
  return every(field.list(), (step) => {
    const parts = step.fields()
    const below = parts && required(step, parts, 'below', (part) => part.whole(-WIDEST, WIDEST))
    const give = parts && required(step, parts, 'give', (part) => parseQuantity(part, scope))
    const extra = [...(parts?.keys() ?? [])].find((key) => key !== 'below' && key !== 'give')
    if (extra !== undefined) return step.fault(`这里不认识“${extra}”`)
    if (typeof below !== 'number' || !give) return null
    if (below <= before) return step.fault('分档要从小到大，不能重叠')
    before = below
    return { below, give }
  })
}

/** The codes a value of an enum, bool or set may be. */
export function codesOf(fact: RuleFact): readonly string[] {
  if (fact.type === 'bool') return ['false', 'true']
  return fact.type === 'enum' || fact.type === 'set' ? Object.keys(fact.options) : []
}

/** Reads a quantity as written; null with every fault noted when it can't be. */
export function parseQuantity(reader: Reader, scope: Scope): Quantity | null {
  if (typeof reader.written === 'number') {
    const value = reader.whole(-WIDEST, WIDEST)
    return value === null ? null : { kind: 'number', value }
  }
  const fields = tooDeep(reader) ? null : reader.fields()
  if (!fields) return null
  const found = Object.entries(parsers).find(([key]) => fields.has(key))
  if (!found) return reader.fault(`这里要写一个整数，或者 ${Object.keys(parsers).join('、')} 之一`)
  const [key, { also = [], parse }] = found
  const extra = [...fields.keys()].find((field) => field !== key && !also.includes(field))
  if (extra !== undefined) return reader.fault(`这里不认识“${extra}”`)
  const inner = fields.get(key)
  return inner ? parse(inner, scope, fields) : null
}
