import { type Clock, systemClock } from '@minsheng/shared/units/clock'
import Koa from 'koa'
import { createApi } from './api.ts'
import type { Merchant } from './authorization.ts'
import { type Behaviours, createBehaviours } from './behaviour.ts'
import { createCashier } from './cashier.ts'
import { type CheckoutDesk, createCheckout } from './checkout.ts'
import { createControl } from './control.ts'
import { createDelivery, type Delivery } from './delivery.ts'
import { createOrderBook, type OrderBook, type SubMerchants } from './order-book.ts'
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
  behaviours: Behaviours
  delivery: Delivery
  desk: CheckoutDesk
}

/** Stand-in for api.mch.weixin.qq.com in partner mode, with the cashier a payer sees. */
export function createPay(options: PayOptions): Pay {
  const clock = options.clock ?? systemClock
  const { merchant, platformKey, apiV3Key, subMerchants, dataDir, retryScale, noticeTimeoutMs: timeoutMs, cashierUrl } = options
  const behaviours = createBehaviours()
  const orders = createOrderBook({ merchant, subMerchants, clock, dataDir })
  const delivery = createDelivery({ platformKey, apiV3Key, clock, orders, behaviours, dataDir, retryScale, timeoutMs })
  const desk = createCheckout({ merchant, orders, behaviours, delivery, clock, cashierUrl })

  const koa = new Koa()
  koa.use(createControl({ orders, behaviours, delivery, desk }).routes())
  koa.use(createCashier({ desk, orders }).routes())
  koa.use(createApi({ merchant, platformKey, orders, behaviours, desk, clock }).routes())
  return { koa, orders, behaviours, delivery, desk }
}
