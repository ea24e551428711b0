import chineseDays from 'chinese-days'
import { addDays } from './calendar.ts'

/** The last year whose holidays and 调休 the State Council has announced to the calendar we carry. */
export const LAST_ANNOUNCED_YEAR = 2026

export interface WorkingDay {
  /** Calendar date in Asia/Shanghai. */
  date: string
  /** True when a day was counted whose year is not announced yet: weekends alone are known of it, so the date may move. */
  provisional: boolean
}

/**
 * Whether people work on a day in China: weekdays but no holidays, and the weekends worked in exchange (调休).
 * @param date yyyy-mm-dd
 * @remarks The State Council's yearly notice; for a year that is not announced yet, weekdays count and a plan has to be looked at again.
 */
export const isWorkingDay = (date: string): boolean => chineseDays.isWorkday(date)

/**
 * The date so many working days after another, which is not counted itself.
 * @param days whole, at least 0
 * @throws RangeError when it is not
 */
export function addWorkingDays(date: string, days: number): WorkingDay {
  if (!Number.isInteger(days) || days < 0) throw new RangeError(`not a count of days: ${days}`)
  let at = date
  for (let left = days; left > 0; ) {
    at = addDays(at, 1)
    if (isWorkingDay(at)) left -= 1
  }
  return { date: at, provisional: Number(at.slice(0, 4)) > LAST_ANNOUNCED_YEAR }
}

/** How many working days there are after one date up to another, which is counted; 0 when it is not later. */
export function workingDaysBetween(from: string, to: string): number {
  let count = 0
  for (let at = addDays(from, 1); at <= to; at = addDays(at, 1)) if (isWorkingDay(at)) count += 1
  return count
}
