import type { Actor, Visitor } from '../../platform/auth/actor.ts'

/** One's own list, or that of a person one acts for. */
export const mayReadOwn = (actor: Actor): actor is Visitor => actor.kind === 'visitor'
