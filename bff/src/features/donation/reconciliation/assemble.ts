import type { Clock } from '@minsheng/shared/units/clock'
import type { FieldCipher } from '../../../platform/crypto/field-cipher.ts'
import type { Database } from '../../../platform/db/index.ts'
import type { Metrics } from '../../../platform/http/metrics.ts'
import type { PeriodicJob } from '../../../platform/jobs/periodic.ts'
import type { Log } from '../../../platform/log/index.ts'
import type { BillPort } from '../../../ports/bill.ts'
import type { CampaignStore } from '../campaign/store.ts'
import type { CharityStore } from '../charity/store.ts'
import type { GivingStore } from '../giving/store.ts'
import type { LedgerStore } from '../ledger/store.ts'
import type { RefundStore } from '../refund/store.ts'
import { createBillStore } from './bill/store.ts'
import { createBookingDesk } from './booking/desk.ts'
import { createCases } from './cases.ts'
import { createDaily } from './daily.ts'
import { reconciliationRoutes } from './routes.ts'
import { createReconciliationStore } from './store.ts'

/** Each day's trade bill of WeChat Pay against the books. */
export function createReconciliation(parts: {
  db: Database
  bills: BillPort
  cipher: FieldCipher
  ledger: LedgerStore
  charities: CharityStore
  campaigns: CampaignStore
  gifts: GivingStore
  refunds: RefundStore
  metrics: Metrics
  log: Log
  clock: Clock
}) {
  const { db, charities, clock } = parts
  const store = createReconciliationStore(db)
  const kept = createBillStore(db, parts.cipher)
  const cases = createCases({ store, ledger: parts.ledger, clock })
  const booking = createBookingDesk({ ...parts, cases, kept })
  const daily = createDaily({ ...parts, store, kept, cases })
  const job: PeriodicJob = { name: 'reconciliation', everyMs: 60_000, run: daily.runDue }
  return {
    async prepare() {
      await store.prepare()
      await kept.prepare()
    },
    routes: reconciliationRoutes({ store, daily, cases, booking, charities, clock }),
    job,
  }
}
