import type { Catalogue } from '@minsheng/shared/policy/policy/definition'
import { factsReadBy } from '@minsheng/shared/policy/policy/versions'
import { shanghaiDate } from '@minsheng/shared/units/clock'
import { derivedId } from '../../platform/crypto/id.ts'
import type { Metrics } from '../../platform/http/metrics.ts'
import type { Log } from '../../platform/log/index.ts'
import { createDataKeys } from '../../platform/protect/data-keys.ts'
import { createProtector } from '../../platform/protect/protector.ts'
import type { Guardians } from '../people/index.ts'
import { type ApplicationParts, assembleApplications } from './application/assemble.ts'
import { applicationHolding } from './application/holding.ts'
import { type AwardFields, awardFields } from './award/catalogue.ts'
import { createAwardDesk } from './award/desk.ts'
import { type AwardFacts, type GrownUp, grownOf } from './award/domain.ts'
import { createPayeeDesk, type PayeeParts } from './award/payee/desk.ts'
import { presentAward } from './award/present.ts'
import { awardRoutes } from './award/routes.ts'
import type { Speaker } from './award/spoken/domain.ts'
import { type AwardRecord, createAwardStore } from './award/store.ts'
import { createSurroundings } from './award/surroundings.ts'
import { childRoutes } from './child/routes.ts'
import { createWards, heldAccount } from './child/wards.ts'
import { createFinder, type FinderParts } from './finding/finder.ts'
import { createFollowerStore } from './finding/store.ts'
import { policyHolding } from './holding.ts'
import { createHomeOf, type ResidentOf } from './own-home.ts'
import { assemblePayouts } from './payout/assemble.ts'
import { assemblePopulation, type PopulationParts } from './population/assemble.ts'
import { matchHolding } from './population/matches/holding.ts'
import { createBooks } from './publishing/books.ts'
import { booksCheckJob } from './publishing/job.ts'
import { readingRoutes } from './publishing/reading/routes.ts'
import { publishingRoutes } from './publishing/routes.ts'
import { offerShipped } from './publishing/shipped/drafts.ts'
import { createPublicationStore } from './publishing/store.ts'
import { type PolicyRouteParts, policyRoutes } from './routes.ts'
import { createRuleSubjects, type FactsOf, type RegisteredHome, type RuleSubjects } from './subject.ts'
import { unansweredRoutes } from './unanswered/routes.ts'
import { createTellingStore } from './unanswered/store.ts'

type PolicyParts = Pick<FinderParts, 'linkOf' | 'send' | 'clock'> &
  Pick<ApplicationParts, 'staffNames' | 'db' | 'keys'> & {
    residentOf: ResidentOf
    /** The account that is proven to be a resident's; null: they have none. */
    accountOf: (residentId: string) => Promise<string | null>
    /** What the bureau knows of residents and places. */
    people: {
      own: {
        home: RuleSubjects['home']
        peopleOf: RuleSubjects['peopleOf']
        contact: ApplicationParts['applicantOf']
        membersOf: PayeeParts['membersOf']
      }
      guardians: Guardians
      facts: { factsOf: FactsOf; recordObservations: PolicyRouteParts['record'] }
      placeNames: ApplicationParts['placeNames']
    }
    /** Where the thread that holds everyone is found. */
    population: PopulationParts['thread']
    metrics: Metrics
    log: Log
  }

