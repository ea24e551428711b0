import { type Actor, hasRole, type Staff, type Visitor } from '../../platform/auth/actor.ts'

/** Signing in and refreshing are for anyone; what is presented decides. */
export const mayOpenSession = (_actor: Actor) => true

/** Codes are sent, and phones bound, only inside a visitor's session. */
export const mayBindPhone = (actor: Actor): actor is Visitor => actor.kind === 'visitor'

/** A member of staff on the way in, or in. */
export const maySignIn = (actor: Actor): actor is Staff => actor.kind === 'staff'

export const mayReadStaff = (actor: Actor) => hasRole(actor, 'administrator', 'security_officer', 'auditor')

export const mayKeepStaff = (actor: Actor): actor is Staff => hasRole(actor, 'administrator')

/** Roles with power over the system itself are allowed by a second person; who that is, is the request's own rule. */
export const mayDecideRoles = (actor: Actor): actor is Staff => hasRole(actor, 'administrator', 'security_officer')

/** One's own account and session. */
export const maySeeSelf = (actor: Actor): actor is Visitor | Staff => actor.kind !== 'anonymous'
