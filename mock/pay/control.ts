import Router from '@koa/router'
import type { Context } from 'koa'
import * as z from 'zod'
import { parseJson, readBody } from '../server/body.ts'
import { type Behaviours, behaviourInput, tamper } from './behaviour.ts'
import type { CheckoutDesk } from './checkout.ts'
import type { Delivery } from './delivery.ts'
import type { Order } from './order.ts'
import type { OrderBook } from './order-book.ts'

export interface ControlOptions {
  orders: OrderBook
  behaviours: Behaviours
  delivery: Delivery
  desk: CheckoutDesk
}

const sendInput = z.strictObject({ tamper: tamper.default('none'), times: z.number().int().min(1).max(200).default(1) })
/** Such a notice can be made by anyone; the others only WeChat Pay can send, and only about money that came. */
const FORGEABLE: readonly string[] = ['forged_signature', 'altered_body', 'unknown_serial', 'signtest_probe']

async function input<S extends z.ZodType>(ctx: Context, schema: S): Promise<z.output<S> | undefined> {
  const bytes = await readBody(ctx.req)
  const parsed = schema.safeParse(bytes.length === 0 ? {} : parseJson(bytes))
  if (parsed.success) return parsed.data
  ctx.status = 400
  ctx.body = { problem: z.prettifyError(parsed.error) }
  return undefined
}

/** The levers of the stand-in itself; the real WeChat Pay has none of these. */
export function createControl(options: ControlOptions): Router {
  const { orders, behaviours, delivery, desk } = options
  const router = new Router({ prefix: '/_control' })

  const requireOrder = (ctx: Context): Order | undefined => {
    const found = orders.find(ctx.params.outTradeNo as string)
    if (found === undefined) {
      ctx.status = 404
      ctx.body = { problem: 'no such order' }
    }
    return found
  }
  const refuse = (ctx: Context, problem: string) => {
    ctx.status = 409
    ctx.body = { problem }
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
  router.get('/orders/:outTradeNo', (ctx) => {
    const found = requireOrder(ctx)
    if (found) ctx.body = { ...found, payeeName: orders.payeeName(found.subMchid), notices: delivery.list(found.outTradeNo) }
  })
  router.post('/orders/:outTradeNo/notify', async (ctx) => {
    const found = requireOrder(ctx)
    const wanted = found && (await input(ctx, sendInput))
    if (found === undefined || wanted === undefined) return
    if (found.state !== 'SUCCESS' && !FORGEABLE.includes(wanted.tamper)) return refuse(ctx, 'WeChat Pay notifies only of paid orders')
    const attempts = await delivery.sendNow(found, wanted.tamper, wanted.times)
    ctx.body = { statuses: attempts.map((attempt) => attempt.status), attempts }
  })
  /** As if the payer had confirmed in the cashier; `evenIfClosed` lets money arrive after a close. */
  router.post('/orders/:outTradeNo/pay', async (ctx) => {
    const found = requireOrder(ctx)
    const wanted = found && (await input(ctx, z.strictObject({ evenIfClosed: z.boolean().default(false) })))
    if (found === undefined || wanted === undefined) return
    if (found.state === 'SUCCESS' || (found.state === 'CLOSED' && !wanted.evenIfClosed)) return refuse(ctx, `order is ${found.state}`)
    ctx.body = desk.pay(found)
  })
  router.post('/orders/:outTradeNo/expire', (ctx) => {
    if (requireOrder(ctx)) ctx.body = orders.expire(ctx.params.outTradeNo as string)
  })
  router.get('/notices', (ctx) => {
    const { outTradeNo } = ctx.query
    ctx.body = { notices: delivery.list(typeof outTradeNo === 'string' ? outTradeNo : undefined) }
  })
  router.post('/reset', (ctx) => {
    delivery.reset()
    orders.reset()
    behaviours.reset()
    ctx.status = 204
  })
  return router
}
