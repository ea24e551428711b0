import { shanghaiDate } from '@minsheng/shared/units/clock'
import type { BillLine } from './bill-line.ts'
import { isPaid, type Order } from './order.ts'
import type { Refund } from './refund.ts'

export interface BillDay {
  date: string
  /** A bill is a snapshot: what a refund became later it does not tell. */
  statementAt: Date
  rateBasisPoints: number
}

const STATUS_WORDS = { PROCESSING: 'PROCESSING', SUCCESS: 'SUCCESS', CLOSED: 'FAIL', ABNORMAL: 'CHANGE' } as const

const isOf = (instant: string | undefined, date: string): boolean => instant !== undefined && shanghaiDate(new Date(instant)) === date
const feeOf = (fen: number, rateBasisPoints: number): number => Math.round((fen * rateBasisPoints) / 10_000)

type Common = Pick<
  BillLine,
  | 'spAppid'
  | 'spMchid'
  | 'subMchid'
  | 'transactionId'
  | 'outTradeNo'
  | 'openid'
  | 'tradeType'
  | 'description'
  | 'attach'
  | 'rateBasisPoints'
>
function commonOf(order: Order, rateBasisPoints: number): Common {
  return {
    spAppid: order.arrived?.spAppid ?? order.spAppid,
    spMchid: order.spMchid,
    subMchid: order.arrived?.subMchid ?? order.subMchid,
    transactionId: order.transactionId ?? '',
    outTradeNo: order.arrived?.outTradeNo ?? order.outTradeNo,
    openid: order.payer.sp_openid ?? order.payer.sub_openid ?? '',
    tradeType: order.tradeType,
    description: order.description,
    attach: order.attach ?? '',
    rateBasisPoints,
  }
}

function refundLines(order: Order, refunds: Refund[], { date, statementAt, rateBasisPoints }: BillDay): BillLine[] {
  let backFen = 0
  const lines: BillLine[] = []
  for (const part of refunds) {
    // The fee comes back with the money, and all of it with the last part.
    const feeBefore = feeOf(backFen, rateBasisPoints)
    if (part.status !== 'CLOSED') backFen += part.refundFen
    if (!isOf(part.createdAt, date)) continue
    const isKnown = part.settledAt !== undefined && Date.parse(part.settledAt) <= statementAt.getTime()
    lines.push({
      ...commonOf(order, rateBasisPoints),
      at: part.createdAt,
      state: 'REFUND',
      orderFen: 0,
      refundFen: part.refundFen,
      refund: {
        refundId: part.refundId,
        outRefundNo: part.outRefundNo,
        status: isKnown ? STATUS_WORDS[part.status] : 'PROCESSING',
        succeededAt: isKnown && part.status === 'SUCCESS' ? part.settledAt : undefined,
      },
      feeFen: feeBefore - feeOf(backFen, rateBasisPoints),
    })
  }
  return lines
}

/** Every payment that succeeded and every refund that was accepted on the day. */
export function linesOf(orders: Order[], refunds: Refund[], day: BillDay): BillLine[] {
  const ofOrder = new Map<string, Refund[]>()
  for (const part of refunds) ofOrder.set(part.outTradeNo, [...(ofOrder.get(part.outTradeNo) ?? []), part])
  return orders.filter(isPaid).flatMap((order) => {
    const paidFen = order.arrived?.totalFen ?? order.totalFen
    const payment: BillLine[] = isOf(order.paidAt, day.date)
      ? [
          {
            ...commonOf(order, day.rateBasisPoints),
            at: order.paidAt ?? order.createdAt,
            state: 'SUCCESS',
            orderFen: paidFen,
            refundFen: 0,
            feeFen: feeOf(paidFen, day.rateBasisPoints),
          },
        ]
      : []
    return [...payment, ...refundLines(order, ofOrder.get(order.outTradeNo) ?? [], day)]
  })
}
