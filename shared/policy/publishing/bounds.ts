import type { Requirement } from '../policy/definition.ts'
import type { Comparator, Condition, Quantity } from '../rule/language.ts'
import { bandWords, meaningOf } from '../words/quantity.ts'

/** From the least to the most a quantity can be of someone who meets some conditions. */
interface Bound {
  low: number
  high: number
}

interface Limits {
  numbers: Map<string, Bound>
  codes: Map<string, ReadonlySet<string>>
}

/** The same quantity of the same facts has the same name. */
const nameOf = (quantity: Quantity): string | null =>
  'fact' in quantity && quantity.kind !== 'lookup' ? `${quantity.kind}:${quantity.fact.name}` : null

/** All conditions that must hold together, groups of all taken apart. */
const together = (conditions: readonly Condition[]): readonly Condition[] =>
  conditions.flatMap((one) => (one.kind === 'all' ? together(one.of) : [one]))

const opposite: Record<Comparator, Comparator | null> = { lt: 'gte', lte: 'gt', gt: 'lte', gte: 'lt', eq: null }

function narrowed({ low, high }: Bound, comparator: Comparator, value: number): Bound {
  switch (comparator) {
    case 'eq':
      return { low: Math.max(low, value), high: Math.min(high, value) }
    case 'gte':
      return { low: Math.max(low, value), high }
    case 'gt':
      return { low: Math.max(low, value + 1), high }
    case 'lte':
      return { low, high: Math.min(high, value) }
    case 'lt':
      return { low, high: Math.min(high, value - 1) }
  }
}

/** What conditions that hold together leave of each quantity and of each choice, as far as they say it plainly. */
export function boundsOf(conditions: readonly Condition[]): Limits {
  const limits: Limits = { numbers: new Map(), codes: new Map() }
  for (const one of together(conditions)) {
    const [condition, negated] = one.kind === 'not' ? [one.of, true] : [one, false]
    if (condition.kind === 'compare' && condition.right.kind === 'number') {
      const name = nameOf(condition.left)
      const comparator = negated ? opposite[condition.comparator] : condition.comparator
      if (name === null || comparator === null) continue
      const before = limits.numbers.get(name) ?? { low: 0, high: Number.MAX_SAFE_INTEGER }
      limits.numbers.set(name, narrowed(before, comparator, condition.right.value))
    }
    if (condition.kind === 'oneOf') {
      const { fact, codes } = condition
      const all = fact.type === 'bool' ? ['false', 'true'] : 'options' in fact ? Object.keys(fact.options) : []
      const before = limits.codes.get(fact.name) ?? new Set(all)
      limits.codes.set(fact.name, new Set([...before].filter((code) => codes.includes(code) !== negated)))
    }
  }
  return limits
}

const isEmpty = ({ numbers, codes }: Limits) =>
  [...numbers.values()].some(({ low, high }) => low > high) || [...codes.values()].some((left) => left.size === 0)

/** Requirements nobody can meet: by themselves, in one of their branches, or all together. */
export function deadEnds(who: readonly Requirement[]): { index: number | null; words: string }[] {
  const single = who.flatMap(({ words, when }, index) => {
    if (isEmpty(boundsOf([when]))) return [{ index, words: `“${words}”里的条件互相矛盾，没有人能符合` }]
    return branchesIn(when).some((branch) => isEmpty(boundsOf([branch])))
      ? [{ index, words: `“${words}”里有一种情况互相矛盾，永远用不上` }]
      : []
  })
  if (single.length > 0) return single
  const all = who.map(({ when }) => when)
  return isEmpty(boundsOf(all)) ? [{ index: null, words: '几个条件放在一起互相矛盾，没有人能同时符合' }] : []
}

function branchesIn(condition: Condition): readonly Condition[] {
  if (condition.kind === 'any') return condition.of.flatMap((one) => [one, ...branchesIn(one)])
  if (condition.kind === 'all') return condition.of.flatMap(branchesIn)
  return []
}

/** Steps and cases of an amount that nobody who meets the requirements ever gets to. */
export function unusedSteps(amount: Quantity, limits: Limits): readonly string[] {
  if (amount.kind === 'bands') {
    const name = nameOf(amount.of)
    const bound = (name === null ? undefined : limits.numbers.get(name)) ?? { low: 0, high: Number.MAX_SAFE_INTEGER }
    const of = meaningOf(amount.of)
    const unused = amount.steps.flatMap(({ below }, index) => {
      const from = amount.steps[index - 1]?.below ?? null
      return below <= bound.low || (from !== null && from > bound.high) ? [`“${bandWords(from, below, of)}”这一档没有人会用到`] : []
    })
    const last = amount.steps.at(-1)?.below ?? 0
    return [
      ...unused,
      ...(last > bound.high ? [`“${bandWords(last, null, of)}”这一档没有人会用到`] : []),
      ...amount.steps.flatMap(({ give }) => unusedSteps(give, limits)),
    ]
  }
  if (amount.kind === 'lookup') {
    const { fact, cases } = amount
    const all = fact.type === 'bool' ? ['false', 'true'] : 'options' in fact ? Object.keys(fact.options) : []
    const left = limits.codes.get(fact.name) ?? new Set(all)
    const named = new Set(cases.flatMap(({ codes }) => codes))
    const unused = cases.filter(({ codes }) => !codes.some((code) => left.has(code)))
    return [
      ...unused.map(
        ({ codes }) =>
          `“${fact.title}”是${codes.map((code) => ('options' in fact ? (fact.options[code] ?? code) : code)).join('、')}的一档没有人会用到`,
      ),
      ...([...left].every((code) => named.has(code)) ? [`“${fact.title}”的“其他情况”没有人会用到`] : []),
    ]
  }
  if (amount.kind === 'add' || amount.kind === 'max' || amount.kind === 'min') return amount.of.flatMap((part) => unusedSteps(part, limits))
  return []
}
