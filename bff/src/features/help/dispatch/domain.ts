import type { HelpRung } from '@minsheng/shared/contracts/help'
import { distanceMeters } from '@minsheng/shared/units/distance'

export interface Helper {
  accountId: string
  name: string
}

interface Point {
  lat: number
  lng: number
}

/** Somebody at work elsewhere in the street, and where their phone was last; null where that is not known. */
export interface NearHelper extends Helper {
  fix: { place: Point; at: Date } | null
  inCommunity: boolean
}

/** Who could go, near to far, as it is at one instant. */
export interface Ground {
  /** On duty in the grid the call comes from: those who said so, then those of the roster. */
  onShift: readonly Helper[]
  /** Of the grid's roster, and gone off duty all the same. */
  absent: readonly Helper[]
  /** At work in the street's other grids, by their own word. */
  near: readonly NearHelper[]
  /** On duty in the community's other grids, by the roster. */
  nearby: readonly Helper[]
  /** Whose grid it is, on duty or not. */
  assigned: readonly Helper[]
  community: readonly Helper[]
  street: readonly Helper[]
  district: readonly Helper[]
}

export interface Choice {
  helper: Helper
  rung: HelpRung
  /** Why this one, in words a worker reads. */
  because: string
}

const awayWords = (metres: number) =>
  metres < 1_000 ? `约 ${Math.max(10, Math.round(metres / 10) * 10)} 米` : `约 ${(metres / 1_000).toFixed(1)} 公里`

interface Near {
  helper: Helper
  words: string
}

/** Those at work in the street whose place is known, the nearest first; where the call's own place is not known, nobody is nearest. */
function nearest({ near }: Ground, place: Point | null, at: Date): Near[] {
  return near
    .flatMap(({ fix, accountId, name }) =>
      fix && place ? [{ accountId, name, at: fix.at, metres: distanceMeters(fix.place, place) }] : [],
    )
    .sort((one, other) => one.metres - other.metres || one.accountId.localeCompare(other.accountId))
    .map(({ accountId, name, metres, at: seenAt }) => ({
      helper: { accountId, name },
      words: `${name}在班，离得最近（${awayWords(metres)}，${Math.max(0, Math.round((at.getTime() - seenAt.getTime()) / 60_000))} 分钟前的位置）`,
    }))
}

/** Those at work in the street of whom it is not known how far they are. */
function somewhere({ near }: Ground, place: Point | null): Near[] {
  const unknown = near.filter(({ fix }) => !fix || !place)
  return [...unknown.filter(({ inCommunity }) => inCommunity), ...unknown.filter(({ inCommunity }) => !inCommunity)].map(
    ({ accountId, name, inCommunity }) => ({
      helper: { accountId, name },
      words: `${name}正在同一${inCommunity ? '社区' : '街道'}上班`,
    }),
  )
}

export interface Asking {
  /** Who said they can't go. */
  passedOver: readonly string[]
  /** Opened again by whoever called: it goes to those above the one who had it. */
  anew: boolean
  /** Where somebody has to come to, WGS 84; null where it is not known. */
  place: Point | null
  at: Date
}

/** Who is asked first, and why. Null when there is nobody at all: the district's desk sees it. */
export function choose(ground: Ground, { passedOver, anew, place, at }: Asking): Choice | null {
  const gone = ground.absent.map(({ name }) => name).join('、')
  const noneHere = ground.onShift.length > 0 ? '这个网格值班的人去不了' : gone === '' ? '这个网格没有人值班' : `这个网格的${gone}已经下班`
  type Way = readonly [HelpRung, readonly Near[]]
  const way = (rung: HelpRung, helpers: readonly Helper[], words: (name: string) => string): Way => [
    rung,
    helpers.map((helper) => ({ helper, words: words(helper.name) })),
  ]
  const beside = (found: readonly Near[]): Way => ['worker', found.map((one) => ({ ...one, words: `${noneHere}，${one.words}` }))]
  const near: readonly Way[] = [
    way('worker', ground.onShift, (name) => `${name}正在这个网格值班`),
    beside(nearest(ground, place, at)),
    way('worker', ground.nearby, (name) => `${noneHere}，${name}正在同一社区值班`),
    beside(somewhere(ground, place)),
    way('worker', ground.assigned, (name) => `附近没有人值班，${name}负责这个网格`),
  ]
  const above: readonly Way[] = [
    way('community', ground.community, (name) => `由社区的${name}接：${anew ? '居民说没有解决' : '没有网格员可派'}`),
    way('community', ground.street, (name) => `社区没有人可派，由街道的${name}接`),
    way('district', ground.district, (name) => `街道没有人可派，由区值班的${name}接`),
  ]
  for (const [rung, found] of anew ? [...above, ...near] : [...near, ...above]) {
    const first = found.find(({ helper }) => !passedOver.includes(helper.accountId))
    if (first) return { helper: first.helper, rung, because: first.words }
  }
  return null
}

/** Of those at work whose place is known, so many are told as a backup. */
const BACKUPS = 3

/** Everybody of a rung. */
export function helpersOf(rung: HelpRung, ground: Ground, place: Point | null = null, at = new Date(0)): readonly Helper[] {
  const groups: Readonly<Record<HelpRung, readonly (readonly Helper[])[]>> = {
    worker: [ground.onShift],
    backup: [
      nearest(ground, place, at)
        .slice(0, BACKUPS)
        .map(({ helper }) => helper),
      ground.nearby,
      ground.assigned,
      ground.onShift,
    ],
    community: [ground.community, ground.street],
    district: [ground.district],
  }
  return [...new Map(groups[rung].flat().map((helper) => [helper.accountId, helper])).values()]
}
