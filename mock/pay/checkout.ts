import { randomInt } from 'node:crypto'
import type { Clock } from '@minsheng/shared/units/clock'
import * as z from 'zod'
import type { Merchant } from './authorization.ts'
import type { Behaviours } from './behaviour.ts'
import type { Delivery } from './delivery.ts'
import { arrivedDifference } from './notice-content.ts'
import type { Order } from './order.ts'
import type { OrderBook, PrepayProblem } from './order-book.ts'
import { lines, verifyText } from './signature.ts'

/** The link that opens the H5 cashier lives five minutes. */
const H5_LINK_MS = 5 * 60_000

/** What a mini-program hands to wx.requestPayment. */
export const paymentRequest = z.object({
  appId: z.string(),
  timeStamp: z.string(),
  nonceStr: z.string(),
  package: z.string(),
  signType: z.string(),
  paySign: z.string(),
})
export type PaymentRequest = z.output<typeof paymentRequest>

export type CheckoutProblem = PrepayProblem | 'sign' | 'parameters' | 'link_expired' | 'other_trade_type'
export type Checkout = { ok: true; order: Order } | { ok: false; problem: CheckoutProblem; order?: Order }

export interface CheckoutOptions {
  merchant: Merchant
  orders: OrderBook
  behaviours: Behaviours
  delivery: Delivery
  clock: Clock
  /** Where browsers find the cashier; known only once the server listens. */
  cashierUrl: () => string
}

/** What the cashier decides: may this be paid, and the payment itself. */
export function createCheckout(options: CheckoutOptions) {
  const { orders, behaviours, delivery, clock, merchant } = options

  function open(prepayId: string, tradeType: Order['tradeType']): Checkout {
    const found = orders.byPrepayId(prepayId)
    if (found.order === undefined) return { ok: false, problem: found.problem }
    if (found.order.tradeType !== tradeType) return { ok: false, problem: 'other_trade_type' }
    if (found.problem) return { ok: false, problem: found.problem, order: found.order }
    return { ok: true, order: found.order }
  }

  const h5Link = (prepayId: string): string =>
    `${options.cashierUrl()}/cashier/h5?prepay_id=${prepayId}&package=${randomInt(1_000_000_000, 4_000_000_000)}`

  return {
    h5Link,
    /** Address of the cashier for an order that a browser can still pay; null otherwise. */
    h5Address(order: Order): string | null {
      const latest = order.prepays.at(-1)
      const isOpen = order.state === 'NOTPAY' && order.tradeType === 'MWEB' && latest !== undefined
      return isOpen && clock.now().getTime() - Date.parse(latest.issuedAt) <= H5_LINK_MS ? h5Link(latest.id) : null
    },
    openH5(prepayId: string, arriving: boolean): Checkout {
      const opened = open(prepayId, 'MWEB')
      const issuedAt = orders.byPrepayId(prepayId).order?.prepays.find((prepay) => prepay.id === prepayId)?.issuedAt
      const age = issuedAt === undefined ? 0 : clock.now().getTime() - Date.parse(issuedAt)
      return opened.ok && arriving && age > H5_LINK_MS ? { ok: false, problem: 'link_expired', order: opened.order } : opened
    },
    /** Checks the mini-program's signature before anything else, as WeChat does. */
    openJsapi(request: PaymentRequest): Checkout {
      if (request.signType !== 'RSA' || !/^\d{10}$/.test(request.timeStamp)) return { ok: false, problem: 'parameters' }
      const signed = lines(request.appId, request.timeStamp, request.nonceStr, request.package)
      if (!verifyText(merchant.publicKey, signed, request.paySign)) return { ok: false, problem: 'sign' }
      const prepayId = /^prepay_id=(\w+)$/.exec(request.package)?.[1]
      if (prepayId === undefined) return { ok: false, problem: 'parameters' }
      const opened = open(prepayId, 'JSAPI')
      if (opened.order && request.appId !== opened.order.spAppid && request.appId !== opened.order.subAppid)
        return { ok: false, problem: 'parameters' }
      return opened
    },
    pay(order: Order): Order {
      const { tamper, couponFen } = behaviours.of(order.outTradeNo)
      const arrived = tamper === 'unknown_order' ? undefined : arrivedDifference(tamper, order)
      const paid = orders.markPaid(order.outTradeNo, arrived, Math.min(couponFen, order.totalFen))
      delivery.announce(paid)
      return paid
    },
  }
}
export type CheckoutDesk = ReturnType<typeof createCheckout>
