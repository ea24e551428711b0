import * as z from 'zod'

export const tamper = z.enum([
  'none',
  'forged_signature',
  'altered_body',
  'stale_timestamp',
  'unknown_serial',
  'wrong_amount',
  'wrong_payee',
  'wrong_appid',
  'unknown_order',
  'signtest_probe',
])
export type Tamper = z.output<typeof tamper>

/** A refund notice carries no appid. */
const refundTamper = tamper.exclude(['wrong_appid'])

/**
 * `timeout`: never answers. `lost_answer`: does the work, then drops the line. `error_after_work`: does it, then answers
 * SYSTEM_ERROR. `bad_gateway`: an unsigned page of a proxy. `forged_answer`: answers with a wrong signature.
 */
const API = [
  'normal',
  'error_500',
  'error_after_work',
  'bad_gateway',
  'rate_limited',
  'no_auth',
  'timeout',
  'slow',
  'lost_answer',
  'forged_answer',
] as const

const noticeFields = {
  /**
   * `silent`: no notice. `doubled`: several copies at once. `late`: the first comes after a wait.
   * `reordered`: a payment's notice waits for the notice of its refund; a refund's is followed by an older one that says PROCESSING.
   */
  notice: z.enum(['normal', 'silent', 'doubled', 'late', 'reordered']).default('normal'),
  lateMs: z.number().int().min(0).max(86_400_000).default(30_000),
  times: z.number().int().min(1).max(50).default(2),
}
const slowMs = z.number().int().min(0).max(60_000).default(3_000)

const refundBehaviour = z.strictObject({
  ...noticeFields,
  tamper: refundTamper.default('none'),
  /** `stale_answer`: a query says PROCESSING whatever has become of the refund. */
  api: z.enum([...API, 'stale_answer', 'not_enough', 'account_abnormal']).default('normal'),
  slowMs,
  /** What becomes of an accepted refund after `delayMs`; PROCESSING leaves it to the control. */
  result: z.enum(['SUCCESS', 'CLOSED', 'ABNORMAL', 'PROCESSING']).default('SUCCESS'),
  delayMs: z.number().int().min(0).max(86_400_000).default(2_000),
})

const billBehaviour = z.strictObject({
  api: z.enum([...API, 'wrong_hash']).default('normal'),
  slowMs,
  /** `by_time`: from 10:00 of the next day. `now`: at once, of today too. `creating`, `missing`: refused as such. */
  ready: z.enum(['by_time', 'now', 'creating', 'missing']).default('by_time'),
})

/** How the stand-in misbehaves, so that a test or a visitor can see the product cope. The top level is about payments. */
export const behaviour = z.object({
  ...noticeFields,
  tamper: tamper.default('none'),
  /** `stale_answer`: a query says NOTPAY whatever has become of the order. */
  api: z.enum([...API, 'stale_answer']).default('normal'),
  slowMs,
  /** A coupon of WeChat's pays this much of the order, at most all of it; the merchant still gets the whole. */
  couponFen: z.number().int().min(0).default(0),
  refund: refundBehaviour.prefault({}),
  bill: billBehaviour.prefault({}),
})
export type Behaviour = z.output<typeof behaviour>
export type Misconduct = Pick<Behaviour | Behaviour['refund'] | Behaviour['bill'], 'api' | 'slowMs'>

export const behaviourInput = z.strictObject({ ...behaviour.shape, outTradeNo: z.string().min(1).optional() })

export const NORMAL: Behaviour = behaviour.parse({})

/** One behaviour for all orders, and exceptions for single ones. */
export function createBehaviours() {
  let general = NORMAL
  const ofOrder = new Map<string, Behaviour>()
  return {
    set(outTradeNo: string | undefined, wanted: Behaviour): void {
      if (outTradeNo === undefined) general = wanted
      else ofOrder.set(outTradeNo, wanted)
    },
    of: (outTradeNo: string | undefined): Behaviour => (outTradeNo === undefined ? undefined : ofOrder.get(outTradeNo)) ?? general,
    general: (): Behaviour => general,
    reset(): void {
      general = NORMAL
      ofOrder.clear()
    },
  }
}
export type Behaviours = ReturnType<typeof createBehaviours>
