import type { Session } from '@minsheng/shared/contracts/identity'
import { AppError } from '@minsheng/shared/errors'
import type { Clock } from '@minsheng/shared/units/clock'
import type { Visitor } from '../../platform/auth/actor.ts'
import type { FieldCipher } from '../../platform/crypto/field-cipher.ts'
import { newId } from '../../platform/crypto/id.ts'
import type { RequestContext } from '../../platform/http/route.ts'
import type { SmsPort } from '../../ports/sms.ts'
import type { WechatPort } from '../../ports/wechat.ts'
import { maskPhone } from './domain.ts'
import type { Sessions } from './sessions.ts'
import { createSmsCodes } from './sms-code.ts'
import type { AccountDocument, IdentityStore } from './store.ts'

export function createPhoneSignIn(parts: {
  store: IdentityStore
  sessions: Sessions
  cipher: FieldCipher
  sms: SmsPort
  wechat: Pick<WechatPort, 'phoneNumberOf'>
  clock: Clock
}) {
  const { store, sessions, cipher, sms, wechat, clock } = parts
  const codes = createSmsCodes({ store, cipher, sms, clock })

  async function residentOf(phone: string, id = newId('acc'), displayName = '上城居民'): Promise<AccountDocument> {
    const phoneIndex = cipher.phoneIndexes(phone)
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
      const use = await codes.right(phone, code)
      await use()
    },
    sendCode: codes.send,
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
    /** Binds the phone, claims what the guest owned, and opens a resident's session in place of the guest's. */
    async signIn(visitor: Visitor, phone: string, code: string, context: RequestContext): Promise<Session> {
      const use = await codes.right(phone, code)
      return settle(visitor, phone, context, { proven: true, before: use })
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
