import type { CallCategory, CallPlace } from '@minsheng/shared/contracts/help'
import { callCategory, helpLimits } from '@minsheng/shared/contracts/help'
import gcoord from 'gcoord'
import type { Whereabouts } from '../call/domain.ts'

export interface Press {
  category: CallCategory | null
  /** A category was named that there is no more. */
  isCategoryOver?: boolean
  place: CallPlace | null
  pressedAt: string | null
}

/** Where whoever calls lives, by the register; null when it is not known who it is. */
export interface KnownHome {
  residentId: string
  name: string
  address: string | null
  /** The lowest place of the register: the flat, where it has one. */
  flatId: string | null
  path: string[]
}

const COUNTDOWN_MS = helpLimits.countdownSeconds * 1_000
/** A press that lay in a phone without network for longer says more of the phone's clock than of the press. */
const LONGEST_WAIT_MS = 24 * 3_600_000
const FAST_CLOCK_MS = 120_000
/** Metres: a place that is blurred more than this does not tell one grid from the next. */
const SHARP_M = 200

/** A press as it came: a category that ended yesterday, on a phone that has not learnt of it, costs nobody a call. */
export function pressOf({ category, ...rest }: { category: string | null } & Pick<Press, 'place' | 'pressedAt'>): Press {
  const known = callCategory.safeParse(category)
  return known.success ? { ...rest, category: known.data } : { ...rest, category: null, isCategoryOver: category !== null }
}
export const CATEGORY_OVER = '您选的类别已经没有了，先按最急的派人；可以在“补充说明”里再选'

/** When it was pressed and when its countdown ends, by our clock: a phone's wrong one costs nobody a call. */
export function timesOf(pressedAt: string | null, now: Date): { pressedAt: Date; countdownUntil: Date; notices: string[] } {
  const said = pressedAt === null ? now : new Date(pressedAt)
  const isLikely = said.getTime() > now.getTime() - LONGEST_WAIT_MS && said.getTime() < now.getTime() + FAST_CLOCK_MS
  const at = isLikely && said < now ? said : now
  return {
    pressedAt: at,
    countdownUntil: new Date(Math.max(at.getTime() + COUNTDOWN_MS, now.getTime())),
    notices: isLikely ? [] : ['您手机上的时间不对，按我们收到的时间算'],
  }
}

const rounded = (degrees: number) => Math.round(degrees * 1e6) / 1e6

/** In the one datum that is stored: WGS 84, to a tenth of a metre. */
export function placeOf({ lat, lng, accuracyM, datum }: CallPlace): { lat: number; lng: number; accuracyM: number } {
  const [x, y] = datum === 'wgs84' ? [lng, lat] : gcoord.transform([lng, lat], gcoord.GCJ02, gcoord.WGS84)
  return { lat: rounded(y), lng: rounded(x), accuracyM: Math.round(accuracyM) }
}

/** In the datum of Chinese maps, to a tenth of a metre; null when the place is not known. */
export function mapPlaceOf({ place }: Whereabouts): { lat: number; lng: number } | null {
  if (!place) return null
  const [lng, lat] = gcoord.transform([place.lng, place.lat], gcoord.WGS84, gcoord.GCJ02)
  return { lat: rounded(lat), lng: rounded(lng) }
}

export interface Found {
  where: Whereabouts
  path: string[]
  notices: string[]
}

/**
 * Where somebody has to come to: the phone's place when it is sharp, else the home, else what the phone can say, else nobody
 * knows and the district's desk rings. None of it refuses a call.
 * @param gridPath of the grid the phone's place lies in; null when it lies outside the district, or there is none
 */
export function whereabouts(
  place: CallPlace | null,
  gridPath: readonly string[] | null,
  home: KnownHome | null,
  districtPath: readonly string[],
): Found {
  const address = home?.address ?? null
  const notices: string[] = []
  const usable = place !== null && gridPath !== null ? placeOf(place) : null
  if (place !== null && usable === null)
    notices.push(home ? '手机给的位置不在上城区，按您登记的住处派人' : '手机给的位置不在上城区，请在“补充说明”里写清楚您在哪里')
  if (usable && gridPath && (usable.accuracyM <= SHARP_M || home === null))
    return { where: { address, place: usable, because: 'fix' }, path: [...gridPath], notices }
  if (home) return { where: { address, place: usable, because: 'home', flatId: home.flatId }, path: home.path, notices }
  if (place === null) notices.push('我们还不知道您在哪里，请在“补充说明”里写清楚，工作人员也会给您打电话')
  return { where: { address: null, place: null, because: 'unknown' }, path: [...districtPath], notices }
}
