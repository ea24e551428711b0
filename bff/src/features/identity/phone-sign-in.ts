import { randomInt } from 'node:crypto'
import type { Session } from '@minsheng/shared/contracts/identity'
import { AppError } from '@minsheng/shared/errors'
import type { Clock } from '@minsheng/shared/units/clock'
import type { Visitor } from '../../platform/auth/actor.ts'
import type { FieldCipher } from '../../platform/crypto/field-cipher.ts'
import { newId } from '../../platform/crypto/id.ts'
import type { RequestContext } from '../../platform/http/route.ts'
import type { SmsPort } from '../../ports/sms.ts'
import type { WechatPort } from '../../ports/wechat.ts'
import { maskPhone, smsRules } from './domain.ts'
import type { Sessions } from './sessions.ts'
import type { AccountDocument, IdentityStore } from './store.ts'

const DAY_MS = 24 * 3600_000

export function createPhoneSignIn(parts: {
  store: IdentityStore
  sessions: Sessions
  cipher: FieldCipher
  sms: SmsPort
  wechat: Pick<WechatPort, 'phoneNumberOf'>
  clock: Clock
}) {
  const { store, sessions, cipher, sms, wechat, clock } = parts

  async function residentOf(phone: string, id = newId('acc'), displayName = '上城居民'): Promise<AccountDocument> {
    const phoneIndex = cipher.phoneIndex(phone)
    const found = await store.accountByPhone(phoneIndex)
    if (found) return found
    const account: AccountDocument = {
      _id: id,
      kind: 'resident',
      displayName,
      phone: cipher.seal(phone, { collection: 'accounts', id, field: 'phone' }),
      phoneIndex,
      phoneMasked: maskPhone(phone),
      claimed: [],
      claimedBy: null,
      roles: [],
      charityId: null,
      disabled: false,
      createdAt: clock.now(),
    }
    if (await store.insertAccount(account)) return account
    const raced = await store.accountByPhone(phoneIndex)
    if (!raced) throw new Error('an account with this phone index vanished')
    return raced
  }

  /** Counts a try. @returns the code's hash when it is right @throws AppError `sms_code_expired` | `sms_code_wrong` */
  async function rightCode(id: string, code: string): Promise<string> {
    const tried = await store.trySmsCode(id)
    if (!tried || tried.codeHash === '' || tried.expiresAt <= clock.now()) throw new AppError('sms_code_expired')
    if (tried.attempts >= smsRules.mostAttempts) throw new AppError('sms_code_expired', { detail: '输错次数太多，请重新获取验证码' })
    const codeHash = cipher.codeHash(code, id)
    if (tried.codeHash !== codeHash)
      throw new AppError('sms_code_wrong', { issues: [{ path: 'body.code', message: '验证码不对，请核对短信' }] })
    return codeHash
  }

  /**
   * Claims what the guest owned, and opens a resident's session in place of the guest's.
   * @param before done last before the session: after a crash in between all may be done again, and nothing is done twice
   */
  async function settle(
    visitor: Visitor,
    phone: string,
    context: RequestContext,
    { proven, before }: { proven: boolean; before?: () => Promise<void> },
  ): Promise<Session> {
    const resident = await residentOf(phone)
    if (resident.disabled) throw new AppError('forbidden')
    const account = await store.account(visitor.accountId)
    if (account?.kind === 'guest') await store.claimGuest(account._id, resident._id)
    await before?.()
    const session = await sessions.open(resident, visitor.channel, context, visitor.wechatAccountId, { proven })
    await store.revokeSession(visitor.sessionId, clock.now())
    if (visitor.wechatAccountId) await store.setSignedInAs(visitor.wechatAccountId, resident._id)
    return session
  }

  return {
    settle,
    /** That whoever asks holds this phone now; uses the code up. @throws AppError `sms_code_expired` | `sms_code_wrong` */
    async checkCode(phone: string, code: string): Promise<void> {
      const id = cipher.phoneIndex(phone)
      const codeHash = await rightCode(id, code)
      if (!(await store.useSmsCode(id, codeHash))) throw new AppError('sms_code_expired')
    },
    /** Loads a resident who is known beforehand; harmless to repeat. */
    async put({ id, phone, displayName }: { id: string; phone: string; displayName: string }): Promise<void> {
      await residentOf(phone, id, displayName)
    },
    /** Opens the number for the moment of sending; an account that is gone is reached nowhere. */
    async reachOf(accountId: string) {
      const asked = await store.account(accountId)
      const person = asked?.claimedBy ? ((await store.account(asked.claimedBy)) ?? asked) : asked
      if (!person || person.disabled) return { personId: accountId, accountIds: [accountId], phone: null, phoneMasked: null, wechat: [] }
      const accountIds = [...new Set([person._id, ...person.claimed, accountId])]
      return {
        personId: person._id,
        accountIds,
        phone: person.phone ? cipher.open(person.phone, { collection: 'accounts', id: person._id, field: 'phone' }) : null,
        phoneMasked: person.phoneMasked,
        wechat: await store.openidsOf(accountIds),
      }
    },
    /** Sends a new code; one a minute and ten a day for a number. @throws AppError `too_many_requests` | `upstream_unavailable` */
    async sendCode(phone: string): Promise<{ resendAfterSeconds: number; validForSeconds: number }> {
      const now = clock.now()
      const id = cipher.phoneIndex(phone)
      const before = await store.smsCode(id)
      const sameDay = before !== null && before.dayStartedAt.getTime() + DAY_MS > now.getTime()
      const sentToday = sameDay ? before.sentToday : 0
      if (before && sentToday >= smsRules.mostPerDay)
        throw new AppError('too_many_requests', {
          detail: '今天获取验证码的次数太多，请明天再试',
          retryAfterSeconds: Math.ceil((before.dayStartedAt.getTime() + DAY_MS - now.getTime()) / 1000),
        })
      const lastSentAt = before?.sentAt ?? new Date(0)
      const code = randomInt(0, 1_000_000).toString().padStart(6, '0')
      const pauseMs = smsRules.resendAfterSeconds * 1000
      const codeHash = cipher.codeHash(code, id)
      const written = await store.putSmsCode(
        {
          _id: id,
          codeHash,
          sentAt: now,
          expiresAt: new Date(now.getTime() + smsRules.validForSeconds * 1000),
          attempts: 0,
          sentToday: sentToday + 1,
          dayStartedAt: sameDay ? before.dayStartedAt : now,
          forgetAt: new Date(now.getTime() + DAY_MS),
        },
        new Date(now.getTime() - pauseMs),
      )
      if (!written) {
        const latest = await store.smsCode(id)
        const wait = latest ? Math.ceil((latest.sentAt.getTime() + pauseMs - now.getTime()) / 1000) : smsRules.resendAfterSeconds
        throw new AppError('too_many_requests', {
          detail: `验证码已发送，${Math.max(1, wait)} 秒后可重新获取`,
          retryAfterSeconds: Math.max(1, wait),
        })
      }
      try {
        await sms.sendCode(phone, code)
      } catch (error) {
        // The operator's own pause is kept. After any other failure nobody should wait a minute for what never came;
        // the code stays good, in case it did arrive and only the answer was lost.
        if (!(error instanceof AppError && error.code === 'too_many_requests'))
          await store.returnSmsSlot(id, codeHash, { sentAt: lastSentAt, sentToday })
        throw error
      }
      return { resendAfterSeconds: smsRules.resendAfterSeconds, validForSeconds: smsRules.validForSeconds }
    },

    /** Binds the phone, claims what the guest owned, and opens a resident's session in place of the guest's. */
    async signIn(visitor: Visitor, phone: string, code: string, context: RequestContext): Promise<Session> {
      const id = cipher.phoneIndex(phone)
      const codeHash = await rightCode(id, code)
      const used = async () => {
        if (!(await store.useSmsCode(id, codeHash))) throw new AppError('sms_code_expired')
      }
      return settle(visitor, phone, context, { proven: true, before: used })
    },
    /**
     * By the number that WeChat has of its user. It was proven at some time, so what can't be undone still asks for a code.
     * @throws AppError `forbidden` outside WeChat | `wechat_phone_unavailable` | `upstream_unavailable`
     */
    async signInByWechat(visitor: Visitor, code: string, context: RequestContext): Promise<Session> {
      if (visitor.wechatAccountId === null) throw new AppError('forbidden')
      return settle(visitor, await wechat.phoneNumberOf(code), context, { proven: false })
    },
  }
}
