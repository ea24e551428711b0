import type { Session, SignInStep } from '@minsheng/shared/contracts/identity'
import { AppError } from '@minsheng/shared/errors'
import type { Clock } from '@minsheng/shared/units/clock'
import type { Actor } from '../../platform/auth/actor.ts'
import type { RefreshToken, RefreshTokens } from '../../platform/auth/refresh-tokens.ts'
import { type AccessTokens, sameText } from '../../platform/auth/tokens.ts'
import { newId } from '../../platform/crypto/id.ts'
import type { RequestContext } from '../../platform/http/route.ts'
import { type Channel, decideRefresh, deviceName, hasCookies, isStaffs, newestOf, rotated, sessionEnd, sessionSeconds } from './domain.ts'
import { presentAccount } from './present.ts'
import type { AccountDocument, IdentityStore, SessionDocument } from './store.ts'

/** Residents' and staff's browsers keep their refresh tokens apart. */
const cookieName = (channel: Channel) => (isStaffs(channel) ? 'ms_staff' : 'ms_resident')

export type Sessions = ReturnType<typeof createSessions>

/** Tells a person that a session of theirs was closed because its token was used twice. */
export type Warn = (session: { _id: string; accountId: string; device?: string }) => Promise<void>

export function createSessions(parts: {
  store: IdentityStore
  tokens: AccessTokens
  refreshTokens: RefreshTokens
  warn: Warn
  clock: Clock
}) {
  const { store, tokens, refreshTokens, warn, clock } = parts

  function answer(
    account: AccountDocument,
    { _id: sessionId, channel, owes }: Pick<SessionDocument, '_id' | 'channel' | 'owes'>,
    refresh: RefreshToken,
    context: RequestContext,
  ): Session {
    const access = tokens.issue({ accountId: account._id, sessionId })
    if (hasCookies(channel)) context.setCookie(cookieName(channel), refresh.text, sessionSeconds(channel))
    return {
      accessToken: access.token,
      accessTokenExpiresAt: access.expiresAt.toISOString(),
      refreshToken: hasCookies(channel) ? null : refresh.text,
      account: presentAccount(account, owes),
    }
  }

  return {
    async open(
      account: AccountDocument,
      channel: Channel,
      context: RequestContext,
      wechatAccountId: string | null = null,
      { owes = [], proven = false }: { owes?: SignInStep[]; proven?: boolean } = {},
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
        ...(owes.length > 0 ? { owes } : {}),
        device: deviceName(channel, context.header('user-agent')),
        rev: 0,
        createdAt: now,
        usedAt: now,
        expiresAt: sessionEnd(channel, now, now),
        revokedAt: null,
      })
      return answer(account, { _id: id, channel, owes }, refresh, context)
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
        if (!session || session.revokedAt || session.expiresAt <= now || isStaffs(session.channel) !== (audience === 'staff'))
          throw new AppError('session_revoked')
        const account = await store.account(session.accountId)
        if (!account || account.disabled) throw new AppError('session_revoked')
        const decision = decideRefresh(session, token.hash, now, sameText)
        if (decision === 'replayed') {
          await store.revokeSession(session._id, now)
          context.log.warn({ sessionId: session._id }, 'refresh token replayed; session closed')
          if (account.kind === 'resident') await warn(session)
          throw new AppError('session_revoked')
        }
        const newest = decision === 'repeat' ? newestOf(session, token, refreshTokens.successors) : null
        if (newest) return answer(account, session, newest, context)
        const next = (decision === 'rotate' && refreshTokens.successors(token)[0]) || refreshTokens.first(session._id)
        const expiresAt = sessionEnd(session.channel, session.createdAt, now)
        if (await store.rotateSession(session._id, session.rev, rotated(session, next.hash, now), now, expiresAt))
          return answer(account, session, next, context)
      }
      throw new AppError('unavailable', { retryAfterSeconds: 1 })
    },

    /** One step of signing in is done; the session goes on with what is left. @throws AppError `session_revoked` */
    async paid(account: AccountDocument, session: SessionDocument, step: SignInStep): Promise<Session> {
      const owes = (session.owes ?? []).filter((other) => other !== step)
      await store.setOwes(session._id, owes)
      const access = tokens.issue({ accountId: account._id, sessionId: session._id })
      return {
        accessToken: access.token,
        accessTokenExpiresAt: access.expiresAt.toISOString(),
        refreshToken: null,
        account: presentAccount(account, owes),
      }
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
          owes: session.owes ?? [],
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
