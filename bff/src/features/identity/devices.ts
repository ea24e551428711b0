import type { Device } from '@minsheng/shared/contracts/identity'
import { AppError } from '@minsheng/shared/errors'
import type { Clock } from '@minsheng/shared/units/clock'
import type { Staff, Visitor } from '../../platform/auth/actor.ts'
import type { IdentityStore, SessionDocument } from './store.ts'

const present = (session: SessionDocument, current: string): Device => ({
  id: session._id,
  name: session.device ?? (session.channel === 'weapp' ? '微信小程序' : '浏览器'),
  signedInAt: session.createdAt.toISOString(),
  lastSeenAt: session.usedAt.toISOString(),
  current: session._id === current,
})

/** Where someone is signed in; each of them can be signed out from any other. */
export function createDevices({ store, clock }: { store: IdentityStore; clock: Clock }) {
  return {
    async list({ accountId, sessionId }: Visitor | Staff): Promise<Device[]> {
      const living = await store.livingSessions(accountId, clock.now())
      return living.map((session) => present(session, sessionId)).sort((a, b) => Number(b.current) - Number(a.current))
    },
    /** @throws AppError `not_found` for a device of somebody else or one signed out before */
    async signOut({ accountId }: Visitor | Staff, deviceId: string): Promise<void> {
      const session = await store.session(deviceId)
      if (!session || session.accountId !== accountId || session.revokedAt) throw new AppError('not_found')
      await store.revokeSession(deviceId, clock.now())
      if (session.wechatAccountId) await store.setSignedInAs(session.wechatAccountId, null)
    },
    async signOutOthers({ accountId, sessionId }: Visitor | Staff): Promise<number> {
      const others = (await store.livingSessions(accountId, clock.now())).filter(({ _id }) => _id !== sessionId)
      for (const { _id, wechatAccountId } of others) {
        await store.revokeSession(_id, clock.now())
        if (wechatAccountId) await store.setSignedInAs(wechatAccountId, null)
      }
      return others.length
    },
  }
}
