import type { Actor, Staff, Visitor } from '../../platform/auth/actor.ts'

/** Signing in and refreshing are for anyone; what is presented decides. */
export const mayOpenSession = (_actor: Actor) => true

/** Codes are sent, and phones bound, only inside a visitor's session. */
export const mayBindPhone = (actor: Actor): actor is Visitor => actor.kind === 'visitor'

/** One's own account and session. */
export const maySeeSelf = (actor: Actor): actor is Visitor | Staff => actor.kind !== 'anonymous'
