import { createHash, timingSafeEqual } from 'node:crypto'
import type { Fate } from '../../../ports/notify.ts'

/** WeChat signs a push with a word that both sides know: SHA-1 over token, timestamp and nonce, sorted. */
export function isWechatSigned(
  query: { signature?: string | undefined; timestamp?: string | undefined; nonce?: string | undefined },
  token: string,
  now: Date,
): boolean {
  const { signature, timestamp, nonce } = query
  if (!signature || !timestamp || !nonce || Math.abs(now.getTime() / 1000 - Number(timestamp)) > MOST_SKEW_S) return false
  const expected = Buffer.from(createHash('sha1').update([token, timestamp, nonce].sort().join('')).digest('hex'))
  const given = Buffer.from(signature)
  // By bytes: as many characters may be more of them.
  return expected.length === given.length && timingSafeEqual(expected, given)
}
/** WeChat repeats an unanswered push for seconds, not hours. */
const MOST_SKEW_S = 300

/** What the result of a subscribe message means for its dispatch. */
export const fateOfSent = (errorCode: string, at: Date): Fate =>
  errorCode === '0' ? { state: 'delivered', at } : { state: 'failed', code: errorCode, at }
