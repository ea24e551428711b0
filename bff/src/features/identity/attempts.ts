import { createHash } from 'node:crypto'
import { AppError } from '@minsheng/shared/errors'
import type { Clock } from '@minsheng/shared/units/clock'
import { ATTEMPTS_KEPT_MS, lockSeconds } from './domain.ts'
import type { IdentityStore } from './store.ts'

/** Tries at one thing that come at the same moment are counted one after the other, up to this often. */
const MOST_ROUNDS = 20

/** Names are kept hashed: the list of tries must not tell who exists. */
export const attemptsOf = (what: string) => createHash('sha256').update(what).digest('base64url')

export type Attempts = ReturnType<typeof createAttempts>

/** Counts tries at secrets, and makes whoever was wrong too often wait, longer each time. */
export function createAttempts({ store, clock }: { store: IdentityStore; clock: Clock }) {
  return {
    /**
     * Counts a try before it is checked, so that many at once can't outrun the lock; the right secret takes it back.
     * @param of whose tries are forgotten together when an administrator unlocks
     * @param free wrong tries before the first pause
     * @throws AppError `too_many_requests` while locked
     */
    async count(id: string, of: string, words: string, free?: number): Promise<void> {
      for (let round = 0; round < MOST_ROUNDS; round += 1) {
        const now = clock.now()
        const seen = await store.signInAttempts(id)
        if (seen?.lockedUntil && seen.lockedUntil > now)
          throw new AppError('too_many_requests', {
            detail: words,
            retryAfterSeconds: Math.ceil((seen.lockedUntil.getTime() - now.getTime()) / 1000),
          })
        const failures = (seen?.failures ?? 0) + 1
        const wait = lockSeconds(failures, free)
        const lockedUntil = wait > 0 ? new Date(now.getTime() + wait * 1000) : null
        const forgetAt = new Date(now.getTime() + ATTEMPTS_KEPT_MS)
        if (await store.countSignInAttempt(seen, { _id: id, of, failures, lockedUntil, forgetAt })) return
      }
      throw new AppError('too_many_requests', { retryAfterSeconds: 1 })
    },
    forget: store.forgetSignInAttempts,
    /** Takes one try back: it could not be checked, so it was not wrong. */
    giveBack: store.giveBackAttempt,
  }
}
