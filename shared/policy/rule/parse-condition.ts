import * as z from 'zod'
import { type Comparator, type Condition, policyStatuses, type Quantity, type RuleFact } from './language.ts'
import { codesOf, factOf, parseQuantity } from './parse-quantity.ts'
import { every, Reader, type RuleIssue, type Scope, tooDeep } from './reader.ts'

const operatorNames = ['eq', 'ne', 'in', 'nin', 'lt', 'lte', 'gt', 'gte', 'between', 'has', 'known'] as const
type OperatorName = (typeof operatorNames)[number]
type Fields = ReadonlyMap<string, Reader>

const not = (of: Condition | null): Condition | null => of && { kind: 'not', of }

/** The one operator given beside the subject, and what stands at it. */
function operatorIn(reader: Reader, fields: Fields, subject: string): { operator: OperatorName; operand: Reader } | null {
  const others = [...fields.keys()].filter((key) => key !== subject)
  const [key] = others
  const operator = operatorNames.find((name) => name === key)
  const operand = key === undefined ? undefined : fields.get(key)
  if (others.length !== 1 || !operator || !operand) return reader.fault(`${subject} 旁边要写、也只写一个：${operatorNames.join('、')}`)
  return { operator, operand }
}

function compared(left: Quantity, operator: OperatorName, operand: Reader, right: (reader: Reader) => Quantity | null): Condition | null {
  const one = (comparator: Comparator, reader: Reader = operand): Condition | null => {
    const held = right(reader)
    return held && { kind: 'compare', left, comparator, right: held }
  }
  switch (operator) {
    case 'eq':
    case 'lt':
    case 'lte':
    case 'gt':
    case 'gte':
      return one(operator)
    case 'ne':
      return not(one('eq'))
    case 'between': {
      const [least, most, ...more] = operand.list(2) ?? []
      if (!least || !most || more.length > 0) return operand.fault('between 要写两项：从多少、到多少（都含）')
      const from = one('gte', least)
      const to = one('lte', most)
      return from && to && { kind: 'all', of: [from, to] }
    }
    default:
      return operand.fault(`${operator} 不能用来比较数`)
  }
}

function parseCodes(operand: Reader, fact: RuleFact, many: boolean): string[] | null {
  return every(many ? operand.list() : [operand], (item) => {
    const code = typeof item.written === 'boolean' ? String(item.written) : item.written
    if (typeof code === 'string' && codesOf(fact).includes(code)) return code
    return item.fault(`“${fact.title}”只能是 ${codesOf(fact).join('、')}`)
  })
}

function onOptions(fact: RuleFact, operator: OperatorName, operand: Reader): Condition | null {
  if (operator === 'eq' || operator === 'ne' || operator === 'in' || operator === 'nin') {
    const codes = parseCodes(operand, fact, operator === 'in' || operator === 'nin')
    const is: Condition | null = codes && { kind: 'oneOf', fact, codes }
    return operator === 'eq' || operator === 'in' ? is : not(is)
  }
  return operand.fault(`“${fact.title}”不能用 ${operator}`)
}

const isoDate = z.iso.date()

function parseDate(operand: Reader, scope: Scope): Quantity | null {
  if (operand.written === 'today') return { kind: 'today' }
  if (typeof operand.written === 'string') {
    return isoDate.safeParse(operand.written).success
      ? { kind: 'date', date: operand.written }
      : operand.fault('日期要写成 2026-01-31 的样子')
  }
  const other = operand.fields()?.get('fact')
  const fact = other && factOf(other, scope, ['date'])
  return fact ? { kind: 'dateOf', fact } : operand.fault('这里要写日期、today，或另一个日期事实')
}

function onFact(reader: Reader, fields: Fields, scope: Scope): Condition | null {
  const fact = factOf(reader, scope, ['enum', 'bool', 'set', 'int', 'moneyFen', 'date'])
  const given = operatorIn(reader, fields, 'fact')
  if (!fact || !given) return null
  const { operator, operand } = given
  if (operator === 'known') return operand.written === true ? { kind: 'known', fact } : operand.fault('known 只写 true')
  switch (fact.type) {
    case 'enum':
    case 'bool':
      return onOptions(fact, operator, operand)
    case 'set': {
      const [code] = operator === 'has' ? (parseCodes(operand, fact, false) ?? []) : []
      if (operator !== 'has') return operand.fault(`“${fact.title}”只能用 has 或 known`)
      return code === undefined ? null : { kind: 'has', fact, code }
    }
    case 'date':
      return compared({ kind: 'dateOf', fact }, operator, operand, (held) => parseDate(held, scope))
    default:
      return compared({ kind: 'fact', fact }, operator, operand, (held) => parseQuantity(held, scope))
  }
}

function onCount(reader: Reader, fields: Fields, scope: Scope): Condition | null {
  const of = onMembers(reader, scope)
  const given = operatorIn(reader, fields, 'countMembers')
  if (!of || !given) return null
  const counted: Quantity = { kind: 'number', value: 0 }
  const compareTo = compared(counted, given.operator, given.operand, (held) => {
    const value = held.whole(0, 1_000)
    return value === null ? null : { kind: 'number', value }
  })
  return compareTo && countOf(compareTo, of)
}

