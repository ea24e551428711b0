import type { ShiftDays } from '@minsheng/shared/contracts/people'
import { addDays, startOfDay } from '@minsheng/shared/units/calendar'

/** Whose grid it is, from and to. */
export interface Assignment {
  _id: string
  gridId: string
  path: string[]
  workerId: string
  from: string
  /** The first day it no longer holds; null while it does. */
  to: string | null
  rev: number
  history: { at: Date; by: string; why: string }[]
}

/** One turn of one person in one grid. */
export interface PlannedShift {
  _id: string
  gridId: string
  path: string[]
  workerId: string
  startsAt: Date
  endsAt: Date
  state: 'planned' | 'cancelled'
  /** Whose turn it was first; null while nobody stands in. */
  insteadOf: string | null
  rev: number
  history: { at: Date; by: string; why: string }[]
}

export interface Span {
  startsAt: Date
  endsAt: Date
}

const DAY_MS = 86_400_000

function minuteOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return hours * 60 + minutes
}

/** A turn that begins on a day; it ends on the next when its end is not after its beginning. Times of day are Asia/Shanghai's. */
export function spanOn(date: string, startsAt: string, endsAt: string): Span {
  const [from, to] = [minuteOf(startsAt), minuteOf(endsAt)]
  const start = startOfDay(date).getTime()
  return { startsAt: new Date(start + from * 60_000), endsAt: new Date(start + to * 60_000 + (to <= from ? DAY_MS : 0)) }
}

/** The days of a span, both ends included, that are of a kind. */
export function daysOf(from: string, to: string, days: ShiftDays, isWorkingDay: (date: string) => boolean): string[] {
  const found: string[] = []
  for (let date = from; date <= to; date = addDays(date, 1))
    if (days === 'every_day' || isWorkingDay(date) === (days === 'working_days')) found.push(date)
  return found
}

export const overlap = (one: Span, other: Span): boolean => one.startsAt < other.endsAt && other.startsAt < one.endsAt

/** When nobody is on duty between two instants. */
export function gapsBetween(from: Date, to: Date, shifts: readonly Span[]): { from: Date; to: Date }[] {
  const gaps: { from: Date; to: Date }[] = []
  let covered = from
  for (const { startsAt, endsAt } of [...shifts].sort((one, other) => one.startsAt.getTime() - other.startsAt.getTime())) {
    if (startsAt >= to) break
    if (startsAt > covered) gaps.push({ from: covered, to: startsAt })
    if (endsAt > covered) covered = endsAt
  }
  if (covered < to) gaps.push({ from: covered, to })
  return gaps
}

/** Whether an assignment holds on a day. */
export const holdsOn = ({ from, to }: Pick<Assignment, 'from' | 'to'>, date: string): boolean => from <= date && (to === null || date < to)
