import type { Catalogue } from '@minsheng/shared/policy/policy/definition'
import { factsReadBy } from '@minsheng/shared/policy/policy/versions'
import type { Database } from '../../platform/db/index.ts'
import type { Metrics } from '../../platform/http/metrics.ts'
import type { Log } from '../../platform/log/index.ts'
import { createFinder, type FinderParts } from './finding/finder.ts'
import { createFollowerStore } from './finding/store.ts'
import { policyHolding } from './holding.ts'
import { createBooks } from './publishing/books.ts'
import { booksCheckJob } from './publishing/job.ts'
import { readingRoutes } from './publishing/reading/routes.ts'
import { type PublishingParts, publishingRoutes } from './publishing/routes.ts'
import { createPublicationStore } from './publishing/store.ts'
import { type PolicyRouteParts, policyRoutes } from './routes.ts'
import { createRuleSubjects } from './subject.ts'

type PolicyParts = Pick<PolicyRouteParts, 'residentOf' | 'record' | 'clock'> &
  Pick<FinderParts, 'linkOf' | 'send'> &
  Pick<PublishingParts, 'namesOf'> &
  Parameters<typeof createRuleSubjects>[0] & { db: Database; metrics: Metrics; log: Log }

/** 政策找人: what policies are to each person, and who is told when one becomes theirs. */
export function createPolicy({ db, home, factsOf, residentOf, linkOf, record, send, namesOf, metrics, log, clock }: PolicyParts) {
  const store = createPublicationStore(db)
  const books = createBooks({ store, clock, log, onDamage: () => metrics.events.inc({ event: 'policy_damaged' }) })
  const { catalogue } = books
  const subjects = createRuleSubjects({ home, factsOf })
  const followers = createFollowerStore(db)
  const finder = createFinder({ catalogue, catalogueKnownAt: books.catalogueKnownAt, factsRead, followers, subjects, linkOf, send, clock })
  return {
    async prepare() {
      await followers.prepare()
      await store.prepare()
      await books.publishBuiltIn()
    },
    routes: [
      ...policyRoutes({ catalogue, subjects, residentOf, record, follow: finder.follow, clock }),
      ...readingRoutes({ store, books, namesOf, clock }),
      ...publishingRoutes({ store, books, namesOf, onPublished: finder.lookAgain, clock }),
    ],
    handlers: [finder.handler],
    jobs: [finder.job, booksCheckJob(books)],
    holding: policyHolding(followers),
    books,
    /** For tests: what the timer does, at once. */
    runDue: finder.runDue,
  }
}

const read = new WeakMap<Catalogue, ReadonlySet<string>>()

/** Names of the facts the rules of a catalogue read. */
function factsRead(catalogue: Catalogue): ReadonlySet<string> {
  const known = read.get(catalogue) ?? new Set(catalogue.policies.flatMap((policy) => [...factsReadBy(policy)]))
  read.set(catalogue, known)
  return known
}
