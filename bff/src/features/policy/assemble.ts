import { builtInCatalogue } from '@minsheng/shared/policy/catalogue/index'
import { factsReadBy } from '@minsheng/shared/policy/policy/versions'
import type { Database } from '../../platform/db/index.ts'
import { createFinder, type FinderParts } from './finding/finder.ts'
import { createFollowerStore } from './finding/store.ts'
import { policyHolding } from './holding.ts'
import { type PolicyRouteParts, policyRoutes } from './routes.ts'
import { createRuleSubjects } from './subject.ts'

type PolicyParts = Pick<PolicyRouteParts, 'residentOf' | 'record' | 'clock'> &
  Pick<FinderParts, 'linkOf' | 'send'> &
  Parameters<typeof createRuleSubjects>[0] & { db: Database }

/** 政策找人: what policies are to each person, and who is told when one becomes theirs. */
export function createPolicy({ db, home, factsOf, residentOf, linkOf, record, send, clock }: PolicyParts) {
  const catalogue = builtInCatalogue()
  const subjects = createRuleSubjects({ home, factsOf })
  const followers = createFollowerStore(db)
  const factsRead = new Set(catalogue.policies.flatMap((policy) => [...factsReadBy(policy)]))
  const finder = createFinder({ catalogue, factsRead, followers, subjects, linkOf, send, clock })
  return {
    prepare: followers.prepare,
    routes: policyRoutes({ catalogue, subjects, residentOf, record, follow: finder.follow, clock }),
    handlers: [finder.handler],
    jobs: [finder.job],
    holding: policyHolding(followers),
    /** For tests: what the timer does, at once. */
    runDue: finder.runDue,
  }
}
