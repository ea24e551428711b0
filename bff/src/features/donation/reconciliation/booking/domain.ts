import type { FieldIssue } from '@minsheng/shared/errors'
import { formatYuan } from '@minsheng/shared/units/money'
import type { BillLine } from '../../../../ports/bill.ts'
import type { GiftState } from '../../giving/domain.ts'
import type { DifferenceKind } from '../domain.ts'

export type BookingKind = 'booked_as_gift' | 'booked_as_refund'

/** What finance asks to have booked for a difference, and the number of its journal once it is. */
export interface Booking {
  as: BookingKind
  amountFen: number
  campaignId: string
  projectTitle: string
  /** Null when the order is unknown: a gift without a name is made. */
  giftId: string | null
  voucherNumber: string
  journalNumber: string | null
}

interface Difference {
  kind: DifferenceKind
  item: 'payment' | 'refund' | 'total'
  billFen: number | null
}

/** As what a difference can be booked: only money that moved at WeChat Pay and that the books don't have. */
export function bookableAs({ kind, item }: Pick<Difference, 'kind' | 'item'>): BookingKind | null {
  if (kind !== 'missing_here' || item === 'total') return null
  return item === 'payment' ? 'booked_as_gift' : 'booked_as_refund'
}

/** Numbers that may stand in an address of ours; WeChat Pay allows a few signs more. */
export const isPlainNumber = (number: string): boolean => /^[A-Za-z0-9_-]{1,64}$/.test(number)

/** What the clerk typed from the voucher against the case; null when it is the same money. */
export function amountIssue(difference: Difference, amountFen: number): FieldIssue | null {
  if (difference.billFen === amountFen) return null
  return {
    path: 'body.amountFen',
    message: `账单上这一笔是 ${formatYuan(difference.billFen ?? 0)} 元，金额要一分不差；凭证是另一笔钱的，请核对`,
  }
}

interface Order {
  charityId: string
  campaignId: string
  projectTitle: string
  state: GiftState
}

/** Why this payment can't be booked as a gift, in words for finance; null when it can. */
export function giftRefusal(charityId: string, order: Order | null): string | null {
  if (order === null) return null
  if (order.charityId !== charityId)
    return '这个订单是捐给另一家慈善组织的，不能记在这里。请在微信支付商户平台把钱退给付款人，再按“不是捐赠”说明'
  if (order.state === 'paid')
    return '这个订单已经付过一次并已入账。多付的这一笔请在微信支付商户平台退给付款人，收款和退款两处差异都按“不是捐赠”说明'
  return null
}

/** Whether the project was said rightly: by the order where there is one, by finance where there is none. */
export function campaignIssue(order: Order | null, campaignId: string | null): FieldIssue | null {
  if (order === null)
    return campaignId === null ? { path: 'body.campaignId', message: '系统里查不到这个订单，请选择这笔钱捐给哪个项目' } : null
  if (campaignId === null || campaignId === order.campaignId) return null
  return { path: 'body.campaignId', message: `这个订单原来捐给“${order.projectTitle}”，请选“按订单原来的项目”` }
}

/** Why this refund can't be booked, in words for finance; null when it can. */
export function refundRefusal(charityId: string, line: BillLine, gift: Order | null): string | null {
  if (line.refundStatus !== 'SUCCESS') return '微信支付还没有退完这一笔，请等账单写明退款成功、重新核对后再补记'
  if (gift === null || gift.charityId !== charityId || gift.state !== 'paid')
    return '账本里没有这笔退款对应的捐赠。收款也在差异里的，请先补记收款；确实不是捐赠的，按“不是捐赠”说明'
  if (!isPlainNumber(line.outRefundNo ?? '')) return '退款单号里有系统不能记的符号，请按“以账单为准”说明，并写清退的是哪一笔捐赠'
  return null
}
