import { fullAgeYears } from '@minsheng/shared/law/assistance'
import { valueOn } from '@minsheng/shared/law/parameter'
import { addDays, addMonths } from '@minsheng/shared/units/calendar'

/**
 * The first day on which somebody decides for themself, and nobody is paid for them any more; born on 29 February: the day after
 * the 28th, where there is none.
 * @param birthDate calendar date @param date as of when the law is asked
 * @remarks 民法典 17
 */
export const fullAgeOn = (birthDate: string, date: string): string =>
  addDays(addMonths(addDays(birthDate, -1), valueOn(fullAgeYears, date) * 12), 1)
