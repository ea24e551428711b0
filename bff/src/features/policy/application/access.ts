import { type Actor, hasRole, type Visitor } from '../../../platform/auth/actor.ts'

/** One's own application, or that of a person one acts for. */
export const mayApply = (actor: Actor): actor is Visitor => actor.kind === 'visitor'

export const ownsApplication = (actor: Actor, { accountId }: { accountId: string }): actor is Visitor =>
  mayApply(actor) && actor.ownerIds.includes(accountId)

const covers = (actor: Actor, path: readonly string[]) =>
  actor.kind === 'staff' && path.some((placeId) => actor.placeIds?.includes(placeId))

/** The street looks into it; who decides for the district reads it too. */
export const mayReadApplications = (actor: Actor) => hasRole(actor, 'bureau', 'street', 'district_office')

export interface DeskScope {
  all: boolean
  placeIds: readonly string[]
}
export const deskScope = (actor: Actor): DeskScope => ({
  all: hasRole(actor, 'bureau'),
  placeIds: actor.kind === 'staff' ? (actor.placeIds ?? []) : [],
})

type Placed = { path: readonly string[] }

export const mayReadApplication = (actor: Actor, { path }: Placed) =>
  hasRole(actor, 'bureau') || (hasRole(actor, 'street', 'district_office') && covers(actor, path))

/** Accepting, checking and proposing. @remarks 社会救助法 44: the street reviews. */
export const mayHandle = (actor: Actor, { path }: Placed) => hasRole(actor, 'street', 'district_office') && covers(actor, path)

/** Deciding, and answering objections. @remarks 社会救助法 44: the district confirms. */
export const mayDecide = (actor: Actor, { path }: Placed) =>
  hasRole(actor, 'bureau') || (hasRole(actor, 'district_office') && covers(actor, path))
