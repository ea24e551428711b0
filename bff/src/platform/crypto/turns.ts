import { AppError } from '@minsheng/shared/errors'

/**
 * Work that takes much memory, so many at once and only so many waiting.
 * @throws AppError `unavailable` when too many wait already
 */
export function createTurns(mostAtOnce: number, mostWaiting: number): <T>(work: () => Promise<T>) => Promise<T> {
  let running = 0
  const waiting: (() => void)[] = []
  return async (work) => {
    if (running < mostAtOnce) running += 1
    else {
      if (waiting.length >= mostWaiting) throw new AppError('unavailable', { retryAfterSeconds: 2 })
      await new Promise<void>((resolve) => waiting.push(resolve))
    }
    try {
      return await work()
    } finally {
      // The turn is handed on as it is: given back first, a newcomer could slip in before the one that waited.
      const next = waiting.shift()
      if (next) next()
      else running -= 1
    }
  }
}
