import type { PayMark, PayState } from '@minsheng/shared/contracts/policy'
import { afterPosition, type ListPosition } from '../../../platform/db/cursor.ts'
import { type Database, durable, type Filter, isDuplicateKey, majorityRead } from '../../../platform/db/index.ts'
import type { Stored } from '../../../platform/protect/catalogue.ts'
import type { Protector } from '../../../platform/protect/protector.ts'
import type { BatchFields } from './catalogue.ts'
import type { BatchDocument, LedgerLine } from './records.ts'

type StoredBatch = Stored<BatchDocument, BatchFields>

export type PayoutStore = ReturnType<typeof createPayoutStore>
type BatchChange = Partial<
  Pick<
    BatchDocument,
    | 'state'
    | 'openKey'
    | 'count'
    | 'sumFen'
    | 'hash'
    | 'decidedBy'
    | 'decidedAt'
    | 'words'
    | 'fileSha256'
    | 'taking'
    | 'ended'
    | 'endedCount'
  >
>

/** Batches, and the books, in which nothing is ever changed. */
export function createPayoutStore(db: Database, protector: Protector<BatchDocument, BatchFields>) {
  const batches = db.collection<StoredBatch>('payout_batches')
  /** Whoever may see a batch is told why it was returned. */
  const openedAll = async (rows: StoredBatch[]): Promise<BatchDocument[]> =>
    (await protector.openAll(rows)).map(({ words, ...rest }) => ({ ...rest, words: words?.reveal() ?? null }))
  const opened = async (row: StoredBatch | null): Promise<BatchDocument | null> => row && ((await openedAll([row]))[0] ?? null)
  const lines = db.appendOnly<LedgerLine>('payout_lines')
  return {
    async prepare() {
      await protector.prepare()
      await db.ensureIndexes('payout_batches', [
        { key: { createdAt: -1, _id: -1 }, serves: 'the list of batches' },
        {
          key: { openKey: 1 },
          unique: true,
          partialFilterExpression: { openKey: { $type: 'string' } },
          serves: 'one batch at a time that waits',
        },
      ])
      await db.ensureIndexes('payout_lines', [
        {
          key: { awardId: 1, month: 1, number: 1 },
          unique: true,
          serves: 'what was entered for an award; two who write at once meet here',
        },
        { key: { awardId: 1, month: 1, kind: 1, cause: 1 }, unique: true, serves: 'one line for one decision' },
        { key: { month: 1, awardId: 1 }, serves: 'who was paid for a month' },
      ])
    },
    batch: async (id: string) => opened(await batches.findOne({ _id: id }, majorityRead)),
    list: async (position: ListPosition | null, limit: number) =>
      openedAll(
        await batches
          .find(afterPosition(position) as Filter<StoredBatch>)
          .sort({ createdAt: -1, _id: -1 })
          .limit(limit + 1)
          .toArray(),
      ),
    openBatch: async () => opened(await batches.findOne({ openKey: { $type: 'string' } } as Filter<StoredBatch>, majorityRead)),
    /** @returns what is there under the same id; null when another one waits */
    async insert(batch: BatchDocument): Promise<BatchDocument | null> {
      try {
        await batches.insertOne(protector.seal(batch), durable)
        return batch
      } catch (error) {
        if (!isDuplicateKey(error)) throw error
        return opened(await batches.findOne({ _id: batch._id }))
      }
    },
    /** @returns null when it is no longer as it was seen */
    change: async (seen: Pick<BatchDocument, '_id' | 'rev'>, set: BatchChange, entry: BatchDocument['history'][number] | null) =>
      opened(
        await batches.findOneAndUpdate(
          { _id: seen._id, rev: seen.rev },
          { $set: protector.sealSome(seen._id, set), ...(entry ? { $push: { history: entry } } : {}), $inc: { rev: 1 } },
          { returnDocument: 'after', ...durable },
        ),
      ),
    /** A returns file was taken whole. @returns null when it is no longer as it was seen */
    taken: async (seen: Pick<BatchDocument, '_id' | 'rev'>, returns: BatchDocument['returns'][number], state: BatchDocument['state']) =>
      opened(
        await batches.findOneAndUpdate(
          { _id: seen._id, rev: seen.rev },
          {
            $set: { taking: null, state },
            $push: { returns, history: { at: returns.takenAt, by: returns.by, to: state } },
            $inc: { rev: 1 },
          },
          { returnDocument: 'after', ...durable },
        ),
      ),
    /** Lines of these awards, by month and number. */
    linesOf: (awardIds: readonly string[]) =>
      lines
        .find({ awardId: { $in: [...awardIds] } } as Filter<LedgerLine>, majorityRead)
        .sort({ awardId: 1, month: 1, number: 1 })
        .toArray(),
    /** Enters what is not there yet. @returns the numbers of lines that are there with another content */
    async enter(rows: readonly LedgerLine[]): Promise<string[]> {
      if (rows.length === 0) return []
      try {
        await lines.insertMany([...rows], { ordered: false, ...durable })
        return []
      } catch (error) {
        if (!isDuplicateKey(error)) throw error
      }
      const kept = await lines.find({ _id: { $in: rows.map(({ _id }) => _id) } } as Filter<LedgerLine>, majorityRead).toArray()
      const hashes = new Map(kept.map(({ _id, inputsHash }) => [_id, inputsHash]))
      return rows.filter(({ _id, inputsHash }) => hashes.get(_id) !== inputsHash).map(({ _id }) => _id)
    },
    /** Who had a regular line for a month. */
    regularIn: (month: string) =>
      lines.find({ month, kind: 'regular' } as Filter<LedgerLine>, { projection: { awardId: 1, fen: 1, every: 1 }, ...majorityRead }),
  }
}

export interface RowQuery {
  batchId: string
  state?: PayState | undefined
  mark?: PayMark | undefined
}
