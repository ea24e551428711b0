import type { CallPlace } from '@minsheng/shared/contracts/help'
import { formatInstant } from '@minsheng/shared/units/clock'
import { distanceMeters } from '@minsheng/shared/units/distance'
import type { Whereabouts } from '../call/domain.ts'
import { placeOf } from '../own/press.ts'

const AT_ONCE_MS = 60_000
const LONGEST_WAIT_MS = 24 * 3_600_000

/** What counts is when it reached us; what the phone says of an earlier moment is written beside it, for whoever looks into it. */
export function lateNote(doneAt: string | null, now: Date): string | null {
  if (doneAt === null) return null
  const waited = now.getTime() - Date.parse(doneAt)
  if (waited > LONGEST_WAIT_MS || waited < -AT_ONCE_MS) return '手机上的时间不对，按收到的时间记'
  return waited < AT_ONCE_MS ? null : `手机当时没有网络，手机上记的时间是${formatInstant(new Date(doneAt))}`
}

/** How far from where they were called a worker says to have arrived; null where either is not known. */
export function distanceNote(place: CallPlace | null, where: Whereabouts): string | null {
  if (!place || !where.place) return null
  const here = placeOf(place)
  const metres = Math.round(distanceMeters(here, where.place) / 10) * 10
  const sure = here.accuracyM + where.place.accuracyM
  if (metres < 1_000) return `离呼叫的地方约 ${metres} 米（误差约 ${sure} 米）`
  return `离呼叫的地方约 ${(metres / 1_000).toFixed(1)} 公里（误差约 ${sure} 米），请核对`
}

/** Notes of one step, together; null when there is nothing to say. */
export function together(...notes: readonly (string | null)[]): string | null {
  const said = notes.filter((note) => note !== null)
  return said.length === 0 ? null : said.join('；')
}
