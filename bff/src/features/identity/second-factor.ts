import { randomBytes } from 'node:crypto'
import type { Session } from '@minsheng/shared/contracts/identity'
import { AppError } from '@minsheng/shared/errors'
import type { Clock } from '@minsheng/shared/units/clock'
import type { FieldCipher } from '../../platform/crypto/field-cipher.ts'
import { newTotpSecret, totpStep, totpUri } from '../../platform/crypto/totp.ts'
import type { RequestContext } from '../../platform/http/route.ts'
import type { Attempts } from './attempts.ts'
import type { Sessions } from './sessions.ts'
import type { AccountDocument, IdentityStore, SessionDocument } from './store.ts'

const RECOVERY_CODES = 10
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
/** 50 bits. */
const newRecoveryCode = () => Array.from(randomBytes(10), (byte) => BASE32[byte % 32]).join('')
const spaced = (code: string) => `${code.slice(0, 5)}-${code.slice(5)}`

const wrong = () =>
  new AppError('second_factor_wrong', { issues: [{ path: 'body.code', message: '动态码不对或已经用过，请填写最新的 6 位数字' }] })

export interface Signing {
  account: AccountDocument
  session: SessionDocument
}

/** The second factor of staff: a time code of an authenticator, and recovery codes for when the phone is lost. */
export function createSecondFactor(parts: {
  store: IdentityStore
  sessions: Sessions
  attempts: Attempts
  cipher: FieldCipher
  clock: Clock
}) {
  const { store, sessions, attempts, cipher, clock } = parts
  const placeOf = (id: string, field: 'totpSecret' | 'totpPending') => ({ collection: 'accounts', id, field })
  const recoveryHashes = (accountId: string, code: string) => cipher.codeHashes(code, `recovery|${accountId}`)
  const tries = (accountId: string) => `second-factor|${accountId}`
  const counted = (accountId: string) => attempts.count(tries(accountId), accountId, '动态码错误次数太多，请稍后再试')

  async function takes(account: AccountDocument, code: string): Promise<boolean> {
    if (code.length === 6) {
      if (!account.totpSecret) return false
      const secret = cipher.open(account.totpSecret, placeOf(account._id, 'totpSecret'))
      const step = totpStep(secret, code, clock.now(), account.totpLastStep ?? null)
      // Of two that come at once with the same code, one wins.
      return step !== null && (await store.takeTotpStep(account._id, step))
    }
    return store.useRecoveryCode(account._id, recoveryHashes(account._id, code))
  }

  return {
    /** The code after the password. @throws AppError `wrong_state` | `second_factor_wrong` | `too_many_requests` */
    async enter({ account, session }: Signing, code: string, context: RequestContext): Promise<Session> {
      if (session.owes?.[0] !== 'code') throw new AppError('wrong_state', { detail: '这次登录不需要再填动态码，请刷新页面' })
      await counted(account._id)
      if (!(await takes(account, code))) {
        context.log.warn({ accountId: account._id }, 'second factor refused')
        throw wrong()
      }
      await attempts.forget(tries(account._id))
      return sessions.paid(account, session, 'code')
    },

    /** A secret that becomes the account's when its first code was entered. @throws AppError `wrong_state` */
    async begin({ account, session }: Signing): Promise<{ secret: string; uri: string }> {
      const owed = session.owes?.[0]
      if (account.totpSecret || (owed !== undefined && owed !== 'enrol'))
        throw new AppError('wrong_state', { detail: '动态码已经设置过。换手机请联系系统管理员重置' })
      const secret = newTotpSecret()
      await store.putTotpPending(account._id, cipher.seal(secret, placeOf(account._id, 'totpPending')))
      return { secret, uri: totpUri(secret, account.username ?? account.displayName) }
    },

    /** @throws AppError `wrong_state` | `second_factor_wrong` | `too_many_requests` */
    async confirm({ account, session }: Signing, code: string): Promise<{ recoveryCodes: string[]; session: Session }> {
      if (!account.totpPending || account.totpSecret) throw new AppError('wrong_state', { detail: '请先扫码，再填写动态码' })
      await counted(account._id)
      const secret = cipher.open(account.totpPending, placeOf(account._id, 'totpPending'))
      const step = totpStep(secret, code, clock.now(), null)
      if (step === null) throw wrong()
      const recoveryCodes = Array.from({ length: RECOVERY_CODES }, newRecoveryCode)
      const taken = await store.enrolTotp(account._id, account.totpPending, {
        totpSecret: cipher.seal(secret, placeOf(account._id, 'totpSecret')),
        totpLastStep: step,
        totpSince: clock.now(),
        recoveryHashes: recoveryCodes.map((one) => recoveryHashes(account._id, one)[0]),
      })
      if (!taken) throw new AppError('wrong_state', { detail: '动态码刚在别处重新设置过，请重新扫码' })
      await attempts.forget(tries(account._id))
      return { recoveryCodes: recoveryCodes.map(spaced), session: await sessions.paid(account, session, 'enrol') }
    },
  }
}
