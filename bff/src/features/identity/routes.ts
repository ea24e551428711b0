import { identityContract as contract } from '@minsheng/shared/contracts/identity'
import { AppError } from '@minsheng/shared/errors'
import { addressKey, createRateLimit } from '../../platform/http/rate-limit.ts'
import { nothing, type Route, route } from '../../platform/http/route.ts'
import { mayBindPhone, mayOpenSession, maySeeSelf } from './access.ts'
import type { createGuestSessions } from './guest.ts'
import type { createPhoneSignIn } from './phone-sign-in.ts'
import { presentAccount } from './present.ts'
import type { Sessions } from './sessions.ts'
import type { createSsoSignIn } from './sso/sign-in.ts'
import type { createStaffSignIn } from './staff-sign-in.ts'
import type { IdentityStore } from './store.ts'

export interface IdentityParts {
  store: IdentityStore
  sessions: Sessions
  guests: ReturnType<typeof createGuestSessions>
  phones: ReturnType<typeof createPhoneSignIn>
  sso: ReturnType<typeof createSsoSignIn>
  staff: ReturnType<typeof createStaffSignIn>
  /** The page of 浙政钉's QR code; null where it is not connected. */
  zzdPage: string | null
  /** Multiplies what one address may do. */
  limitFactor: number
}

export function identityRoutes({ store, sessions, guests, phones, sso, staff, zzdPage, limitFactor }: IdentityParts): Route[] {
  const perAddress = {
    guest: createRateLimit(60 * limitFactor, 60),
    sso: createRateLimit(30 * limitFactor, 300),
    wechatPhone: createRateLimit(30 * limitFactor, 300),
    sms: createRateLimit(20 * limitFactor, 3600),
    password: createRateLimit(30 * limitFactor, 300),
  }
  return [
    route({
      operation: contract.openGuestSession,
      load: nothing,
      allow: mayOpenSession,
      audit: { none: 'a guest session is its own record' },
      run: async ({ body, context }) => {
        await perAddress.guest.spend(addressKey(context.ip))
        return guests.open(body, context)
      },
    }),
    route({
      operation: contract.refreshSession,
      load: nothing,
      allow: mayOpenSession,
      audit: { none: 'the session keeps its own rotation' },
      run: ({ body, context }) => sessions.refresh(body.refreshToken, body.audience, context),
    }),
    route({
      operation: contract.closeSession,
      load: nothing,
      allow: maySeeSelf,
      audit: { none: 'the session keeps when it was closed' },
      run: async ({ actor, context }) => {
        await sessions.close(actor, context)
        return undefined
      },
    }),
    route({
      operation: contract.sendSmsCode,
      load: nothing,
      allow: mayBindPhone,
      audit: { none: 'the code keeps when it was sent and how often' },
      run: async ({ body, context }) => {
        await perAddress.sms.spend(addressKey(context.ip))
        return phones.sendCode(body.phone)
      },
    }),
    route({
      operation: contract.signInByPhone,
      load: ({ actor }) => (actor.kind === 'visitor' ? actor : null),
      allow: mayBindPhone,
      audit: { action: 'phone.bind', subject: (_visitor, session) => session?.account.id ?? 'unknown' },
      run: ({ body, context }, visitor) => phones.signIn(visitor, body.phone, body.code, context),
    }),
    route({
      operation: contract.signInByWechatPhone,
      load: ({ actor }) => (actor.kind === 'visitor' ? actor : null),
      allow: mayBindPhone,
      audit: { action: 'phone.bind', subject: (_visitor, session) => session?.account.id ?? 'unknown' },
      run: async ({ body, context }, visitor) => {
        await perAddress.wechatPhone.spend(addressKey(context.ip))
        return phones.signInByWechat(visitor, body.code, context)
      },
    }),
    route({
      operation: contract.signInByZlb,
      load: ({ actor }) => (actor.kind === 'visitor' ? actor : null),
      allow: mayBindPhone,
      audit: { action: 'sso.sign-in', subject: (_visitor, session) => session?.account.id ?? 'unknown' },
      run: async ({ body, context }, visitor) => {
        await perAddress.sso.spend(addressKey(context.ip))
        return sso.signIn(
          visitor,
          body.kind === 'ticket' ? { kind: 'ticket', value: body.ticket } : { kind: 'ticketId', value: body.ticketId },
          context,
        )
      },
    }),
    route({
      operation: contract.signInStaff,
      load: nothing,
      allow: mayOpenSession,
      audit: { action: 'staff.sign-in', subject: (_, session) => session?.account.id ?? 'unknown' },
      run: async ({ body, context }) => {
        await perAddress.password.spend(addressKey(context.ip))
        return staff.signIn(body.username, body.password, body.channel === 'weapp' ? 'work' : 'admin', context)
      },
    }),
    route({
      operation: contract.getStaffSignInWays,
      load: nothing,
      allow: mayOpenSession,
      audit: { none: 'how one may sign in is no secret' },
      run: () => ({ zzdPage }),
    }),
    route({
      operation: contract.signInStaffByZzd,
      load: nothing,
      allow: mayOpenSession,
      audit: { action: 'staff.sign-in', subject: (_, session) => session?.account.id ?? 'unknown' },
      run: async ({ body, context }) => {
        await perAddress.password.spend(addressKey(context.ip))
        return staff.signInByZzd(body.way, body.code, context)
      },
    }),
    route({
      operation: contract.getMe,
      load: ({ actor }) => (actor.kind === 'anonymous' ? null : store.account(actor.accountId)),
      allow: maySeeSelf,
      audit: { none: "reading one's own account" },
      run: ({ actor }, account) => {
        if (!account) throw new AppError('not_found')
        return presentAccount(account, actor.kind === 'staff' ? actor.owes : [])
      },
    }),
  ]
}
