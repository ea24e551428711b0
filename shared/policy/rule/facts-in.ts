import type { Condition, Quantity, RuleFact } from './language.ts'

/** The facts a condition names itself, without those of its parts. */
export function factsNamed(condition: Condition): readonly RuleFact[] {
  switch (condition.kind) {
    case 'oneOf':
    case 'has':
    case 'known':
      return [condition.fact]
    case 'compare':
      return [...factsIn(condition.left), ...factsIn(condition.right)]
    default:
      return []
  }
}

/** Every fact a quantity names, those in conditions within it too. */
export function factsIn(quantity: Quantity): readonly RuleFact[] {
  switch (quantity.kind) {
    case 'fact':
    case 'ageAt':
    case 'monthsSince':
    case 'dateOf':
      return [quantity.fact]
    case 'add':
    case 'max':
    case 'min':
      return quantity.of.flatMap(factsIn)
    case 'sub':
      return [...factsIn(quantity.from), ...factsIn(quantity.take)]
    case 'mulBps':
      return [...factsIn(quantity.of), ...factsIn(quantity.bps)]
    case 'perMember':
      return [...factsIn(quantity.of), ...(quantity.where ? factsOf(quantity.where) : [])]
    case 'lookup':
      return [quantity.fact, ...quantity.cases.flatMap(({ give }) => factsIn(give)), ...factsIn(quantity.otherwise)]
    case 'bands':
      return [quantity.of, ...quantity.steps.map(({ give }) => give), quantity.otherwise].flatMap(factsIn)
    case 'prorataMonths':
      return [...factsIn(quantity.of), ...factsIn(quantity.months)]
    default:
      return []
  }
}

/** Every fact a condition reads: a policy is decided anew when one of them changes, and only then. */
export function factsOf(condition: Condition): readonly RuleFact[] {
  switch (condition.kind) {
    case 'all':
    case 'any':
    case 'atLeast':
      return condition.of.flatMap(factsOf)
    case 'not':
    case 'someMember':
    case 'everyMember':
    case 'countMembers':
      return factsOf(condition.of)
    default:
      return factsNamed(condition)
  }
}
