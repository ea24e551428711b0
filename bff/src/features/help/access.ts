import type { StaffRole } from '@minsheng/shared/contracts/identity'
import { type Actor, hasRole, type Visitor } from '../../platform/auth/actor.ts'
import type { CallScope, Followed } from './call/domain.ts'

/** Guests as well: nobody signs in before they may call. */
export const mayCall = (actor: Actor): actor is Visitor => actor.kind === 'visitor'
export const ownsCall = (actor: Actor, { accountId }: { accountId: string }): actor is Visitor =>
  mayCall(actor) && actor.ownerIds.includes(accountId)

const workers: readonly StaffRole[] = ['grid_worker', 'community', 'street', 'district_office']
export const mayReadCalls = (actor: Actor) => hasRole(actor, ...workers)

export const scopeOf = (actor: Actor): CallScope =>
  actor.kind === 'staff' ? { placeIds: actor.placeIds ?? [], accountId: actor.accountId } : { placeIds: [], accountId: '' }

/** How calls went, in figures: also whoever leads the bureau, without anybody's name. */
export const mayReadHelpReport = (actor: Actor) => hasRole(actor, 'community', 'street', 'district_office', 'bureau', 'bureau_leader')

/** What is promised: open to whoever works by it and whoever leads. */
export const mayReadHelpTerms = (actor: Actor) => hasRole(actor, ...workers, 'bureau', 'bureau_leader')
/** That whoever decides did not propose is the version's own rule. */
export const mayDecideHelpTerms = (actor: Actor) => hasRole(actor, 'bureau')

/** What a member of staff may follow as it changes. */
export const followedBy = (actor: Actor): Followed => ({ sessionId: actor.kind === 'staff' ? actor.sessionId : '', ...scopeOf(actor) })

/** Those of the desks decide whether two reports are one thing. */
export const mayDecideTogether = (actor: Actor) => hasRole(actor, 'community', 'street', 'district_office')

/** Where one answers for the place, or was told of it: a backup comes from the next grid. */
export function mayWork(actor: Actor, { path, told }: { path: readonly string[]; told: readonly { accountId: string }[] }): boolean {
  if (actor.kind !== 'staff' || !mayReadCalls(actor)) return false
  return path.some((placeId) => actor.placeIds?.includes(placeId)) || told.some(({ accountId }) => accountId === actor.accountId)
}
