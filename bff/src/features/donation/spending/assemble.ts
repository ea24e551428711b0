import type { Clock } from '@minsheng/shared/units/clock'
import type { FieldCipher } from '../../../platform/crypto/field-cipher.ts'
import type { Database } from '../../../platform/db/index.ts'
import type { Log } from '../../../platform/log/index.ts'
import type { CampaignStore } from '../campaign/store.ts'
import type { CharityStore } from '../charity/store.ts'
import type { LedgerStore } from '../ledger/store.ts'
import type { PictureStore } from '../picture/store.ts'
import type { SurplusStore } from '../surplus/store.ts'
import { createSpendingDesk } from './desk.ts'
import { createSpendingFacts } from './facts.ts'
import { spendingRoutes } from './routes.ts'
import { createSpendingStore } from './store.ts'
import { createVoucherCleaning } from './voucher/cleaning.ts'
import { createVoucherStore } from './voucher/store.ts'

/** Spending with vouchers: asked for, approved, shown to everyone. */
export function createSpending(parts: {
  db: Database
  cipher: FieldCipher
  ledger: LedgerStore
  campaigns: CampaignStore
  charities: CharityStore
  pictures: PictureStore
  surpluses: SurplusStore
  log: Log
  clock: Clock
}) {
  const { db, ledger, campaigns, charities, pictures, clock } = parts
  const store = createSpendingStore(db)
  const vouchers = createVoucherStore(db, parts.cipher)
  const desk = createSpendingDesk({ store, vouchers, pictures, ledger, clock })
  const facts = createSpendingFacts({ store, surpluses: parts.surpluses, ledger })
  return {
    async prepare() {
      await store.prepare()
      await vouchers.prepare()
    },
    routes: spendingRoutes({ store, vouchers, desk, facts, campaigns, charities, clock }),
    jobs: [createVoucherCleaning({ vouchers, spendings: store, log: parts.log, clock })],
    facts,
    store,
    vouchers,
    desk,
  }
}
