import { formOf } from '../../../shared/policy/population/column.ts'
import { CODE_PER_MONTH, CODE_PER_YEAR, dateCode, decisionCode } from '../../../shared/policy/rule/date-code.ts'
import { codeNumber } from '../../../shared/policy/rule/encode.ts'
import type { Comparator, Condition, Quantity, RuleFact } from '../../../shared/policy/rule/language.ts'
import type { RuleDay } from '../../../shared/policy/rule/subject.ts'

export type Entity = 'person' | 'household'

/** A variable of OpenFisca as it is written down. */
export interface Variable {
  name: string
  entity: Entity
  type: 'bool' | 'int' | 'float'
  formula: string
}

const signs: Record<Comparator, string> = { eq: '==', lt: '<', lte: '<=', gt: '>', gte: '>=' }
const unknownMark = { byte: '!= 255', int: '>= 0', double: '>= 0' } as const

/**
 * Writes our rules as a good modeller would write them in OpenFisca: whole arrays, one variable for whatever is asked
 * more than once. It has no third truth: what is unknown is the mark in the column, which is no code and no date.
 */
export function createTranslator(day: RuleDay, often: ReadonlyMap<string, number> = new Map()) {
  const variables = new Map<string, Variable>()
  const seen = new Map<string, number>()
  const name = (key: string) => `v${[...seen.keys()].indexOf(key)}`
  const keyOf = (node: Condition | Quantity, entity: Entity) =>
    `${entity} ${JSON.stringify(node, (key, value) => (key === 'fact' ? value.name : value))}`

  const read = (variable: string, of: Entity, from: Entity) =>
    of === from ? `${from}('${variable}', period)` : `person.household('${variable}', period)`
  const fact = (of: RuleFact, entity: Entity) => read(of.name, of.subject, entity)

  function variable(key: string, entity: Entity, type: Variable['type'], formula: () => string): string {
    seen.set(key, (seen.get(key) ?? 0) + 1)
    const made = name(key)
    if (!variables.has(made)) variables.set(made, { name: made, entity, type, formula: formula() })
    return made
  }

  /** What is told of a fact's date in whole years or months, once for all. */
  function since(of: RuleFact, entity: Entity, per: number): string {
    const made = variable(`${of.name} ${per}`, of.subject, 'int', () => `(${decisionCode(day.date)} - ${fact(of, of.subject)}) // ${per}`)
    return read(made, of.subject, entity)
  }

  /** A condition, in a variable of its own when it is more than one comparison. */
  function condition(of: Condition, entity: Entity): string {
    const plain = () => expression(of, entity)
    const key = keyOf(of, entity)
    if (of.kind === 'policy' || often.get(key) === 1) return `(${plain()})`
    return read(variable(key, entity, 'bool', plain), entity, entity)
  }

  /** Of the members, in a variable of the household. */
  function ofMembers(of: Condition, type: Variable['type'], take: (inner: string) => string, entity: Entity): string {
    const made = variable(`members ${type} ${take('')} ${keyOf(of, 'person')}`, 'household', type, () => {
      const inner = variable(keyOf(of, 'person'), 'person', 'bool', () => expression(of, 'person'))
      return take(`household.members('${inner}', period)`)
    })
    return read(made, 'household', entity)
  }

  function expression(of: Condition, entity: Entity): string {
    switch (of.kind) {
      case 'all':
        return of.of.map((part) => condition(part, entity)).join(' & ')
      case 'any':
        return of.of.map((part) => condition(part, entity)).join(' | ')
      case 'not':
        return `~${condition(of.of, entity)}`
      case 'atLeast':
        return `(${of.of.map((part) => condition(part, entity)).join(' + ')}) >= ${of.count}`
      case 'someMember':
        return ofMembers(of.of, 'bool', (inner) => `household.any(${inner})`, entity)
      case 'everyMember':
        return ofMembers(of.of, 'bool', (inner) => `household.all(${inner})`, entity)
      case 'countMembers':
        return `(${ofMembers(of.of, 'int', (inner) => `household.sum(${inner})`, entity)} ${signs[of.comparator]} ${of.count})`
      case 'oneOf':
        return `(${of.codes.map((code) => `(${fact(of.fact, entity)} == ${codeNumber(of.fact, code)})`).join(' | ')})`
      case 'has': {
        const value = fact(of.fact, entity)
        return `(((${value} & ${2 ** codeNumber(of.fact, of.code)}) != 0) & (${value} != 255))`
      }
      case 'known':
        return `(${fact(of.fact, entity)} ${unknownMark[formOf(of.fact)]})`
      case 'compare':
        return `(${quantity(of.left, entity)} ${signs[of.comparator]} ${quantity(of.right, entity)})`
      case 'policy': {
        const status = read(statusName(of.policy), subjects.get(of.policy) ?? 'person', entity)
        return `(${of.statuses.map((one) => `(${status} == ${['enjoying', 'entitled', 'possible', 'excluded', 'upcoming', 'not'].indexOf(one)})`).join(' | ')})`
      }
    }
  }

  function quantity(of: Quantity, entity: Entity): string {
    const both = (sign: string, parts: readonly Quantity[]) => `(${parts.map((part) => quantity(part, entity)).join(` ${sign} `)})`
    switch (of.kind) {
      case 'number':
        return String(of.value)
      case 'param':
        return String(day.parameters[of.id])
      case 'today':
        return String(dateCode(day.date))
      case 'date':
        return String(dateCode(of.date))
      case 'fact':
      case 'dateOf':
        return fact(of.fact, entity)
      case 'ageAt':
        return since(of.fact, entity, CODE_PER_YEAR)
      case 'monthsSince':
        return since(of.fact, entity, CODE_PER_MONTH)
      case 'add':
        return both('+', of.of)
      case 'sub':
        return both('-', [of.from, of.take])
      case 'max':
      case 'min':
        return of.of.map((part) => quantity(part, entity)).reduce((one, other) => `np.${of.kind}imum(${one}, ${other})`)
      case 'mulBps': {
        const product = `(np.int64(1) * ${quantity(of.of, entity)} * ${quantity(of.bps, entity)})`
        if (of.round === 'up') return `(-(-${product} // 10000))`
        return of.round === 'down' ? `(${product} // 10000)` : `((2 * ${product} + 10000) // 20000)`
      }
      case 'perMember': {
        const members = variable('members', 'household', 'int', () => 'household.nb_persons()')
        return `(${quantity(of.of, entity)} * ${read(members, 'household', entity)})`
      }
      case 'lookup': {
        const value = fact(of.fact, entity)
        const cases = of.cases.map(({ codes }) => codes.map((code) => `(${value} == ${codeNumber(of.fact, code)})`).join(' | '))
        return `np.select([${cases.join(', ')}], [${of.cases.map(({ give }) => quantity(give, entity)).join(', ')}], ${quantity(of.otherwise, entity)})`
      }
      case 'bands': {
        const value = quantity(of.of, entity)
        const steps = of.steps.map(({ below }) => `${value} < ${below}`)
        return `np.select([${steps.join(', ')}], [${of.steps.map(({ give }) => quantity(give, entity)).join(', ')}], ${quantity(of.otherwise, entity)})`
      }
      case 'prorataMonths':
        throw new Error('no rule of the bench asks for twelfths')
    }
  }

  const subjects = new Map<string, Entity>()
  const statusName = (policy: string) => `status_${policy.replaceAll('-', '_')}`
  return {
    condition,
    quantity,
    read,
    statusName,
    /** Says whom a policy is decided of, before anything asks for it. */
    declare: (policy: string, entity: Entity) => subjects.set(policy, entity),
    add: (made: Variable) => variables.set(made.name, made),
    variables: () => [...variables.values()],
    /** How often each part was asked for: those asked for once need no variable. */
    often: seen as ReadonlyMap<string, number>,
  }
}
