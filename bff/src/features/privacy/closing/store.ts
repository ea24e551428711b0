import { type Database, durable } from '../../../platform/db/index.ts'

export interface ClosingDocument {
  /** The account. */
  _id: string
  ownerIds: string[]
  state: 'cooling' | 'cancelled' | 'done'
  askedAt: Date
  dueAt: Date
  /** When it is tried next: something may be under way on the day. */
  nextTryAt: Date | null
  doneAt: Date | null
}

export type ClosingStore = ReturnType<typeof createClosingStore>

export function createClosingStore(db: Database) {
  const closings = db.collection<ClosingDocument>('account_closings')
  return {
    prepare: () =>
      db.ensureIndexes('account_closings', [
        { key: { nextTryAt: 1 }, partialFilterExpression: { nextTryAt: { $type: 'date' } }, serves: 'accounts to be closed' },
      ]),
    closing: (accountId: string) => closings.findOne({ _id: accountId }),
    /** Asking again while it cools changes nothing. */
    async ask({ _id, ...rest }: ClosingDocument): Promise<void> {
      const begun = await closings.updateOne({ _id, state: { $ne: 'cooling' } }, { $set: rest }, durable)
      if (begun.matchedCount === 0) await closings.updateOne({ _id }, { $setOnInsert: rest }, { upsert: true, ...durable })
    },
    cancel: (accountId: string) =>
      closings.updateOne({ _id: accountId, state: 'cooling' }, { $set: { state: 'cancelled', nextTryAt: null } }, durable),
    claim: (now: Date, putOffTo: Date) =>
      closings.findOneAndUpdate(
        { state: 'cooling', nextTryAt: { $lte: now } },
        { $set: { nextTryAt: putOffTo } },
        { sort: { nextTryAt: 1 }, returnDocument: 'after', ...durable },
      ),
    finish: (accountId: string, doneAt: Date) =>
      closings.updateOne({ _id: accountId, state: 'cooling' }, { $set: { state: 'done', doneAt, nextTryAt: null } }, durable),
  }
}
