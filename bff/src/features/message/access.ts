import { type Actor, hasRole, type Staff, type Visitor } from '../../platform/auth/actor.ts'

/** Staff read their own messages in the panel. */
export const mayReadStaffMessages = (actor: Actor): actor is Staff => actor.kind === 'staff'
export const staffOf = ({ actor }: { actor: Actor }) => (actor.kind === 'staff' ? actor : null)

/** Everyone with a visitor's session has messages. */
export const mayReadMessages = (actor: Actor): actor is Visitor => actor.kind === 'visitor'
export const visitorOf = ({ actor }: { actor: Actor }) => (actor.kind === 'visitor' ? actor : null)

/** A message is read by the person it was sent to, also after a guest became a resident. */
export const ownsMessage = (actor: Actor, message: { to: string }) => actor.kind === 'visitor' && actor.ownerIds.includes(message.to)

/** Whether messages get through is the business of who runs the product. */
export const mayReadDispatches = (actor: Actor) => hasRole(actor, 'administrator', 'bureau', 'auditor')
export const mayResendDispatch = (actor: Actor) => hasRole(actor, 'administrator', 'bureau')
