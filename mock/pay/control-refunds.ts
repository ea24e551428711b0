import type Router from '@koa/router'
import type { Context } from 'koa'
import * as z from 'zod'
import { FORGEABLE, input, refuse, sendInput } from './control-input.ts'
import type { Delivery } from './delivery.ts'
import { type Refund, refundEnd, refundStatus } from './refund.ts'
import type { RefundBook } from './refund-book.ts'
import type { RefundDesk } from './refund-desk.ts'

export interface RefundControlOptions {
  refunds: RefundBook
  refundDesk: RefundDesk
  delivery: Delivery
}

/** Levers for refunds: see them, end them, send their notices. */
export function addRefundControl(router: Router, { refunds, refundDesk, delivery }: RefundControlOptions): void {
  const requireRefund = (ctx: Context): Refund | undefined => {
    const found = refunds.find(ctx.params.outRefundNo as string)
    if (found === undefined) refuse(ctx, 'no such refund', 404)
    return found
  }

  router.get('/refunds', (ctx) => {
    const { outTradeNo } = ctx.query
    ctx.body = { refunds: refunds.list(typeof outTradeNo === 'string' ? outTradeNo : undefined) }
  })
  router.get('/refunds/:outRefundNo', (ctx) => {
    const found = requireRefund(ctx)
    if (!found) return
    const notices = delivery.list(found.outTradeNo).filter((notice) => notice.refund?.outRefundNo === found.outRefundNo)
    ctx.body = { ...found, notices }
  })
  router.post('/refunds/:outRefundNo/settle', async (ctx) => {
    const found = requireRefund(ctx)
    const wanted = found && (await input(ctx, z.strictObject({ status: refundEnd.default('SUCCESS') })))
    if (found === undefined || wanted === undefined) return
    const settled = refundDesk.settle(found.outRefundNo, wanted.status)
    if (settled === undefined) return refuse(ctx, `refund is ${refunds.find(found.outRefundNo)?.status}`)
    ctx.body = settled
  })
  /** With `status` the notice tells that one, whatever the refund has become: PROCESSING after SUCCESS, say. */
  router.post('/refunds/:outRefundNo/notify', async (ctx) => {
    const found = requireRefund(ctx)
    const wanted = found && (await input(ctx, z.strictObject({ ...sendInput.shape, status: refundStatus.optional() })))
    if (found === undefined || wanted === undefined) return
    if (found.notifyUrl === undefined) return refuse(ctx, 'the request for the refund gave no notify_url')
    const status = wanted.status ?? found.status
    if (wanted.status === undefined && status === 'PROCESSING' && !FORGEABLE.includes(wanted.tamper))
      return refuse(ctx, 'WeChat Pay notifies only of refunds that ended')
    const subject = { outTradeNo: found.outTradeNo, refund: { outRefundNo: found.outRefundNo, status } }
    const attempts = await delivery.sendNow(subject, wanted.tamper, wanted.times)
    ctx.body = { statuses: attempts.map((attempt) => attempt.status), attempts }
  })
}
