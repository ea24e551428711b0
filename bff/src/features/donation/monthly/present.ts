import type { MonthlyGift, MonthlyMonth } from '@minsheng/shared/contracts/donation'
import { isOpen } from './domain.ts'
import type { MonthDocument, MonthlyDocument } from './store.ts'

const endWords = { until: '您定的期限到了。', project: '这个项目的募捐已经结束。' } as const

/** @param today calendar date in Asia/Shanghai */
export function presentMonthly(monthly: MonthlyDocument, latest: MonthDocument | undefined, today: string): MonthlyGift {
  const active = monthly.state === 'active'
  return {
    id: monthly._id,
    projectId: monthly.campaignId,
    projectTitle: monthly.projectTitle,
    charityName: monthly.charityName,
    amountFen: monthly.amountFen,
    dayOfMonth: monthly.dayOfMonth,
    until: monthly.until,
    state: monthly.state,
    stateReason: monthly.endedBecause === null ? null : endWords[monthly.endedBecause],
    nextOn: active ? monthly.nextOn : null,
    openMonth: latest && monthly.state !== 'stopped' && isOpen(latest, today) ? latest.month : null,
    rev: monthly.rev,
    createdAt: monthly.createdAt.toISOString(),
  }
}

/** @param returned whether all of the month's gift went back */
export function presentMonth(month: MonthDocument, returned: boolean, today: string): MonthlyMonth {
  const { month: name, amountFen, giftId } = month
  const state = month.state === 'given' ? (returned ? 'returned' : 'given') : isOpen(month, today) ? month.state : 'missed'
  return { month: name, amountFen, state, giftId }
}
