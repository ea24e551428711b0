import type { StaffRole } from '@minsheng/shared/access/role'
import type { Clock } from '@minsheng/shared/units/clock'
import type { RefreshTokens } from '../../platform/auth/refresh-tokens.ts'
import type { AccessTokens } from '../../platform/auth/tokens.ts'
import type { FieldCipher } from '../../platform/crypto/field-cipher.ts'
import type { KeyRing } from '../../platform/crypto/keyring.ts'
import type { Passwords } from '../../platform/crypto/password.ts'
import type { Database } from '../../platform/db/index.ts'
import { createDataKeys } from '../../platform/protect/data-keys.ts'
import { createProtector } from '../../platform/protect/protector.ts'
import type { SmsPort } from '../../ports/sms.ts'
import type { ResidentSsoPort, StaffSsoPort } from '../../ports/sso.ts'
import type { WechatPort } from '../../ports/wechat.ts'
import { createAttempts } from './attempts.ts'
import { type RoleRequestFields, roleRequestFields } from './desk/catalogue.ts'
import { createStaffDesk } from './desk/desk.ts'
import type { RoleRequestDocument } from './desk/domain.ts'
import { staffDeskRoutes } from './desk/routes.ts'
import { createDeskStore } from './desk/store.ts'
import { createDevices } from './devices.ts'
import { createGuestSessions } from './guest.ts'
import { accountHolding } from './holding.ts'
import { createPersons } from './persons.ts'
import { createPhoneSignIn } from './phone-sign-in.ts'
import { identityRoutes } from './routes.ts'
import { createSecondFactor } from './second-factor.ts'
import { securityRoutes } from './security-routes.ts'
import { createSessions } from './sessions.ts'
import { createSsoSignIn } from './sso/sign-in.ts'
import { createTicketStore } from './sso/store.ts'
import { createStaffSignIn, type StaffRecord } from './staff-sign-in.ts'
import { createStanding } from './standing.ts'
import { createIdentityStore } from './store.ts'

type Tell = (message: { id: string; to: string; kind: 'notice'; title: string; body: string; link: string | null }) => Promise<void>

/** Who is who: sessions, guests, phones, staff. Other features get an actor and, to pay in WeChat, an openid. */
export function createIdentity(parts: {
  db: Database
  keys: KeyRing
  tokens: AccessTokens
  refreshTokens: RefreshTokens
  cipher: FieldCipher
  passwords: Passwords
  wechat: WechatPort
  sms: SmsPort
  sso: ResidentSsoPort
  zzd: StaffSsoPort
  clock: Clock
  /** Multiplies what one address may do. */
  limitFactor: number
  /** Tells a resident something in the app. */
  tell: Tell
  /** Keeps who the holder of an account is, as 浙里办 told. */
  realNameTold: (accountId: string, name: string, idNumber: string) => Promise<void>
  /** Demo accounts go without a second factor; none in production. */
  demoAllowed: boolean
}) {
  const store = createIdentityStore(parts.db)
  const sessions = createSessions({
    store,
    tokens: parts.tokens,
    refreshTokens: parts.refreshTokens,
    clock: parts.clock,
    warn: ({ _id, accountId, device }) =>
      parts.tell({
        id: `stolen-session:${_id}`,
        to: accountId,
        kind: 'notice',
        title: '一台设备的登录已被关闭',
        body: `${device ?? '一台设备'}的登录凭证被用了两次，可能有人拿到了它。为了安全，这台设备已退出登录。\n需要时重新登录就行。如果不是您自己在用，请不要把短信验证码告诉任何人。`,
        link: null,
      }),
  })
  const attempts = createAttempts({ store, clock: parts.clock })
  const guests = createGuestSessions({ store, sessions, wechat: parts.wechat, clock: parts.clock })
  const phones = createPhoneSignIn({ store, sessions, cipher: parts.cipher, sms: parts.sms, wechat: parts.wechat, clock: parts.clock })
  const tickets = createTicketStore(parts.db, parts.clock)
  const sso = createSsoSignIn({ tickets, sso: parts.sso, phones, realNameTold: parts.realNameTold })
  const staff = createStaffSignIn({
    store,
    sessions,
    attempts,
    passwords: parts.passwords,
    tickets,
    zzd: parts.zzd,
    clock: parts.clock,
    demoAllowed: parts.demoAllowed,
  })
  const secondFactor = createSecondFactor({ store, sessions, attempts, cipher: parts.cipher, clock: parts.clock })
  const devices = createDevices({ store, clock: parts.clock })
  const deskStore = createDeskStore(
    parts.db,
    parts.cipher,
    createProtector<RoleRequestDocument, RoleRequestFields>(roleRequestFields, createDataKeys(parts), parts.keys),
  )
  const desk = createStaffDesk({ identity: store, store: deskStore, passwords: parts.passwords, clock: parts.clock })
  const { limitFactor } = parts
  return {
    async prepare() {
      await store.prepare()
      await deskStore.prepare()
      await tickets.prepare()
    },
    routes: [
      ...identityRoutes({ store, sessions, guests, phones, sso, staff, zzdPage: parts.zzd.signInPage, limitFactor }),
      ...securityRoutes({ store, secondFactor, staff, devices, limitFactor }),
      ...staffDeskRoutes({ store: deskStore, desk }),
    ],
    actorOf: sessions.actorOf,
    /** Which of these sessions are open to somebody who may still use them. */
    standing: createStanding(parts.db, parts.clock),
    async putStaff({ phone, ...record }: StaffRecord & { phone?: string | undefined }): Promise<void> {
      await staff.put(record)
      if (phone !== undefined) await deskStore.setPhone(record.id, phone)
    },
    /** The masked phone number of a resident; null for a guest. */
    phoneOf: async (accountId: string): Promise<string | null> => {
      const account = await store.account(accountId)
      return account?.kind === 'resident' ? account.phoneMasked : null
    },
    /** The name a member of staff goes by. */
    staffName: async (accountId: string): Promise<string> => (await store.account(accountId))?.displayName ?? '工作人员',
    /** Who works in places, for those who send them. */
    placeStaff: {
      inPlaces: async (placeIds: readonly string[]) =>
        (await store.staffIn(placeIds)).map(({ _id, displayName }) => ({ id: _id, name: displayName })),
      names: async (ids: readonly string[]) =>
        new Map((await store.accountsOf([...new Set(ids)])).map(({ _id, displayName }) => [_id, displayName])),
      withRole: async (placeId: string, role: StaffRole) =>
        (await store.staffIn([placeId])).flatMap(({ _id, displayName, roles = [] }) =>
          roles.includes(role) ? [{ id: _id, name: displayName }] : [],
        ),
      answersFor: async (id: string, path: readonly string[]) => (await store.staffIn(path)).some((account) => account._id === id),
    },
    /** The accounts of a charity's people with one of these roles. */
    charityStaff: async (charityId: string, roles: readonly StaffRole[]): Promise<string[]> =>
      (await store.staffOfCharity(charityId)).flatMap(({ _id, roles: held = [] }) =>
        held.some((role) => roles.includes(role)) ? [_id] : [],
      ),
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
    /** Tries at things that must not be guessed, counted as those at passwords. */
    tries: attempts,
    provenAt: async (sessionId: string): Promise<Date | null> => (await store.session(sessionId))?.provenAt ?? null,
    prove: store.prove,
    holding: accountHolding({ store, cipher: parts.cipher, clock: parts.clock }),
    /** The openid of a WeChat account, to pay with. */
    openidOf: async (wechatAccountId: string): Promise<string | null> => (await store.account(wechatAccountId))?.openid ?? null,
  }
}
