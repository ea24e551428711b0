import chineseDays from 'chinese-days'

/**
 * Whether people work on a day in China: weekdays but no holidays, and the weekends worked in exchange (调休).
 * @param date yyyy-mm-dd
 * @remarks The State Council's yearly notice; for a year that is not published yet, weekdays count and a plan has to be looked at again.
 */
export const isWorkingDay = (date: string): boolean => chineseDays.isWorkday(date)
