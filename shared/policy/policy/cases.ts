import type { PolicyStatus } from '../rule/language.ts'
import { decide } from './decide.ts'
import type { Catalogue, Policy, PolicyCase } from './definition.ts'

/** A case that does not come out as written. */
export interface FailedCase {
  policy: string
  version: number
  name: string
  wanted: Outcome
  found: Outcome
}
interface Outcome {
  status: PolicyStatus | null
  low: number
  high: number
}

/** What one case comes to. */
export function outcomeOf(catalogue: Catalogue, policy: Policy, { person, household, others, on }: PolicyCase): Outcome {
  const decision = decide(catalogue, { person, household, members: [person, ...others] }, on).find((one) => one.policy.id === policy.id)
  return decision ? { status: decision.status, ...decision.amount } : { status: null, low: 0, high: 0 }
}

/** Tries every case of every version: none may fail, or the catalogue may not be published. */
export function failedCases(catalogue: Catalogue): readonly FailedCase[] {
  return catalogue.policies.flatMap((policy) =>
    policy.versions.flatMap((version) =>
      version.cases.flatMap((one): FailedCase[] => {
        const found = outcomeOf(catalogue, policy, one)
        const wanted = { status: one.status, low: one.low, high: one.high }
        const isRight = found.status === wanted.status && found.low === wanted.low && found.high === wanted.high
        return isRight ? [] : [{ policy: policy.id, version: version.number, name: one.name, wanted, found }]
      }),
    ),
  )
}
