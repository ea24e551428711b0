import { addMonths } from '@minsheng/shared/units/calendar'
import { type AwardFacts, lineIn } from '../award/domain.ts'

export type LineKind = 'regular' | 'arrears' | 'recovery'

/** What was entered for one award and month; nothing changes it, later lines add to it or take from it. */
export interface Entry {
  /** `yyyy-mm`: the month it is for. */
  month: string
  /** Place among the lines of its award and month, from 1: two who write at once meet at one number. */
  number: number
  kind: LineKind
  /** The decision that brought it: a line of the award, or what was decided to be paid back. */
  cause: string
  /** Below zero for what is to be paid back. */
  fen: number
  /** What is due for the month by the decision that brought it. */
  dueFen: number
  versionNumber: number
  /** When that was decided. */
  decidedAt: Date
}

export type Paid = Pick<AwardFacts, 'every' | 'firstMonth' | 'lastMonth' | 'lines'>
type Due = Pick<Entry, 'cause' | 'dueFen' | 'versionNumber' | 'decidedAt'>

const monthNumber = (month: string) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5))

/** Whether a benefit pays for this month at all: each month, the same month each year, or once. */
export function paysIn({ every, firstMonth }: Pick<Paid, 'every' | 'firstMonth'>, month: string): boolean {
  const since = monthNumber(month) - monthNumber(firstMonth)
  if (every === null || since < 0) return false
  return every === 'month' || since === 0 || (every === 'year' && since % 12 === 0)
}

/** The award's own word about a month: what stands, or that it had ended by then. */
function standsIn(award: Paid, month: string): Due | null {
  if (!paysIn(award, month)) return null
  const line = month > award.lastMonth ? award.lines.findLast(({ why }) => why === 'stopped') : lineIn(award, month)
  return line ? { cause: `line-${line.number}`, dueFen: line.fen, versionNumber: line.versionNumber, decidedAt: line.at } : null
}

/** What is due for a month by the newest decision: the award's, or what was decided later about that very month. */
export function dueIn(award: Paid, entered: readonly Entry[], month: string): Due | null {
  const stands = standsIn(award, month)
  const settled = entered.findLast((entry) => entry.month === month && entry.kind === 'recovery')
  if (!settled || (stands && stands.decidedAt > settled.decidedAt)) return stands
  const { cause, dueFen, versionNumber, decidedAt } = settled
  return { cause, dueFen, versionNumber, decidedAt }
}

const enteredFor = (entered: readonly Entry[], month: string) => entered.filter((entry) => entry.month === month)
const sum = (entries: readonly Pick<Entry, 'fen'>[]) => entries.reduce((total, { fen }) => total + fen, 0)

/** The months from the first it pays for, up to and with `through`. */
function monthsOf(award: Paid, through: string): string[] {
  const last = through < award.lastMonth ? through : award.lastMonth
  const months: string[] = []
  for (let month = award.firstMonth; month <= last; month = addMonths(`${month}-01`, 1).slice(0, 7))
    if (paysIn(award, month)) months.push(month)
  return months
}

/**
 * What is to be entered so that every month up to `through` has what is due. Never less than nothing: what was paid too
 * much is not taken silently. @param entered all lines of the award, by number within a month
 */
export function entriesDue(award: Paid, entered: readonly Entry[], through: string): Entry[] {
  return monthsOf(award, through).flatMap((month): Entry[] => {
    const before = enteredFor(entered, month)
    const due = dueIn(award, entered, month)
    const missing = (due?.dueFen ?? 0) - sum(before)
    if (!due || missing <= 0) return []
    const kind = month === through && before.length === 0 ? 'regular' : 'arrears'
    return [{ ...due, month, number: before.length + 1, kind, fen: missing }]
  })
}

/** Months for which more was entered than is due by the newest decision: for people to hear of, and to decide. */
export function overpaidIn(award: Paid, entered: readonly Entry[]): { month: string; fen: number }[] {
  const months = [...new Set(entered.map(({ month }) => month))].sort()
  return months.flatMap((month) => {
    const over = sum(enteredFor(entered, month)) - (dueIn(award, entered, month)?.dueFen ?? 0)
    return over > 0 ? [{ month, fen: over }] : []
  })
}
