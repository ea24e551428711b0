import type { Clock } from '@minsheng/shared/units/clock'
import type { RefreshTokens } from '../../platform/auth/refresh-tokens.ts'
import type { AccessTokens } from '../../platform/auth/tokens.ts'
import type { FieldCipher } from '../../platform/crypto/field-cipher.ts'
import type { Passwords } from '../../platform/crypto/password.ts'
import type { Database } from '../../platform/db/index.ts'
import type { SmsPort } from '../../ports/sms.ts'
import type { WechatPort } from '../../ports/wechat.ts'
import { createGuestSessions } from './guest.ts'
import { accountHolding } from './holding.ts'
import { createPersons } from './persons.ts'
import { createPhoneSignIn } from './phone-sign-in.ts'
import { identityRoutes } from './routes.ts'
import { createSessions } from './sessions.ts'
import { createStaffSignIn } from './staff-sign-in.ts'
import { createIdentityStore } from './store.ts'

/** Who is who: sessions, guests, phones, staff. Other features get an actor and, to pay in WeChat, an openid. */
export function createIdentity(parts: {
  db: Database
  tokens: AccessTokens
  refreshTokens: RefreshTokens
  cipher: FieldCipher
  passwords: Passwords
  wechat: WechatPort
  sms: SmsPort
  clock: Clock
  /** Multiplies what one address may do. */
  limitFactor: number
}) {
  const store = createIdentityStore(parts.db)
  const sessions = createSessions(store, parts.tokens, parts.refreshTokens, parts.clock)
  const guests = createGuestSessions({ store, sessions, wechat: parts.wechat, clock: parts.clock })
  const phones = createPhoneSignIn({ store, sessions, cipher: parts.cipher, sms: parts.sms, clock: parts.clock })
  const staff = createStaffSignIn({ store, sessions, passwords: parts.passwords, clock: parts.clock })
  return {
    prepare: store.prepare,
    routes: identityRoutes({ store, sessions, guests, phones, staff, limitFactor: parts.limitFactor }),
    actorOf: sessions.actorOf,
    putStaff: staff.put,
    /** The masked phone number of a resident; null for a guest. */
    phoneOf: async (accountId: string): Promise<string | null> => {
      const account = await store.account(accountId)
      return account?.kind === 'resident' ? account.phoneMasked : null
    },
    /** The name a member of staff goes by. */
    staffName: async (accountId: string): Promise<string> => (await store.account(accountId))?.displayName ?? '工作人员',
    staffIds: async (text: string): Promise<string[]> => (await store.staffNamed(text)).map(({ _id }) => _id),
    /** What accounts are called: staff by name, everyone else by what they are. */
    namesOf: async (ids: readonly string[]): Promise<ReadonlyMap<string, string>> =>
      new Map(
        (await store.accountsOf([...new Set(ids)])).map(({ _id, kind, displayName }) => [
          _id,
          kind === 'staff' ? displayName : kind === 'resident' ? '居民' : '访客',
        ]),
      ),
    /** The resident each of these accounts was claimed by; accounts nobody claimed are left out. */
    personsOf: store.claimers,
    putResident: phones.put,
    /** How the person behind an account can be reached: the phone of the resident it belongs to, and every WeChat of theirs. */
    reachOf: phones.reachOf,
    accountOfOpenid: async (openid: string): Promise<string | null> => (await store.accountByOpenid(openid))?._id ?? null,
    persons: createPersons({ store, cipher: parts.cipher }),
    /** Asks a resident for a code on their own phone once more, before what can't be undone. */
    sendCode: phones.sendCode,
    checkCode: phones.checkCode,
    provenAt: async (sessionId: string): Promise<Date | null> => (await store.session(sessionId))?.provenAt ?? null,
    prove: store.prove,
    holding: accountHolding({ store, cipher: parts.cipher }),
    /** The openid of a WeChat account, to pay with. */
    openidOf: async (wechatAccountId: string): Promise<string | null> => (await store.account(wechatAccountId))?.openid ?? null,
  }
}
