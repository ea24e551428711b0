import { type Clock, shanghaiDate } from '@minsheng/shared/units/clock'
import type { FieldCipher } from '../../platform/crypto/field-cipher.ts'
import type { Database } from '../../platform/db/index.ts'
import { createCodeStore } from './code/store.ts'
import { createReceiptStore } from './receipt/store.ts'
import { createBillStore } from './reconciliation/bill/store.ts'

/** What still hangs on a key of ours, for whoever would retire it. */
export function donationKeyUses({ db, cipher, clock }: { db: Database; cipher: FieldCipher; clock: Clock }) {
  const bills = createBillStore(db, cipher)
  return {
    /** Living codes that may have been printed with a key that made its last then. */
    codesMadeBefore: (madeBefore: Date) => createCodeStore(db).livingSince(shanghaiDate(clock.now()), madeBefore),
    receiptsOf: createReceiptStore(db).madeWithKey,
    billFilesSealedWith: bills.sealedWith,
    resealBillFiles: bills.reseal,
  }
}