/** 政策找人: what policies are to each person, who is told when one becomes theirs, how it is applied for and how it is changed. */
export function createPolicy({
  db,
  keys,
  people,
  residentOf,
  accountOf,
  linkOf,
  staffNames,
  send,
  population: thread,
  metrics,
  log,
  clock,
}: PolicyParts) {
  const { home, peopleOf, contact: applicantOf } = people.own
  const { factsOf, recordObservations: record } = people.facts
  const { placeNames } = people
  const store = createPublicationStore(db)
  const books = createBooks({ store, clock, log, onDamage: () => metrics.events.inc({ event: 'policy_damaged' }) })
  const { catalogue, policyTitle } = books
  const titleOf = (policyId: string) => policyTitle(policyId) ?? '一项政策（名称暂时读不到）'
  const dataKeys = createDataKeys({ db, keys, clock })
  const awards = createAwardStore(db, createProtector<AwardFacts, AwardFields>(awardFields, dataKeys, keys))
  const subjects = createRuleSubjects({
    home,
    peopleOf,
    factsOf,
    awardedTo: ({ me, householdId }, knownAt) =>
      awards.standingFor(householdId === null ? [me] : [me, householdId], shanghaiDate(clock.now()).slice(0, 7), knownAt),
  })
  const homeOf = createHomeOf(residentOf, subjects)
  const followers = createFollowerStore(db)
  const tellings = createTellingStore(db, (accountId, policyId) => derivedId('tel', `${accountId}|${policyId}`))
  const wards = createWards({
    guardians: people.guardians,
    membersOf: people.own.membersOf,
    home,
    homeOf,
    accountOf,
    childOf: (accountId) => applications.store.childOf(accountId),
  })
  // Whoever has no account has the one that others act for them by.
  const residentsAccount = wards.accountFor
  const pathOf = async (residentId: string) => (await applicantOf(residentId))?.path ?? []
  const finder = createFinder({
    catalogue,
    catalogueKnownAt: books.catalogueKnownAt,
    factsRead,
    followers,
    subjects,
    childrenIn: people.guardians.childrenIn,
    childAccount: residentsAccount,
    linkOf,
    send,
    told: {
      declinedBy: tellings.declinedBy,
      toldSince: tellings.toldSince,
      note: async ({ accountId, residentId }, policyIds, at) => {
        const open = await applications.store.openPolicies(accountId)
        await tellings.told({ accountId, residentId, path: await pathOf(residentId) }, policyIds, at, open)
      },
      toVisit: tellings.toVisit,
      forget: tellings.forget,
    },
    clock,
  })
  const population = assemblePopulation({
    db,
    keys,
    dataKeys,
    books,
    thread,
    draft: store.draft,
    nameOf: async (residentId) => (await applicantOf(residentId))?.name ?? null,
    placeNames,
    metrics,
    log,
    clock,
  })
  const looked = async (accountId: string) => {
    await tellings.opened(accountId, clock.now())
    return tellings.declinedBy(accountId)
  }
  const grownUps = async ({ subjectKind, subjectId }: { subjectKind: 'person' | 'household'; subjectId: string }): Promise<GrownUp[]> => {
    const grown = subjectKind === 'household' ? grownOf(await people.own.membersOf(subjectId), shanghaiDate(clock.now())) : []
    return Promise.all(
      grown.map(async ({ residentId, nameMasked }) => {
        const own = await accountOf(residentId)
        return { residentId, nameMasked, accountId: own ?? heldAccount(residentId), isReached: own !== null }
      }),
    )
  }
  const isGrownUp = async ({ me, householdId }: RegisteredHome) =>
    householdId !== null &&
    (await grownUps({ subjectKind: 'household', subjectId: householdId })).some(({ residentId }) => residentId === me)
  const applications = assembleApplications({
    db,
    keys,
    dataKeys,
    catalogue,
    titleOf,
    subjects,
    factsOf,
    awards,
    homeOf,
    grownUps,
    isGrownUp,
    clock,
    applied: tellings.applied,
    applicantOf,
    placeNames,
    staffNames,
  })
  /** Who is heard on what was awarded: every grown-up of a household; who speaks for a child; else whose own it is. */
  const speakersOf = async (seen: AwardRecord): Promise<Speaker[]> => {
    if (seen.subjectKind === 'household') return grownUps(seen)
    const guardians = (await people.guardians.of(seen.subjectId)).length > 0 ? await wards.payeesOf(seen.subjectId) : []
    return guardians.length > 0 ? guardians : [{ residentId: seen.residentId, nameMasked: seen.applicantName.masked }]
  }
  const awardDesk = createAwardDesk({ awards, cases: applications.cases, grownUps, speakersOf, clock })
  const payees = createPayeeDesk({ awards, membersOf: people.own.membersOf, payeesOf: wards.payeesOf, accountOf: residentsAccount, clock })
  const around = createSurroundings({ desk: awardDesk, catalogue, titleOf, clock })
  const payouts = assemblePayouts({
    db,
    keys,
    dataKeys,
    awards,
    subjects,
    catalogue,
    titleOf,
    namesOf: staffNames,
    placeNames,
    nameOf: async (residentId) => (await applicantOf(residentId))?.name ?? null,
    speakersOf,
    isUnderAge: async (residentId) => await people.guardians.isUnderAge(residentId),
    presentAward: async (award) => presentAward(award, (await around())(award)),
    clock,
  })
  return {
    async prepare() {
      for (const part of [followers, tellings, awards, payouts, applications, store, population]) await part.prepare()
      await books.publishBuiltIn()
      await offerShipped(store, clock)
    },
    wards,
    routes: [
      ...childRoutes({ wards, catalogue, subjects, tellings, clock }),
      ...policyRoutes({ catalogue, subjects, homeOf, record, follow: finder.follow, looked, clock }),
      ...applications.routes,
      ...awardRoutes({ awards, desk: awardDesk, payees, homeOf, grownUps, speakersOf, staffNames, around, placeNames, clock }),
      ...population.routes,
      ...payouts.routes,
      ...unansweredRoutes({
        tellings,
        homeOf,
        applicantOf,
        isPolicy: async (policyId) => (await catalogue()).policies.some(({ id }) => id === policyId),
        titleOf,
        placeNames,
        clock,
      }),
      ...readingRoutes({ store, books, namesOf: staffNames, clock }),
      ...publishingRoutes({
        store,
        books,
        namesOf: staffNames,
        onPublished: async (at) => {
          await finder.lookAgain(at)
          await population.published()
        },
        clock,
      }),
    ],
    outboxCollections: [applications.store, awards, payouts].flatMap((part) => part.outboxCollections),
    handlers: [finder.handler],
    jobs: [finder.job, booksCheckJob(books), population.job],
    gauges: population.gauges,
    /** For tests: the thread that holds everyone, and full matches, at once. */
    population,
    stop: population.stop,
    holdings: [
      policyHolding(followers, tellings, titleOf),
      matchHolding({ matches: population.matches, titleOf }),
      applicationHolding({ applications: applications.store, awards, payments: payouts.payments, recoveries: payouts.recoveries, titleOf }),
    ],
    books,
    /** For who pays: what stands in a month (`yyyy-mm`), award by award. */
    awardsFor: awards.standingInMonth,
    /** For tests: what the timer does, at once. */
    runDue: finder.runDue,
    /** For tests: the plan by which a month's awards are read. */
    explainAwardsFor: awards.explainMonth,
  }
}

const read = new WeakMap<Catalogue, ReadonlySet<string>>()

/** Names of the facts the rules of a catalogue read. */
function factsRead(catalogue: Catalogue): ReadonlySet<string> {
  const known = read.get(catalogue) ?? new Set(catalogue.policies.flatMap((policy) => [...factsReadBy(policy)]))
  read.set(catalogue, known)
  return known
}
