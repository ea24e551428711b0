import type { GuardedTable } from '@minsheng/shared/contracts/audit'
import type { Actor } from '../../../platform/auth/actor.ts'

export interface ExportScope {
  charityId: string | null
  campaignId: string | null
  from: string | null
  to: string | null
}

/** Two people's agreement; it stands in the file. */
export interface Approval {
  id: string
  askedByName: string
  decidedByName: string
}

/** A table that a feature lets out of the house. */
export interface ExportSource {
  table: GuardedTable
  tableName: string
  /** The highest level among its fields, from where they are declared. */
  level: number
  /** The wish narrowed to what this person may see; null when they may not have it at all. */
  narrowed<Scope extends ExportScope>(actor: Actor, scope: Scope): Scope | null
  /** @throws AppError `invalid_input` naming the field */
  check(scope: ExportScope & { reason: string }): Promise<void>
  make(scope: ExportScope & { reason: string }, approval: Approval): Promise<{ content: Buffer; filename: string; rowCount: number }>
}
