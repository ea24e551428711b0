import { AppError } from '@minsheng/shared/errors'
import type { Handed } from '../../ports/notify.ts'

/** Faults that another try later may not have: too many at once, the account out of funds for a moment, their own trouble. */
const PASSING = /LIMIT_CONTROL|SYSTEM_ERROR|OUT_OF_SERVICE|AMOUNT_NOT_ENOUGH|Throttling|ServiceUnavailable|BUSY/i

/** A refusal in Alibaba Cloud's words. */
export const refusedBy = (code: string): Handed => ({ result: 'refused', code, final: !PASSING.test(code) })

/** What is known when no usable answer came: nothing, unless it is our own fault. */
export function unsureOf(error: unknown): Handed {
  if (error instanceof AppError && error.code === 'upstream_unavailable') return { result: 'unsure', code: 'no_answer' }
  throw error
}
