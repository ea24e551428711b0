import type { ImportKind, ImportState } from '@minsheng/shared/contracts/people'
import { afterPosition, type ListPosition } from '../../../platform/db/cursor.ts'
import { type Database, durable, type Filter, isDuplicateKey, majorityRead, type Session } from '../../../platform/db/index.ts'
import type { Opened, Plain, Stored } from '../../../platform/protect/catalogue.ts'
import type { Protector } from '../../../platform/protect/protector.ts'
import type { ImportFields } from './catalogue.ts'
import { type ImportJob, MOST_NAMED, type RowRecord, type Target } from './domain.ts'

export type ImportRecord = Opened<ImportJob, ImportFields>
type StoredImport = Stored<ImportJob, ImportFields>
type PlainImport = Plain<ImportJob, ImportFields>
export type ImportProtector = Protector<ImportJob, ImportFields>
export type ImportChange = Partial<Omit<PlainImport, '_id' | 'history' | 'rev' | 'notDone'>>

/** Work waits in these states. */
const underWay: readonly ImportState[] = ['checking', 'accepting', 'undoing']

export type ImportStore = ReturnType<typeof createImportStore>

export function createImportStore(db: Database, protector: ImportProtector) {
  const imports = db.collection<StoredImport>('imports')
  const rows = db.collection<RowRecord>('import_rows')
  const as = (filter: object) => filter as Filter<StoredImport>
  const opened = (stored: unknown) => (stored ? protector.open(stored as StoredImport) : null)

  return {
    transaction: db.transaction,
    async prepare() {
      await protector.prepare()
      await db.ensureIndexes('imports', [
        { key: { by: 1, createdAt: -1, _id: -1 }, serves: 'the imports of a person, newest first' },
        { key: { state: 1, 'lease.until': 1 }, serves: 'what waits to be worked on' },
        { key: { fileUntil: 1 }, partialFilterExpression: { fileUntil: { $type: 'date' } }, serves: 'files to remove' },
      ])
      await db.ensureIndexes('import_rows', [
        { key: { importId: 1, outcome: 1, row: -1 }, serves: 'the rows of an import by what became of them' },
      ])
    },
    import: async (id: string) => opened(await imports.findOne(as({ _id: id }), majorityRead)),
    /** @returns false when it is there already */
    async insert(job: PlainImport): Promise<boolean> {
      try {
        await imports.insertOne(protector.seal(job) as never, durable)
        return true
      } catch (error) {
        if (isDuplicateKey(error)) return false
        throw error
      }
    },
    async list(by: string, kind: ImportKind | undefined, position: ListPosition | null, limit: number) {
      const found = await imports
        .find(as({ $and: [{ by }, kind ? { kind } : {}, afterPosition(position)] }))
        .sort({ createdAt: -1, _id: -1 })
        .limit(limit + 1)
        .toArray()
      return protector.openAll(found as StoredImport[])
    },
    countUnderWay: (by: string) => imports.countDocuments(as({ by, state: { $in: underWay } })),
    /** A step that a person takes. @returns null when it is no longer as it was seen */
    async move(seen: Pick<ImportRecord, '_id' | 'rev' | 'state'>, set: ImportChange, entry: ImportJob['history'][number]) {
      return opened(
        await imports.findOneAndUpdate(
          as({ _id: seen._id, rev: seen.rev, state: seen.state }),
          {
            $set: protector.sealSome(seen._id, set),
            $push: { history: protector.sealEntry(seen._id, 'history', entry) },
            $inc: { rev: 1 },
          } as never,
          { returnDocument: 'after', ...durable },
        ),
      )
    },
    /** Takes the oldest work that nobody holds. */
    async claim(holder: string, now: Date, until: Date) {
      return opened(
        await imports.findOneAndUpdate(
          as({ state: { $in: underWay }, $or: [{ lease: null }, { 'lease.until': { $lte: now } }] }),
          { $set: { lease: { holder, until } } } as never,
          { sort: { createdAt: 1 }, returnDocument: 'after', ...durable },
        ),
      )
    },
    /** Notes progress, alone or with what was written. @returns false when the work is somebody else's by now */
    async step(
      job: Pick<ImportRecord, '_id' | 'state'>,
      holder: string,
      set: ImportChange,
      more: { notDone?: ImportJob['notDone']; entry?: ImportJob['history'][number] } = {},
      session?: Session,
    ): Promise<boolean> {
      const push = {
        ...(more.notDone?.length ? { notDone: { $each: more.notDone, $slice: MOST_NAMED } } : {}),
        ...(more.entry ? { history: protector.sealEntry(job._id, 'history', more.entry) } : {}),
      }
      const result = await imports.updateOne(
        as({ _id: job._id, state: job.state, 'lease.holder': holder }),
        {
          $set: protector.sealSome(job._id, set),
          ...(Object.keys(push).length > 0 ? { $push: push } : {}),
          ...(set.state ? { $inc: { rev: 1 } } : {}),
        } as never,
        session ? { session } : durable,
      )
      return result.matchedCount === 1
    },
    insertRows: (records: RowRecord[], session: Session) => rows.insertMany(records, { session }),
    /** Rows that made or changed something and were not looked at by an undo yet, last first. */
    toUndo: (importId: string, limit: number) =>
      rows
        .find({ importId, outcome: { $in: ['made', 'changed'] } })
        .sort({ row: -1 })
        .limit(limit)
        .toArray(),
    setOutcome: (id: string, outcome: RowRecord['outcome'], session: Session) =>
      rows.updateOne({ _id: id }, { $set: { outcome } }, { session }),
    /** What an import wrote, or took back, some at a time. */
    async *targetsOf(importId: string): AsyncGenerator<Target[]> {
      let batch: Target[] = []
      for await (const record of rows.find({ importId, outcome: { $in: ['made', 'changed', 'undone'] } })) {
        batch.push(...record.targets)
        if (batch.length >= 500) {
          yield batch
          batch = []
        }
      }
      if (batch.length > 0) yield batch
    },
    async overdue(now: Date): Promise<ImportRecord[]> {
      return protector.openAll(
        (await imports
          .find(as({ fileUntil: { $lte: now }, state: { $nin: underWay } }))
          .limit(100)
          .toArray()) as StoredImport[],
      )
    },
    forgetFile: (id: string) => imports.updateOne(as({ _id: id }), { $set: { fileUntil: null, report: null } } as never, durable),
  }
}
