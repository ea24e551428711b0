import { createDecipheriv, type KeyObject, verify } from 'node:crypto'
import * as z from 'zod'
import type { NoticeResult, PaymentFacts, RawNotice, RefundFacts } from '../../ports/pay.ts'

/** Older than this, a notice or answer is refused (WeChat's own limit). */
const MOST_AGE_SECONDS = 300

const envelope = z.object({
  id: z.string().min(1).max(36),
  event_type: z.string().min(1).max(64),
  resource_type: z.literal('encrypt-resource'),
  resource: z.object({
    original_type: z.string(),
    algorithm: z.literal('AEAD_AES_256_GCM'),
    ciphertext: z.base64().max(1_048_576),
    associated_data: z.string().max(16).optional(),
    nonce: z.string().min(12).max(16),
  }),
})

export const transaction = z.object({
  sp_mchid: z.string(),
  sub_mchid: z.string(),
  sp_appid: z.string(),
  out_trade_no: z.string(),
  transaction_id: z.string().optional(),
  trade_state: z.enum(['SUCCESS', 'REFUND', 'NOTPAY', 'CLOSED', 'REVOKED', 'USERPAYING', 'PAYERROR']),
  success_time: z.iso.datetime({ offset: true }).optional(),
  amount: z
    .object({ total: z.number().int().optional(), payer_total: z.number().int().optional(), currency: z.string().optional() })
    .optional(),
})

export function factsOf(value: z.output<typeof transaction>): PaymentFacts {
  return {
    outTradeNo: value.out_trade_no,
    transactionId: value.transaction_id ?? null,
    state: value.trade_state,
    spMchid: value.sp_mchid,
    subMchid: value.sub_mchid,
    spAppid: value.sp_appid,
    amountFen: value.amount?.total ?? null,
    payerTotalFen: value.amount?.payer_total ?? null,
    currency: value.amount?.currency ?? null,
    paidAt: value.success_time ? new Date(value.success_time) : null,
  }
}

/** AEAD_AES_256_GCM as WeChat Pay uses it: the tag is the last 16 bytes. @throws Error when the tag does not hold */
export function decryptResource(key: Buffer, nonce: string, associatedData: string, ciphertext: string): string {
  const bytes = Buffer.from(ciphertext, 'base64')
  const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(nonce), { authTagLength: 16 })
  decipher.setAAD(Buffer.from(associatedData)).setAuthTag(bytes.subarray(-16))
  return Buffer.concat([decipher.update(bytes.subarray(0, -16)), decipher.final()]).toString('utf8')
}

const refundState = z.enum(['PROCESSING', 'SUCCESS', 'CLOSED', 'ABNORMAL'])
const refundFields = z.object({
  out_refund_no: z.string(),
  refund_id: z.string(),
  out_trade_no: z.string(),
  transaction_id: z.string(),
  success_time: z.iso.datetime({ offset: true }).optional(),
  amount: z.object({ total: z.number().int(), refund: z.number().int() }),
})
const refundNotice = z.object({ ...refundFields.shape, sp_mchid: z.string(), sub_mchid: z.string(), refund_status: refundState })
export const refundAnswer = z.object({ ...refundFields.shape, status: refundState })

export function refundFactsOf(value: z.output<typeof refundAnswer>): RefundFacts {
  return {
    outRefundNo: value.out_refund_no,
    refundId: value.refund_id,
    outTradeNo: value.out_trade_no,
    transactionId: value.transaction_id,
    state: value.status,
    amountFen: value.amount.refund,
    totalFen: value.amount.total,
    payee: null,
    settledAt: value.success_time ? new Date(value.success_time) : null,
  }
}

/** What a payment notice seals. @throws ZodError */
export const paymentFactsIn = (plain: unknown): PaymentFacts => factsOf(transaction.parse(plain))

/** What a refund notice seals. @throws ZodError */
export function refundFactsIn(plain: unknown): RefundFacts {
  const { refund_status, sp_mchid, sub_mchid, ...fields } = refundNotice.parse(plain)
  return { ...refundFactsOf({ ...fields, status: refund_status }), payee: { spMchid: sp_mchid, subMchid: sub_mchid } }
}

/** @throws what the last one threw */
function firstThat<Key, Made>(keys: readonly Key[], make: (key: Key) => Made): Made {
  let fault: unknown = new Error('no key')
  for (const key of keys) {
    try {
      return make(key)
    } catch (error) {
      fault = error
    }
  }
  throw fault
}

/** Verifies, then decrypts a notice. While keys are changed, one of several opens it. */
export function readNotice<Facts>(
  notice: RawNotice,
  now: Date,
  keys: { platform: ReadonlyMap<string, KeyObject>; apiV3: readonly Buffer[] },
  factsIn: (plain: unknown) => Facts,
): NoticeResult<Facts> {
  const { body, timestamp, nonce, signature, serial } = notice
  if (!timestamp || !nonce || !signature || !serial || !/^\d{1,12}$/.test(timestamp)) return { ok: false, fault: 'header_missing' }
  if (Math.abs(now.getTime() / 1000 - Number(timestamp)) > MOST_AGE_SECONDS) return { ok: false, fault: 'stale' }
  if (signature.startsWith('WECHATPAY/SIGNTEST/')) return { ok: false, fault: 'probe' }
  const key = keys.platform.get(serial)
  if (!key) return { ok: false, fault: 'unknown_serial' }
  const signed = Buffer.concat([Buffer.from(`${timestamp}\n${nonce}\n`), body, Buffer.from('\n')])
  if (!verify('RSA-SHA256', signed, key, Buffer.from(signature, 'base64'))) return { ok: false, fault: 'signature' }

  let outer: z.output<typeof envelope>
  try {
    outer = envelope.parse(JSON.parse(body.toString('utf8')))
  } catch {
    return { ok: false, fault: 'envelope' }
  }
  try {
    const { nonce: sealedNonce, associated_data, ciphertext } = outer.resource
    const plain = firstThat(keys.apiV3, (key) => decryptResource(key, sealedNonce, associated_data ?? '', ciphertext))
    return { ok: true, noticeId: outer.id, eventType: outer.event_type, facts: factsIn(JSON.parse(plain)) }
  } catch {
    return { ok: false, fault: 'decryption' }
  }
}
