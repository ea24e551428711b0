import type { Clock } from '@minsheng/shared/units/clock'
import type { Database } from '../../platform/db/index.ts'
import type { CampaignStore } from './campaign/store.ts'
import type { CharityStore } from './charity/store.ts'
import type { CodeStore } from './code/store.ts'
import type { DonorStore } from './donor/store.ts'
import { createExports } from './export/exports.ts'
import { exportRoutes, guardedExports } from './export/routes.ts'
import { createExportStore } from './export/store.ts'
import { statisticsRoutes } from './statistics/routes.ts'
import { createStatistics } from './statistics/statistics.ts'
import { createStatisticsStore } from './statistics/store.ts'

/** What the desk counts and takes along: statistics, and the same as workbooks. */
export function createTables(parts: {
  db: Database
  donors: DonorStore
  charities: CharityStore
  campaigns: CampaignStore
  codes: CodeStore
  clock: Clock
}) {
  const { db, donors, charities, campaigns, codes, clock } = parts
  const statisticsOf = createStatistics({ store: createStatisticsStore(db), charities, campaigns, codes, clock })
  const store = createExportStore(db)
  const exportOf = createExports({ store, donors, statisticsOf, campaigns, charities, clock })
  return {
    prepare: store.prepare,
    routes: [...statisticsRoutes({ statisticsOf }), ...exportRoutes({ exportOf, campaigns })],
    guardedExports: guardedExports({ exportOf, campaigns }),
  }
}
