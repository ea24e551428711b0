import type { Audience, OperationSpec } from '../contracts/operation.ts'
import type { StaffRole } from './role.ts'

/**
 * How far a staff right goes.
 * - `own`: one thing of a charity or a place; a charity's people only in theirs, place roles only in their places.
 * - `part`: a list; each sees the part that is theirs, nobody is refused who holds the role.
 * - `open`: nothing in it belongs to a charity or a place.
 * - `maker`: one thing of whoever made it, and nobody else's, whatever their role.
 */
export type StaffReach = 'own' | 'part' | 'open' | 'maker'

/** Who may try an operation. The fine decision about one thing (its state, a second person) stays with the route. */
export type Grant =
  | { who: 'anyone' }
  /** Every visitor, or `own`: the one a thing belongs to. */
  | { who: 'visitor'; of: 'any' | 'own' }
  | { who: 'signed_in' }
  | { who: 'staff'; reach: StaffReach; roles: readonly StaffRole[] }

type GrantOf<A extends Audience> = A extends 'public'
  ? Extract<Grant, { who: 'anyone' }>
  : A extends 'session'
    ? Extract<Grant, { who: 'visitor' }>
    : A extends 'any_session'
      ? Extract<Grant, { who: 'signed_in' }>
      : Extract<Grant, { who: 'staff' }>

/** One row for each operation of a contract, of the kind its audience asks for: a missing or wrong one does not compile. */
export type GrantsOf<C extends Record<string, OperationSpec>> = { readonly [N in keyof C]: GrantOf<C[N]['audience']> }

export const anyone = { who: 'anyone' } as const
/** Every guest and every resident. */
export const visitor = { who: 'visitor', of: 'any' } as const
/** The guest or resident the thing belongs to. */
export const visitorsOwn = { who: 'visitor', of: 'own' } as const
export const signedIn = { who: 'signed_in' } as const
export const staff = (reach: StaffReach, ...roles: StaffRole[]) => ({ who: 'staff', reach, roles }) as const

/** Whether someone with these roles may knock at the operation at all, before anything is looked up. */
export function admits(grant: Grant, actor: { kind: 'anonymous' | 'visitor' } | { kind: 'staff'; roles: readonly StaffRole[] }): boolean {
  switch (grant.who) {
    case 'anyone':
      return true
    case 'signed_in':
      return actor.kind !== 'anonymous'
    case 'visitor':
      return actor.kind === 'visitor'
    case 'staff':
      return actor.kind === 'staff' && actor.roles.some((role) => grant.roles.includes(role))
  }
}
