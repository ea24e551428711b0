import type { SpecialGroup } from '@minsheng/shared/contracts/people'

export interface ChangeNote {
  by: string
  why: string
  at: Date
}

export interface ResidentQuery {
  /** Ids of places; only who lives in one of them is found. */
  scope: readonly string[]
  group?: { kind: SpecialGroup; on: string } | undefined
  /** Any of these ways. Empty: everyone. */
  found: {
    idNumber?: string
    phone?: string
    nameParts?: { part: string; communityIds: string[] }
    nameBirth?: { name: string; birthDate: string }
    householdIds?: string[]
    placeIds?: string[]
  }[]
}
