import { shanghaiDate } from '@minsheng/shared/units/clock'

export type MonthlyState = 'active' | 'paused' | 'stopped' | 'ended'
/** As kept; that a month was missed or given back is read from the day and from the gift. */
export type KeptMonthState = 'reminded' | 'reminded_again' | 'given'

/** Nobody is woken by a reminder: it comes at nine in the morning of Shanghai. */
const REMIND_AT = 'T09:00:00+08:00'
/** After so many days without a gift a second and last reminder comes. */
export const SECOND_AFTER_DAYS = 3

const two = (n: number) => n.toString().padStart(2, '0')

/** `2026-06` of `2026-06-15`. */
export const monthOf = (date: string): string => date.slice(0, 7)

/** `2027-01` after `2026-12`. */
export function monthAfter(month: string): string {
  const [year = 0, number = 0] = month.split('-').map(Number)
  return number === 12 ? `${year + 1}-01` : `${year}-${two(number + 1)}`
}

/** The day of a month on which its reminder comes. @param dayOfMonth 1–28, so that every month has it */
export const dueOn = (month: string, dayOfMonth: number): string => `${month}-${two(dayOfMonth)}`

/** The first reminder after today. @param taken months that have had theirs */
export function nextDueOn(dayOfMonth: number, today: string, taken: readonly string[] = []): string {
  let month = monthOf(today)
  while (dueOn(month, dayOfMonth) <= today || taken.includes(month)) month = monthAfter(month)
  return dueOn(month, dayOfMonth)
}

/** The last reminder that is due: after months without anyone to send them, one is sent and not a pile. */
export function latestDueOn(nextOn: string, dayOfMonth: number, today: string): string {
  let due = nextOn
  for (;;) {
    const following = dueOn(monthAfter(monthOf(due)), dayOfMonth)
    if (following > today) return due
    due = following
  }
}

export const remindAt = (date: string): Date => new Date(`${date}${REMIND_AT}`)

/** When the second reminder comes after one that was sent at an instant. */
export const secondAt = (sentAt: Date): Date => remindAt(shanghaiDate(new Date(sentAt.getTime() + SECOND_AFTER_DAYS * 24 * 3_600_000)))

interface KeptMonth {
  month: string
  dueOn: string
  state: KeptMonthState
}

/** Whether a reminded month can still be given to: until the next one is due. @param today calendar date in Asia/Shanghai */
export function isOpen({ state, month, dueOn: due }: KeptMonth, today: string): boolean {
  return state !== 'given' && today < dueOn(monthAfter(month), Number(due.slice(8)))
}

/** Which month a gift is for: the reminded one that is open, else the month it was paid in. */
export function monthOfGift(months: readonly KeptMonth[], paidAt: Date): string {
  const paidOn = shanghaiDate(paidAt)
  const open = months.filter((month) => isOpen(month, paidOn)).sort((a, b) => (a.month < b.month ? 1 : -1))
  return open[0]?.month ?? monthOf(paidOn)
}

/** How long a monthly gift is bound: null when its last day leaves a reminder to come. */
export const endsBefore = (nextOn: string, until: string | null): boolean => until !== null && nextOn > until
