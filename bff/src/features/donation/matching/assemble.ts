import type { Clock } from '@minsheng/shared/units/clock'
import type { Database } from '../../../platform/db/index.ts'
import type { CampaignStore } from '../campaign/store.ts'
import type { CharityStore } from '../charity/store.ts'
import type { GivingStore } from '../giving/store.ts'
import type { LedgerStore } from '../ledger/store.ts'
import { createMatchingDesk } from './desk.ts'
import { createOwed } from './owed.ts'
import { matchingRoutes } from './routes.ts'
import { createMatchingStore } from './store.ts'

/** 企业配捐: companies' promises, what they come to, and what was paid of them. */
export function createMatching(parts: {
  db: Database
  gifts: GivingStore
  ledger: LedgerStore
  charities: CharityStore
  campaigns: CampaignStore
  clock: Clock
}) {
  const { db, gifts, ledger, charities, campaigns, clock } = parts
  const matchings = createMatchingStore(db)
  const desk = createMatchingDesk({ matchings, gifts, ledger, charities, clock })
  const owed = createOwed({ ledger, matchings })
  return { store: matchings, prepare: matchings.prepare, routes: matchingRoutes({ matchings, desk, owed, campaigns, clock }) }
}
