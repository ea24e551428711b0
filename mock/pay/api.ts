import Router from '@koa/router'
import type { Clock } from '@minsheng/shared/units/clock'
import * as z from 'zod'
import type { Merchant } from './authorization.ts'
import type { Behaviours, Misconduct } from './behaviour.ts'
import { addBills } from './bill-api.ts'
import type { BillBook } from './bill-book.ts'
import type { CheckoutDesk } from './checkout.ts'
import { answer, callOf, frame } from './frame.ts'
import { transactionView } from './order.ts'
import type { OrderBook } from './order-book.ts'
import { h5Input, jsapiInput, parseInput } from './order-input.ts'
import { PayError } from './pay-error.ts'
import { addRefunds } from './refund-api.ts'
import type { RefundBook } from './refund-book.ts'
import type { RefundDesk } from './refund-desk.ts'
import type { PlatformKey } from './signature.ts'

export interface ApiOptions {
  merchant: Merchant
  platformKey: PlatformKey
  orders: OrderBook
  refunds: RefundBook
  bills: BillBook
  behaviours: Behaviours
  desk: CheckoutDesk
  refundDesk: RefundDesk
  /** The real clock: signatures go by it. */
  clock: Clock
}

const parties = z.object({ sp_mchid: z.string().min(1), sub_mchid: z.string().min(1) })
const numbers = z.object({ out_trade_no: z.string(), transaction_id: z.string(), out_refund_no: z.string() }).partial()

/** The behaviour for a call: that of its order when it names one, by whatever number, wherever it stands. */
function misconductFor(options: ApiOptions, path: string, json: unknown): Misconduct {
  const { orders, refunds, behaviours } = options
  const named = numbers.safeParse(json).data ?? {}
  const inPath = (pattern: RegExp): string | undefined =>
    pattern.exec(path)?.[1]?.replaceAll('%7C', '|').replaceAll('%2A', '*').replaceAll('%40', '@')
  if (path.startsWith('/v3/bill')) return behaviours.general().bill
  if (!path.startsWith('/v3/refund/')) return behaviours.of(inPath(/\/out-trade-no\/([^/]+)/) ?? named.out_trade_no)
  const outRefundNo = inPath(/\/refunds\/([^/]+)/) ?? named.out_refund_no
  const outTradeNo =
    (named.transaction_id && orders.byTransactionId(named.transaction_id)?.outTradeNo) ??
    named.out_trade_no ??
    (outRefundNo && refunds.find(outRefundNo)?.outTradeNo)
  return behaviours.of(outTradeNo).refund
}

/** The v3 API of partner mode: order by JSAPI and H5, query, close, refunds and bills. */
export function createApi(options: ApiOptions): Router {
  const { orders } = options
  const base = '/v3/pay/partner/transactions'
  const router = new Router()
  const checkMerchant = (spMchid: string) => {
    if (spMchid !== options.merchant.spMchid) throw new PayError('PARAM_ERROR', 'sp_mchid与签名使用的商户号不一致', { field: 'sp_mchid' })
  }
  router.use(frame({ ...options, misconductFor: (path, json) => misconductFor(options, path, json) }))

  router.post(`${base}/jsapi`, (ctx) => {
    const { prepayId } = orders.place('JSAPI', parseInput(jsapiInput, callOf(ctx).json))
    answer(ctx, { status: 200, value: { prepay_id: prepayId } })
  })
  router.post(`${base}/h5`, (ctx) => {
    const { prepayId } = orders.place('MWEB', parseInput(h5Input, callOf(ctx).json))
    answer(ctx, { status: 200, value: { h5_url: options.desk.h5Link(prepayId) } })
  })
  router.get(`${base}/out-trade-no/:outTradeNo`, (ctx) => {
    const query = parties.safeParse(ctx.query)
    if (!query.success) throw new PayError('PARAM_ERROR', '缺少sp_mchid或sub_mchid', { location: 'query' })
    checkMerchant(query.data.sp_mchid)
    const found = orders.require(ctx.params.outTradeNo as string, query.data.sub_mchid)
    answer(ctx, { status: 200, value: transactionView(callOf(ctx).api === 'stale_answer' ? { ...found, state: 'NOTPAY' } : found) })
  })
  router.post(`${base}/out-trade-no/:outTradeNo/close`, (ctx) => {
    const body = parseInput(parties, callOf(ctx).json)
    checkMerchant(body.sp_mchid)
    orders.close(ctx.params.outTradeNo as string, body.sub_mchid)
    answer(ctx, { status: 204 })
  })
  addRefunds(router, options)
  addBills(router, options)
  router.all('/v3/{*rest}', () => undefined)
  return router
}
