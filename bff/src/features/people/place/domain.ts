import type { Boundary, PlaceKind } from '@minsheng/shared/contracts/people'

/** What a place is at a time; a change closes one and opens the next. */
export interface PlaceVersion {
  /** The place's number and the version's. */
  _id: string
  placeId: string
  kind: PlaceKind
  code: string
  name: string
  parentId: string | null
  /** Ids from the district down to this place itself. A place never moves to another parent: it is closed and opened anew there. */
  path: string[]
  boundary: Boundary | null
  /** Calendar date in Asia/Shanghai, the first day it is so. */
  validFrom: string
  /** The first day it is no longer so; null while it is. */
  validTo: string | null
  state: 'open' | 'past'
  rev: number
  reason: string
  recordedBy: string
  recordedAt: Date
}

/** A version as it is read: why it came to be lies sealed, and is told with the history alone. */
export type SeenVersion = Omit<PlaceVersion, 'reason'>

/** A version as it is written. */
export interface NewPlace extends PlaceVersion {
  /** Name, syllables, first letters and code, without spaces, in small letters. */
  searchKeys: string[]
  /** Who closed the place itself, and why; absent while it goes on in a later version. */
  ended?: { by: string; at: Date; reason: string } | null
}

const parentsOf: Record<PlaceKind, readonly PlaceKind[]> = {
  district: [],
  street: ['district'],
  community: ['street'],
  grid: ['community'],
  building: ['grid'],
  unit: ['building'],
  flat: ['unit', 'building'],
}

/** Whether a place of this kind may lie directly in one of that kind. */
export function fitsUnder(kind: PlaceKind, parent: PlaceKind | null): boolean {
  return parent === null ? kind === 'district' : parentsOf[kind].includes(parent)
}

/** Kinds that have a boundary of their own. */
export const bounded: readonly PlaceKind[] = ['district', 'street', 'community', 'grid']

/** What a kind of place is called. */
export const placeKindWords: Record<PlaceKind, string> = {
  district: '区',
  street: '街道',
  community: '社区',
  grid: '网格',
  building: '楼幢',
  unit: '单元',
  flat: '户室',
}

/** Why a change can't begin on this day, in a clerk's words; null when it can. */
export function dayFault(day: string, openSince: string | null, today: string): string | null {
  if (day > today) return '日期不能在今天之后，请到那一天再登记'
  if (openSince !== null && day < openSince) return `现在的样子从 ${openSince} 开始，新的日期不能早于它`
  return null
}

export interface PlaceChange {
  name?: string | undefined
  code?: string | undefined
  boundary?: Boundary | null | undefined
  validFrom: string
  reason: string
}

/** The version that follows; the one before ends on its first day. */
export function nextVersion(open: SeenVersion, change: PlaceChange, by: string, at: Date): PlaceVersion {
  const rev = open.rev + 1
  return {
    ...open,
    _id: versionId(open.placeId, rev),
    name: change.name ?? open.name,
    code: change.code ?? open.code,
    boundary: change.boundary === undefined ? open.boundary : change.boundary,
    validFrom: change.validFrom,
    validTo: null,
    state: 'open',
    rev,
    reason: change.reason,
    recordedBy: by,
    recordedAt: at,
  }
}

export const versionId = (placeId: string, rev: number) => `${placeId}.${rev}`
