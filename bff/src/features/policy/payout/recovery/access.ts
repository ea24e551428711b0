import type { Actor } from '../../../../platform/auth/actor.ts'
import { mayApprovePayouts, mayPay, mayReadPayouts } from '../access.ts'

/** Money of the whole district, as with payouts: who pays proposes, and writes down what came back. */
export const mayReadRecoveries = (actor: Actor) => mayReadPayouts(actor)
export const mayPropose = (actor: Actor) => mayPay(actor)
/** The second person; that it is never who proposed or wrote it down is the recovery's own rule. */
export const mayDecideRecovery = (actor: Actor) => mayApprovePayouts(actor)
