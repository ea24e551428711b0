import { identityContract as contract } from '@minsheng/shared/contracts/identity'
import { AppError } from '@minsheng/shared/errors'
import type { Actor } from '../../platform/auth/actor.ts'
import { addressKey, createRateLimit } from '../../platform/http/rate-limit.ts'
import { type Route, route } from '../../platform/http/route.ts'
import { maySeeSelf, maySignIn } from './access.ts'
import type { createDevices } from './devices.ts'
import type { createSecondFactor, Signing } from './second-factor.ts'
import type { createStaffSignIn } from './staff-sign-in.ts'
import type { IdentityStore } from './store.ts'

export interface SecurityParts {
  store: IdentityStore
  secondFactor: ReturnType<typeof createSecondFactor>
  staff: ReturnType<typeof createStaffSignIn>
  devices: ReturnType<typeof createDevices>
  limitFactor: number
}

/** One's own security: the steps of signing in, the password, the devices. */
export function securityRoutes({ store, secondFactor, staff, devices, limitFactor }: SecurityParts): Route[] {
  const perAddress = createRateLimit(30 * limitFactor, 300)
  async function signing({ actor }: { actor: Actor }): Promise<Signing | null> {
    if (actor.kind !== 'staff') return null
    const [account, session] = await Promise.all([store.account(actor.accountId), store.session(actor.sessionId)])
    return account && session ? { account, session } : null
  }
  const self = ({ actor }: { actor: Actor }) => (actor.kind === 'anonymous' ? null : actor)
  const subject = ({ account }: Signing) => account._id
  return [
    route({
      operation: contract.enterSecondFactor,
      load: signing,
      allow: maySignIn,
      audit: { action: 'staff.second-factor', subject },
      run: async ({ body, context }, way) => {
        await perAddress.spend(addressKey(context.ip))
        return secondFactor.enter(way, body.code, context)
      },
    }),
    route({
      operation: contract.beginSecondFactor,
      load: signing,
      allow: maySignIn,
      audit: { none: 'nothing is changed before the first code' },
      run: (_, way) => secondFactor.begin(way),
    }),
    route({
      operation: contract.confirmSecondFactor,
      load: signing,
      allow: maySignIn,
      audit: { action: 'staff.second-factor-enrol', subject },
      run: ({ body }, way) => secondFactor.confirm(way, body.code),
    }),
    route({
      operation: contract.changeMyPassword,
      load: signing,
      allow: maySignIn,
      audit: { action: 'staff.password', subject },
      run: ({ body }, way) => staff.changePassword(way, body.current, body.next),
    }),
    route({
      operation: contract.getMySecurity,
      load: signing,
      allow: maySignIn,
      audit: { none: "reading one's own account" },
      run: (_, { account }) => ({
        secondFactorSince: account.totpSince?.toISOString() ?? null,
        recoveryCodesLeft: account.recoveryHashes?.length ?? 0,
        passwordChangedAt: account.passwordChangedAt?.toISOString() ?? null,
      }),
    }),
    route({
      operation: contract.listMyDevices,
      load: self,
      allow: maySeeSelf,
      audit: { none: "reading one's own devices" },
      run: async (_, actor) => ({ items: await devices.list(actor) }),
    }),
    route({
      operation: contract.signOutDevice,
      load: self,
      allow: maySeeSelf,
      audit: { action: 'device.sign-out', subject: (actor) => actor.accountId },
      run: async ({ params, actor }, me) => {
        if (actor.kind === 'visitor' && actor.actingBy) throw new AppError('forbidden')
        await devices.signOut(me, params.deviceId)
        return undefined
      },
    }),
    route({
      operation: contract.signOutOtherDevices,
      load: self,
      allow: maySeeSelf,
      audit: { action: 'device.sign-out-others', subject: (actor) => actor.accountId },
      run: async (_, me) => ({ signedOut: await devices.signOutOthers(me) }),
    }),
  ]
}
