import type { Condition, Quantity, RuleFact } from './language.ts'

/** A condition or a quantity: what rules are made of. */
export type RuleNode = Condition | Quantity

/** A condition or quantity and everything within it, each before its parts. */
export function* nodesIn(node: RuleNode): Generator<RuleNode> {
  yield node
  for (const part of partsOf(node)) yield* nodesIn(part)
}

/** The conditions a condition is made of directly; a comparison is made of quantities. */
export function conditionsIn(condition: Condition): readonly Condition[] {
  switch (condition.kind) {
    case 'all':
    case 'any':
    case 'atLeast':
      return condition.of
    case 'not':
    case 'someMember':
    case 'everyMember':
    case 'countMembers':
      return [condition.of]
    default:
      return []
  }
}

/** What a condition or quantity is made of directly. */
function partsOf(node: RuleNode): readonly RuleNode[] {
  switch (node.kind) {
    case 'all':
    case 'any':
    case 'atLeast':
    case 'not':
    case 'someMember':
    case 'everyMember':
    case 'countMembers':
      return conditionsIn(node)
    case 'add':
    case 'max':
    case 'min':
      return node.of
    case 'compare':
      return [node.left, node.right]
    case 'sub':
      return [node.from, node.take]
    case 'mulBps':
      return [node.of, node.bps]
    case 'perMember':
      return node.where ? [node.of, node.where] : [node.of]
    case 'lookup':
      return [...node.cases.map(({ give }) => give), node.otherwise]
    case 'bands':
      return [node.of, ...node.steps.map(({ give }) => give), node.otherwise]
    case 'prorataMonths':
      return [node.of, node.months]
    default:
      return []
  }
}

/** Rules don't change: what was once found in one is found at once. */
function remembered<T>(find: (node: RuleNode) => readonly T[]): (node: RuleNode) => readonly T[] {
  const found = new WeakMap<RuleNode, readonly T[]>()
  return (node) => {
    const known = found.get(node)
    if (known) return known
    const made = find(node)
    found.set(node, made)
    return made
  }
}

/** The facts a rule reads, in the order in which they stand; one that is named twice comes twice. */
export const factsIn = remembered<RuleFact>((node) => [...nodesIn(node)].flatMap((part) => ('fact' in part ? [part.fact] : [])))

/** Ids of the parameters a rule reads. */
export const parametersIn = remembered<string>((node) => [...nodesIn(node)].flatMap((part) => (part.kind === 'param' ? [part.id] : [])))

/** Ids of the policies a rule asks about. */
export const policiesIn = remembered<string>((node) => [...nodesIn(node)].flatMap((part) => (part.kind === 'policy' ? [part.policy] : [])))
