import { dateAfter, datesBetween, dayOfWeek, hourOfWeek } from '../scan/domain.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/** When a code that is usually scanned counts as silent. Named here, and nowhere else. */
export const silenceRules = {
  /** How far back its own habits are looked at. */
  historyDays: 28,
  /** Under this many days, or this many scans, too little is known to say anything. */
  leastDays: 14,
  leastScans: 28,
  /** Alarm when chance alone would leave it unscanned so long less often than this. */
  alarmBelow: 1e-4,
  /** A code so slow that it takes longer to become suspicious is left to patrols. */
  longestMs: 14 * DAY_MS,
} as const

/** When a busy code has gone too long without a patrol. */
export const overdueRules = { busyScansADay: 3, afterMs: 14 * DAY_MS } as const

/** How far from its venue a scan is suspicious, beyond what the phone may be wrong by; a phone less sure than that says nothing. */
export const displacedRules = { metres: 500, leastSureM: 3_000 } as const

/** So many visitors a day who met a code pretending to be this one raise an alarm. */
export const forgedRules = { visitorsADay: 5, nearVenueM: 500 } as const

/** A code's habits: how often it is scanned in each of the 168 hours of a week. */
export interface Habits {
  byHour: readonly number[]
  days: number
  scans: number
}

/**
 * A code's habits from the days before its last scan, so that the silence itself does not wash them out.
 * Holidays and working days differ by the day of the week alone.
 * @param days counted days; days left out had no scan
 * @param firstDate the first day the code was scanned at all
 * @param lastDate the day of its last scan, itself not counted: it is not over
 */
export function habitsOf(
  days: readonly { date: string; hours: Readonly<Record<string, number>> }[],
  firstDate: string,
  lastDate: string,
): Habits {
  const earliest = dateAfter(lastDate, -silenceRules.historyDays)
  const dates = datesBetween(firstDate > earliest ? firstDate : earliest, dateAfter(lastDate, -1))
  const weekdays = Array.from({ length: 7 }, (_, weekday) => dates.filter((date) => dayOfWeek(date) === weekday).length)
  const sums = Array<number>(168).fill(0)
  const known = new Set(dates)
  let scans = 0
  for (const { date, hours } of days) {
    if (!known.has(date)) continue
    for (const [hour, count] of Object.entries(hours)) {
      const at = dayOfWeek(date) * 24 + Number(hour)
      sums[at] = (sums[at] ?? 0) + count
      scans += count
    }
  }
  return { byHour: sums.map((sum, at) => sum / Math.max(1, weekdays[Math.floor(at / 24)] ?? 0)), days: dates.length, scans }
}

/** Whether enough is known of a code to call it silent. */
export const isKnown = ({ days, scans }: Habits) => days >= silenceRules.leastDays && scans >= silenceRules.leastScans

/** How many scans its habits lead one to expect between two instants: each hour counts by the part of it that passed. */
export function expectedScans({ byHour }: Habits, from: Date, to: Date): number {
  let expected = 0
  for (let at = from.getTime(); at < to.getTime(); ) {
    const hourEnd = (Math.floor(at / HOUR_MS) + 1) * HOUR_MS
    const until = Math.min(hourEnd, to.getTime())
    expected += ((byHour[hourOfWeek(new Date(at))] ?? 0) * (until - at)) / HOUR_MS
    at = until
  }
  return expected
}

/** How likely chance alone leaves a code unscanned between two instants: Poisson, exp(−expected). */
export const silenceChance = (habits: Habits, from: Date, to: Date) => Math.exp(-expectedScans(habits, from, to))

/** The instant from which silence since the last scan is an alarm; null when it would take too long, or too little is known. */
export function silentFrom(habits: Habits, lastScanAt: Date): Date | null {
  if (!isKnown(habits)) return null
  const enough = -Math.log(silenceRules.alarmBelow)
  const last = lastScanAt.getTime() + silenceRules.longestMs
  let expected = 0
  for (let at = lastScanAt.getTime(); at < last; ) {
    const hourEnd = Math.min((Math.floor(at / HOUR_MS) + 1) * HOUR_MS, last)
    const rate = habits.byHour[hourOfWeek(new Date(at))] ?? 0
    const more = (rate * (hourEnd - at)) / HOUR_MS
    if (expected + more >= enough) return new Date(at + Math.ceil(((enough - expected) / rate) * HOUR_MS))
    expected += more
    at = hourEnd
  }
  return null
}

/** True when a busy code was not patrolled for too long. */
export function isOverdue(habits: Habits, lastPatrolOrFirstScan: Date, now: Date): boolean {
  return (
    isKnown(habits) &&
    habits.scans / habits.days >= overdueRules.busyScansADay &&
    now.getTime() - lastPatrolOrFirstScan.getTime() > overdueRules.afterMs
  )
}

/** True when a scan was far from the venue whatever the phone may be wrong by. */
export function isDisplaced(distanceM: number, accuracyM: number): boolean {
  return accuracyM <= displacedRules.leastSureM && distanceM - accuracyM > displacedRules.metres
}

/** `约 1.2 公里` or `约 640 米`. */
export function distanceWords(metres: number): string {
  return metres >= 1_000 ? `约 ${(metres / 1_000).toFixed(1)} 公里` : `约 ${Math.round(metres / 10) * 10} 米`
}

/** `31 小时` or `4 天`. */
export function lengthWords(ms: number): string {
  const hours = Math.floor(ms / HOUR_MS)
  return hours < 48 ? `${hours} 小时` : `${Math.floor(hours / 24)} 天`
}

export type StoredAlarmState = 'open' | 'in_hand' | 'closed'

/** Why an alarm can't be moved so, in words; null when it can. */
export function alarmRefusal(state: StoredAlarmState, to: 'in_hand' | 'closed'): string | null {
  if (state === 'closed') return '这条码警已经办结'
  return state === 'in_hand' && to === 'in_hand' ? '已经有人在处理这条码警' : null
}

/** Where a scanned text leads, as far as it may be shown: the host of a link, else its kind. */
export function leadsTo(value: string): string {
  try {
    const { protocol, host } = new URL(value)
    return host ? `${host.slice(0, 60)}` : `${protocol.slice(0, 20)}…`
  } catch {
    return '一段文字'
  }
}
