import { AppError } from '@minsheng/shared/errors'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'

/** Counts what one key did in a window, in this process; what must hold across processes is counted in the database by its feature. */
export interface RateLimit {
  /** @throws AppError `too_many_requests` with the seconds to wait */
  spend(key: string, points?: number): Promise<void>
}

export function createRateLimit(points: number, windowSeconds: number): RateLimit {
  const limiter = new RateLimiterMemory({ points, duration: windowSeconds })
  return {
    async spend(key, cost = 1) {
      try {
        await limiter.consume(key, cost)
      } catch (refusal) {
        if (refusal instanceof RateLimiterRes) throw new AppError('too_many_requests', { retryAfterSeconds: Math.max(1, Math.ceil(refusal.msBeforeNext / 1000)) })
        throw refusal
      }
    },
  }
}
