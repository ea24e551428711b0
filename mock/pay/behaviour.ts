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

/** How the stand-in misbehaves, so that a test or a visitor can see the product cope. */
export const behaviour = z.object({
  /** `silent`: the money comes, no notice does. `doubled`: several copies at once. `late`: the first comes after a wait. */
  notice: z.enum(['normal', 'silent', 'doubled', 'late']).default('normal'),
  lateMs: z.number().int().min(0).max(86_400_000).default(30_000),
  times: z.number().int().min(1).max(50).default(2),
  tamper: tamper.default('none'),
  /** `timeout`: never answers. `lost_answer`: does the work, then drops the line. `forged_answer`: answers with a wrong signature. */
  api: z.enum(['normal', 'error_500', 'rate_limited', 'timeout', 'slow', 'lost_answer', 'forged_answer']).default('normal'),
  slowMs: z.number().int().min(0).max(60_000).default(3_000),
})
export type Behaviour = z.output<typeof behaviour>

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
