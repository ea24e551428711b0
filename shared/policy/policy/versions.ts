import { factsIn, type RuleNode } from '../rule/nodes.ts'
import type { Policy, PolicyVersion } from './definition.ts'

/** The version the law applies on a calendar date. */
export function versionOn(policy: Policy, date: string): PolicyVersion | null {
  return (
    policy.versions.find(({ effectiveFrom, effectiveTo }) => effectiveFrom <= date && (effectiveTo === null || date <= effectiveTo)) ?? null
  )
}

/** The next version that begins after a calendar date. */
export function versionAfter(policy: Policy, date: string): PolicyVersion | null {
  return policy.versions
    .filter(({ effectiveFrom }) => effectiveFrom > date)
    .reduce<PolicyVersion | null>((next, version) => (!next || version.effectiveFrom < next.effectiveFrom ? version : next), null)
}

/** The version by which a policy is decided on a calendar date. */
export interface DecidingVersion {
  version: PolicyVersion
  /** `over`: none is in force nor to come, and it is nothing to anyone but those it still stands awarded to. */
  stage: 'in_force' | 'to_come' | 'over'
  /** What is not in force yet is worked out for the day it will be. */
  on: string
}

/** The version in force, else the next one, else the last there was; null of a policy that never had any. */
export function decidingVersion(policy: Policy, date: string): DecidingVersion | null {
  const current = versionOn(policy, date)
  if (current) return { version: current, stage: 'in_force', on: date }
  const next = versionAfter(policy, date)
  if (next) return { version: next, stage: 'to_come', on: next.effectiveFrom }
  const last = policy.versions.reduce<PolicyVersion | null>(
    (one, other) => (one && one.effectiveFrom > other.effectiveFrom ? one : other),
    null,
  )
  return last && { version: last, stage: 'over', on: date }
}

/** Every rule of a version: what it asks, whom it holds of already, what it gives. */
export const rulesOf = ({ who, held, amount }: PolicyVersion): readonly RuleNode[] => [
  ...who.map(({ when }) => when),
  ...(held ? [held] : []),
  ...(amount ? [amount] : []),
]

/** Names of the facts a policy reads in any of its versions: it is decided anew when one of them changes, and only then. */
export const factsReadBy = ({ versions }: Policy): ReadonlySet<string> =>
  new Set(
    versions
      .flatMap(rulesOf)
      .flatMap(factsIn)
      .map(({ name }) => name),
  )