/** The comparison of a number turned into that of a count, through `not` and `all`, which `ne` and `between` bring. */
function countOf(comparison: Condition, of: Condition): Condition {
  if (comparison.kind === 'not') return { kind: 'not', of: countOf(comparison.of, of) }
  if (comparison.kind === 'all') return { kind: 'all', of: comparison.of.map((part) => countOf(part, of)) }
  if (comparison.kind !== 'compare' || comparison.right.kind !== 'number') return comparison
  return { kind: 'countMembers', of, comparator: comparison.comparator, count: comparison.right.value }
}

function onMembers(reader: Reader, scope: Scope): Condition | null {
  return scope.onMembers ? scope.onMembers(reader) : reader.fault('家庭成员里面不能再问家庭成员')
}

type Parse = (reader: Reader, scope: Scope, fields: Fields) => Condition | null

const parsers: Record<string, { also?: readonly string[]; parse: Parse }> = {
  all: { parse: (reader, scope) => listed('all', reader, scope) },
  any: { parse: (reader, scope) => listed('any', reader, scope) },
  not: { parse: (reader, scope) => not(parseCondition(reader, scope)) },
  atLeast: {
    also: ['of'],
    parse: (reader, scope, fields) => {
      const list = fields.get('of')?.list() ?? reader.fault('缺少 of')
      const of = every(list, (item) => parseCondition(item, scope))
      const count = reader.whole(1, list?.length ?? 100)
      return of && count !== null ? { kind: 'atLeast', count, of } : null
    },
  },
  someMember: {
    parse: (reader, scope) => {
      const of = onMembers(reader, scope)
      return of && { kind: 'someMember', of }
    },
  },
  everyMember: {
    parse: (reader, scope) => {
      const of = onMembers(reader, scope)
      return of && { kind: 'everyMember', of }
    },
  },
  countMembers: { also: operatorNames, parse: (reader, scope, fields) => onCount(reader, fields, scope) },
  fact: { also: operatorNames, parse: (reader, scope, fields) => onFact(reader, fields, scope) },
  value: {
    also: operatorNames,
    parse: (reader, scope, fields) => {
      const left = parseQuantity(reader, scope)
      const given = operatorIn(reader, fields, 'value')
      return left && given && compared(left, given.operator, given.operand, (held) => parseQuantity(held, scope))
    },
  },
  policy: {
    also: ['in'],
    parse: (reader, scope, fields) => {
      const policy = reader.text()
      const statuses = every(fields.get('in')?.list() ?? reader.fault('缺少 in'), (item) => item.oneOf(policyStatuses))
      if (policy === null || !statuses) return null
      if (!scope.onMembers) return reader.fault('不能问家庭成员的政策')
      return scope.policies.has(policy) ? { kind: 'policy', policy, statuses } : reader.fault(`没有叫“${policy}”的政策`)
    },
  },
}

function listed(kind: 'all' | 'any', reader: Reader, scope: Scope): Condition | null {
  const of = every(reader.list(), (item) => parseCondition(item, scope))
  return of && { kind, of }
}

/** Reads a condition as written; null with every fault noted when it can't be. */
function parseCondition(reader: Reader, scope: Scope): Condition | null {
  const fields = tooDeep(reader) ? null : reader.fields()
  if (!fields) return null
  const found = Object.entries(parsers).find(([key]) => fields.has(key))
  if (!found) return reader.fault(`这里要写 ${Object.keys(parsers).join('、')} 之一`)
  const [key, { also = [], parse }] = found
  const extra = [...fields.keys()].find((field) => field !== key && !also.includes(field))
  if (extra !== undefined) return reader.fault(`这里不认识“${extra}”`)
  const inner = fields.get(key)
  return inner ? parse(inner, scope, fields) : null
}

/** What a rule may name. */
export type Names = Omit<Scope, 'onMembers'>

const scopeOf = (names: Names): Scope => ({
  ...names,
  onMembers: (reader) => parseCondition(reader, { ...names, facts: names.memberFacts ?? names.facts, onMembers: null }),
})

/** Reads a condition as written. */
export function readCondition(written: unknown, names: Names): Parsed<Condition> {
  return parsed(written, (reader) => parseCondition(reader, scopeOf(names)))
}

/** Reads an amount as written. */
export function readQuantity(written: unknown, names: Names): Parsed<Quantity> {
  return parsed(written, (reader) => parseQuantity(reader, scopeOf(names)))
}

/** What was read, or everything that is wrong with it. */
export type Parsed<T> = { ok: true; value: T } | { ok: false; issues: readonly RuleIssue[] }

function parsed<T>(written: unknown, parse: (reader: Reader) => T | null): Parsed<T> {
  const issues: RuleIssue[] = []
  const value = parse(new Reader(written, [], issues))
  return value !== null && issues.length === 0 ? { ok: true, value } : { ok: false, issues }
}
