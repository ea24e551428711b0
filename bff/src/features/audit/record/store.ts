import type { AuditFilter } from '@minsheng/shared/contracts/audit'
import type { AuditReasons, KeptReason } from '../../../platform/audit/index.ts'
import { afterPosition, type ListPosition } from '../../../platform/db/cursor.ts'
import { type Database, type Filter, majorityRead } from '../../../platform/db/index.ts'
import { isRevealing } from '../unusual/domain.ts'

/** A row of the platform's record, as this feature reads it. */
export interface RecordedRow {
  _id: string
  at: Date
  actor: string
  action: string
  subject: string
  outcome: 'done' | 'refused' | 'unknown'
  requestId: string
  reason?: string
  seq?: number
}

/** As it lies in the database. */
type StoredRow = Omit<RecordedRow, 'reason'> & { reason?: KeptReason }

export interface RecordQuery extends Omit<AuditFilter, 'who' | 'whom' | 'from' | 'to'> {
  /** Account numbers; null: of anyone. */
  actors: readonly string[] | null
  /** Numbers of people; null: about anyone. */
  subjects: readonly string[] | null
  since: Date | null
  before: Date | null
}

/** So many rows are gone through for words in a reason before the reader is asked to go on. */
const MOST_READ = 20_000
const AT_ONCE = 500

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

export type RecordStore = ReturnType<typeof createRecordStore>

/** Reads the record; nothing here ever writes to it. */
export function createRecordStore(db: Database, reasons: Pick<AuditReasons, 'opened'>, mostRead = MOST_READ) {
  const rows = db.collection<StoredRow>('audit_log')

  function filterOf(query: RecordQuery): Filter<StoredRow> {
    const { actors, subjects, action, subject, purpose, outcome, since, before } = query
    const all: Filter<StoredRow>[] = [
      ...(actors ? [{ actor: { $in: [...actors] } }] : []),
      ...(subjects ? [{ subject: { $in: [...subjects] } }] : []),
      ...(subject ? [{ subject }] : []),
      ...(action ? [{ action: { $regex: `^${escaped(action)}` } }] : []),
      // The words themselves are sealed: they are compared when the row was opened.
      ...(purpose ? [{ reason: { $exists: true } }] : []),
      ...(outcome ? [{ outcome }] : []),
      ...(since ? [{ at: { $gte: since } }] : []),
      ...(before ? [{ at: { $lt: before } }] : []),
    ]
    return all.length > 0 ? { $and: all } : {}
  }

  async function* opened(found: AsyncIterable<StoredRow>): AsyncGenerator<RecordedRow> {
    let batch: StoredRow[] = []
    for await (const row of found) {
      if (batch.push(row) < AT_ONCE) continue
      yield* await reasons.opened(batch)
      batch = []
    }
    yield* await reasons.opened(batch)
  }

  return {
    /** @returns `next`: where to go on; null when there is no more */
    async list(
      query: RecordQuery,
      position: ListPosition | null,
      limit: number,
    ): Promise<{ found: RecordedRow[]; next: ListPosition | null }> {
      const { purpose } = query
      const most = purpose ? mostRead : limit + 1
      const cursor = rows
        .find({ $and: [filterOf(query), afterPosition(position, 'at')] } as Filter<StoredRow>)
        .sort({ at: -1, _id: -1 })
        .limit(most)
        .batchSize(AT_ONCE)
        .maxTimeMS(8_000)
      const found: RecordedRow[] = []
      let last: ListPosition | null = null
      let read = 0
      for await (const row of opened(cursor)) {
        read += 1
        if (purpose && !row.reason?.includes(purpose)) {
          last = { at: row.at, id: row._id }
          continue
        }
        if (found.length === limit) return { found, next: last }
        found.push(row)
        last = { at: row.at, id: row._id }
      }
      return { found, next: read === most ? last : null }
    },
    stream: (query: RecordQuery, limit: number) =>
      opened(rows.find(filterOf(query)).sort({ at: -1, _id: -1 }).limit(limit).batchSize(1_000)),
    /** Hidden values seen, and refused tries at these readings; newest first, for the newest must never be what is left out. */
    async looks(readings: readonly string[], since: Date, before: Date, limit: number): Promise<StoredRow[]> {
      // The kinds there are come from the index alone.
      const kinds = await rows.aggregate<{ _id: string }>([{ $sort: { action: 1 } }, { $group: { _id: '$action' } }]).toArray()
      const reveals = kinds.map(({ _id }) => _id).filter(isRevealing)
      const wanted = { $or: [{ action: { $in: reveals } }, { action: { $in: [...readings] }, outcome: 'refused' as const }] }
      return rows
        .find({ ...wanted, at: { $gte: since, $lt: before } }, majorityRead)
        .sort({ at: -1, _id: -1 })
        .limit(limit)
        .toArray()
    },
  }
}
