import { builtInCatalogue } from '@minsheng/shared/policy/catalogue/index'
import { factsReadBy } from '@minsheng/shared/policy/policy/versions'
import { shanghaiDate } from '@minsheng/shared/units/clock'
import { derivedId } from '../../platform/crypto/id.ts'
import { createDataKeys } from '../../platform/protect/data-keys.ts'
import { createProtector } from '../../platform/protect/protector.ts'
import { type ApplicationParts, assembleApplications } from './application/assemble.ts'
import { applicationHolding } from './application/holding.ts'
import { type AwardFields, awardFields } from './award/catalogue.ts'
import { createAwardDesk } from './award/desk.ts'
import type { AwardFacts } from './award/domain.ts'
import { awardRoutes } from './award/routes.ts'
import { createAwardStore } from './award/store.ts'
import { createAwardTellings } from './award/tellings.ts'
import { createFinder, type FinderParts } from './finding/finder.ts'
import { createFollowerStore } from './finding/store.ts'
import { policyHolding } from './holding.ts'
import { createHomeOf, type ResidentOf } from './own-home.ts'
import { type PolicyRouteParts, policyRoutes } from './routes.ts'
import { createRuleSubjects, type FactsOf, type RuleSubjects } from './subject.ts'
import { unansweredRoutes } from './unanswered/routes.ts'
import { createTellingStore } from './unanswered/store.ts'

type PolicyParts = Pick<FinderParts, 'linkOf' | 'send' | 'clock'> &
  Pick<ApplicationParts, 'staffNames' | 'db' | 'keys'> & {
    residentOf: ResidentOf
    /** What the bureau knows of residents and places. */
    people: {
      own: { home: RuleSubjects['home']; contact: ApplicationParts['applicantOf'] }
      facts: { factsOf: FactsOf; recordObservations: PolicyRouteParts['record'] }
      placeNames: ApplicationParts['placeNames']
    }
  }

/** 政策找人: what policies are to each person, who is told when one becomes theirs, and how it is applied for. */
export function createPolicy({ db, keys, people, residentOf, linkOf, staffNames, send, clock }: PolicyParts) {
  const { home, contact: applicantOf } = people.own
  const { factsOf, recordObservations: record } = people.facts
  const { placeNames } = people
  const catalogue = builtInCatalogue()
  const dataKeys = createDataKeys({ db, keys, clock })
  const awards = createAwardStore(db, createProtector<AwardFacts, AwardFields>(awardFields, dataKeys, keys))
  const subjects = createRuleSubjects({
    home,
    factsOf,
    awardedTo: ({ me, householdId }, knownAt) =>
      awards.standingFor(householdId === null ? [me] : [me, householdId], shanghaiDate(clock.now()).slice(0, 7), knownAt),
  })
  const homeOf = createHomeOf(residentOf, subjects)
  const followers = createFollowerStore(db)
  const factsRead = new Set(catalogue.policies.flatMap((policy) => [...factsReadBy(policy)]))
  const tellings = createTellingStore(db, (accountId, policyId) => derivedId('tel', `${accountId}|${policyId}`))
  const pathOf = async (residentId: string) => (await applicantOf(residentId))?.path ?? []
  const finder = createFinder({
    catalogue,
    factsRead,
    followers,
    subjects,
    linkOf,
    send,
    told: {
      declinedBy: tellings.declinedBy,
      note: async ({ _id, residentId }, policyIds, at) =>
        tellings.told({ accountId: _id, residentId, path: await pathOf(residentId) }, policyIds, at),
      forget: tellings.forget,
    },
    clock,
  })
  const looked = async (accountId: string) => {
    await tellings.opened(accountId, clock.now())
    return tellings.declinedBy(accountId)
  }
  const applications = assembleApplications({
    db,
    keys,
    dataKeys,
    catalogue,
    subjects,
    factsOf,
    awards,
    homeOf,
    send,
    clock,
    applied: tellings.applied,
    applicantOf,
    placeNames,
    staffNames,
  })
  const awardDesk = createAwardDesk({ awards, cases: applications.cases, home, tell: createAwardTellings(send), clock })
  return {
    async prepare() {
      for (const part of [followers, tellings, awards, applications]) await part.prepare()
    },
    routes: [
      ...policyRoutes({ catalogue, subjects, homeOf, record, follow: finder.follow, looked, clock }),
      ...applications.routes,
      ...awardRoutes({ awards, desk: awardDesk, titleOf: applications.titleOf, placeNames, clock }),
      ...unansweredRoutes({
        tellings,
        homeOf,
        applicantOf,
        titleOf: (id) => applications.cases.policyOf(id)?.title ?? null,
        placeNames,
        clock,
      }),
    ],
    handlers: [finder.handler],
    jobs: [finder.job],
    holdings: [
      policyHolding(followers, tellings, applications.titleOf),
      applicationHolding({ applications: applications.store, awards, titleOf: applications.titleOf }),
    ],
    /** For who pays: what stands in a month (`yyyy-mm`), award by award. */
    awardsFor: awards.standingInMonth,
    /** For tests: what the timer does, at once. */
    runDue: finder.runDue,
    /** For tests: the plan by which a month's awards are read. */
    explainAwardsFor: awards.explainMonth,
  }
}
