import { type Clock, systemClock } from '@minsheng/shared/units/clock'
import Koa from 'koa'
import { createApi } from './api.ts'
import type { Merchant } from './authorization.ts'
import { type Behaviours, createBehaviours } from './behaviour.ts'
import { createBillBook } from './bill-book.ts'
import { createCashier } from './cashier.ts'
import { type CheckoutDesk, createCheckout } from './checkout.ts'
import { createTimetable, shiftedClock } from './clocks.ts'
import { createControl } from './control.ts'
import { createDelivery, type Delivery } from './delivery.ts'
import { createOrderBook, type OrderBook, type SubMerchants } from './order-book.ts'
import { createRefundBook, type RefundBook } from './refund-book.ts'
import { createRefundDesk } from './refund-desk.ts'
import type { PlatformKey } from './signature.ts'

export interface PayOptions {
  merchant: Merchant
  platformKey: PlatformKey
  apiV3Key: string
  subMerchants: SubMerchants
  retryScale: number
  dataDir?: string
  clock?: Clock
  noticeTimeoutMs?: number
  cashierUrl: () => string
}

export interface Pay {
  koa: Koa
  orders: OrderBook
  refunds: RefundBook
  behaviours: Behaviours
  delivery: Delivery
  desk: CheckoutDesk
}

/** Stand-in for api.mch.weixin.qq.com in partner mode, with the cashier a payer sees. */
export function createPay(options: PayOptions): Pay {
  const real = options.clock ?? systemClock
  const clock = shiftedClock(real)
  const timetable = createTimetable(real)
  const { merchant, platformKey, apiV3Key, subMerchants, dataDir, retryScale, noticeTimeoutMs: timeoutMs, cashierUrl } = options
  const behaviours = createBehaviours()
  const orders = createOrderBook({ merchant, subMerchants, clock, dataDir })
  const refunds = createRefundBook({ orders, clock, dataDir })
  const bills = createBillBook({ merchant, orders, refunds, behaviours, clock })
  const sender = { platformKey, apiV3Key, dataDir, retryScale, timeoutMs }
  const delivery = createDelivery({ ...sender, clock: real, timetable, orders, refunds, behaviours })
  const desk = createCheckout({ merchant, orders, behaviours, delivery, clock, cashierUrl })
  const refundDesk = createRefundDesk({ orders, refunds, behaviours, delivery, timetable, clock: real })

  const koa = new Koa()
  koa.use(createControl({ orders, refunds, bills, behaviours, delivery, desk, refundDesk, timetable, clock }).routes())
  koa.use(createCashier({ desk, orders }).routes())
  koa.use(createApi({ merchant, platformKey, orders, refunds, bills, behaviours, desk, refundDesk, clock: real }).routes())
  return { koa, orders, refunds, behaviours, delivery, desk }
}
