import { type Actor, hasRole, type Visitor } from '../../platform/auth/actor.ts'

/** One's own data, or that of a person one acts for, where the operation allows that. */
export const mayReadOwn = (actor: Actor): actor is Visitor => actor.kind === 'visitor'

/** What binds a person, or can't be undone, is done by oneself alone. */
export const maySettleOwn = (actor: Actor): actor is Visitor => actor.kind === 'visitor' && actor.actingBy === undefined

export const ownsCopy = (actor: Actor, copy: { accountId: string }) => maySettleOwn(actor) && actor.accountId === copy.accountId

/** Which requests someone sees: all, or those of people who live in their places; of people the bureau doesn't know, who answers for the district. */
export interface DeskScope {
  all: boolean
  placeIds: readonly string[]
  unplaced: boolean
}

const seesAll = (actor: Actor) => hasRole(actor, 'bureau', 'administrator', 'auditor')
const covers = (actor: Actor, path: readonly string[] | null) =>
  actor.kind === 'staff' && (path === null ? hasRole(actor, 'district_office') : path.some((placeId) => actor.placeIds?.includes(placeId)))

export const mayReadRequests = (actor: Actor) => seesAll(actor) || hasRole(actor, 'data_steward', 'district_office')

export const deskScope = (actor: Actor): DeskScope => ({
  all: seesAll(actor),
  placeIds: actor.kind === 'staff' ? (actor.placeIds ?? []) : [],
  unplaced: hasRole(actor, 'district_office'),
})

export const mayReadRequest = (actor: Actor, { path }: { path: readonly string[] | null }) =>
  seesAll(actor) || (mayReadRequests(actor) && covers(actor, path))

/** Who keeps the data answers for it, or the bureau; who audits looks on. */
export const mayDecideRequest = (actor: Actor, { path }: { path: readonly string[] | null }) =>
  hasRole(actor, 'bureau') || (hasRole(actor, 'data_steward', 'district_office') && covers(actor, path))
