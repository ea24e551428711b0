import { AppError } from '@minsheng/shared/errors'
import type { Session, StaffRole } from '@minsheng/shared/contracts/identity'
import type { Clock } from '@minsheng/shared/units/clock'
import { hashPassword, passwordMatches } from '../../platform/crypto/password.ts'
import type { RequestContext } from '../../platform/http/route.ts'
import { lockSeconds } from './domain.ts'
import type { Sessions } from './sessions.ts'
import type { IdentityStore } from './store.ts'

export interface StaffRecord {
  id: string
  username: string
  password: string
  displayName: string
  roles: StaffRole[]
  charityId: string | null
}

export function createStaffSignIn(parts: { store: IdentityStore; sessions: Sessions; clock: Clock }) {
  const { store, sessions, clock } = parts
  return {
    /** @throws AppError `sign_in_failed` (the same for an unknown name and a wrong password) | `too_many_requests` while locked */
    async signIn(username: string, password: string, context: RequestContext): Promise<Session> {
      const now = clock.now()
      const account = await store.accountByUsername(username)
      if (account?.lockedUntil && account.lockedUntil > now) throw new AppError('too_many_requests', { detail: '密码错误次数太多,请稍后再试', retryAfterSeconds: Math.ceil((account.lockedUntil.getTime() - now.getTime()) / 1000) })
      const matches = await passwordMatches(password, account && !account.disabled ? (account.passwordHash ?? null) : null)
      if (!account || !matches) {
        if (account) {
          const failures = account.wrongPasswords + 1
          const wait = lockSeconds(failures)
          await store.noteWrongPassword(account._id, failures, wait > 0 ? new Date(now.getTime() + wait * 1000) : null)
        }
        throw new AppError('sign_in_failed')
      }
      if (account.wrongPasswords > 0) await store.noteWrongPassword(account._id, 0, null)
      return sessions.open(account, 'admin', context)
    },

    /** Creates or renews a staff account from the feed (demo accounts); harmless to repeat. */
    async put(record: StaffRecord): Promise<void> {
      const existing = await store.account(record.id)
      const passwordHash = existing?.passwordHash && (await passwordMatches(record.password, existing.passwordHash)) ? existing.passwordHash : await hashPassword(record.password)
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
        wrongPasswords: 0,
        lockedUntil: null,
        disabled: false,
        createdAt: clock.now(),
      })
    },
  }
}
