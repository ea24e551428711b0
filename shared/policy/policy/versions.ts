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
