import { randomInt } from 'node:crypto'
import { AppError } from '@minsheng/shared/errors'
import type { Clock } from '@minsheng/shared/units/clock'
import type { FieldCipher } from '../../platform/crypto/field-cipher.ts'
import type { SmsPort } from '../../ports/sms.ts'
import { smsRules } from './domain.ts'
import type { IdentityStore, SmsCodeDocument } from './store.ts'

const DAY_MS = 24 * 3600_000

interface SmsCodeParts {
  store: IdentityStore
  cipher: FieldCipher
  sms: SmsPort
  clock: Clock
}

const tooSoon = (waitMs: number) => {
  const seconds = Math.max(1, Math.ceil(waitMs / 1000))
  return new AppError('too_many_requests', { detail: `验证码已发送，${seconds} 秒后可重新获取`, retryAfterSeconds: seconds })
}

/** Codes by which people show that they hold a phone. */
export function createSmsCodes({ store, cipher, sms, clock }: SmsCodeParts) {
  const pauseMs = smsRules.resendAfterSeconds * 1000

  /** How many were sent to a number today, over the keys it is known by. */
  function sentToday(before: readonly SmsCodeDocument[], now: Date): { sent: number; since: Date | null } {
    const today = before.filter(({ dayStartedAt }) => dayStartedAt.getTime() + DAY_MS > now.getTime())
    const since = today.map(({ dayStartedAt }) => dayStartedAt.getTime())
    return { sent: today.reduce((sum, one) => sum + one.sentToday, 0), since: since.length > 0 ? new Date(Math.min(...since)) : null }
  }

  return {
    /**
     * Counts a try at the newest code of a number.
     * @returns uses the code up @throws AppError `sms_code_expired` | `sms_code_wrong`
     */
    async right(phone: string, code: string): Promise<() => Promise<void>> {
      const [newest] = await store.smsCodes(cipher.phoneIndexes(phone))
      const tried = newest ? await store.trySmsCode(newest._id) : null
      if (!tried || tried.codeHash === '' || tried.expiresAt <= clock.now()) throw new AppError('sms_code_expired')
      if (tried.attempts >= smsRules.mostAttempts) throw new AppError('sms_code_expired', { detail: '输错次数太多，请重新获取验证码' })
      const { _id, codeHash } = tried
      if (!cipher.codeHashes(code, _id).includes(codeHash))
        throw new AppError('sms_code_wrong', { issues: [{ path: 'body.code', message: '验证码不对，请核对短信' }] })
      return async () => {
        if (!(await store.useSmsCode(_id, codeHash))) throw new AppError('sms_code_expired')
      }
    },

    /** Sends a new code; one a minute and ten a day for a number. @throws AppError `too_many_requests` | `upstream_unavailable` */
    async send(phone: string): Promise<{ resendAfterSeconds: number; validForSeconds: number }> {
      const now = clock.now()
      const ids = cipher.phoneIndexes(phone)
      const [id] = ids
      const sent = await store.smsCodes(ids)
      const own = sent.find(({ _id }) => _id === id) ?? null
      const today = sentToday(sent, now)
      if (today.since && today.sent >= smsRules.mostPerDay)
        throw new AppError('too_many_requests', {
          detail: '今天获取验证码的次数太多，请明天再试',
          retryAfterSeconds: Math.ceil((today.since.getTime() + DAY_MS - now.getTime()) / 1000),
        })
      const pause = (at: Date | undefined) => (at ? at.getTime() + pauseMs - now.getTime() : 0)
      // Of the number's own document the update below decides; what an older key sent is looked at here.
      const other = sent.find(({ _id }) => _id !== id)
      if (pause(other?.sentAt) > 0) throw tooSoon(pause(other?.sentAt))
      const sameDay = own !== null && own.dayStartedAt.getTime() + DAY_MS > now.getTime()
      const before = { sentAt: own?.sentAt ?? new Date(0), sentToday: sameDay ? own.sentToday : 0 }
      const code = randomInt(0, 1_000_000).toString().padStart(6, '0')
      const codeHash = cipher.codeHash(code, id)
      const written = await store.putSmsCode(
        {
          _id: id,
          codeHash,
          sentAt: now,
          expiresAt: new Date(now.getTime() + smsRules.validForSeconds * 1000),
          attempts: 0,
          sentToday: before.sentToday + 1,
          dayStartedAt: sameDay ? own.dayStartedAt : now,
          forgetAt: new Date(now.getTime() + DAY_MS),
        },
        new Date(now.getTime() - pauseMs),
      )
      if (!written) {
        const [latest] = await store.smsCodes([id])
        throw tooSoon(latest ? pause(latest.sentAt) : pauseMs)
      }
      try {
        await sms.sendCode(phone, code)
      } catch (error) {
        // The operator's own pause is kept. After any other failure nobody should wait a minute for what never came;
        // the code stays good, in case it did arrive and only the answer was lost.
        if (!(error instanceof AppError && error.code === 'too_many_requests')) await store.returnSmsSlot(id, codeHash, before)
        throw error
      }
      return { resendAfterSeconds: smsRules.resendAfterSeconds, validForSeconds: smsRules.validForSeconds }
    },
  }
}
