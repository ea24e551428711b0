import type { StaffRole } from '@minsheng/shared/contracts/identity'
import { type Actor, hasRole, type Visitor } from '../../platform/auth/actor.ts'

/** One arranges one's own authorisations, never those of the person one acts for. */
export const mayArrange = (actor: Actor): actor is Visitor => actor.kind === 'visitor' && actor.actingBy === undefined

/** The catalogue is anyone's to read. */
export const mayReadCatalogue = (_actor: Actor) => true

const writers: readonly StaffRole[] = ['grid_worker', 'community', 'street', 'data_steward']
const deciders: readonly StaffRole[] = ['community', 'street', 'district_office']

const covers = (actor: Actor, path: readonly string[]) =>
  actor.kind === 'staff' && path.some((placeId) => actor.placeIds?.includes(placeId))

/** Whose work includes consents taken at the door. */
export const mayRecordConsents = (actor: Actor) => hasRole(actor, ...writers)
export const mayReadConsents = (actor: Actor) => hasRole(actor, ...writers, ...deciders)

/** For a resident who lives where this worker works. */
export const mayRecordConsentOf = (actor: Actor, { path }: { path: readonly string[] }) => mayRecordConsents(actor) && covers(actor, path)
export const mayReadConsentOf = (actor: Actor, { path }: { path: readonly string[] }) => mayReadConsents(actor) && covers(actor, path)

/** Confirmed by someone who answers for the place; that it is a second person is the desk's own rule. */
export const mayDecideConsentOf = (actor: Actor, { path }: { path: readonly string[] }) =>
  hasRole(actor, ...deciders) && covers(actor, path)
