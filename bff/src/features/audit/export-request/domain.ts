import type { ExportRequest, GuardedTable } from '@minsheng/shared/contracts/audit'

const DAY_MS = 24 * 3_600_000
/** A wish nobody answers lapses; what was agreed to is fetched within a day. */
export const ASKED_FOR_MS = 7 * DAY_MS
export const APPROVED_FOR_MS = DAY_MS

/** A wish to take a table away, and what became of it; kept like the record itself. */
export interface ExportRequestDocument {
  _id: string
  table: GuardedTable
  tableName: string
  charityId: string | null
  campaignId: string | null
  from: string | null
  to: string | null
  level: 3 | 4
  reason: string
  state: Exclude<ExportRequest['state'], 'lapsed'>
  askedBy: string
  createdAt: Date
  decidedBy: string | null
  decidedAt: Date | null
  note: string | null
  expiresAt: Date
  downloadedAt: Date | null
  rowCount: number | null
  rev: number
}

/** The state with the clock's word: what was not used in time has lapsed. */
export function stateAt({ state, expiresAt }: Pick<ExportRequestDocument, 'state' | 'expiresAt'>, now: Date): ExportRequest['state'] {
  return (state === 'asked' || state === 'approved') && expiresAt <= now ? 'lapsed' : state
}
