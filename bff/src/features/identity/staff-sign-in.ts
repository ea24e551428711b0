import { createHash } from 'node:crypto'
import type { Session, StaffRole } from '@minsheng/shared/contracts/identity'
import { AppError } from '@minsheng/shared/errors'
import type { Clock } from '@minsheng/shared/units/clock'
import type { Passwords } from '../../platform/crypto/password.ts'
import type { RequestContext } from '../../platform/http/route.ts'
import { ATTEMPTS_KEPT_MS, lockSeconds } from './domain.ts'
import type { Sessions } from './sessions.ts'
import type { IdentityStore } from './store.ts'

export interface StaffRecord {
  id: string
  username: string
  password: string
  displayName: string
  roles: StaffRole[]
  charityId: string | null
  placeIds?: string[] | undefined
}

/** Tries at one name that come at the same moment are counted one after the other, up to this often. */
const MOST_ROUNDS = 20

export function createStaffSignIn(parts: { store: IdentityStore; sessions: Sessions; passwords: Passwords; clock: Clock }) {
  const { store, sessions, passwords, clock } = parts

  /**
   * Counts a try before it is checked, so that many at once can't outrun the lock; the right password takes it back.
   * @throws AppError `too_many_requests` while the name is locked
   */
  async function countAttempt(id: string): Promise<void> {
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
      const now = clock.now()
      const seen = await store.signInAttempts(id)
      if (seen?.lockedUntil && seen.lockedUntil > now)
        throw new AppError('too_many_requests', {
          detail: '密码错误次数太多，请稍后再试',
          retryAfterSeconds: Math.ceil((seen.lockedUntil.getTime() - now.getTime()) / 1000),
        })
      const failures = (seen?.failures ?? 0) + 1
      const wait = lockSeconds(failures)
      const lockedUntil = wait > 0 ? new Date(now.getTime() + wait * 1000) : null
      if (await store.countSignInAttempt(seen, { _id: id, failures, lockedUntil, forgetAt: new Date(now.getTime() + ATTEMPTS_KEPT_MS) }))
        return
    }
    throw new AppError('too_many_requests', { retryAfterSeconds: 1 })
  }

  return {
    /** @throws AppError `sign_in_failed` (the same for an unknown name and a wrong password) | `too_many_requests` while locked */
    async signIn(username: string, password: string, context: RequestContext): Promise<Session> {
      const attemptsId = createHash('sha256').update(username).digest('base64url')
      await countAttempt(attemptsId)
      const account = await store.accountByUsername(username)
      const matches = await passwords.matches(password, account && !account.disabled ? (account.passwordHash ?? null) : null)
      if (!account || !matches) {
        context.log.warn({ accountId: account?._id ?? null, disabled: account?.disabled ?? false }, 'staff sign-in refused')
        throw new AppError('sign_in_failed')
      }
      await store.forgetSignInAttempts(attemptsId)
      return sessions.open(account, 'admin', context)
    },

    /** Creates or renews a staff account from the feed (demo accounts); harmless to repeat. A new password ends all sessions. */
    async put(record: StaffRecord): Promise<void> {
      const existing = await store.account(record.id)
      const kept =
        existing?.passwordHash && (await passwords.matches(record.password, existing.passwordHash)) ? existing.passwordHash : null
      const passwordHash = kept ?? (await passwords.hash(record.password))
      await store.upsertStaff({
        _id: record.id,
        kind: 'staff',
        displayName: record.displayName,
        phoneMasked: null,
        claimed: [],
        claimedBy: null,
        username: record.username,
        passwordHash,
        roles: record.roles,
        charityId: record.charityId,
        placeIds: record.placeIds ?? [],
        disabled: false,
        createdAt: clock.now(),
      })
      if (existing && kept === null) await store.revokeSessionsOf(record.id, clock.now())
    },
  }
}
