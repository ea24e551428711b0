import Router from '@koa/router'
import type { Context } from 'koa'
import * as z from 'zod'
import { type Behaviours, behaviourInput } from './behaviour.ts'
import type { BillBook } from './bill-book.ts'
import type { CheckoutDesk } from './checkout.ts'
import type { ShiftedClock, Timetable } from './clocks.ts'
import { addBillControl } from './control-bills.ts'
import { FORGEABLE, input, refuse, sendInput } from './control-input.ts'
import { addRefundControl } from './control-refunds.ts'
import type { Delivery } from './delivery.ts'
import { isPaid, type Order, order } from './order.ts'
import type { OrderBook } from './order-book.ts'
import type { RefundBook } from './refund-book.ts'
import type { RefundDesk } from './refund-desk.ts'

const pastPayment = order
  .pick({ outTradeNo: true, transactionId: true, subMchid: true, totalFen: true, paidAt: true, description: true })
  .required()

export interface ControlOptions {
  orders: OrderBook
  refunds: RefundBook
  bills: BillBook
  behaviours: Behaviours
  delivery: Delivery
  desk: CheckoutDesk
  refundDesk: RefundDesk
  timetable: Timetable
  clock: ShiftedClock
}

/** The levers of the stand-in itself; the real WeChat Pay has none of these. */
export function createControl(options: ControlOptions): Router {
  const { orders, behaviours, delivery, desk } = options
  const router = new Router({ prefix: '/_control' })

  const requireOrder = (ctx: Context): Order | undefined => {
    const found = orders.find(ctx.params.outTradeNo as string)
    if (found === undefined) refuse(ctx, 'no such order', 404)
    return found
  }

  router.get('/behaviour', (ctx) => {
    ctx.body = behaviours.general()
  })
  router.post('/behaviour', async (ctx) => {
    const wanted = await input(ctx, behaviourInput)
    if (wanted === undefined) return
    const { outTradeNo, ...behaviour } = wanted
    behaviours.set(outTradeNo, behaviour)
    ctx.body = wanted
  })
  router.get('/orders', (ctx) => {
    ctx.body = { orders: orders.list() }
  })
  /** What was paid before the stand-in was there, so that its bills tell of it; harmless to repeat. */
  router.post('/past-payments', async (ctx) => {
    const wanted = await input(ctx, z.strictObject({ payments: z.array(pastPayment).max(1_000) }))
    if (wanted === undefined) return
    for (const payment of wanted.payments) orders.recall(payment)
    ctx.body = { payments: wanted.payments.length }
  })
  router.get('/orders/:outTradeNo', (ctx) => {
    const found = requireOrder(ctx)
    if (!found) return
    const { outTradeNo } = found
    ctx.body = {
      ...found,
      payeeName: orders.payeeName(found.subMchid),
      notices: delivery.list(outTradeNo),
      refunds: options.refunds.list(outTradeNo),
    }
  })
  router.post('/orders/:outTradeNo/notify', async (ctx) => {
    const found = requireOrder(ctx)
    const wanted = found && (await input(ctx, sendInput))
    if (found === undefined || wanted === undefined) return
    if (!isPaid(found) && !FORGEABLE.includes(wanted.tamper)) return refuse(ctx, 'WeChat Pay notifies only of paid orders')
    const attempts = await delivery.sendNow({ outTradeNo: found.outTradeNo }, wanted.tamper, wanted.times)
    ctx.body = { statuses: attempts.map((attempt) => attempt.status), attempts }
  })
  /** As if the payer had confirmed in the cashier; `evenIfClosed` lets money arrive after a close. */
  router.post('/orders/:outTradeNo/pay', async (ctx) => {
    const found = requireOrder(ctx)
    const wanted = found && (await input(ctx, z.strictObject({ evenIfClosed: z.boolean().default(false) })))
    if (found === undefined || wanted === undefined) return
    if (isPaid(found) || (found.state === 'CLOSED' && !wanted.evenIfClosed)) return refuse(ctx, `order is ${found.state}`)
    ctx.body = desk.pay(found)
  })
  router.post('/orders/:outTradeNo/expire', (ctx) => {
    if (requireOrder(ctx)) ctx.body = orders.expire(ctx.params.outTradeNo as string)
  })
  router.get('/notices', (ctx) => {
    const { outTradeNo } = ctx.query
    ctx.body = { notices: delivery.list(typeof outTradeNo === 'string' ? outTradeNo : undefined) }
  })
  addRefundControl(router, options)
  addBillControl(router, options)
  router.post('/reset', (ctx) => {
    options.timetable.clear()
    delivery.reset()
    orders.reset()
    options.refunds.reset()
    options.bills.reset()
    behaviours.reset()
    options.clock.shift(0)
    ctx.status = 204
  })
  return router
}
