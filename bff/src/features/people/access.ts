import type { StaffRole } from '@minsheng/shared/contracts/identity'
import type { Actor, Staff } from '../../platform/auth/actor.ts'
import { hasRole } from '../../platform/auth/actor.ts'

const working = ['data_steward', 'grid_worker', 'community', 'street', 'district_office'] as const

/** Which roles may do what to places and people; where they may is a matter of `covers`. */
const rolesOf = {
  /** Places are no one's secret; the bureau and the auditor see the map too. */
  'place.read': [...working, 'bureau', 'bureau_leader', 'administrator', 'auditor'],
  'place.write': ['data_steward', 'district_office'],
  'resident.read': working,
  'resident.write': ['data_steward', 'grid_worker', 'community', 'street'],
  'resident.reveal': working,
  'shift.read': working,
  'shift.write': ['data_steward', 'community', 'street'],
  'resident.merge': ['data_steward', 'street', 'district_office'],
  'fact.read': working,
  'fact.write': ['data_steward', 'grid_worker', 'community', 'street'],
  'fact.reveal': working,
  'fact.decide': ['data_steward', 'community', 'street', 'district_office'],
  /** Exchange with the hub and its figures are of the whole district; single people in them stay hidden. */
  'exchange.run': ['data_steward', 'administrator'],
  /** A row that could not be taken may be about anyone: who answers for the whole district looks, mends and decides. */
  'letter.decide': ['data_steward'],
  'death.decide': ['data_steward', 'grid_worker', 'community', 'street'],
  'quality.read': ['data_steward', 'administrator'],
} as const satisfies Record<string, readonly StaffRole[]>

export type PeopleDeed = keyof typeof rolesOf

/** Whether this person's work includes the deed at all, wherever. */
export function mayDo(actor: Actor, deed: PeopleDeed): actor is Staff {
  return hasRole(actor, ...rolesOf[deed])
}

/** Whether a thing lies in a place that this person answers for. */
export function covers(actor: Actor, path: readonly string[]): boolean {
  return actor.kind === 'staff' && path.some((placeId) => actor.placeIds?.includes(placeId))
}

/** This deed, to this thing. */
export function mayDoTo(deed: PeopleDeed) {
  return (actor: Actor, { path }: { path: readonly string[] }): boolean => mayDo(actor, deed) && covers(actor, path)
}

/** This deed, for whoever's work includes it; what they see is narrowed to their places afterwards. */
export function mayAnywhere(deed: PeopleDeed) {
  return (actor: Actor): boolean => mayDo(actor, deed)
}

/** The places a person's lists are narrowed to. */
export function scopeOf(actor: Actor): readonly string[] {
  return actor.kind === 'staff' ? (actor.placeIds ?? []) : []
}
