import type { StaffRole } from '@minsheng/shared/contracts/identity'
import { type Actor, actorId, hasRole } from '../../platform/auth/actor.ts'

/** The record is read by the auditor and the security officer, and by nobody who works with what it tells of. */
export const mayReadAudit = (actor: Actor) => hasRole(actor, 'auditor', 'security_officer')

/** What is kept of people is no secret to those who answer for it. */
export const mayReadCatalogue = (actor: Actor) =>
  hasRole(actor, 'auditor', 'security_officer', 'administrator', 'bureau', 'data_steward', 'district_office')

/** Anyone of the staff may come to the list: they see their own requests and those they may answer. */
export const mayListRequests = (actor: Actor) => actor.kind === 'staff'

interface Asked {
  table: string
  level: number
  charityId: string | null
  askedBy: string
}

/** Who answers: level 3 of one charity its owner or the bureau, of all charities the bureau; the record and level 4 the security officer. */
export function deciders({ table, level, charityId }: Omit<Asked, 'askedBy'>): readonly StaffRole[] {
  if (level >= 4 || table === 'audit') return ['security_officer']
  return charityId === null ? ['bureau', 'security_officer'] : ['charity_owner', 'bureau', 'security_officer']
}

/** Always a second person. */
export function mayDecide(actor: Actor, request: Asked): boolean {
  if (actor.kind !== 'staff' || actorId(actor) === request.askedBy) return false
  return deciders(request).some((role) => hasRole(actor, role) && (role !== 'charity_owner' || actor.charityId === request.charityId))
}

export const isAskers = (actor: Actor, request: Pick<Asked, 'askedBy'>) => actor.kind === 'staff' && actorId(actor) === request.askedBy
