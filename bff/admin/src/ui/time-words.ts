import { formatDate, formatInstant } from '@minsheng/shared/units/clock'

/** `14:32` in Asia/Shanghai. */
export function shanghaiTime(at: Date): string {
  return formatInstant(at).slice(-5)
}

/** An instant from the API for people: `2026年6月15日 09:05`. */
export function instantWords(instant: string): string {
  return formatInstant(new Date(instant))
}

/** A calendar date from the API for people: `2026年6月15日（周一）`. */
export function dateWords(date: string): string {
  return formatDate(new Date(`${date}T00:00:00+08:00`))
}

/** A month from the API for people: `2026年6月`. */
export function monthWords(month: string): string {
  return `${Number(month.slice(0, 4))}年${Number(month.slice(5))}月`
}

/** Whole days from one calendar date to another; negative when the second is earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000)
}

/** The calendar date some days later (or earlier). */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10)
}
