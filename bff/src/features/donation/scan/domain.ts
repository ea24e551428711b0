const SHANGHAI_OFFSET_MS = 8 * 3_600_000
const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/** The hour of the day in Asia/Shanghai, 0 to 23. */
export function shanghaiHour(at: Date): number {
  return new Date(at.getTime() + SHANGHAI_OFFSET_MS).getUTCHours()
}

/** The hour of the week in Asia/Shanghai: 0 is Monday 00:00, 167 Sunday 23:00. */
export function hourOfWeek(at: Date): number {
  const local = new Date(at.getTime() + SHANGHAI_OFFSET_MS)
  return ((local.getUTCDay() + 6) % 7) * 24 + local.getUTCHours()
}

/** The day of the week of a calendar date: 0 is Monday. */
export function dayOfWeek(date: string): number {
  return (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7
}

/** The instant at which a calendar date begins in Asia/Shanghai. */
export const dayStart = (date: string) => new Date(`${date}T00:00:00+08:00`)

/** A calendar date so many days later; negative is earlier. */
export function dateAfter(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10)
}

/** Both included; empty when the first lies after the last. */
export function datesBetween(from: string, to: string): string[] {
  const length = Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS) + 1
  return Array.from({ length: Math.max(0, length) }, (_, index) => dateAfter(from, index))
}

export const periodRules = { defaultDays: 28, mostDays: 92 } as const

/** The days asked for, or why they can't be shown. */
export function periodOf(asked: { from?: string | undefined; to?: string | undefined }, today: string) {
  const to = asked.to ?? today
  const from = asked.from ?? dateAfter(to, 1 - periodRules.defaultDays)
  const days = datesBetween(from, to)
  if (days.length === 0) return { fault: '结束日期不能早于开始日期' } as const
  if (days.length > periodRules.mostDays) return { fault: `一次最多看 ${periodRules.mostDays} 天` } as const
  return { from, to, days } as const
}

/** The same visitor within this time is one scan: a page opened again, a finger too quick. */
export const REPEAT_MS = 60_000
/** How long a visitor who met a forged code counts once. */
export const FORGED_REPEAT_MS = DAY_MS
