import { needsSecondFactor } from '@minsheng/shared/access/role'
import type { Session, StaffRole } from '@minsheng/shared/contracts/identity'
import { AppError } from '@minsheng/shared/errors'
import type { Clock } from '@minsheng/shared/units/clock'
import { isCommonPassword } from '../../platform/crypto/common-passwords.ts'
import type { Passwords } from '../../platform/crypto/password.ts'
import { addressKey } from '../../platform/http/rate-limit.ts'
import type { RequestContext } from '../../platform/http/route.ts'
import type { StaffSsoPort } from '../../ports/sso.ts'
import { type Attempts, attemptsOf } from './attempts.ts'
import { lockRules, owedSteps } from './domain.ts'
import { passwordFault } from './password-rules.ts'
import type { Signing } from './second-factor.ts'
import type { Sessions } from './sessions.ts'
import type { TicketStore } from './sso/store.ts'
import type { AccountDocument, IdentityStore } from './store.ts'

export interface StaffRecord {
  id: string
  username: string
  password: string
  displayName: string
  roles: StaffRole[]
  charityId: string | null
  placeIds?: string[] | undefined
}

const LOCKED = '密码错误次数太多，请稍后再试'
const KNOWN_ADDRESSES = 5

export const nameAttempts = (username: string) => attemptsOf(username)

export function createStaffSignIn(parts: {
  store: IdentityStore
  sessions: Sessions
  attempts: Attempts
  passwords: Passwords
  tickets: TicketStore
  zzd: StaffSsoPort
  clock: Clock
  /** Demo accounts go without a second factor; there are none in production. */
  demoAllowed: boolean
}) {
  const { store, sessions, attempts, passwords, tickets, zzd, clock, demoAllowed } = parts

  /** Opens the session, with the steps that are left. */
  async function admit(
    account: AccountDocument,
    context: RequestContext,
    mustChangePassword: boolean,
    channel: 'admin' | 'work' = 'admin',
  ): Promise<Session> {
    const here = attemptsOf(`${account._id}|${addressKey(context.ip)}`)
    const known = (account.knownAddresses ?? []).filter((one) => one !== here)
    await store.signedInFrom(account._id, [here, ...known].slice(0, KNOWN_ADDRESSES), clock.now())
    const owes = owedSteps({
      hasSecondFactor: account.totpSecret !== undefined,
      mustChangePassword,
      needsSecondFactor: needsSecondFactor(account.roles) && !(demoAllowed && account.demo === true),
    })
    return sessions.open(account, channel, context, null, { owes })
  }

  return {
    /**
     * Counts wrong passwords for each name from each address, and, wider, for the name from all addresses it never signed
     * in from: a stranger who tries on and on keeps the person out of nowhere they have been before.
     * @throws AppError `sign_in_failed` (the same for an unknown name and a wrong password) | `too_many_requests` while locked
     */
    async signIn(username: string, password: string, channel: 'admin' | 'work', context: RequestContext): Promise<Session> {
      const address = addressKey(context.ip)
      const [name, pair] = [nameAttempts(username), attemptsOf(`${username}|${address}`)]
      const account = await store.accountByUsername(username)
      const here = attemptsOf(`${account?._id}|${address}`)
      const known = account?.knownAddresses ?? []
      await attempts.count(pair, name, LOCKED)
      if (!known.includes(here)) await attempts.count(name, name, LOCKED, lockRules.freeForStrangers)
      const matches = await passwords.matches(password, account && !account.disabled ? (account.passwordHash ?? null) : null)
      if (!account || !matches) {
        context.log.warn({ accountId: account?._id ?? null, disabled: account?.disabled ?? false }, 'staff sign-in refused')
        throw new AppError('sign_in_failed')
      }
      await attempts.forget(pair)
      return admit(account, context, account.mustChangePassword ?? false, channel)
    },

    /**
     * By 浙政钉: never makes an account, and asks for the second factor wherever a password would. A first password that
     * somebody else chose stays to be changed when it is used.
     * @throws AppError `zzd_code_rejected` | `zzd_not_linked` (disabled too) | `upstream_unavailable`
     */
    async signInByZzd(way: 'qr' | 'app', code: string, context: RequestContext): Promise<Session> {
      const zzdAccountId = await tickets.once(`zzd|${way}|${code}`, 'zzd_code_rejected', () => zzd.accountOf(way, code))
      const account = await store.accountByZzd(zzdAccountId)
      if (!account || account.disabled) {
        context.log.warn({ accountId: account?._id ?? null, disabled: account?.disabled ?? false }, 'staff sign-in by zzd refused')
        throw new AppError('zzd_not_linked')
      }
      return admit(account, context, false)
    },

    /** @throws AppError `invalid_input` | `wrong_state` | `too_many_requests` */
    async changePassword({ account, session }: Signing, current: string, next: string): Promise<Session> {
      const owed = session.owes?.[0]
      if (!account.passwordHash || (owed !== undefined && owed !== 'password')) throw new AppError('wrong_state')
      const tries = attemptsOf(`password|${account._id}`)
      await attempts.count(tries, account._id, LOCKED)
      if (!(await passwords.matches(current, account.passwordHash)))
        throw new AppError('invalid_input', { issues: [{ path: 'body.current', message: '现在的密码不对' }] })
      const fault =
        current === next ? '新密码不能和现在的一样' : passwordFault(next, [account.username ?? '', account.displayName], isCommonPassword)
      if (fault) throw new AppError('invalid_input', { issues: [{ path: 'body.next', message: fault }] })
      if (!(await store.changePassword(account._id, account.passwordHash, await passwords.hash(next), clock.now())))
        throw new AppError('wrong_state', { detail: '密码刚在别处改过，请重新登录' })
      await attempts.forget(tries)
      const others = (await store.livingSessions(account._id, clock.now())).filter(({ _id }) => _id !== session._id)
      for (const other of others) await store.revokeSession(other._id, clock.now())
      return sessions.paid(account, session, 'password')
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
        phoneMasked: existing?.phoneMasked ?? null,
        claimed: [],
        claimedBy: null,
        username: record.username,
        passwordHash,
        roles: record.roles,
        charityId: record.charityId,
        placeIds: record.placeIds ?? [],
        disabled: false,
        demo: true,
        createdAt: clock.now(),
      })
      if (existing && kept === null) await store.revokeSessionsOf(record.id, clock.now())
    },
  }
}
