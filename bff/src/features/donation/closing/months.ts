import { AppError } from '@minsheng/shared/errors'
import type { Clock } from '@minsheng/shared/units/clock'
import { oldestDate } from '../reconciliation/domain.ts'
import type { SettlementStore } from '../settlement/store.ts'
import type { SpendingStore } from '../spending/store.ts'
import type { SurplusStore } from '../surplus/store.ts'
import {
  type CountedMonth,
  countMonth,
  digestOf,
  lastDateOf,
  monthAfter,
  monthOf,
  monthStart,
  monthsBetween,
  obstaclesTo,
} from './domain.ts'
import { type ClosingDocument, type ClosingStore, closingId } from './store.ts'

export type Months = ReturnType<typeof createMonths>

/** A month as it stands: counted, and either final or with what is in the way. */
export interface MonthView {
  counted: CountedMonth
  closing: ClosingDocument | null
  obstacles: string[]
}

const wrongState = (detail: string) => new AppError('wrong_state', { detail })

/** The months of a charity's books: counted, asked to be closed, closed by a second person. */
export function createMonths(parts: {
  store: ClosingStore
  spendings: SpendingStore
  settlements: SettlementStore
  surpluses: SurplusStore
  clock: Clock
}) {
  const { store, spendings, settlements, surpluses, clock } = parts

  /** From the last closed month on, where there is one: closed months don't change. */
  async function openingOf(charityId: string, month: string): Promise<Map<string, number>> {
    const before = await store.get(monthAfter(month, -1), charityId)
    if (before?.state === 'closed') return new Map(before.counted.accounts.map(({ account, closingFen }) => [account, closingFen]))
    return store.balancesBefore(charityId, monthStart(month))
  }

  async function count(charityId: string, month: string): Promise<CountedMonth> {
    const stretch = { from: monthStart(month), before: monthStart(monthAfter(month, 1)) }
    const [opening, movements, journals] = await Promise.all([
      openingOf(charityId, month),
      store.movements(charityId, stretch),
      store.journalsIn(charityId, stretch),
    ])
    return countMonth({ charityId, month, journals }, opening, movements)
  }

  async function obstacles(charityId: string, month: string): Promise<string[]> {
    const now = clock.now()
    const end = monthStart(monthAfter(month, 1))
    const [first, previous, days, comparedFrom, spending, settlement, surplus, refund] = await Promise.all([
      store.firstPostedAt(charityId),
      store.get(monthAfter(month, -1), charityId),
      store.daysIn(charityId, `${month}-01`, lastDateOf(month)),
      store.comparedFrom(charityId),
      spendings.openBefore(charityId, end),
      settlements.openBefore(charityId, end),
      surpluses.openBefore(charityId, end),
      store.refundsOpenBefore(charityId, end),
    ])
    const waiting = { spendings: spending, settlements: settlement, surpluses: surplus, refunds: refund }
    return obstaclesTo(
      {
        month,
        firstMonth: first && monthOf(first),
        isPreviousClosed: previous?.state === 'closed',
        days,
        comparedFrom,
        oldestBill: oldestDate(now),
        waiting,
      },
      now,
    )
  }

  async function view(charityId: string, month: string): Promise<MonthView> {
    const closing = await store.get(month, charityId)
    if (closing?.state === 'closed') return { counted: closing.counted, closing, obstacles: [] }
    const [counted, found] = await Promise.all([count(charityId, month), obstacles(charityId, month)])
    return { counted, closing, obstacles: found }
  }

  return {
    view,
    /** From the first month with a journal to the present one, newest first. */
    async list(charityId: string): Promise<{ month: string; closing: Omit<ClosingDocument, 'counted'> | null }[]> {
      const [first, closings] = await Promise.all([store.firstPostedAt(charityId), store.ofCharity(charityId)])
      if (first === null) return []
      const byMonth = new Map(closings.map((closing) => [closing.month, closing]))
      return monthsBetween(monthOf(first), monthOf(clock.now())).map((month) => ({ month, closing: byMonth.get(month) ?? null }))
    },
    /** Finance has counted the month. @throws AppError `wrong_state` with what is in the way */
    async request(charityId: string, month: string, by: string): Promise<MonthView> {
      const seen = await view(charityId, month)
      if (seen.closing?.state === 'closed') throw wrongState('这个月已经结账')
      if (seen.closing?.state === 'requested') {
        // The same request again, after its answer was lost.
        if (seen.closing.requestedBy === by) return seen
        throw wrongState('这个月已经在等待负责人确认')
      }
      if (seen.obstacles.length > 0) throw wrongState(`还不能月结：${seen.obstacles.join('；')}`)
      const at = clock.now()
      const closing = await store.request({
        _id: closingId(month, charityId),
        charityId,
        month,
        state: 'requested',
        counted: seen.counted,
        sha256: digestOf(seen.counted),
        requestedBy: by,
        requestedAt: at,
        decision: null,
        rev: 0,
        createdAt: at,
        history: [{ at, by, to: 'requested', why: 'counted' }],
      })
      if (!closing) throw wrongState('这个月的结账状态已经变了，请刷新后查看')
      return { ...seen, closing }
    },
    /** The second person's word. @throws AppError `forbidden` to the one who asked | `conflict` | `wrong_state` */
    async decide(charityId: string, month: string, word: { rev: number; approve: boolean; note: string }, by: string): Promise<MonthView> {
      const seen = await view(charityId, month)
      if (seen.closing?.state !== 'requested') throw wrongState('这个月没有等待确认的月结，请刷新后查看')
      if (seen.closing.requestedBy === by) throw new AppError('forbidden', { detail: '不能确认自己提出的月结，请由另一位负责人确认' })
      if (seen.closing.rev !== word.rev) throw new AppError('conflict')
      if (word.approve) {
        if (seen.obstacles.length > 0) throw wrongState(`还不能月结：${seen.obstacles.join('；')}`)
        // What is confirmed must be what was counted.
        if (digestOf(seen.counted) !== seen.closing.sha256) throw wrongState('申请以后这个月的账又有变动，请退回后由财务重新申请')
      }
      const decision = { by, at: clock.now(), note: word.note }
      const closing = await store.decide(seen.closing._id, word.rev, word.approve ? 'closed' : 'returned', decision)
      if (!closing) throw new AppError('conflict')
      return { ...seen, closing }
    },
  }
}
