import { afterPosition, type ListPosition } from '../../../platform/db/cursor.ts'
import { type Database, durable, type Filter, isDuplicateKey } from '../../../platform/db/index.ts'
import type { Stored } from '../../../platform/protect/catalogue.ts'
import type { Protector } from '../../../platform/protect/protector.ts'
import type { ExportRequestFields } from './catalogue.ts'
import type { ExportRequestDocument } from './domain.ts'

export type ExportRequestProtector = Protector<ExportRequestDocument, ExportRequestFields>
type StoredRequest = Stored<ExportRequestDocument, ExportRequestFields>

export type ExportRequestStore = ReturnType<typeof createExportRequestStore>

export function createExportRequestStore(db: Database, protector: ExportRequestProtector) {
  const requests = db.collection<StoredRequest>('export_requests')
  /** Whoever may see a request is told what it is for. */
  const openedAll = async (rows: StoredRequest[]): Promise<ExportRequestDocument[]> =>
    (await protector.openAll(rows)).map(({ reason, note, ...rest }) => ({
      ...rest,
      reason: reason.reveal(),
      note: note?.reveal() ?? null,
    }))
  const opened = async (row: StoredRequest | null): Promise<ExportRequestDocument | null> => row && ((await openedAll([row]))[0] ?? null)
  return {
    async prepare() {
      await protector.prepare()
      await db.ensureIndexes('export_requests', [
        { key: { askedBy: 1, createdAt: -1, _id: -1 }, serves: "one's own requests" },
        { key: { createdAt: -1, _id: -1 }, serves: 'requests that one may answer' },
      ])
    },
    request: async (id: string) => opened(await requests.findOne({ _id: id })),
    /** The same key asks once. */
    async insert(request: ExportRequestDocument): Promise<ExportRequestDocument> {
      try {
        await requests.insertOne(protector.seal(request), durable)
        return request
      } catch (error) {
        const there = isDuplicateKey(error) ? await opened(await requests.findOne({ _id: request._id })) : null
        if (!there) throw error
        return there
      }
    },
    list: async (seen: readonly Filter<ExportRequestDocument>[], state: string | undefined, position: ListPosition | null, limit: number) =>
      openedAll(
        await requests
          .find({ $and: [{ $or: [...seen] }, state ? { state } : {}, afterPosition(position)] } as Filter<StoredRequest>)
          .sort({ createdAt: -1, _id: -1 })
          .limit(limit + 1)
          .toArray(),
      ),
    /** @returns null when it is no longer as it was seen, or its time is over */
    decide: async (id: string, rev: number, now: Date, change: Partial<ExportRequestDocument>) =>
      opened(
        await requests.findOneAndUpdate(
          { _id: id, rev, state: 'asked', expiresAt: { $gt: now } },
          { $set: protector.sealSome(id, change), $inc: { rev: 1 } },
          { returnDocument: 'after', ...durable },
        ),
      ),
    /** The one download; of two at once one gets it. */
    claim: async (id: string, now: Date, rowCount: number) =>
      opened(
        await requests.findOneAndUpdate(
          { _id: id, state: 'approved', expiresAt: { $gt: now } },
          { $set: { state: 'downloaded', downloadedAt: now, rowCount }, $inc: { rev: 1 } },
          { returnDocument: 'after', ...durable },
        ),
      ),
  }
}
