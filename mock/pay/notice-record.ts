import * as z from 'zod'
import { tamper } from './behaviour.ts'
import { refundStatus } from './refund.ts'

const MINUTE = 60
const HOUR = 3600
/** Seconds from one failed delivery to the next. */
export const RETRY_PLAN_SECONDS = [
  15,
  15,
  30,
  3 * MINUTE,
  10 * MINUTE,
  20 * MINUTE,
  30 * MINUTE,
  30 * MINUTE,
  30 * MINUTE,
  HOUR,
  3 * HOUR,
  3 * HOUR,
  3 * HOUR,
  6 * HOUR,
  6 * HOUR,
]
const attempt = z.object({
  at: z.iso.datetime(),
  durationMs: z.number().int(),
  tamper,
  /** null when nothing came back in time. */
  status: z.number().int().nullable(),
  error: z.string().nullable(),
})
export type Attempt = z.output<typeof attempt>

export const notice = z.object({
  id: z.string(),
  outTradeNo: z.string(),
  /** Set when the notice is about a refund, with the status it tells. */
  refund: z.object({ outRefundNo: z.string(), status: refundStatus }).optional(),
  createdAt: z.iso.datetime(),
  state: z.enum(['pending', 'delivered', 'given_up']),
  /** Rounds done; a doubled delivery is one round of several attempts. */
  rounds: z.number().int(),
  nextAt: z.iso.datetime().nullable(),
  /** Waits, with no `nextAt`, until a refund of the order ended and its notice, if any, went out. */
  held: z.literal(true).optional(),
  attempts: z.array(attempt),
})
export type Notice = z.output<typeof notice>

/** What a notice tells, and of which order. */
export type NoticeSubject = Pick<Notice, 'outTradeNo' | 'refund'>
