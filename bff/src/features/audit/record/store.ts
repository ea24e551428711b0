import type { AuditFilter } from '@minsheng/shared/contracts/audit'
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

export interface RecordQuery extends Omit<AuditFilter, 'who' | 'whom' | 'from' | 'to'> {
  /** Account numbers; null: of anyone. */
  actors: readonly string[] | null
  /** Numbers of people; null: about anyone. */
  subjects: readonly string[] | null
  since: Date | null
  before: Date | null
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

export type RecordStore = ReturnType<typeof createRecordStore>

/** Reads the record; nothing here ever writes to it. */
export function createRecordStore(db: Database) {
  const rows = db.collection<RecordedRow>('audit_log')

  function filterOf(query: RecordQuery): Filter<RecordedRow> {
    const { actors, subjects, action, subject, purpose, outcome, since, before } = query
    const all: Filter<RecordedRow>[] = [
      ...(actors ? [{ actor: { $in: [...actors] } }] : []),
      ...(subjects ? [{ subject: { $in: [...subjects] } }] : []),
      ...(subject ? [{ subject }] : []),
      ...(action ? [{ action: { $regex: `^${escaped(action)}` } }] : []),
      ...(purpose ? [{ reason: { $regex: escaped(purpose) } }] : []),
      ...(outcome ? [{ outcome }] : []),
      ...(since ? [{ at: { $gte: since } }] : []),
      ...(before ? [{ at: { $lt: before } }] : []),
    ]
    return all.length > 0 ? { $and: all } : {}
  }

  return {
    list: (query: RecordQuery, position: ListPosition | null, limit: number) =>
      rows
        .find({ $and: [filterOf(query), afterPosition(position, 'at')] } as Filter<RecordedRow>)
        .sort({ at: -1, _id: -1 })
        .limit(limit + 1)
        .maxTimeMS(8_000)
        .toArray(),
    stream: (query: RecordQuery, limit: number) => rows.find(filterOf(query)).sort({ at: -1, _id: -1 }).limit(limit).batchSize(1_000),
    /** Hidden values seen, and refused tries at these readings; newest first, for the newest must never be what is left out. */
    async looks(readings: readonly string[], since: Date, before: Date, limit: number): Promise<RecordedRow[]> {
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
