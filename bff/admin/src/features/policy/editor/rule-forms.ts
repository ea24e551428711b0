import type { PolicyTerms } from '@minsheng/shared/contracts/policy'
import { fieldsOf, type Written } from './content.ts'

export type Fact = PolicyTerms['facts'][number]

/** What kinds of condition there are, by the name they are written with. */
export const conditionKinds = {
  fact: '一项情况',
  value: '比较两个数',
  policy: '别的政策',
  all: '下面都要符合',
  any: '下面有一条符合',
  atLeast: '下面至少几条符合',
  not: '下面这条不符合',
  someMember: '家里有人符合',
  everyMember: '家里每人都符合',
  countMembers: '家里符合的人数',
} as const
export type ConditionKind = keyof typeof conditionKinds

export const quantityKinds = {
  number: '一个数',
  param: '参数',
  fact: '一项情况的数',
  ageAt: '周岁',
  monthsSince: '满几个月',
  mulBps: '一个数的百分之几',
  add: '相加',
  sub: '相减',
  max: '取大的',
  min: '取小的',
  perMember: '按家庭人数乘',
  bandOf: '按数分档',
  lookup: '按情况分档',
  prorataMonths: '按月折算',
} as const
export type QuantityKind = keyof typeof quantityKinds

export const operators = {
  eq: '是',
  ne: '不是',
  in: '是其中之一',
  nin: '不是其中任何一项',
  has: '里面有',
  known: '已经知道',
  lt: '小于',
  lte: '不超过',
  gt: '大于',
  gte: '不小于',
  between: '从…到…（都含）',
} as const
export type Operator = keyof typeof operators

export const comparing: readonly Operator[] = ['eq', 'ne', 'lt', 'lte', 'gt', 'gte', 'between']

/** Which operators a fact takes. */
export function operatorsOf(type: Fact['type']): readonly Operator[] {
  if (type === 'enum') return ['eq', 'ne', 'in', 'nin', 'known']
  if (type === 'bool') return ['eq', 'known']
  return type === 'set' ? ['has', 'known'] : [...comparing, 'known']
}

export const kindOfCondition = (written: Written): ConditionKind =>
  (Object.keys(conditionKinds) as ConditionKind[]).find((kind) => kind in fieldsOf(written)) ?? 'fact'

export function kindOfQuantity(written: Written): QuantityKind {
  if (typeof written === 'number') return 'number'
  return (Object.keys(quantityKinds) as QuantityKind[]).find((kind) => kind in fieldsOf(written)) ?? 'number'
}

export const operatorIn = (written: Written): Operator =>
  (Object.keys(operators) as Operator[]).find((name) => name in fieldsOf(written)) ?? 'eq'

/** What is chosen from where a fact is one of a few things; 是 and 否 are `true` and `false`. */
export function choicesOf(fact: Fact | undefined): { value: string; label: string }[] {
  if (fact?.type === 'bool')
    return [
      { value: 'true', label: '是' },
      { value: 'false', label: '否' },
    ]
  return (fact?.options ?? []).map(({ code, words }) => ({ value: code, label: words }))
}

/** The first thing an operator of a fact may stand against. */
export function operandOf(fact: Fact | undefined, operator: Operator): Written {
  if (operator === 'known') return true
  const first = fact?.options[0]?.code
  if (fact?.type === 'bool') return true
  if (fact?.type === 'enum' || fact?.type === 'set') return operator === 'in' || operator === 'nin' ? [first] : first
  const one = fact?.type === 'date' ? 'today' : 0
  return operator === 'between' ? [one, one] : one
}

/** What a condition of a kind begins as; what is there already stays inside a group. */
export function blankCondition(kind: ConditionKind, inner: Written, facts: readonly Fact[]): Written {
  const first = facts[0]
  switch (kind) {
    case 'fact':
      return { fact: first?.name, [operatorsOf(first?.type ?? 'enum')[0] ?? 'eq']: operandOf(first, 'eq') }
    case 'value':
      return { value: { ageAt: 'birthDate' }, gte: 60 }
    case 'policy':
      return { policy: '', in: ['enjoying', 'entitled'] }
    case 'all':
    case 'any':
      return { [kind]: [inner] }
    case 'atLeast':
      return { atLeast: 1, of: [inner] }
    case 'countMembers':
      return { countMembers: inner, gte: 1 }
    default:
      return { [kind]: inner }
  }
}

export function blankQuantity(kind: QuantityKind, inner: Written, facts: readonly Fact[]): Written {
  const choice = facts.find(({ type }) => type === 'enum')
  switch (kind) {
    case 'number':
      return 0
    case 'param':
      return { param: '' }
    case 'fact':
      return { fact: facts.find(({ type }) => type === 'moneyFen' || type === 'int')?.name ?? '' }
    case 'ageAt':
      return { ageAt: 'birthDate' }
    case 'monthsSince':
      return { monthsSince: facts.find(({ type }) => type === 'date')?.name ?? '' }
    case 'add':
    case 'max':
    case 'min':
    case 'sub':
      return { [kind]: [inner, 0] }
    case 'mulBps':
      return { mulBps: [inner, 10_000], round: 'half_up' }
    case 'perMember':
      return { perMember: inner }
    case 'bandOf':
      return { bandOf: { ageAt: 'birthDate' }, steps: [{ below: 80, give: inner }], otherwise: inner }
    case 'lookup':
      return { lookup: choice?.name ?? '', cases: { [choice?.options[0]?.code ?? '']: inner }, otherwise: inner }
    case 'prorataMonths':
      return { prorataMonths: inner, months: 12, round: 'half_up' }
  }
}
