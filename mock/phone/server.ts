import Router from '@koa/router'
import { phoneNumber } from '@minsheng/shared/contracts/identity'
import Koa from 'koa'
import * as z from 'zod'
import { addBank } from '../bank/answers.ts'
import { behaviour } from '../pay/behaviour.ts'
import type { Pay } from '../pay/server.ts'
import { controlled } from '../server/controlled.ts'
import { PAGE_HEADERS } from '../server/html.ts'
import { statusOf } from '../sms/details.ts'
import type { SmsInbox } from '../sms/messages.ts'
import type { VoiceCall } from '../voice/server.ts'
import { PHONE_PAGE } from './page.ts'
import { PHONE_SCRIPT } from './script.ts'
import { PHONE_CSS } from './style.ts'

export interface PhoneOptions {
  inbox: SmsInbox
  pay: Pay
  calls: () => readonly VoiceCall[]
  /** Newest first. */
  subscribeMessages: () => readonly { openid: string; values: Record<string, string>; sentAt: string }[]
}

const PAYMENTS_SHOWN = 50
const asset = (type: string, text: string) => ({ type, text })
const ASSETS: Record<string, { type: string; text: string }> = {
  '/': asset('text/html; charset=utf-8', PHONE_PAGE),
  '/phone.css': asset('text/css; charset=utf-8', PHONE_CSS),
  '/phone.js': asset('text/javascript; charset=utf-8', PHONE_SCRIPT),
}

/** A web page that shows what the outside received: text messages, payments and the notices about them. */
export function createPhone({ inbox, pay, calls, subscribeMessages }: PhoneOptions): Koa {
  const router = new Router()
  for (const [path, { type, text }] of Object.entries(ASSETS)) {
    router.get(path, (ctx) => {
      ctx.set(PAGE_HEADERS)
      ctx.type = type
      ctx.body = text
    })
  }

  router.get('/api/phones', (ctx) => {
    const newestFirst = inbox
      .list()
      .map((message) => message.phone)
      .reverse()
    ctx.body = { phones: [...new Set(newestFirst)] }
  })
  router.get('/api/messages', (ctx) => {
    const phone = phoneNumber.safeParse(ctx.query.phone)
    if (ctx.query.phone !== undefined && !phone.success) {
      ctx.status = 400
      ctx.body = { problem: '请填写 11 位手机号' }
      return
    }
    const now = new Date()
    const messages = inbox.list(phone.data).map((message) => ({ ...message, status: statusOf(message, now) }))
    ctx.body = { messages: messages.reverse() }
  })
  router.get('/api/calls', (ctx) => {
    ctx.body = { calls: calls().slice(0, PAYMENTS_SHOWN) }
  })
  router.get('/api/subscribe-messages', (ctx) => {
    ctx.body = { messages: subscribeMessages().slice(0, PAYMENTS_SHOWN) }
  })
  router.get('/api/payments', (ctx) => {
    const payments = pay.orders
      .list()
      .sort((a, b) => b.createdAt.localeCompare(a.createdAt))
      .slice(0, PAYMENTS_SHOWN)
      .map((order) => {
        const notices = pay.delivery.list(order.outTradeNo)
        return {
          outTradeNo: order.outTradeNo,
          state: order.state,
          payee: pay.orders.payeeName(order.subMchid),
          description: order.description,
          totalFen: order.totalFen,
          createdAt: order.createdAt,
          paidAt: order.paidAt ?? null,
          cashier: pay.desk.h5Address(order),
          notices: notices.filter((notice) => notice.refund === undefined),
          refunds: pay.refunds.list(order.outTradeNo).map(({ outRefundNo, refundFen, status, createdAt, settledAt }) => ({
            outRefundNo,
            refundFen,
            status,
            createdAt,
            settledAt: settledAt ?? null,
            notices: notices.filter((notice) => notice.refund?.outRefundNo === outRefundNo),
          })),
        }
      })
    ctx.body = { payments }
  })
  router.get('/api/behaviour', (ctx) => {
    ctx.body = pay.behaviours.general()
  })
  controlled(router, '/api/behaviour', z.strictObject(behaviour.shape), (wanted) => {
    pay.behaviours.set(undefined, wanted)
    return wanted
  })

  addBank(router)

  const koa = new Koa()
  koa.use(router.routes())
  return koa
}
