import type { Clock } from '@minsheng/shared/units/clock'
import { type KeyRing, madeOf } from '../../../platform/crypto/keyring.ts'
import type { Database } from '../../../platform/db/index.ts'
import type { CharityStore } from '../charity/store.ts'
import type { GivingStore } from '../giving/store.ts'
import { receiptKeys } from './domain.ts'
import type { NewestHead } from './pdf.ts'
import { createReceipts } from './receipts.ts'
import { receiptRoutes } from './routes.ts'
import { createReceiptStore } from './store.ts'

interface ReceiptPartParts {
  db: Database
  gifts: Pick<GivingStore, 'gift' | 'giftForMoney'>
  charities: Pick<CharityStore, 'get'>
  keyRing: KeyRing
  clock: Clock
  publicBaseUrl: string
  newestHead: () => Promise<NewestHead | null>
}

/** 捐赠凭证: one for every paid gift, from one fen. */
export function createReceiptPart({ db, gifts, charities, keyRing, clock, publicBaseUrl, newestHead }: ReceiptPartParts) {
  const store = createReceiptStore(db)
  const keys = madeOf(
    () => keyRing.receipt,
    (receipt) => receiptKeys({ receipt }),
  )
  const receipts = createReceipts({ receipts: store, gifts, charities, keys, clock })
  return {
    prepare: () => store.prepare(),
    routes: receiptRoutes({ store, receipts, gifts, keys, clock, publicBaseUrl, newestHead }),
    handlers: receipts.handlers,
  }
}
