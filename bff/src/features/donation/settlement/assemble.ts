import type { Clock } from '@minsheng/shared/units/clock'
import type { Database } from '../../../platform/db/index.ts'
import type { CharityStore } from '../charity/store.ts'
import type { LedgerStore } from '../ledger/store.ts'
import { createSettlementDesk } from './desk.ts'
import { settlementRoutes } from './routes.ts'
import { createSettlementStore } from './store.ts'

/** What WeChat Pay pays out to the charity's bank account. */
export function createSettlement(parts: { db: Database; ledger: LedgerStore; charities: CharityStore; clock: Clock }) {
  const { db, ledger, charities, clock } = parts
  const store = createSettlementStore(db)
  const desk = createSettlementDesk({ store, ledger, clock })
  return { prepare: store.prepare, routes: settlementRoutes({ store, desk, ledger, charities, clock }), store, desk }
}
