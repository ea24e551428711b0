import { type Database, durable, isDuplicateKey, majorityRead } from '../../../platform/db/index.ts'
import type { Fate } from '../../../ports/notify.ts'

interface EarlyReceipt {
  /** The provider's number. */
  _id: string
  fate: Fate
  at: Date
}

const KEPT_SECONDS = 24 * 3_600

export type EarlyReceiptStore = ReturnType<typeof createEarlyReceiptStore>

/** What a provider told of a message before its number was written down here: WeChat's event can be faster than our own write. */
export function createEarlyReceiptStore(db: Database) {
  const early = db.collection<EarlyReceipt>('message_early_receipts')
  return {
    prepare: () =>
      db.ensureIndexes('message_early_receipts', [
        { key: { at: 1 }, expireAfterSeconds: KEPT_SECONDS, serves: 'forgetting what belongs to no message of ours' },
      ]),
    async keep(providerNumber: string, fate: Fate, at: Date): Promise<void> {
      await early.insertOne({ _id: providerNumber, fate, at }, durable).catch((error: unknown) => {
        if (!isDuplicateKey(error)) throw error
      })
    },
    of: async (providerNumber: string): Promise<Fate | null> => (await early.findOne({ _id: providerNumber }, majorityRead))?.fate ?? null,
  }
}
