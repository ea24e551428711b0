import type { LookedAt, RevealPurpose } from '@minsheng/shared/contracts/people'

/** A look at a hidden field of a resident, or a hidden fact of a resident or household: who, what, what for. Rows are only ever inserted. */
export interface RevealDocument {
  _id: string
  residentId: string | null
  householdId: string | null
  at: Date
  by: string
  field: LookedAt
  purpose: RevealPurpose
  note: string | null
}
