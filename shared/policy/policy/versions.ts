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
