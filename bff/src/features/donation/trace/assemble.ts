import type { Clock } from '@minsheng/shared/units/clock'
import type { Database } from '../../../platform/db/index.ts'
import type { Log } from '../../../platform/log/index.ts'
import type { CampaignStore } from '../campaign/store.ts'
import type { GivingStore } from '../giving/store.ts'
import type { SpendingStore } from '../spending/store.ts'
import { createRefresh } from './refresh.ts'
import { traceRoutes } from './routes.ts'
import { createTraceStore } from './store.ts'

/** 善款去向: each fen of a gift followed to the voucher it was spent on. */
export function createTrace(parts: {
  db: Database
  gifts: Pick<GivingStore, 'gift'>
  spendings: Pick<SpendingStore, 'many'>
  campaigns: Pick<CampaignStore, 'many'>
  log: Log
  clock: Clock
}) {
  const store = createTraceStore(parts.db)
  const { handlers, job } = createRefresh({ store, log: parts.log, clock: parts.clock })
  return { prepare: store.prepare, routes: traceRoutes({ ...parts, store }), handlers, job }
}
