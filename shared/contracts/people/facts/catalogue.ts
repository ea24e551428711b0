import { healthFacts } from './health-facts.ts'
import { householdFacts } from './household-facts.ts'
import { identityFacts } from './identity-facts.ts'
import { livelihoodFacts } from './livelihood-facts.ts'
import type { FactSpec } from './spec.ts'
import type { ValueOf } from './value.ts'

/** Every fact of a person or household that a policy, a visit or a count may ask for. Names are stable: rules are written with them. */
export const factCatalogue = { ...identityFacts, ...healthFacts, ...livelihoodFacts, ...householdFacts } as const

export type FactName = keyof typeof factCatalogue
export type FactValue<N extends FactName = FactName> = ValueOf<(typeof factCatalogue)[N]>

export const factNames = Object.keys(factCatalogue) as [FactName, ...FactName[]]

/** The specification of a fact, without the narrow types of its own. */
export const factSpec = (name: FactName): FactSpec => factCatalogue[name]
