import type { Session } from '@minsheng/shared/contracts/identity'
import { AppError } from '@minsheng/shared/errors'
import type { Clock } from '@minsheng/shared/units/clock'
import type { Actor } from '../../platform/auth/actor.ts'
import type { RefreshToken, RefreshTokens } from '../../platform/auth/refresh-tokens.ts'
import { type AccessTokens, sameText } from '../../platform/auth/tokens.ts'
import { newId } from '../../platform/crypto/id.ts'
import type { RequestContext } from '../../platform/http/route.ts'
import { type Channel, decideRefresh, newestOf, rotated, sessionEnd, sessionSeconds } from './domain.ts'
import { presentAccount } from './present.ts'
import type { AccountDocument, IdentityStore } from './store.ts'

/** Residents' and staff's browsers keep their refresh tokens apart. */
const cookieName = (channel: Channel) => (channel === 'admin' ? 'ms_staff' : 'ms_resident')

export type Sessions = ReturnType<typeof createSessions>

export function createSessions(store: IdentityStore, tokens: AccessTokens, refreshTokens: RefreshTokens, clock: Clock) {
  function answer(account: AccountDocument, sessionId: string, channel: Channel, refresh: RefreshToken, context: RequestContext): Session {
    const access = tokens.issue({ accountId: account._id, sessionId })
    if (channel !== 'weapp') context.setCookie(cookieName(channel), refresh.text, sessionSeconds(channel))
    return {
      accessToken: access.token,
      accessTokenExpiresAt: access.expiresAt.toISOString(),
      refreshToken: channel === 'weapp' ? refresh.text : null,
      account: presentAccount(account),
    }
  }

  return {
    async open(
      account: AccountDocument,
      channel: Channel,
      context: RequestContext,
      wechatAccountId: string | null = null,
      proven = false,
    ): Promise<Session> {
      const now = clock.now()
      const id = newId('ses')
      const refresh = refreshTokens.first(id)
      await store.insertSession({
        _id: id,
        accountId: account._id,
        channel,
        wechatAccountId,
        ...(proven ? { provenAt: now } : {}),
        current: refresh.hash,
        replaced: [],
        rev: 0,
        createdAt: now,
        usedAt: now,
        expiresAt: sessionEnd(channel, now, now),
        revokedAt: null,
      })
      return answer(account, id, channel, refresh, context)
    },

    /** @throws AppError `unauthenticated` (no token) | `session_revoked` (ended, or replayed: then the session is closed) */
    async refresh(presented: string | undefined, audience: 'resident' | 'staff', context: RequestContext): Promise<Session> {
      const text = presented ?? context.cookie(audience === 'staff' ? 'ms_staff' : 'ms_resident')
      if (!text) throw new AppError('unauthenticated')
      const token = refreshTokens.read(text)
      if (!token) throw new AppError('session_revoked')
      // Two tabs may rotate at the same moment; the loser reads again and falls under the grace.
      for (let attempt = 0; attempt < 5; attempt += 1) {
        const now = clock.now()
        const session = await store.session(token.sessionId)
        if (!session || session.revokedAt || session.expiresAt <= now || (session.channel === 'admin') !== (audience === 'staff'))
          throw new AppError('session_revoked')
        const account = await store.account(session.accountId)
        if (!account || account.disabled) throw new AppError('session_revoked')
        const decision = decideRefresh(session, token.hash, now, sameText)
        if (decision === 'replayed') {
          await store.revokeSession(session._id, now)
          context.log.warn({ sessionId: session._id }, 'refresh token replayed; session closed')
          throw new AppError('session_revoked')
        }
        const newest = decision === 'repeat' ? newestOf(session, token, refreshTokens.successors) : null
        if (newest) return answer(account, session._id, session.channel, newest, context)
        const next = (decision === 'rotate' && refreshTokens.successors(token)[0]) || refreshTokens.first(session._id)
        const expiresAt = sessionEnd(session.channel, session.createdAt, now)
        if (await store.rotateSession(session._id, session.rev, rotated(session, next.hash, now), now, expiresAt))
          return answer(account, session._id, session.channel, next, context)
      }
      throw new AppError('unavailable', { retryAfterSeconds: 1 })
    },

    async close(actor: Actor, context: RequestContext): Promise<void> {
      if (actor.kind === 'anonymous') return
      await store.revokeSession(actor.sessionId, clock.now())
      if (actor.kind === 'visitor' && actor.wechatAccountId) await store.setSignedInAs(actor.wechatAccountId, null)
      context.setCookie(cookieName(actor.kind === 'staff' ? 'admin' : actor.channel), null, 0)
    },

    /** Who a bearer token stands for now: session alive, account enabled, roles as they are at this moment. */
    async actorOf(authorization: string | undefined): Promise<Actor> {
      if (authorization === undefined) return { kind: 'anonymous' }
      const match = /^Bearer ([A-Za-z0-9._-]{1,2048})$/.exec(authorization)
      if (!match?.[1]) throw new AppError('unauthenticated')
      const claims = tokens.verify(match[1])
      const [session, account] = await Promise.all([store.session(claims.sessionId), store.account(claims.accountId)])
      if (!session || session.revokedAt || session.accountId !== claims.accountId || !account || account.disabled)
        throw new AppError('session_revoked')
      if (account.kind === 'staff')
        return {
          kind: 'staff',
          accountId: account._id,
          sessionId: session._id,
          roles: account.roles,
          charityId: account.charityId,
          placeIds: account.placeIds ?? [],
        }
      return {
        kind: 'visitor',
        accountId: account._id,
        sessionId: session._id,
        channel: session.channel === 'weapp' ? 'weapp' : 'h5',
        ownerIds: [account._id, ...account.claimed],
        wechatAccountId: session.wechatAccountId,
      }
    },
  }
}
