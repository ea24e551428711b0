import { createHash } from 'node:crypto'
import type { Clock } from '@minsheng/shared/units/clock'
import { openJournal } from '../server/journal.ts'
import type { Merchant } from './authorization.ts'
import { type ArrivedDifference, fingerprintOf, isPaid, newPrepayId, newTransactionId, type Order, order } from './order.ts'
import type { H5Input, JsapiInput } from './order-input.ts'
import { PayError } from './pay-error.ts'

const PREPAY_LIFETIME_MS = 2 * 3_600_000
const DEFAULT_LIFETIME_MS = 7 * 86_400_000
/** WeChat Pay moves an earlier end to one minute after the order. */
const MIN_LIFETIME_MS = 60_000

export interface SubMerchants {
  any: boolean
  names: ReadonlyMap<string, string>
}

export interface OrderBookOptions {
  merchant: Merchant
  subMerchants: SubMerchants
  clock: Clock
  dataDir: string | undefined
}

export type PastPayment = Required<Pick<Order, 'outTradeNo' | 'transactionId' | 'subMchid' | 'totalFen' | 'paidAt' | 'description'>>

export type PrepayProblem = 'unknown' | 'expired' | 'closed' | 'paid'

/** All orders of the merchant, by its own number. */
export function createOrderBook(options: OrderBookOptions) {
  const { merchant, subMerchants, clock } = options
  const journal = openJournal(options.dataDir, 'pay-orders', order)
  const orders = new Map<string, Order>(journal.replayed.map((entry) => [entry.outTradeNo, entry]))

  const ownerOfPrepay = new Map<string, string>()
  const indexPrepays = (entry: Order) => {
    for (const prepay of entry.prepays) ownerOfPrepay.set(prepay.id, entry.outTradeNo)
  }
  for (const entry of orders.values()) indexPrepays(entry)

  const save = (changed: Order): Order => {
    indexPrepays(changed)
    orders.set(changed.outTradeNo, changed)
    journal.append(changed)
    return changed
  }
  /** An unpaid order past its end is closed the moment anyone looks. */
  const current = (found: Order | undefined): Order | undefined => {
    if (found?.state !== 'NOTPAY' || Date.parse(found.expiresAt) > clock.now().getTime()) return found
    return save({ ...found, state: 'CLOSED' })
  }
  const find = (outTradeNo: string): Order | undefined => current(orders.get(outTradeNo))

  const isSubMerchant = (subMchid: string): boolean => /^\d{8,12}$/.test(subMchid) && (subMerchants.any || subMerchants.names.has(subMchid))
  /** @throws PayError MCH_NOT_EXISTS */
  function checkSubMerchant(subMchid: string): void {
    if (!isSubMerchant(subMchid)) throw new PayError('MCH_NOT_EXISTS', '特约商户号不存在，或未与服务商建立关系')
  }
  function checkParties(input: JsapiInput | H5Input): void {
    if (input.sp_mchid !== merchant.spMchid)
      throw new PayError('PARAM_ERROR', '请求中的sp_mchid与签名使用的商户号不一致', { location: 'body', field: '/body/sp_mchid' })
    if (input.sp_appid !== merchant.spAppId) throw new PayError('APPID_MCHID_NOT_MATCH', 'sp_appid与sp_mchid不匹配')
    checkSubMerchant(input.sub_mchid)
  }

  /** Takes an order, or takes it again: the same request gets one more prepay id. */
  function place(tradeType: Order['tradeType'], input: JsapiInput | H5Input): { order: Order; prepayId: string } {
    checkParties(input)
    const { scene_info: scene, ...asked } = input
    const fingerprint = fingerprintOf(tradeType, asked)
    const now = clock.now()
    const existing = find(input.out_trade_no)
    if (existing && isPaid(existing)) throw new PayError('INVALID_REQUEST', '该订单已支付')
    if (existing?.state === 'CLOSED') throw new PayError('ORDER_CLOSED', '该订单已关闭，请重新下单')
    if (existing && existing.tradeType !== tradeType) throw new PayError('INVALID_REQUEST', '201 商户订单号重复')
    if (existing && existing.fingerprint !== fingerprint) throw new PayError('OUT_TRADE_NO_USED', '商户订单号重复，且与原订单参数不一致')

    const prepay = { id: newPrepayId(now), issuedAt: now.toISOString() }
    if (existing) return { order: save({ ...existing, prepays: [...existing.prepays, prepay] }), prepayId: prepay.id }
    const asksEnd = input.time_expire ? Date.parse(input.time_expire) : now.getTime() + DEFAULT_LIFETIME_MS
    const placed: Order = {
      outTradeNo: input.out_trade_no,
      tradeType,
      state: 'NOTPAY',
      spAppid: input.sp_appid,
      spMchid: input.sp_mchid,
      subAppid: input.sub_appid,
      subMchid: input.sub_mchid,
      description: input.description,
      attach: input.attach,
      notifyUrl: input.notify_url,
      totalFen: input.amount.total,
      payer: 'payer' in input ? input.payer : { sp_openid: browserOpenid(scene?.payer_client_ip ?? '') },
      fingerprint,
      createdAt: now.toISOString(),
      expiresAt: new Date(Math.max(asksEnd, now.getTime() + MIN_LIFETIME_MS)).toISOString(),
      prepays: [prepay],
    }
    return { order: save(placed), prepayId: prepay.id }
  }

  /** @throws PayError ORDER_NOT_EXIST, also when the order belongs to another sub merchant */
  function require(outTradeNo: string, subMchid: string): Order {
    const found = find(outTradeNo)
    if (found === undefined || found.subMchid !== subMchid) throw new PayError('ORDER_NOT_EXIST', '订单不存在')
    return found
  }

  return {
    place,
    find,
    require,
    checkSubMerchant,
    isSubMerchant,
    byTransactionId: (transactionId: string): Order | undefined =>
      [...orders.values()].find((candidate) => candidate.transactionId === transactionId),
    list: (): Order[] => [...orders.keys()].map((outTradeNo) => find(outTradeNo) as Order),
    payeeName: (subMchid: string): string => subMerchants.names.get(subMchid) ?? `特约商户 ${subMchid}`,

    /** May be repeated; refused once the money is there. */
    close(outTradeNo: string, subMchid: string): void {
      const found = require(outTradeNo, subMchid)
      if (isPaid(found)) throw new PayError('INVALID_REQUEST', '该订单已支付，不能关单')
      if (found.state === 'NOTPAY') save({ ...found, state: 'CLOSED' })
    },
    byPrepayId(prepayId: string): { order: Order; problem?: PrepayProblem; issuedAt?: string } | { order?: undefined; problem: 'unknown' } {
      const found = find(ownerOfPrepay.get(prepayId) ?? '')
      const prepay = found?.prepays.find((candidate) => candidate.id === prepayId)
      if (found === undefined || prepay === undefined) return { problem: 'unknown' }
      if (isPaid(found)) return { order: found, problem: 'paid' }
      if (found.state === 'CLOSED') return { order: found, problem: 'closed' }
      const age = clock.now().getTime() - Date.parse(prepay.issuedAt)
      return { order: found, issuedAt: prepay.issuedAt, ...(age > PREPAY_LIFETIME_MS ? { problem: 'expired' as const } : {}) }
    },
    /** The payer confirmed. The caller has checked that the order may still be paid. */
    markPaid(outTradeNo: string, arrived?: ArrivedDifference, couponFen = 0): Order {
      const found = orders.get(outTradeNo) as Order
      const now = clock.now()
      return save({
        ...found,
        state: 'SUCCESS',
        transactionId: newTransactionId(now),
        paidAt: now.toISOString(),
        ...(arrived ? { arrived } : {}),
        ...(couponFen > 0 ? { couponFen } : {}),
      })
    },
    /** Control only: a payment of before the stand-in was there, told by whoever made up the past. */
    recall(past: PastPayment): void {
      const { outTradeNo, transactionId, subMchid, totalFen, paidAt, description } = past
      if (orders.has(outTradeNo)) return
      save({
        outTradeNo,
        tradeType: 'JSAPI',
        state: 'SUCCESS',
        spAppid: merchant.spAppId,
        spMchid: merchant.spMchid,
        subMchid,
        description,
        notifyUrl: 'https://past.invalid',
        totalFen,
        payer: { sp_openid: browserOpenid(outTradeNo) },
        fingerprint: fingerprintOf('past', past),
        createdAt: paidAt,
        expiresAt: paidAt,
        prepays: [],
        transactionId,
        paidAt,
      })
    },
    /** The first refund of the order succeeded. */
    markRefunded(outTradeNo: string): void {
      const found = orders.get(outTradeNo)
      if (found?.state === 'SUCCESS') save({ ...found, state: 'REFUND' })
    },
    /** Control only: lets the order's time run out now. */
    expire(outTradeNo: string): Order | undefined {
      const found = find(outTradeNo)
      return found?.state === 'NOTPAY' ? save({ ...found, expiresAt: clock.now().toISOString(), state: 'CLOSED' }) : found
    },
    reset(): void {
      orders.clear()
      ownerOfPrepay.clear()
      journal.clear()
    },
  }
}
export type OrderBook = ReturnType<typeof createOrderBook>

/** A payer in a browser has an openid too; here the same one for the same address. */
function browserOpenid(address: string): string {
  return `o${createHash('sha256').update(`h5|${address}`).digest('base64url').slice(0, 27)}`
}
