import { type Actor, hasRole, type Staff } from '../../../platform/auth/actor.ts'

/** Who counts over everyone: the district's own over all, a street or district office over its places. */
export const mayCount = (actor: Actor): actor is Staff => hasRole(actor, 'bureau', 'bureau_leader', 'district_office', 'street')

/** Who may open the list behind a number: those who work on applications. */
export const mayList = (actor: Actor): actor is Staff => hasRole(actor, 'bureau', 'district_office', 'street')

/** Places whose people somebody may count; null: the whole district. */
export const countedPlaces = (actor: Actor): readonly string[] | null =>
  hasRole(actor, 'bureau', 'bureau_leader') ? null : actor.kind === 'staff' ? (actor.placeIds ?? []) : []

/** Places whose people somebody may see in a list; null: the whole district. */
export const listedPlaces = (actor: Actor): readonly string[] | null =>
  hasRole(actor, 'bureau') ? null : actor.kind === 'staff' ? (actor.placeIds ?? []) : []

/** Drafts are for those who may read them. */
export const mayTryDrafts = (actor: Actor) => hasRole(actor, 'bureau', 'bureau_leader')

export const mayRematch = (actor: Actor): actor is Staff => hasRole(actor, 'bureau')
export const mayReadRematches = (actor: Actor): actor is Staff => hasRole(actor, 'bureau', 'bureau_leader')
