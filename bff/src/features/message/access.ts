import type { Actor, Visitor } from '../../platform/auth/actor.ts'

/** Everyone with a visitor's session has messages; staff have none here. */
export const mayReadMessages = (actor: Actor): actor is Visitor => actor.kind === 'visitor'

/** A message is read by the person it was sent to, also after a guest became a resident. */
export const ownsMessage = (actor: Actor, message: { to: string }) => actor.kind === 'visitor' && actor.ownerIds.includes(message.to)
