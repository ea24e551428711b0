import { afterPosition, type ListPosition } from '../../../platform/db/cursor.ts'
import { type Database, durable, type Filter, isDuplicateKey } from '../../../platform/db/index.ts'
import type { ExportRequestDocument } from './domain.ts'

export type ExportRequestStore = ReturnType<typeof createExportRequestStore>

export function createExportRequestStore(db: Database) {
  const requests = db.collection<ExportRequestDocument>('export_requests')
  return {
    prepare: () =>
      db.ensureIndexes('export_requests', [
        { key: { askedBy: 1, createdAt: -1, _id: -1 }, serves: "one's own requests" },
        { key: { createdAt: -1, _id: -1 }, serves: 'requests that one may answer' },
      ]),
    request: (id: string) => requests.findOne({ _id: id }),
    /** The same key asks once. */
    async insert(request: ExportRequestDocument): Promise<ExportRequestDocument> {
      try {
        await requests.insertOne(request, durable)
        return request
      } catch (error) {
        const there = isDuplicateKey(error) ? await requests.findOne({ _id: request._id }) : null
        if (!there) throw error
        return there
      }
    },
    list: (seen: readonly Filter<ExportRequestDocument>[], state: string | undefined, position: ListPosition | null, limit: number) =>
      requests
        .find({ $and: [{ $or: [...seen] }, state ? { state } : {}, afterPosition(position)] } as Filter<ExportRequestDocument>)
        .sort({ createdAt: -1, _id: -1 })
        .limit(limit + 1)
        .toArray(),
    /** @returns null when it is no longer as it was seen, or its time is over */
    decide: (id: string, rev: number, now: Date, change: Partial<ExportRequestDocument>) =>
      requests.findOneAndUpdate(
        { _id: id, rev, state: 'asked', expiresAt: { $gt: now } },
        { $set: change, $inc: { rev: 1 } },
        { returnDocument: 'after', ...durable },
      ),
    /** The one download; of two at once one gets it. */
    claim: (id: string, now: Date, rowCount: number) =>
      requests.findOneAndUpdate(
        { _id: id, state: 'approved', expiresAt: { $gt: now } },
        { $set: { state: 'downloaded', downloadedAt: now, rowCount }, $inc: { rev: 1 } },
        { returnDocument: 'after', ...durable },
      ),
  }
}
