import type { Clock } from '@minsheng/shared/units/clock'
import { openJournal } from '../server/journal.ts'
import { fingerprintOf, isPaid, type Order } from './order.ts'
import type { OrderBook } from './order-book.ts'
import { PayError } from './pay-error.ts'
import { newRefundId, type Refund, type RefundEnd, refund } from './refund.ts'
import type { RefundInput } from './refund-input.ts'

const MAX_PARTS = 50
const YEAR_MS = 365 * 86_400_000

export interface RefundBookOptions {
  orders: OrderBook
  clock: Clock
  dataDir: string | undefined
}

/** All refunds of the merchant, by its own number. */
export function createRefundBook(options: RefundBookOptions) {
  const { orders, clock } = options
  const journal = openJournal(options.dataDir, 'pay-refunds', refund)
  const refunds = new Map<string, Refund>(journal.replayed.map((entry) => [entry.outRefundNo, entry]))

  const save = (changed: Refund): Refund => {
    refunds.set(changed.outRefundNo, changed)
    journal.append(changed)
    return changed
  }
  const list = (outTradeNo?: string): Refund[] =>
    [...refunds.values()].filter((entry) => outTradeNo === undefined || entry.outTradeNo === outTradeNo)

  function orderOf(input: RefundInput): Order {
    orders.checkSubMerchant(input.sub_mchid)
    // With both numbers given WeChat Pay goes by its own.
    const found = input.transaction_id === undefined ? orders.find(input.out_trade_no ?? '') : orders.byTransactionId(input.transaction_id)
    if (found === undefined || found.subMchid !== input.sub_mchid) throw new PayError('RESOURCE_NOT_EXISTS', '订单不存在')
    return found
  }

  function checkRoom(paid: Order, paidFen: number, input: RefundInput): void {
    if (input.amount.total !== paidFen) throw new PayError('INVALID_REQUEST', '订单金额与原订单不一致，请核实后再试')
    if (clock.now().getTime() - Date.parse(paid.paidAt ?? paid.createdAt) > YEAR_MS)
      throw new PayError('INVALID_REQUEST', '订单已超过可退款的最大期限（一年）')
    // A closed refund gave its money back to the order.
    const standing = list(paid.outTradeNo).filter((part) => part.status !== 'CLOSED')
    if (standing.length >= MAX_PARTS) throw new PayError('INVALID_REQUEST', '订单的部分退款次数已达上限 50 次')
    const takenFen = standing.reduce((sum, part) => sum + part.refundFen, 0)
    if (takenFen >= paidFen) throw new PayError('INVALID_REQUEST', '订单已全额退款')
    if (takenFen + input.amount.refund > paidFen) throw new PayError('INVALID_REQUEST', '退款金额大于可退金额，请核实后再试')
  }

  return {
    /** Takes a refund, or takes it again: the same request gets the same refund and moves no more money. */
    place(input: RefundInput, planOf: (outTradeNo: string) => Refund['due']): { refund: Refund; isNew: boolean } {
      const asked = orderOf(input)
      const { transaction_id: _transactionId, out_trade_no: _outTradeNo, ...rest } = input
      const fingerprint = fingerprintOf(asked.outTradeNo, rest)
      const existing = refunds.get(input.out_refund_no)
      if (existing && existing.fingerprint !== fingerprint)
        throw new PayError('INVALID_REQUEST', '商户退款单号重复，且与之前请求的参数不一致，请核实后再试')
      if (existing) return { refund: existing, isNew: false }
      if (!isPaid(asked) || asked.transactionId === undefined) throw new PayError('INVALID_REQUEST', '订单未支付，不能退款')
      const paidFen = asked.arrived?.totalFen ?? asked.totalFen
      checkRoom(asked, paidFen, input)
      const now = clock.now()
      const placed = save({
        outRefundNo: input.out_refund_no,
        refundId: newRefundId(now),
        outTradeNo: asked.outTradeNo,
        transactionId: asked.transactionId,
        spMchid: asked.spMchid,
        subMchid: asked.subMchid,
        refundFen: input.amount.refund,
        totalFen: paidFen,
        reason: input.reason,
        notifyUrl: input.notify_url,
        fundsAccount: input.funds_account ?? 'UNSETTLED',
        fingerprint,
        createdAt: now.toISOString(),
        status: 'PROCESSING',
        due: planOf(asked.outTradeNo),
      })
      return { refund: placed, isNew: true }
    },
    find: (outRefundNo: string): Refund | undefined => refunds.get(outRefundNo),
    /** @throws PayError RESOURCE_NOT_EXISTS, also when the refund belongs to another sub merchant */
    require(outRefundNo: string, subMchid: string): Refund {
      const found = refunds.get(outRefundNo)
      if (found === undefined || found.subMchid !== subMchid) throw new PayError('RESOURCE_NOT_EXISTS', '退款单不存在')
      return found
    },
    list,
    /** Undefined when the refund has ended already; an abnormal one can still succeed or be closed. */
    settle(outRefundNo: string, status: RefundEnd): Refund | undefined {
      const found = refunds.get(outRefundNo)
      const isOpen = found?.status === 'PROCESSING' || (found?.status === 'ABNORMAL' && status !== 'ABNORMAL')
      if (found === undefined || !isOpen) return undefined
      return save({ ...found, status, settledAt: clock.now().toISOString(), due: undefined })
    },
    reset(): void {
      refunds.clear()
      journal.clear()
    },
  }
}
export type RefundBook = ReturnType<typeof createRefundBook>
