import { type Actor, hasRole, type Visitor } from '../../platform/auth/actor.ts'

/** One's own data, or that of a person one acts for, where the operation allows that. */
export const mayReadOwn = (actor: Actor): actor is Visitor => actor.kind === 'visitor'

/** What binds a person, or can't be undone, is done by oneself alone. */
export const maySettleOwn = (actor: Actor): actor is Visitor => actor.kind === 'visitor' && actor.actingBy === undefined

export const ownsCopy = (actor: Actor, copy: { accountId: string }) => maySettleOwn(actor) && actor.accountId === copy.accountId

/** Where a request belongs: to a place, or, of someone the bureau doesn't know, to the whole district. */
export interface DeskScope {
  placeIds: readonly string[]
  /** True for those who also answer people of no known place. */
  unplaced: boolean
}

const covers = (actor: Actor, path: readonly string[] | null) =>
  actor.kind === 'staff' && path !== null && path.some((placeId) => actor.placeIds?.includes(placeId))

export const mayReadRequests = (actor: Actor) => hasRole(actor, 'data_steward', 'district_office', 'bureau', 'administrator', 'auditor')

export function deskScope(actor: Actor): DeskScope {
  const placed = hasRole(actor, 'data_steward', 'district_office') && actor.kind === 'staff' ? (actor.placeIds ?? []) : []
  return { placeIds: placed, unplaced: hasRole(actor, 'bureau', 'administrator', 'auditor', 'district_office') }
}

export const mayReadRequest = (actor: Actor, { path }: { path: readonly string[] | null }) =>
  mayReadRequests(actor) && (path === null ? deskScope(actor).unplaced : covers(actor, path))

/** Who keeps the data answers for it; who audits looks on. */
export const mayDecideRequest = (actor: Actor, { path }: { path: readonly string[] | null }) =>
  path === null ? hasRole(actor, 'district_office', 'bureau') : hasRole(actor, 'data_steward', 'district_office') && covers(actor, path)
