import { createHash } from 'node:crypto'

export interface DuplicateCase {
  _id: string
  /** The older record first. */
  residentIds: [string, string]
  because: 'id_number' | 'name_birth_date_phone'
  state: 'open' | 'merged' | 'different'
  /** Where the two records are; who covers both decides. */
  paths: { first: string[]; second: string[] }
  decided: { by: string; at: Date; note: string } | null
  /** What a merge did; null unless merged. */
  merge: { keptId: string; mergedId: string; keptRev: number; mergedRev: number } | null
  rev: number
  createdAt: Date
  history: { at: Date; by: string; to: string; note: string }[]
}

/** The case of two records has one number, whichever is seen first. */
export function caseId(one: string, other: string): string {
  return `dup_${createHash('sha256').update([one, other].sort().join('|')).digest('base64url').slice(0, 22)}`
}
