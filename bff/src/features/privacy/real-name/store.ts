import { type Database, durable, isDuplicateKey } from '../../../platform/db/index.ts'

/** That an account's holder gave a name and a number that belong together. The number itself is nowhere kept. */
export interface RealNameDocument {
  /** The account. */
  _id: string
  /** The one record of the bureau with this name and number; null when there was none, or more than one. */
  residentId: string | null
  nameMasked: string
  /** What was agreed to; null when 浙里办 told, which had it agreed there. */
  textVersion: string | null
  /** `form`: typed and checked by the hub; `zlb`: told by 浙里办, whose users are real-name. */
  by: 'form' | 'zlb'
  verifiedAt: Date
}

export type RealNameStore = ReturnType<typeof createRealNameStore>

export function createRealNameStore(db: Database) {
  const names = db.collection<RealNameDocument>('real_names')
  const withdrawals = db.collection<{ _id: string; at: Date }>('real_name_withdrawals')
  return {
    async prepare() {
      await db.ensureIndexes('real_name_withdrawals', [])
      await db.ensureIndexes('real_names', [
        {
          key: { residentId: 1 },
          unique: true,
          partialFilterExpression: { residentId: { $type: 'string' } },
          serves: 'the account of a resident; one alone',
        },
      ])
    },
    ofAccount: (accountId: string) => names.findOne({ _id: accountId }),
    ofResident: (residentId: string) => names.findOne({ residentId }),
    /** Puts the row in place of what the account had; false when another account holds the resident. */
    async put({ _id, ...row }: RealNameDocument): Promise<boolean> {
      try {
        await names.updateOne({ _id }, { $set: row }, { upsert: true, ...durable })
        return true
      } catch (error) {
        if (isDuplicateKey(error)) return false
        throw error
      }
    },
    /** Takes an account's real name away, as long as it is this resident's. */
    async release(accountId: string, residentId: string): Promise<void> {
      await names.deleteOne({ _id: accountId, residentId }, durable)
    },
    async forget(accountIds: readonly string[]): Promise<void> {
      await names.deleteMany({ _id: { $in: [...accountIds] } }, durable)
      await withdrawals.deleteMany({ _id: { $in: [...accountIds] } }, durable)
    },
    /** Takes it away, and remembers that its owner did not want it. Harmless to repeat. */
    async withdraw(accountId: string, at: Date): Promise<void> {
      await withdrawals.updateOne({ _id: accountId }, { $setOnInsert: { at } }, { upsert: true, ...durable })
      await names.deleteOne({ _id: accountId }, durable)
    },
    wasWithdrawn: async (accountId: string): Promise<boolean> => (await withdrawals.findOne({ _id: accountId })) !== null,
    async wantedAgain(accountId: string): Promise<void> {
      await withdrawals.deleteOne({ _id: accountId }, durable)
    },
  }
}
