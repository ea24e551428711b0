import type { Clock } from '@minsheng/shared/units/clock'
import type { Behaviours } from './behaviour.ts'
import type { Timetable } from './clocks.ts'
import type { Delivery } from './delivery.ts'
import type { OrderBook } from './order-book.ts'
import { PayError } from './pay-error.ts'
import type { Refund, RefundEnd } from './refund.ts'
import type { RefundBook } from './refund-book.ts'
import type { RefundInput } from './refund-input.ts'

export interface RefundDeskOptions {
  orders: OrderBook
  refunds: RefundBook
  behaviours: Behaviours
  delivery: Delivery
  timetable: Timetable
  /** The real clock: delays are real time. */
  clock: Clock
}

/** Accepts refunds and lets them end after their delay. */
export function createRefundDesk(options: RefundDeskOptions) {
  const { orders, refunds, behaviours, delivery, timetable, clock } = options
  const keyOf = (outRefundNo: string): string => `refund ${outRefundNo}`

  function settle(outRefundNo: string, status: RefundEnd): Refund | undefined {
    const settled = refunds.settle(outRefundNo, status)
    if (settled === undefined) return undefined
    timetable.cancel(keyOf(outRefundNo))
    if (status === 'SUCCESS') orders.markRefunded(settled.outTradeNo)
    delivery.announceRefund(settled)
    return settled
  }
  function schedule({ outRefundNo, due }: Refund): void {
    if (due) timetable.at(keyOf(outRefundNo), due.at, () => void settle(outRefundNo, due.status))
  }
  for (const kept of refunds.list()) schedule(kept)

  function planOf(outTradeNo: string): Refund['due'] {
    const { result, delayMs, api } = behaviours.of(outTradeNo).refund
    if (api === 'not_enough') throw new PayError('NOT_ENOUGH', '基本账户余额不足，请充值后重新发起')
    if (api === 'account_abnormal') throw new PayError('USER_ACCOUNT_ABNORMAL', '用户账户异常，退款请求失败')
    return result === 'PROCESSING' ? undefined : { status: result, at: new Date(clock.now().getTime() + delayMs).toISOString() }
  }

  return {
    request(input: RefundInput): Refund {
      const { refund, isNew } = refunds.place(input, planOf)
      if (isNew) schedule(refund)
      return refund
    },
    settle,
  }
}
export type RefundDesk = ReturnType<typeof createRefundDesk>
