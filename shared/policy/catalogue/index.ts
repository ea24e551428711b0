import { ruleFacts } from '../facts.ts'
import type { Catalogue } from '../policy/definition.ts'
import { readCatalogue } from '../policy/read.ts'
import type { WrittenCatalogue } from '../policy/written.ts'
import { pathWords } from '../rule/reader.ts'
import { childrenPolicies } from './children.ts'
import { disabilityPolicies } from './disability.ts'
import { elderlyPolicies } from './elderly.ts'
import { livelihoodPolicies } from './livelihood.ts'
import { otherPolicies } from './others.ts'
import { parameters } from './parameters.ts'
import { twoAllowances } from './sources.ts'

/** The policies the product comes with, as the bureau would write them. */
export const writtenPolicies: WrittenCatalogue = {
  policies: [...livelihoodPolicies, ...disabilityPolicies, ...elderlyPolicies, ...childrenPolicies, ...otherPolicies],
  higherOf: [
    {
      policies: ['disabled-care-allowance', 'elder-service-subsidy'],
      // 可择高申领其中一类护理补贴（津贴）.
      source: twoAllowances,
    },
  ],
  parameters: [...parameters],
}

/**
 * Reads the built-in catalogue.
 * @throws Error naming every fault with its place: then the product does not start
 */
export function builtInCatalogue(): Catalogue {
  const read = readCatalogue(writtenPolicies, ruleFacts)
  if (read.ok) return read.value
  throw new Error(`built-in policies: ${read.issues.map(({ path, reason }) => `${pathWords(path)}: ${reason}`).join('; ')}`)
}
