import { policiesIn } from '../rule/nodes.ts'
import type { Catalogue, HigherOf, Policy } from './definition.ts'
import { rulesOf } from './versions.ts'

/** What has to be decided before a policy can be, in any of its versions. */
export function dependenciesOf(policy: Policy): ReadonlySet<string> {
  return new Set(policy.versions.flatMap((version) => [...rulesOf(version).flatMap(policiesIn), ...version.excludedBy, ...version.minus]))
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

/** The part of a catalogue in which one policy is decided as it is in the whole: it, and all that has a say in it. */
export function onlyWith(catalogue: Catalogue, id: string): Catalogue {
  const byId = new Map(catalogue.policies.map((policy) => [policy.id, policy]))
  const needed = new Set<string>()
  const visit = (one: string): void => {
    const policy = byId.get(one)
    if (!policy || needed.has(one)) return
    needed.add(one)
    for (const other of dependenciesOf(policy)) visit(other)
    for (const group of catalogue.higherOf) if (group.policies.includes(one)) group.policies.forEach(visit)
  }
  visit(id)
  return {
    policies: catalogue.policies.filter((policy) => needed.has(policy.id)),
    higherOf: catalogue.higherOf.filter((group) => group.policies.some((one) => needed.has(one))),
    parameters: catalogue.parameters,
  }
}
