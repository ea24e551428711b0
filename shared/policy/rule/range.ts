import { LAST_DATE, MOST_MONTHS, MOST_YEARS } from './date-code.ts'
import { type Quantity, type RuleFact, WIDEST } from './language.ts'
import { nodesIn, type RuleNode } from './nodes.ts'
import { share } from './share.ts'
import type { Interval } from './walk-quantity.ts'

/** What bounds a quantity beside the facts: each parameter over all its values, the members of a household. */
export interface Bounds {
  parameter: (id: string) => Interval
  mostMembers: number
}

/** The widest a quantity can lie, whoever it is worked out for. */
export interface Range extends Interval {
  /** The largest number on the way to it, a product before it is divided among them. */
  widest: number
}

const hull = (ranges: readonly Range[]): Range => ({
  low: Math.min(...ranges.map(({ low }) => low)),
  high: Math.max(...ranges.map(({ high }) => high)),
  widest: Math.max(...ranges.map(({ widest }) => widest)),
})
const between = (low: number, high: number, ...parts: readonly Range[]): Range => ({
  low,
  high,
  widest: Math.max(Math.abs(low), Math.abs(high), ...parts.map(({ widest }) => widest)),
})
/** Calendar dates begin with year 0 and end with 9999: a date that is known may lie further off than one that is not. */
const since = (most: number, yearly: number) => between(-8_000 * yearly, Math.max(most, 2_300 * yearly))

/** From the least to the most a quantity may come to of anyone, and the largest number on the way. */
export function rangeOf(quantity: Quantity, bounds: Bounds): Range {
  const read = (of: Quantity) => rangeOf(of, bounds)
  const corners = (one: Range, other: Range, combine: (a: number, b: number) => number, product: (a: number, b: number) => number) => {
    const pairs = [one.low, one.high].flatMap((a) => [other.low, other.high].map((b) => [a, b] as const))
    const ends = pairs.map(([a, b]) => combine(a, b))
    const all = between(Math.min(...ends), Math.max(...ends), one, other)
    return { ...all, widest: Math.max(all.widest, ...pairs.map(([a, b]) => Math.abs(product(a, b)))) }
  }
  const times = (a: number, b: number) => a * b
  switch (quantity.kind) {
    case 'number':
      return between(quantity.value, quantity.value)
    case 'param': {
      const { low, high } = bounds.parameter(quantity.id)
      return between(low, high)
    }
    case 'today':
    case 'date':
    case 'dateOf':
      return between(0, LAST_DATE)
    case 'fact':
      return between(0, mostOf(quantity.fact))
    case 'ageAt':
      return since(MOST_YEARS, 1)
    case 'monthsSince':
      return since(MOST_MONTHS, 12)
    case 'add': {
      const parts = quantity.of.map(read)
      return between(
        parts.reduce((sum, { low }) => sum + low, 0),
        parts.reduce((sum, { high }) => sum + high, 0),
        ...parts,
      )
    }
    case 'sub': {
      const [from, take] = [read(quantity.from), read(quantity.take)]
      return between(from.low - take.high, from.high - take.low, from, take)
    }
    case 'max':
    case 'min': {
      const parts = quantity.of.map(read)
      const pick = quantity.kind === 'max' ? Math.max : Math.min
      return between(pick(...parts.map(({ low }) => low)), pick(...parts.map(({ high }) => high)), ...parts)
    }
    case 'mulBps':
      return corners(read(quantity.of), read(quantity.bps), (a, b) => share(a, b, 10_000, quantity.round), times)
    case 'perMember':
      return corners(read(quantity.of), between(0, bounds.mostMembers), times, times)
    case 'prorataMonths':
      return corners(read(quantity.of), between(0, 12, read(quantity.months)), (a, b) => share(a, b, 12, quantity.round), times)
    case 'lookup':
      return hull([...quantity.cases.map(({ give }) => read(give)), read(quantity.otherwise)])
    case 'bands': {
      const gives = hull([...quantity.steps.map(({ give }) => read(give)), read(quantity.otherwise)])
      return between(gives.low, gives.high, gives, read(quantity.of))
    }
  }
}

const mostOf = (fact: RuleFact) => (fact.type === 'int' || fact.type === 'moneyFen' ? fact.most : LAST_DATE)

/** Whether any amount or comparison in a rule may come to more than can be worked out exactly to the fen. */
export function mayBeTooWide(rule: RuleNode, bounds: Bounds): boolean {
  const quantities = [...nodesIn(rule)].flatMap((node): Quantity[] => (node.kind === 'compare' ? [node.left, node.right] : []))
  return [...(isQuantity(rule) ? [rule] : []), ...quantities].some((quantity) => !(rangeOf(quantity, bounds).widest <= WIDEST))
}

const conditionKinds = [
  'all',
  'any',
  'not',
  'atLeast',
  'someMember',
  'everyMember',
  'countMembers',
  'oneOf',
  'has',
  'known',
  'compare',
  'policy',
]
const isQuantity = (node: RuleNode): node is Quantity => !conditionKinds.includes(node.kind)
