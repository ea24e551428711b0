/**
 * A calendar date as one whole number that keeps the order of dates and from which whole months fall out by division:
 * months since year 0, times 32, plus the day of the month. 2026-03-31 is (2026 × 12 + 2) × 32 + 31.
 */
export function dateCode(date: string): number {
  return (Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1) * DAYS + Number(date.slice(8, 10))
}

/**
 * The same of the day something is decided on, for counting whole months and years up to it: on the last day of a
 * month everything that began on a later day of its month has come round as well.
 * @remarks 民法典 202: 没有对应日的，月末日为期间的最后一日. Someone born on 29 February turns a year older on 28 February.
 */
export function decisionCode(date: string): number {
  if (date !== decided.date) decided = { date, code: codeOfDecision(date) }
  return decided.code
}

/** The last day asked for: all that is decided of someone is decided for the same. */
let decided = { date: '', code: 0 }

function codeOfDecision(date: string): number {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number)
  const lastOfMonth = new Date(Date.UTC(year, month, 0)).getUTCDate()
  return (year * 12 + month - 1) * DAYS + (day === lastOfMonth ? 31 : day)
}

const DAYS = 32
/** Divides the difference of a decision's code and a date's code into whole months. */
export const CODE_PER_MONTH = DAYS
/** Divides it into whole years. */
export const CODE_PER_YEAR = DAYS * 12
/** What `ageAt` may be at most where the date is unknown. */
export const MOST_YEARS = 150
export const MOST_MONTHS = MOST_YEARS * 12
/** The latest a date that is unknown may be, as a code. */
export const LAST_DATE = dateCode('2200-01-01')

/** Whole months from a date to the day of the decision; negative while the date lies ahead. */
export const monthsBetween = (from: string, decidedOn: string) => Math.floor((decisionCode(decidedOn) - dateCode(from)) / CODE_PER_MONTH)

/** Whole years (周岁) from a date to the day of the decision; negative while the date lies ahead. */
export const yearsBetween = (from: string, decidedOn: string) => Math.floor((decisionCode(decidedOn) - dateCode(from)) / CODE_PER_YEAR)
