import { createHash, randomInt } from 'node:crypto'
import { shanghaiDate } from '@minsheng/shared/units/clock'
import * as z from 'zod'

const SHANGHAI_OFFSET_MS = 8 * 3_600_000

export const order = z.object({
  outTradeNo: z.string(),
  tradeType: z.enum(['JSAPI', 'MWEB']),
  state: z.enum(['NOTPAY', 'SUCCESS', 'REFUND', 'CLOSED']),
  spAppid: z.string(),
  spMchid: z.string(),
  subAppid: z.string().optional(),
  subMchid: z.string(),
  description: z.string(),
  attach: z.string().optional(),
  notifyUrl: z.string(),
  totalFen: z.number().int(),
  payer: z.object({ sp_openid: z.string().optional(), sub_openid: z.string().optional() }),
  /** Hash of everything the merchant asked for: the same number must always ask for the same. */
  fingerprint: z.string(),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  prepays: z.array(z.object({ id: z.string(), issuedAt: z.iso.datetime() })),
  transactionId: z.string().optional(),
  paidAt: z.iso.datetime().optional(),
  /** Of the order: what a coupon paid. */
  couponFen: z.number().int().optional(),
  /** Set by a misbehaviour: how the money that arrived differs from the order. */
  arrived: z.object({ totalFen: z.number().int(), subMchid: z.string(), spAppid: z.string(), outTradeNo: z.string() }).partial().optional(),
})
export type Order = z.output<typeof order>
export type ArrivedDifference = NonNullable<Order['arrived']>

const STATE_WORDS = { NOTPAY: '订单未支付', SUCCESS: '支付成功', REFUND: '转入退款', CLOSED: '订单已关闭' } as const

/** The money came, whether or not some of it went back. */
export const isPaid = (order: Pick<Order, 'state'>): boolean => order.state === 'SUCCESS' || order.state === 'REFUND'

/** RFC 3339 with the zone of Shanghai, as WeChat Pay writes instants. */
export function wireTime(at: Date): string {
  return `${new Date(at.getTime() + SHANGHAI_OFFSET_MS).toISOString().slice(0, 19)}+08:00`
}

export const digits = (count: number): string => Array.from({ length: count }, () => randomInt(10)).join('')

export function newPrepayId(at: Date): string {
  return `wx${wireTime(at).replace(/\D/g, '').slice(0, 14)}${digits(20)}`
}

/** 28 digits. */
export function newTransactionId(at: Date): string {
  return `4200${digits(6)}${shanghaiDate(at).replaceAll('-', '')}${digits(10)}`
}

export function fingerprintOf(subject: string, asked: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify([subject, asked]))
    .digest('hex')
}

/** The order as a query answers it and as a notice carries it, field order as in WeChat's own. */
export function transactionView(paid: Order): Record<string, unknown> {
  const arrived = paid.arrived ?? {}
  const totalFen = arrived.totalFen ?? paid.totalFen
  const came = isPaid(paid)
  return {
    sp_appid: arrived.spAppid ?? paid.spAppid,
    sp_mchid: paid.spMchid,
    ...(paid.subAppid === undefined ? {} : { sub_appid: paid.subAppid }),
    sub_mchid: arrived.subMchid ?? paid.subMchid,
    out_trade_no: arrived.outTradeNo ?? paid.outTradeNo,
    ...(came ? { transaction_id: paid.transactionId } : {}),
    trade_type: paid.tradeType,
    trade_state: paid.state,
    trade_state_desc: STATE_WORDS[paid.state],
    ...(came ? { bank_type: 'OTHERS' } : {}),
    attach: paid.attach ?? '',
    ...(came ? { success_time: wireTime(new Date(paid.paidAt ?? paid.createdAt)) } : {}),
    payer: paid.payer,
    amount: {
      total: totalFen,
      ...(came ? { payer_total: totalFen - (paid.couponFen ?? 0) } : {}),
      currency: 'CNY',
      ...(came ? { payer_currency: 'CNY' } : {}),
    },
  }
}
