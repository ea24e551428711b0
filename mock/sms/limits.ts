import type { SmsMessage } from './messages.ts'

const MINUTE_MS = 60_000
/** The operator's limits on codes per number, shortest first. */
const LIMITS = [
  { windowMs: MINUTE_MS, permits: 1, words: '触发分钟级流控Permits:1' },
  { windowMs: 60 * MINUTE_MS, permits: 5, words: '触发小时级流控Permits:5' },
  { windowMs: 24 * 60 * MINUTE_MS, permits: 10, words: '触发天级流控Permits:10' },
] as const

/** Why one more code to this number is refused now, in the operator's words. */
export function limitReached(messagesOfNumber: readonly SmsMessage[], now: Date): string | undefined {
  const limit = LIMITS.find(({ windowMs, permits }) => {
    const since = now.getTime() - windowMs
    return messagesOfNumber.filter((message) => Date.parse(message.receivedAt) > since).length >= permits
  })
  return limit?.words
}
