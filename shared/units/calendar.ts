/**
 * Arithmetic of calendar dates (`yyyy-mm-dd`, Asia/Shanghai). A date here has no hour, so no time zone can move it;
 * `shanghaiDate` of units/clock makes one out of an instant.
 */
const DAY_MS = 86_400_000

const utc = (date: string) => Date.parse(`${date}T00:00:00Z`)
const dateOf = (ms: number) => new Date(ms).toISOString().slice(0, 10)

/** The date so many days later; earlier when negative. */
export function addDays(date: string, days: number): string {
  return dateOf(utc(date) + days * DAY_MS)
}

/** Whole days from one date to another; negative when the second is earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.round((utc(to) - utc(from)) / DAY_MS)
}

/**
 * The date so many months later: the same day of the month, or the month's last day where it has no such day.
 * @remarks 民法典 202: 到期月的对应日为期间的最后一日；没有对应日的，月末日为最后一日.
 */
export function addMonths(date: string, months: number): string {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number)
  const lastOfMonth = new Date(Date.UTC(year, month + months, 0)).getUTCDate()
  return dateOf(Date.UTC(year, month - 1 + months, Math.min(day, lastOfMonth)))
}

/** The instant at which a date begins in Shanghai. */
export function startOfDay(date: string): Date {
  return new Date(`${date}T00:00:00+08:00`)
}
