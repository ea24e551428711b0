import { type Actor, hasRole } from '../../../platform/auth/actor.ts'

/** Money of the whole district: the bureau pays, its leaders and auditors see what was paid. */
export const mayReadPayouts = (actor: Actor) => hasRole(actor, 'bureau', 'bureau_leader', 'auditor')

export const mayPay = (actor: Actor) => hasRole(actor, 'bureau')

/** The second person; that it is never who made the batch is the batch's own rule. */
export const mayApprovePayouts = (actor: Actor) => hasRole(actor, 'bureau', 'bureau_leader')
