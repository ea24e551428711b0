import type { Plain } from '../../../platform/protect/catalogue.ts'
import type { ResidentFields } from './catalogue.ts'
import type { Resident } from './domain.ts'

export type PlainResident = Plain<Resident, ResidentFields>

/** A resident as a feature makes one; what it is found by is worked out here. */
export type NewResident = Omit<
  PlainResident,
  | 'idNumberIndex'
  | 'phoneIndex'
  | 'nameTokens'
  | 'nameBirthIndex'
  | 'likenessIndex'
  | 'groupKeys'
  | 'versions'
  | 'rev'
  | 'updatedAt'
  | 'anonymisedAt'
>
export type ResidentChange = Partial<
  Pick<
    PlainResident,
    | 'name'
    | 'idNumber'
    | 'phone'
    | 'registeredAddress'
    | 'birthDate'
    | 'sex'
    | 'path'
    | 'householdId'
    | 'relation'
    | 'memberships'
    | 'groups'
    | 'state'
    | 'mergedInto'
  >
>
