import type { Actor, Staff } from '../../../platform/auth/actor.ts'
import { hasRole } from '../../../platform/auth/actor.ts'
import type { DraftDocument } from './domain.ts'

/** Whoever works with policies; what each may see is the grants' to say. */
export const mayReadPolicies = (actor: Actor): actor is Staff =>
  hasRole(actor, 'bureau', 'bureau_leader', 'department', 'district_office', 'auditor')

export const mayReadDrafts = (actor: Actor): actor is Staff => hasRole(actor, 'bureau', 'bureau_leader', 'auditor')

export const mayWritePolicies = (actor: Actor): actor is Staff => hasRole(actor, 'bureau')

const isOpen = ({ state }: DraftDocument) => state === 'draft' || state === 'submitted' || state === 'approved'

export const mayEdit = (actor: Actor, draft: DraftDocument): boolean => mayWritePolicies(actor) && isOpen(draft)

/** The second person: never one of those who wrote it. */
export const maySecond = (actor: Actor, { writers }: DraftDocument): boolean =>
  hasRole(actor, 'bureau', 'bureau_leader') && actor.kind === 'staff' && !writers.includes(actor.accountId)

export const mayPublish = (actor: Actor): boolean => hasRole(actor, 'bureau', 'bureau_leader')
