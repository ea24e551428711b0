import { isIP } from 'node:net'
import { AppError } from '@minsheng/shared/errors'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'

/** Counts what one key did in a window, in this process; what must hold across processes is counted in the database by its feature. */
export interface RateLimit {
  /** @throws AppError `too_many_requests` with the seconds to wait */
  spend(key: string, points?: number): Promise<void>
}

/** What counts as one address: an IPv6 subscriber has a whole /64 to choose from. */
export function addressKey(ip: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip)?.[1]
  if (mapped || isIP(ip) !== 6) return mapped ?? ip
  const [head = '', tail] = (ip.split('%')[0] ?? '').split('::')
  const left = head === '' ? [] : head.split(':')
  const right = tail ? tail.split(':') : []
  const missing = tail === undefined ? 0 : 8 - left.length - right.length
  return [...left, ...Array<string>(missing).fill('0'), ...right]
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')
}

export function createRateLimit(points: number, windowSeconds: number): RateLimit {
  const limiter = new RateLimiterMemory({ points, duration: windowSeconds })
  return {
    async spend(key, cost = 1) {
      try {
        await limiter.consume(key, cost)
      } catch (refusal) {
        if (refusal instanceof RateLimiterRes)
          throw new AppError('too_many_requests', { retryAfterSeconds: Math.max(1, Math.ceil(refusal.msBeforeNext / 1000)) })
        throw refusal
      }
    },
  }
}
