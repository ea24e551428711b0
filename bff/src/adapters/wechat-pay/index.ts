import { createPrivateKey, randomBytes, sign } from 'node:crypto'
import { AppError } from '@minsheng/shared/errors'
import type { Clock } from '@minsheng/shared/units/clock'
import { Decorator } from 'wechatpay-axios-plugin'
import * as z from 'zod'
import type { PayOrder, PayPort } from '../../ports/pay.ts'
import { clientOf, type FurtherKeys, platformKeys } from './keys.ts'
import { factsOf, paymentFactsIn, readNotice, refundAnswer, refundFactsIn, refundFactsOf, transaction } from './notice.ts'

export interface WechatPayOptions {
  base: string
  notifyUrl: string
  refundNotifyUrl: string
  spAppid: string
  spMchid: string
  merchantSerial: string
  merchantKeyPem: string
  platformKeyId: string
  platformKeyPem: string
  apiV3Key: string
  /** Keys valid besides, while they are changed; asked anew each time. */
  furtherKeys?: () => FurtherKeys
  clock: Clock
}

interface Reply {
  status: number
  data: unknown
}

const TIMEOUT_MS = 8_000
const prepayAnswer = z.object({ prepay_id: z.string().min(1) })
const h5Answer = z.object({ h5_url: z.url() })
const failure = z.object({ code: z.string(), message: z.string().optional() })

/** RFC 3339 in +08:00 with whole seconds, as WeChat Pay writes instants. */
function shanghaiRfc3339(at: Date): string {
  return `${new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 19)}+08:00`
}

export function createWechatPay(options: WechatPayOptions): PayPort {
  const { base, spAppid, spMchid, clock } = options
  const merchantKey = createPrivateKey(options.merchantKeyPem)
  const platform = platformKeys(options)
  const noticeKeys = () => ({
    platform: platform().keys,
    apiV3: [options.apiV3Key, ...(options.furtherKeys?.().apiV3 ?? []).map(({ secret }) => secret)].map((secret) => Buffer.from(secret)),
  })
  const client = clientOf(
    platform,
    (certs) =>
      new Decorator({
        mchid: spMchid,
        serial: options.merchantSerial,
        privateKey: options.merchantKeyPem,
        certs,
        baseURL: `${base}/`,
        timeout: TIMEOUT_MS,
        maxRedirects: 0,
        proxy: false,
        headers: { 'Wechatpay-Serial': options.platformKeyId },
        // A refusal is an answer to read, not a fault of the wire; only server faults and silence are.
        validateStatus: (status: number) => status < 300,
      }),
  )

  async function call(method: 'GET' | 'POST', path: string, data?: object, params?: Record<string, string>): Promise<Reply> {
    try {
      const response = await client().request(path, method, data, params ? { params } : {})
      return { status: response.status, data: response.data as unknown }
    } catch (error) {
      const response = (error as { response?: { status?: number; data?: unknown } }).response
      if (response?.status !== undefined && response.status >= 400 && response.status < 500 && response.status !== 429)
        return { status: response.status, data: response.data }
      throw new AppError('upstream_unavailable', {
        cause: new Error(`wechat pay ${method} ${path}: ${error instanceof Error ? error.message : 'no answer'}`),
        retryAfterSeconds: 3,
      })
    }
  }

  function refused(what: string, reply: Reply): AppError {
    const parsed = failure.safeParse(reply.data)
    return new AppError('upstream_unavailable', {
      cause: new Error(`wechat pay ${what}: ${reply.status} ${parsed.data?.code} ${parsed.data?.message}`),
    })
  }

  const orderBody = (order: PayOrder) => ({
    sp_appid: spAppid,
    sp_mchid: spMchid,
    sub_mchid: order.subMchid,
    description: order.description,
    out_trade_no: order.outTradeNo,
    time_expire: shanghaiRfc3339(order.expiresAt),
    ...(order.attach ? { attach: order.attach } : {}),
    notify_url: options.notifyUrl,
    amount: { total: order.amountFen, currency: 'CNY' },
  })

  return {
    identity: { spMchid, spAppid },
    async orderJsapi(order, payerOpenid) {
      const reply = await call('POST', 'v3/pay/partner/transactions/jsapi', { ...orderBody(order), payer: { sp_openid: payerOpenid } })
      const parsed = prepayAnswer.safeParse(reply.data)
      if (!parsed.success) throw refused('jsapi order', reply)
      const timeStamp = Math.floor(clock.now().getTime() / 1000).toString()
      const nonceStr = randomBytes(16).toString('hex')
      const packageText = `prepay_id=${parsed.data.prepay_id}`
      const paySign = sign('RSA-SHA256', Buffer.from(`${spAppid}\n${timeStamp}\n${nonceStr}\n${packageText}\n`), merchantKey).toString(
        'base64',
      )
      return { appId: spAppid, timeStamp, nonceStr, package: packageText, signType: 'RSA', paySign }
    },
    async orderH5(order, payerIp) {
      const reply = await call('POST', 'v3/pay/partner/transactions/h5', {
        ...orderBody(order),
        scene_info: { payer_client_ip: payerIp, h5_info: { type: 'Wap' } },
      })
      const parsed = h5Answer.safeParse(reply.data)
      if (!parsed.success) throw refused('h5 order', reply)
      return { url: parsed.data.h5_url }
    },
    async query(outTradeNo, subMchid) {
      const reply = await call('GET', `v3/pay/partner/transactions/out-trade-no/${encodeURIComponent(outTradeNo)}`, undefined, {
        sp_mchid: spMchid,
        sub_mchid: subMchid,
      })
      if (reply.status === 404) return null
      const parsed = transaction.safeParse(reply.data)
      if (!parsed.success) throw refused('query', reply)
      return factsOf(parsed.data)
    },
    async close(outTradeNo, subMchid) {
      const reply = await call('POST', `v3/pay/partner/transactions/out-trade-no/${encodeURIComponent(outTradeNo)}/close`, {
        sp_mchid: spMchid,
        sub_mchid: subMchid,
      })
      if (reply.status === 204 || reply.status === 404) return true
      if (failure.safeParse(reply.data).success) return false
      throw refused('close', reply)
    },
    readNotice: (notice, now) => readNotice(notice, now, noticeKeys(), paymentFactsIn),
    async refund(refund) {
      const reply = await call('POST', 'v3/refund/domestic/refunds', {
        sub_mchid: refund.subMchid,
        transaction_id: refund.transactionId,
        out_refund_no: refund.outRefundNo,
        reason: refund.reason,
        notify_url: options.refundNotifyUrl,
        amount: { refund: refund.amountFen, total: refund.totalFen, currency: 'CNY' },
      })
      const parsed = refundAnswer.safeParse(reply.data)
      if (reply.status < 300 && parsed.success) return { ok: true, facts: refundFactsOf(parsed.data) }
      const refusal = failure.safeParse(reply.data)
      if (reply.status < 400 || !refusal.success) throw refused('refund', reply)
      return { ok: false, code: refusal.data.code, message: refusal.data.message ?? '' }
    },
    async queryRefund(outRefundNo, subMchid) {
      const reply = await call('GET', `v3/refund/domestic/refunds/${encodeURIComponent(outRefundNo)}`, undefined, { sub_mchid: subMchid })
      if (reply.status === 404) return null
      const parsed = refundAnswer.safeParse(reply.data)
      if (!parsed.success) throw refused('refund query', reply)
      return refundFactsOf(parsed.data)
    },
    readRefundNotice: (notice, now) => readNotice(notice, now, noticeKeys(), refundFactsIn),
  }
}
