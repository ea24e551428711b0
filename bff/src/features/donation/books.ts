import type { Clock } from '@minsheng/shared/units/clock'
import type { FieldCipher } from '../../platform/crypto/field-cipher.ts'
import type { Database } from '../../platform/db/index.ts'
import type { Log } from '../../platform/log/index.ts'
import type { CampaignStore } from './campaign/store.ts'
import type { CharityStore } from './charity/store.ts'
import { createMonths } from './closing/months.ts'
import { closingRoutes } from './closing/routes.ts'
import { createClosingStore } from './closing/store.ts'
import type { LedgerStore } from './ledger/store.ts'
import type { PictureStore } from './picture/store.ts'
import { createRefundStore } from './refund/store.ts'
import { createSettlement } from './settlement/assemble.ts'
import { createSpending } from './spending/assemble.ts'
import { createSurplusDesk } from './surplus/desk.ts'
import { surplusRoutes } from './surplus/routes.ts'
import { createSurplusStore } from './surplus/store.ts'

/** Where the money goes after it was given: settled to the bank, spent with vouchers, surplus handed on, months closed. */
export function createBooks(parts: {
  db: Database
  cipher: FieldCipher
  ledger: LedgerStore
  campaigns: CampaignStore
  charities: CharityStore
  pictures: PictureStore
  log: Log
  clock: Clock
}) {
  const { db, ledger, campaigns, charities, clock } = parts
  const surpluses = createSurplusStore(db)
  const spending = createSpending({ ...parts, surpluses })
  const settlement = createSettlement({ db, ledger, charities, clock })
  const closings = createClosingStore(db)
  const surplusDesk = createSurplusDesk({
    store: surpluses,
    spendings: spending.store,
    refunds: createRefundStore(db),
    campaigns,
    ledger,
    clock,
  })
  const months = createMonths({ store: closings, spendings: spending.store, settlements: settlement.store, surpluses, clock })
  return {
    async prepare() {
      for (const part of [surpluses, spending, settlement, closings]) await part.prepare()
    },
    routes: [
      ...spending.routes,
      ...settlement.routes,
      ...surplusRoutes({ store: surpluses, desk: surplusDesk, campaigns, charities }),
      ...closingRoutes({ months, charities, campaigns }),
    ],
    jobs: spending.jobs,
    spending,
    settlement,
    surplusDesk,
  }
}
