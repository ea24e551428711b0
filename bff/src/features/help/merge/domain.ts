import { distanceMeters } from '@minsheng/shared/units/distance'
import type { CallFacts, Whereabouts } from '../call/domain.ts'

/** What of a report tells whether it is about the same thing as another. */
export type Compared = Pick<
  CallFacts,
  '_id' | 'accountId' | 'residentId' | 'origin' | 'isForOther' | 'category' | 'urgency' | 'path' | 'apartFrom'
> & {
  dossier: { where: Whereabouts }
  /** When it counts from. */
  at: Date
}

export interface Nearness {
  ms: number
  metres: number
}

/** `certain`: one incident. `likely`: the desk decides. `none`: two. */
export type Likeness = 'certain' | 'likely' | 'none'

/** Metres: a place that is blurred more than this is not compared. */
const SHARP_M = 200
/** Characters: a shorter address in words is written at many doors. */
const TELLING_ADDRESS = 7
/** Of a path from the district down. */
const GRID = 3

type Answer = 'same' | 'other' | 'unknown'

function person(one: Compared, other: Compared): Answer {
  if (one.residentId !== null && other.residentId !== null) return one.residentId === other.residentId ? 'same' : 'other'
  if (one.isForOther || other.isForOther) return 'unknown'
  return one.accountId !== '' && one.accountId === other.accountId ? 'same' : 'unknown'
}

const flatOf = ({ dossier: { where } }: Compared) => (where.because === 'home' ? (where.flatId ?? null) : null)
const plain = (address: string) => address.replaceAll(/[\s\-—,，。号室]/g, '')

/** The same door by words: one is how the other ends, and long enough to be no door of every house; in one grid. */
function sameDoor(one: Compared, other: Compared): boolean {
  const [a, b] = [plain(one.dossier.where.address ?? ''), plain(other.dossier.where.address ?? '')]
  const shorter = a.length < b.length ? a : b
  if (shorter.length < TELLING_ADDRESS || one.path[GRID] === undefined || one.path[GRID] !== other.path[GRID]) return false
  return /\d$/.test(shorter) && (a.endsWith(b) || b.endsWith(a))
}

function place(one: Compared, other: Compared, metres: number): Answer {
  const [flat, otherFlat] = [flatOf(one), flatOf(other)]
  if (flat !== null && otherFlat !== null) return flat === otherFlat ? 'same' : 'other'
  const isHome = flat !== null || otherFlat !== null
  if ((isHome || one.isForOther || other.isForOther) && sameDoor(one, other)) return 'same'
  const [a, b] = [one.dossier.where.place, other.dossier.where.place]
  if (!a || !b || a.accuracyM > SHARP_M || b.accuracyM > SHARP_M) return 'unknown'
  return distanceMeters(a, b) <= metres ? 'same' : 'other'
}

/** Somebody's own presses have a rule of their own: those about life go into the open call, and two everyday wishes are two. */
const isOwnTwice = (one: Compared, other: Compared) => one.origin === 'button' && other.origin === 'button'

/** A question about a pension and an alarm of the same home are not one thing without somebody looking. */
const fits = (one: Compared, other: Compared) =>
  one.category === null || other.category === null || one.category === other.category || one.urgency === other.urgency

/** Whether two reports are one incident: the same person within some minutes and metres, for a home the same flat. */
export function likenessOf(one: Compared, other: Compared, { ms, metres }: Nearness): Likeness {
  if (isOwnTwice(one, other) || Math.abs(one.at.getTime() - other.at.getTime()) > ms) return 'none'
  if (one.apartFrom.includes(other._id) || other.apartFrom.includes(one._id)) return 'none'
  const [who, where] = [person(one, other), place(one, other, metres)]
  const isKnownDoor = where === 'same' && (flatOf(one) !== null || flatOf(other) !== null)
  if (who === 'same') return where === 'same' && fits(one, other) ? 'certain' : 'likely'
  if (where !== 'same') return 'none'
  // Two of one household may both call: somebody looks. Nobody says who it is, but which door: it is that one.
  return who === 'unknown' && isKnownDoor && fits(one, other) ? 'certain' : 'likely'
}
