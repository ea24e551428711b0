import type { Clock } from '@minsheng/shared/units/clock'
import type { Database } from '../../../platform/db/index.ts'
import type { Metrics } from '../../../platform/http/metrics.ts'
import type { PeriodicJob } from '../../../platform/jobs/periodic.ts'
import type { Log } from '../../../platform/log/index.ts'
import type { Send } from '../../message/index.ts'
import type { CampaignStore } from '../campaign/store.ts'
import type { CharityStore } from '../charity/store.ts'
import type { CharityProjectStore } from '../charity-project/store.ts'
import type { PictureStore } from '../picture/store.ts'
import { createDuties } from './duties.ts'
import { reportFileRoutes } from './file/routes.ts'
import { createReportFileStore } from './file/store.ts'
import { createPauseStore } from './pause/store.ts'
import { createPauseWatch } from './pause/watch.ts'
import { disclosureRoutes } from './routes.ts'
import { createReportStore } from './store.ts'
import type { CharityStaff } from './telling/tellings.ts'
import { createDeskTellings } from './telling/tellings.ts'
import { createReportWriting } from './writing.ts'

/** 信息公开: what has to be told and by when, the reports, and codes that pause while something is overdue. */
export function createDisclosure(parts: {
  db: Database
  campaigns: CampaignStore
  charityProjects: CharityProjectStore
  charities: CharityStore
  pictures: PictureStore
  charityStaff: CharityStaff
  send: Send
  metrics: Metrics
  log: Log
  clock: Clock
}) {
  const { db, campaigns, charities, clock } = parts
  const reports = createReportStore(db)
  const files = createReportFileStore(db)
  const pauses = createPauseStore(db)
  const duties = createDuties({ ...parts, reports })
  const watch = createPauseWatch({ ...parts, pauses, duties })
  const writing = createReportWriting({ ...parts, reports, duties, watch, files })
  // Whether a code pauses is worked out at every look; the job only writes down that it did, so a run missed loses nothing.
  const job: PeriodicJob = { name: 'disclosure-pauses', everyMs: 10 * 60_000, run: watch.runDue }
  const tellings = createDeskTellings({ ...parts, duties })
  return {
    duties,
    async prepare() {
      for (const store of [reports, files, pauses]) await store.prepare()
    },
    routes: [
      ...disclosureRoutes({ reports, duties, writing, campaigns, charities, clock }),
      ...reportFileRoutes({ files, reports, clock }),
    ],
    jobs: [job, { name: 'disclosure-reminders', everyMs: 30 * 60_000, run: tellings.remind }],
    handlers: tellings.handlers,
    outboxCollections: ['disclosure_pauses'],
  }
}
