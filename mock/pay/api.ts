import { randomBytes } from 'node:crypto'
import Router from '@koa/router'
import type { Clock } from '@minsheng/shared/units/clock'
import type { Context, Middleware } from 'koa'
import * as z from 'zod'
import { parseJson, readBody } from '../server/body.ts'
import { never } from '../server/trouble.ts'
import { checkAuthorization, type Merchant } from './authorization.ts'
import type { Behaviour, Behaviours } from './behaviour.ts'
import type { CheckoutDesk } from './checkout.ts'
import { forgersKey } from './notice.ts'
import { transactionView } from './order.ts'
import type { OrderBook } from './order-book.ts'
import { h5Input, jsapiInput, parseInput } from './order-input.ts'
import { PayError } from './pay-error.ts'
import { answerHeaders, type PlatformKey } from './signature.ts'

export interface ApiOptions {
  merchant: Merchant
  platformKey: PlatformKey
  orders: OrderBook
  behaviours: Behaviours
  desk: CheckoutDesk
  clock: Clock
}

interface Call {
  bytes: Buffer
  json: unknown
}

const parties = z.object({ sp_mchid: z.string().min(1), sub_mchid: z.string().min(1) })
const callOf = (ctx: Context): Call => ctx.state.call as Call

/** The merchant's own number of the order a call is about, wherever it stands. */
function orderNumberOf(path: string, json: unknown): string | undefined {
  const inPath = /\/out-trade-no\/([^/]+)/.exec(path)?.[1]
  if (inPath !== undefined) return inPath.replaceAll('%7C', '|').replaceAll('%2A', '*')
  return typeof json === 'object' && json !== null && 'out_trade_no' in json && typeof json.out_trade_no === 'string'
    ? json.out_trade_no
    : undefined
}

function sendSigned(ctx: Context, options: ApiOptions, wanted: Behaviour, status: number, value: unknown): void {
  const body = status === 204 ? Buffer.alloc(0) : Buffer.from(JSON.stringify(value))
  const key = wanted.api === 'forged_answer' ? { ...options.platformKey, privateKey: forgersKey() } : options.platformKey
  ctx.set(answerHeaders(key, body, options.clock.now()))
  ctx.set('Request-ID', randomBytes(16).toString('hex').toUpperCase())
  ctx.status = status
  if (status === 204) return
  ctx.type = 'application/json; charset=utf-8'
  ctx.body = body
}

/** Authorises, misbehaves if told to, runs the call and signs whatever is answered. */
function frame(options: ApiOptions): Middleware {
  return async (ctx, next) => {
    const bytes = await readBody(ctx.req)
    const json = bytes.length > 0 ? parseJson(bytes) : undefined
    ctx.state.call = { bytes, json } satisfies Call
    const wanted = options.behaviours.of(orderNumberOf(ctx.path, json))
    try {
      if (wanted.api === 'timeout') return await never(ctx)
      if (wanted.api === 'slow') await new Promise((resolve) => setTimeout(resolve, wanted.slowMs))
      if (wanted.api === 'error_500') throw new PayError('SYSTEM_ERROR', '系统异常，请稍后重试')
      if (wanted.api === 'rate_limited') throw new PayError('FREQUENCY_LIMITED', '频率超限，请降低请求频率')
      const request = { method: ctx.method, url: ctx.req.url ?? '', headers: ctx.headers, body: bytes }
      checkAuthorization(request, options.merchant, options.platformKey.id, options.clock.now())
      if (bytes.length > 0 && json === undefined) throw new PayError('PARAM_ERROR', '请求体不是合法的JSON', { location: 'body' })
      await next()
      if (wanted.api === 'lost_answer') {
        ctx.respond = false
        ctx.req.socket.destroy()
        return
      }
      if (ctx.state.answer === undefined) throw new PayError('INVALID_REQUEST', '没有这个接口')
      const { status, value } = ctx.state.answer as { status: number; value: unknown }
      sendSigned(ctx, options, wanted, status, value)
    } catch (error) {
      if (!(error instanceof PayError)) throw error
      const { code, message, detail } = error
      sendSigned(ctx, options, wanted, error.status, { code, message, ...(detail ? { detail } : {}) })
    }
  }
}

/** The v3 API of partner mode: order by JSAPI and H5, query, close. */
export function createApi(options: ApiOptions): Router {
  const { orders } = options
  const base = '/v3/pay/partner/transactions'
  const router = new Router()
  const answer = (ctx: Context, status: number, value?: unknown) => {
    ctx.state.answer = { status, value }
  }
  const checkMerchant = (spMchid: string) => {
    if (spMchid !== options.merchant.spMchid) throw new PayError('PARAM_ERROR', 'sp_mchid与签名使用的商户号不一致', { field: 'sp_mchid' })
  }
  router.use(frame(options))

  router.post(`${base}/jsapi`, (ctx) => {
    const { prepayId } = orders.place('JSAPI', parseInput(jsapiInput, callOf(ctx).json))
    answer(ctx, 200, { prepay_id: prepayId })
  })
  router.post(`${base}/h5`, (ctx) => {
    const { prepayId } = orders.place('MWEB', parseInput(h5Input, callOf(ctx).json))
    answer(ctx, 200, { h5_url: options.desk.h5Link(prepayId) })
  })
  router.get(`${base}/out-trade-no/:outTradeNo`, (ctx) => {
    const query = parties.safeParse(ctx.query)
    if (!query.success) throw new PayError('PARAM_ERROR', '缺少sp_mchid或sub_mchid', { location: 'query' })
    checkMerchant(query.data.sp_mchid)
    answer(ctx, 200, transactionView(orders.require(ctx.params.outTradeNo as string, query.data.sub_mchid)))
  })
  router.post(`${base}/out-trade-no/:outTradeNo/close`, (ctx) => {
    const body = parseInput(parties, callOf(ctx).json)
    checkMerchant(body.sp_mchid)
    orders.close(ctx.params.outTradeNo as string, body.sub_mchid)
    answer(ctx, 204)
  })
  router.all('/v3/{*rest}', () => undefined)
  return router
}
