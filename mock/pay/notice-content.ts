import type { Tamper } from './behaviour.ts'
import { type ArrivedDifference, type Order, transactionView } from './order.ts'
import { type Refund, type RefundStatus, refundNoticeView } from './refund.ts'

/** What a notice is about, before it is sealed and signed. */
export interface NoticeContent {
  eventType: string
  summary: string
  /** Is the associated data of the seal too. */
  originalType: 'transaction' | 'refund'
  plain: Record<string, unknown>
}

const REFUND_WORDS: Record<RefundStatus, string> = {
  PROCESSING: '退款处理中',
  SUCCESS: '退款成功',
  CLOSED: '退款关闭',
  ABNORMAL: '退款异常',
}

const otherMerchant = (subMchid: string): string => subMchid.replace(/.$/, (digit) => String((Number(digit) + 1) % 10))
const unknownNumber = (number: string): string => `UNKNOWN${number.slice(-20)}`

/** How the money itself differs under a misbehaviour; undefined for those that touch the notice alone. */
export function arrivedDifference(tamper: Tamper, order: Order): ArrivedDifference | undefined {
  switch (tamper) {
    case 'wrong_amount':
      return { totalFen: order.totalFen + 1 }
    case 'wrong_payee':
      return { subMchid: otherMerchant(order.subMchid) }
    case 'wrong_appid':
      return { spAppid: 'wx0000000000000000' }
    case 'unknown_order':
      return { outTradeNo: unknownNumber(order.outTradeNo) }
    default:
      return undefined
  }
}

export function paymentContent(order: Order, tamper: Tamper): NoticeContent {
  const paid: Order = { ...order, state: 'SUCCESS', arrived: { ...order.arrived, ...arrivedDifference(tamper, order) } }
  return { eventType: 'TRANSACTION.SUCCESS', summary: '支付成功', originalType: 'transaction', plain: transactionView(paid) }
}

function alteredRefund(refund: Refund, tamper: Tamper): Refund {
  switch (tamper) {
    case 'wrong_amount':
      return { ...refund, refundFen: refund.refundFen + 1 }
    case 'wrong_payee':
      return { ...refund, subMchid: otherMerchant(refund.subMchid) }
    case 'unknown_order':
      return { ...refund, outRefundNo: unknownNumber(refund.outRefundNo), outTradeNo: unknownNumber(refund.outTradeNo) }
    default:
      return refund
  }
}

/** The tampering touches the notice alone: a query of the refund still tells the truth. */
export function refundContent(refund: Refund, status: RefundStatus, tamper: Tamper): NoticeContent {
  return {
    eventType: `REFUND.${status}`,
    summary: REFUND_WORDS[status],
    originalType: 'refund',
    plain: refundNoticeView(alteredRefund(refund, tamper), status),
  }
}
