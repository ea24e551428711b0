import type { ProxyScope } from '@minsheng/shared/contracts/acting'
import { afterPosition, type ListPosition } from '../../../platform/db/cursor.ts'
import { type Database, durable } from '../../../platform/db/index.ts'

/** Something done in another's name, one row for the same on one day. Written before it begins. */
export interface DeedDocument {
  _id: string
  proxyId: string
  elderAccountId: string
  proxyAccountId: string
  operation: string
  scope: ProxyScope
  deed: string
  /** Calendar date in Shanghai. */
  day: string
  outcome: 'begun' | 'done' | 'refused'
  times: number
  /** When it was last done. */
  createdAt: Date
  /** The requests, for whoever follows one in the audit log; the latest only. */
  requestIds: string[]
}

export type DeedStore = ReturnType<typeof createDeedStore>

const REQUESTS_KEPT = 50

export function createDeedStore(db: Database) {
  const deeds = db.collection<DeedDocument>('proxy_deeds')
  return {
    prepare: () =>
      db.ensureIndexes('proxy_deeds', [
        { key: { elderAccountId: 1, createdAt: -1, _id: -1 }, serves: 'what was done in my name' },
        { key: { proxyAccountId: 1, createdAt: -1, _id: -1 }, serves: 'what I did for others' },
        { key: { proxyId: 1, createdAt: -1, _id: -1 }, serves: 'what was done under one authorisation' },
      ]),
    insert: (deed: DeedDocument) => deeds.insertOne(deed, durable),
    /** Counts a reading that was done before on that day; false when there was none. */
    async again(
      deed: Pick<DeedDocument, 'proxyId' | 'operation' | 'day' | 'proxyAccountId'>,
      requestId: string,
      at: Date,
    ): Promise<boolean> {
      const { proxyId, operation, day, proxyAccountId } = deed
      const counted = await deeds.updateOne(
        { proxyId, operation, day, proxyAccountId, outcome: 'done' },
        { $inc: { times: 1 }, $set: { createdAt: at }, $push: { requestIds: { $each: [requestId], $slice: -REQUESTS_KEPT } } },
        durable,
      )
      return counted.modifiedCount === 1
    },
    settle: (id: string, outcome: 'done' | 'refused') => deeds.updateOne({ _id: id, outcome: 'begun' }, { $set: { outcome } }, durable),
    list: (
      of: { elderAccountId: string } | { proxyAccountId: string },
      proxyId: string | undefined,
      position: ListPosition | null,
      limit: number,
    ) =>
      deeds
        .find({ $and: [of, proxyId ? { proxyId } : {}, afterPosition(position)] })
        .sort({ createdAt: -1, _id: -1 })
        .limit(limit + 1)
        .toArray(),
  }
}
