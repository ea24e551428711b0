import type { Condition, Quantity } from '../rule/language.ts'
import type { HigherOf, Policy } from './definition.ts'

/** Ids of the policies a condition asks about. */
function policiesIn(condition: Condition): readonly string[] {
  switch (condition.kind) {
    case 'policy':
      return [condition.policy]
    case 'all':
    case 'any':
    case 'atLeast':
      return condition.of.flatMap(policiesIn)
    case 'not':
    case 'someMember':
    case 'everyMember':
    case 'countMembers':
      return policiesIn(condition.of)
    default:
      return []
  }
}

/** What has to be decided before a policy can be, in any of its versions. */
export function dependenciesOf(policy: Policy): ReadonlySet<string> {
  return new Set(
    policy.versions.flatMap(({ who, held, excludedBy, minus }) => [
      ...who.flatMap(({ when }) => policiesIn(when)),
      ...(held ? policiesIn(held) : []),
      ...excludedBy,
      ...minus,
    ]),
  )
}

/** A circle of policies that wait for one another, as people read it. */
export interface Cycle {
  policies: readonly string[]
}

/**
 * Puts policies in an order in which each comes after all it depends on; those of which only the highest is given
 * are settled together, before anything that depends on one of them.
 */
export function inOrder(
  policies: readonly Policy[],
  higherOf: readonly HigherOf[],
): { ok: true; policies: readonly Policy[] } | { ok: false; cycle: Cycle } {
  const byId = new Map(policies.map((policy) => [policy.id, policy]))
  const together = (id: string) =>
    new Set([id, ...higherOf.filter((group) => group.policies.includes(id)).flatMap((group) => group.policies)])
  const needs = new Map(
    policies.map(
      (policy) => [policy.id, [...dependenciesOf(policy)].flatMap((id) => [...together(id)]).filter((id) => byId.has(id))] as const,
    ),
  )
  const done: Policy[] = []
  const state = new Map<string, 'open' | 'done'>()
  const path: string[] = []
  const visit = (id: string): Cycle | null => {
    if (state.get(id) === 'done') return null
    if (state.get(id) === 'open') return { policies: [...path.slice(path.indexOf(id)), id] }
    state.set(id, 'open')
    path.push(id)
    for (const needed of needs.get(id) ?? []) {
      const cycle = visit(needed)
      if (cycle) return cycle
    }
    path.pop()
    state.set(id, 'done')
    const policy = byId.get(id)
    if (policy) done.push(policy)
    return null
  }
  for (const { id } of policies) {
    const cycle = visit(id)
    if (cycle) return { ok: false, cycle }
  }
  return { ok: true, policies: done }
}

/** Ids of the parameters an amount reads. */
export function parametersIn(quantity: Quantity): readonly string[] {
  switch (quantity.kind) {
    case 'param':
      return [quantity.id]
    case 'add':
    case 'max':
    case 'min':
      return quantity.of.flatMap(parametersIn)
    case 'sub':
      return [quantity.from, quantity.take].flatMap(parametersIn)
    case 'mulBps':
      return [quantity.of, quantity.bps].flatMap(parametersIn)
    case 'perMember':
      return [...parametersIn(quantity.of), ...(quantity.where ? parametersOf(quantity.where) : [])]
    case 'lookup':
      return [...quantity.cases.map(({ give }) => give), quantity.otherwise].flatMap(parametersIn)
    case 'bands':
      return [quantity.of, ...quantity.steps.map(({ give }) => give), quantity.otherwise].flatMap(parametersIn)
    case 'prorataMonths':
      return [quantity.of, quantity.months].flatMap(parametersIn)
    default:
      return []
  }
}

/** Ids of the parameters a condition reads. */
export function parametersOf(condition: Condition): readonly string[] {
  switch (condition.kind) {
    case 'compare':
      return [condition.left, condition.right].flatMap(parametersIn)
    case 'all':
    case 'any':
    case 'atLeast':
      return condition.of.flatMap(parametersOf)
    case 'not':
    case 'someMember':
    case 'everyMember':
    case 'countMembers':
      return parametersOf(condition.of)
    default:
      return []
  }
}
