import type { Reconciliation, ReconciliationDifference } from '@minsheng/shared/contracts/donation'
import type { StateTone } from '../../../ui/state-tag.tsx'

interface StateWords {
  word: string
  tone: StateTone
}

export const dayStates: Record<Reconciliation['state'], StateWords> = {
  reconciled: { word: '已核对，一致', tone: 'good' },
  differences: { word: '有差异', tone: 'danger' },
  waiting: { word: '等待账单', tone: 'waiting' },
  failed: { word: '没有核对成', tone: 'warning' },
}

/** The day's outcome; where differences were explained and confirmed, agreement is not all there is to say. */
export function dayWords(day: Pick<Reconciliation, 'state' | 'unsettledDifferences'>): StateWords {
  const words = dayStates[day.state]
  return day.state === 'differences' ? { ...words, word: `${day.unsettledDifferences} 处差异` } : words
}

export const differenceStates: Record<ReconciliationDifference['state'], StateWords> = {
  open: { word: '待说明', tone: 'danger' },
  explained: { word: '待复核', tone: 'warning' },
  confirmed: { word: '已复核', tone: 'good' },
  booked: { word: '已补记入账', tone: 'good' },
  vanished: { word: '已消除', tone: 'over' },
}

/** What differs, in one line: a payment or refund, on which side. */
export function differenceTitle({ kind, item }: Pick<ReconciliationDifference, 'kind' | 'item'>): string {
  const thing = item === 'refund' ? '退款' : '收款'
  switch (kind) {
    case 'missing_here':
      return `账单上有一笔${thing}，账本里没有`
    case 'missing_there':
      return `账本里有一笔${thing}，账单上没有`
    case 'amount_differs':
      return `一笔${thing}两边金额不同`
    case 'total_line_differs':
      return '账单的合计行与逐笔相加不符'
  }
}

/** What to look at first. */
export function differenceAdvice({ kind, item }: Pick<ReconciliationDifference, 'kind' | 'item'>): string {
  if (kind === 'total_line_differs') return '这份账单本身可能有误。请在微信支付商户平台重新下载同一天的账单对照，再点“重新核对”。'
  if (kind === 'missing_here')
    return item === 'refund'
      ? '请在微信支付商户平台查这笔退款是谁发起的；不经本平台发起的退款不会出现在账本里。'
      : '请在微信支付商户平台查这笔收款的来源；不经本平台的收款（如其他收款码）不会出现在账本里。'
  if (kind === 'missing_there') return '请在微信支付商户平台按单号查这笔交易是否存在；账单可能更新过，可以先点“重新核对”。'
  return '请在微信支付商户平台按单号查实际金额，以查到的为准。'
}

type Resolution = NonNullable<ReconciliationDifference['resolution']>
type BookingKind = NonNullable<ReconciliationDifference['bookableAs']>
export type Explanation = Exclude<Resolution, BookingKind>

/** What finance can say of a difference without booking anything. */
export const explanations: Record<Explanation, string> = {
  not_a_gift: '不是经本平台的捐赠（商户号的其他收支）',
  corrected_in_books: '账本有误，已更正',
  corrected_in_bill: '账单有误，微信支付已更正或将更正',
  bill_is_right: '经查实，以账单为准',
}

export const resolutions: Record<Resolution, string> = {
  ...explanations,
  booked_as_gift: '补记为捐赠',
  booked_as_refund: '补记为退款',
}

/** Stands for the project that the order names. */
export const BY_ORDER = 'by-order'

/** What a booking does, before it is asked for. */
export function bookingIntro({ bookableAs }: Pick<ReconciliationDifference, 'bookableAs'>): string {
  return bookableAs === 'booked_as_refund'
    ? '这笔退款确实从商户号退给了捐赠人：复核后从项目善款里减去，捐赠记为已退（部分或全部），原凭证作废。'
    : '这笔钱确实是捐赠：复核后记入项目善款、算进筹款，并开捐赠凭证。'
}

/** Both sides of a booking, in an accountant's words; what is set aside for the case is used up by it. */
export function bookingSides({ as, projectTitle }: { as: BookingKind; projectTitle: string }): { debit: string; credit: string } {
  const [aside, restricted] = ['待查差异', `项目善款（${projectTitle}）`]
  return as === 'booked_as_gift' ? { debit: aside, credit: restricted } : { debit: restricted, credit: aside }
}

/** `3 笔 ¥12.00` for a side of the day. */
export const countWords = (count: number): string => `${count.toLocaleString('zh-CN')} 笔`
