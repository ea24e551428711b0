import { type Binary, type Database, durable, isDuplicateKey } from '../../../platform/db/index.ts'

/** A verified notice of WeChat Pay, kept before it is processed. */
export interface InboxDocument<Facts> {
  _id: string
  receivedAt: Date
  eventType: string
  raw: Binary | Buffer
  facts: Facts
  state: 'received' | 'processed'
  outcome: string | null
  nextTryAt: Date
  tries: number
}

export type Inbox<Facts> = ReturnType<typeof createInbox<Facts>>

/** The durable inbox of one kind of notice. */
export function createInbox<Facts>(db: Database, collection: 'payment_notices' | 'refund_notices') {
  // Typed for what is written here alone: the driver can't follow filters through a type parameter.
  const notices = db.collection<InboxDocument<unknown>>(collection)
  return {
    prepare: () =>
      db.ensureIndexes(collection, [
        { key: { nextTryAt: 1 }, partialFilterExpression: { state: 'received' }, serves: 'notices not yet processed' },
      ]),
    /** False when this notice is there already. */
    async insert(notice: InboxDocument<Facts>): Promise<boolean> {
      try {
        await notices.insertOne(notice, durable)
        return true
      } catch (error) {
        if (isDuplicateKey(error)) return false
        throw error
      }
    },
    async claimDue(now: Date, putOffTo: Date): Promise<InboxDocument<Facts> | null> {
      const found = await notices.findOneAndUpdate(
        { state: 'received', nextTryAt: { $lte: now } },
        { $set: { nextTryAt: putOffTo }, $inc: { tries: 1 } },
        { sort: { nextTryAt: 1 }, returnDocument: 'after', ...durable },
      )
      return found as InboxDocument<Facts> | null
    },
    postpone: (id: string, nextTryAt: Date) => notices.updateOne({ _id: id, state: 'received' }, { $set: { nextTryAt } }, durable),
    finish: (id: string, outcome: string) => notices.updateOne({ _id: id }, { $set: { state: 'processed', outcome } }, durable),
  }
}
