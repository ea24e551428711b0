import Router from '@koa/router'
import type { Context } from 'koa'
import * as z from 'zod'
import { parseJson, readBody } from '../server/body.ts'
import { PAGE_HEADERS, webAddress } from '../server/html.ts'
import { CASHIER_CSS } from './cashier-css.ts'
import { orderPage, PROBLEM_WORDS, problemPage, resultPage } from './cashier-pages.ts'
import { type Checkout, type CheckoutDesk, type PaymentRequest, paymentRequest } from './checkout.ts'
import type { OrderBook } from './order-book.ts'

export interface CashierOptions {
  desk: CheckoutDesk
  orders: OrderBook
}

const action = z.enum(['pay', 'cancel'])

function page(ctx: Context, status: number, html: string): void {
  ctx.set(PAGE_HEADERS)
  ctx.status = status
  ctx.type = 'text/html; charset=utf-8'
  ctx.body = html
}

/** Back to the shop when it said where, else a page that says how it ended. */
function finish(ctx: Context, options: CashierOptions, checkout: Checkout, wanted: 'pay' | 'cancel', back: string | undefined) {
  const alreadyPaid = !checkout.ok && checkout.problem === 'paid'
  if (!checkout.ok && !alreadyPaid && wanted === 'pay') return page(ctx, 400, problemPage(checkout.problem, back))
  const order = checkout.ok && wanted === 'pay' ? options.desk.pay(checkout.order) : checkout.order
  if (back !== undefined) {
    ctx.status = 303
    ctx.set('Location', back)
    return
  }
  if (order) page(ctx, 200, resultPage(order, options.orders.payeeName(order.subMchid)))
  else page(ctx, 200, problemPage('unknown', undefined))
}

/** The payer's side: what a person sees, and what wx.requestPayment answers. */
export function createCashier(options: CashierOptions): Router {
  const { desk, orders } = options
  const router = new Router({ prefix: '/cashier' })
  const text = (value: string | string[] | undefined): string => (Array.isArray(value) ? value[0] : value) ?? ''

  const show = (ctx: Context, checkout: Checkout, hidden: Record<string, string>, target: string) => {
    const back = webAddress(text(ctx.query.redirect_url))
    if (!checkout.ok && checkout.problem === 'paid' && checkout.order)
      return page(ctx, 200, resultPage(checkout.order, orders.payeeName(checkout.order.subMchid), back))
    if (!checkout.ok) return page(ctx, 400, problemPage(checkout.problem, back))
    const fields = { ...hidden, ...(back ? { redirect_url: back } : {}) }
    page(ctx, 200, orderPage(checkout.order, orders.payeeName(checkout.order.subMchid), target, fields))
  }

  router.get('/cashier.css', (ctx) => {
    ctx.type = 'text/css; charset=utf-8'
    ctx.set('Cache-Control', 'max-age=3600')
    ctx.body = CASHIER_CSS
  })

  router.get('/h5', (ctx) => {
    const prepayId = text(ctx.query.prepay_id)
    show(ctx, desk.openH5(prepayId, true), { prepay_id: prepayId }, '/cashier/h5')
  })
  router.post('/h5', async (ctx) => {
    const form = new URLSearchParams((await readBody(ctx.req)).toString('utf8'))
    const wanted = action.safeParse(form.get('action'))
    if (!wanted.success) return page(ctx, 400, problemPage('parameters', undefined))
    finish(ctx, options, desk.openH5(form.get('prepay_id') ?? '', false), wanted.data, webAddress(form.get('redirect_url') ?? undefined))
  })

  router.get('/jsapi', (ctx) => {
    const request = paymentRequest.safeParse(ctx.query)
    const checkout: Checkout = request.success ? desk.openJsapi(request.data) : { ok: false, problem: 'parameters' }
    show(ctx, checkout, request.success ? { ...request.data } : {}, '/cashier/jsapi')
  })
  router.post('/jsapi', async (ctx) => {
    const bytes = await readBody(ctx.req)
    if (ctx.is('application/x-www-form-urlencoded')) {
      const form = Object.fromEntries(new URLSearchParams(bytes.toString('utf8')))
      const request = paymentRequest.extend({ action }).safeParse(form)
      if (!request.success) return page(ctx, 400, problemPage('parameters', undefined))
      return finish(ctx, options, desk.openJsapi(request.data), request.data.action, webAddress(form.redirect_url))
    }
    const request = paymentRequest.extend({ action: action.default('pay') }).safeParse(parseJson(bytes))
    ctx.body = request.success ? requestPayment(request.data, request.data.action) : { errMsg: 'requestPayment:fail 调用支付JSAPI缺少参数' }
  })

  /** The answer that the mini-program's success or fail callback gets. */
  function requestPayment(request: PaymentRequest, wanted: 'pay' | 'cancel'): { errMsg: string } {
    const checkout = desk.openJsapi(request)
    if (!checkout.ok) return { errMsg: `requestPayment:fail ${PROBLEM_WORDS[checkout.problem]}` }
    if (wanted === 'cancel') return { errMsg: 'requestPayment:fail cancel' }
    desk.pay(checkout.order)
    return { errMsg: 'requestPayment:ok' }
  }
  return router
}
