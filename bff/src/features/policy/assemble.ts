import { builtInCatalogue } from '@minsheng/shared/policy/catalogue/index'
import { type PolicyRouteParts, policyRoutes } from './routes.ts'
import { createRuleSubjects, type RuleSubjects } from './subject.ts'

type PolicyParts = Pick<PolicyRouteParts, 'residentOf' | 'record' | 'clock'> & Parameters<typeof createRuleSubjects>[0]

/** 政策找人: what policies are to each person. */
export function createPolicy({ home, factsOf, residentOf, record, clock }: PolicyParts) {
  const catalogue = builtInCatalogue()
  const subjects: RuleSubjects = createRuleSubjects({ home, factsOf })
  return { routes: policyRoutes({ catalogue, subjects, residentOf, record, clock }) }
}
