import type { ReportBy, ReportFigures, ReportOnly } from '@minsheng/shared/contracts/help'
import { addDays, daysBetween } from '@minsheng/shared/units/calendar'
import { type CallFacts, openStates } from '../call/domain.ts'

/** Of one call what is counted; instants in UTC. */
export interface Counted {
  _id: string
  path: readonly string[]
  urgency: CallFacts['urgency']
  category: CallFacts['category']
  source: CallFacts['sources'][number]['kind']
  state: CallFacts['state']
  raisedAt: Date
  /** The first time it was taken, somebody was there, it was dealt with, and opened again. */
  ackedAt: Date | null
  onSiteAt: Date | null
  resolvedAt: Date | null
  reopened: boolean
  isLate: boolean
  rating: { solved: boolean; stars: number } | null
}

const MINUTE_MS = 60_000
export const MOST_DAYS = 366
export const USUAL_DAYS = 30

const level: Readonly<Record<'street' | 'community' | 'grid', number>> = { street: 1, community: 2, grid: 3 }
/** The row a call stands in; `unknown` where it is not known that far down, or nobody said. */
export function rowOf(call: Pick<Counted, 'path' | 'urgency' | 'category' | 'source'>, by: ReportBy): string {
  if (by === 'class') return call.urgency
  if (by === 'category') return call.category ?? 'unknown'
  if (by === 'source') return call.source
  return call.path[level[by]] ?? 'unknown'
}

/** The nearest rank: the smallest of the values that at least this share of them does not exceed; whole seconds. */
export function quantileSeconds(sortedMs: readonly number[], share: number): number | null {
  if (sortedMs.length === 0) return null
  const rank = Math.max(1, Math.ceil(share * sortedMs.length))
  return Math.round((sortedMs[rank - 1] ?? 0) / 1_000)
}

function spreadOf(calls: readonly Counted[], end: (call: Counted) => Date | null) {
  const all = calls
    .flatMap((call) => {
      const at = end(call)
      return at === null ? [] : [Math.max(0, at.getTime() - call.raisedAt.getTime())]
    })
    .sort((one, other) => one - other)
  return { count: all.length, medianSeconds: quantileSeconds(all, 0.5), p95Seconds: quantileSeconds(all, 0.95) }
}

const tookMs = ({ ackedAt, raisedAt }: Counted) => (ackedAt === null ? null : ackedAt.getTime() - raisedAt.getTime())
const isOpen = ({ state }: Pick<Counted, 'state'>) => openStates.includes(state)

/** Whether it says anything of the minute: it was taken, or nobody took it for that long; what was taken back before says nothing. */
function saysOfMinute(call: Counted, now: Date): boolean {
  return tookMs(call) !== null || (isOpen(call) && now.getTime() - call.raisedAt.getTime() >= MINUTE_MS)
}
const withinMinute = (call: Counted) => (tookMs(call) ?? Number.POSITIVE_INFINITY) <= MINUTE_MS

/** Whether a call stands behind a figure. @param now when it is asked */
export function standsBehind(call: Counted, only: ReportOnly, now: Date): boolean {
  switch (only) {
    case 'all':
      return true
    case 'unanswered_in_a_minute':
      return saysOfMinute(call, now) && !withinMinute(call)
    case 'late':
      return call.isLate
    case 'reopened':
      return call.reopened
    case 'open':
      return isOpen(call)
    case 'cancelled':
      return call.state === 'cancelled'
    case 'badly_rated':
      return call.rating !== null && !call.rating.solved
  }
}

/** Median and 95th percentile beside counts: a mean hides those who waited longest. */
export function figuresOf(calls: readonly Counted[], now: Date): ReportFigures {
  const count = (only: ReportOnly) => calls.filter((call) => standsBehind(call, only, now)).length
  const ratings = calls.flatMap(({ rating }) => rating ?? [])
  const stars = ratings.reduce((sum, rating) => sum + rating.stars, 0)
  return {
    calls: calls.length,
    open: count('open'),
    cancelled: count('cancelled'),
    acknowledged: spreadOf(calls, ({ ackedAt }) => ackedAt),
    withinAMinute: { count: calls.filter(withinMinute).length, of: calls.filter((call) => saysOfMinute(call, now)).length },
    onSite: spreadOf(calls, ({ onSiteAt }) => onSiteAt),
    resolved: spreadOf(calls, ({ resolvedAt }) => resolvedAt),
    late: count('late'),
    reopened: count('reopened'),
    rated: {
      count: ratings.length,
      solved: ratings.filter(({ solved }) => solved).length,
      stars: ratings.length === 0 ? null : Math.round((stars / ratings.length) * 100) / 100,
    },
  }
}

/** Figures by row, those with the most calls first. */
export function rowsOf(calls: readonly Counted[], by: ReportBy, now: Date): ({ key: string } & ReportFigures)[] {
  const groups = new Map<string, Counted[]>()
  for (const call of calls) {
    const key = rowOf(call, by)
    const group = groups.get(key)
    if (group) group.push(call)
    else groups.set(key, [call])
  }
  return [...groups]
    .map(([key, of]) => ({ key, ...figuresOf(of, now) }))
    .sort((one, other) => other.calls - one.calls || one.key.localeCompare(other.key))
}

/** The days asked for, or the fault in them. @param today calendar date in Asia/Shanghai */
export function periodOf(
  asked: { from?: string | undefined; to?: string | undefined },
  today: string,
): { from: string; to: string } | { fault: string; path: 'from' | 'to' } {
  const to = asked.to ?? today
  const from = asked.from ?? addDays(to, 1 - USUAL_DAYS)
  if (from > to) return { fault: '开始日期要在结束日期之前', path: 'from' }
  if (daysBetween(from, to) >= MOST_DAYS) return { fault: `一次最多看 ${MOST_DAYS} 天，请缩短日期`, path: 'from' }
  return { from, to }
}
