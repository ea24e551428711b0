import type { DuplicateRow } from '@minsheng/shared/contracts/people'
import { presentResident, type Surroundings } from '../resident/present.ts'
import type { ResidentRecord } from '../resident/store.ts'
import type { DuplicateCase } from './domain.ts'

/** Two records beside each other, masked. */
export function presentDuplicate(seen: DuplicateCase, records: ReadonlyMap<string, ResidentRecord>, around: Surroundings): DuplicateRow {
  const { merge } = seen
  return {
    id: seen._id,
    state: seen.state,
    because: seen.because,
    foundAt: seen.createdAt.toISOString(),
    records: seen.residentIds.flatMap((id) => {
      const record = records.get(id)
      return record ? [presentResident(record, around)] : []
    }),
    decidedAt: seen.decided?.at.toISOString() ?? null,
    // Emptied when one of the two became anonymous.
    note: seen.decided?.note || null,
    mayUndo: merge !== null && records.get(merge.keptId)?.rev === merge.keptRev && records.get(merge.mergedId)?.rev === merge.mergedRev,
    rev: seen.rev,
  }
}
