import type { SignInStep, StaffRole } from '@minsheng/shared/contracts/identity'

/** Someone who has not opened any session. */
export interface Anonymous {
  kind: 'anonymous'
}

/** A child in whose name their guardian acts, by the register. */
export interface Ward {
  residentId: string
  /** The guardian, as a resident. */
  guardianId: string
}

/** A visitor: a guest, or a resident who bound a phone number. */
export interface Visitor {
  kind: 'visitor'
  accountId: string
  sessionId: string
  channel: 'weapp' | 'h5'
  /** This account and every guest account it has claimed; things owned by any of them are this person's. */
  ownerIds: readonly string[]
  /** The WeChat account that pays in this session; null outside WeChat. */
  wechatAccountId: string | null
  /** Who really acts, when this visitor's things are handled by another under a proxy; the account above is then the one acted for. */
  actingBy?: { proxyId: string; accountId: string; ward?: Ward }
}

/** A bureau worker, auditor or member of a charity. Roles are read at each request, so a change bites at once. */
export interface Staff {
  kind: 'staff'
  accountId: string
  sessionId: string
  roles: readonly StaffRole[]
  /** The charity a charity role belongs to; null for the bureau's own people. */
  charityId: string | null
  /** The places a place role holds for, everything below included. */
  placeIds?: readonly string[]
  /** Steps of signing in that are not done; until then nothing else is open. */
  owes?: readonly SignInStep[]
}

export type Actor = Anonymous | Visitor | Staff

/** The actor as audit rows and idempotency keys name it; `acc_x/acc_y` is x acting for y. */
export function actorId(actor: Actor): string {
  if (actor.kind === 'anonymous') return 'anonymous'
  return actor.kind === 'visitor' && actor.actingBy ? `${actor.actingBy.accountId}/${actor.accountId}` : actor.accountId
}

export function hasRole(actor: Actor, ...roles: StaffRole[]): boolean {
  return actor.kind === 'staff' && actor.roles.some((role) => roles.includes(role))
}
