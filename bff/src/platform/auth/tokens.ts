import { createSecretKey, type KeyObject, timingSafeEqual } from 'node:crypto'
import { AppError } from '@minsheng/shared/errors'
import type { Clock } from '@minsheng/shared/units/clock'
import jwt from 'jsonwebtoken'
import { type KeyRing, madeOf } from '../crypto/keyring.ts'

export const ACCESS_TOKEN_SECONDS = 15 * 60
const ISSUER = 'minsheng'
const AUDIENCE = 'minsheng-api'
const TYPE = 'at+jwt'

export interface AccessClaims {
  accountId: string
  sessionId: string
}

export interface AccessTokens {
  issue(claims: AccessClaims): { token: string; expiresAt: Date }
  /** @throws AppError `token_expired` | `unauthenticated` */
  verify(token: string): AccessClaims
}

/** Short-lived access tokens: HS256, key picked by `kid`, `typ` and `aud` checked, so no other token passes for one. */
export function createAccessTokens(keys: KeyRing, clock: Clock): AccessTokens {
  const made = madeOf(
    () => keys.accessToken,
    (list) => {
      const byKid = new Map<string, KeyObject>(list.map((key) => [key.kid, createSecretKey(Buffer.from(key.secret, 'base64'))]))
      const current = list[0]
      const currentKey = current && byKid.get(current.kid)
      if (!current || !currentKey) throw new Error('the keyring has no access token key')
      return { byKid, current, currentKey }
    },
  )
  made()
  return {
    issue({ accountId, sessionId }) {
      const { current, currentKey } = made()
      const issuedAt = Math.floor(clock.now().getTime() / 1000)
      const token = jwt.sign({ sub: accountId, sid: sessionId, iat: issuedAt, exp: issuedAt + ACCESS_TOKEN_SECONDS }, currentKey, {
        algorithm: 'HS256',
        issuer: ISSUER,
        audience: AUDIENCE,
        header: { alg: 'HS256', typ: TYPE, kid: current.kid },
      })
      return { token, expiresAt: new Date((issuedAt + ACCESS_TOKEN_SECONDS) * 1000) }
    },
    verify(token) {
      try {
        const header = jwt.decode(token, { complete: true })?.header
        const key = header?.kid === undefined ? undefined : made().byKid.get(header.kid)
        if (!header || !key || header.typ !== TYPE) throw new AppError('unauthenticated')
        const payload = jwt.verify(token, key, {
          algorithms: ['HS256'],
          issuer: ISSUER,
          audience: AUDIENCE,
          clockTimestamp: Math.floor(clock.now().getTime() / 1000),
        })
        if (typeof payload === 'string' || typeof payload.sub !== 'string' || typeof payload.sid !== 'string')
          throw new AppError('unauthenticated')
        return { accountId: payload.sub, sessionId: payload.sid }
      } catch (error) {
        if (error instanceof AppError) throw error
        if (error instanceof jwt.TokenExpiredError) throw new AppError('token_expired')
        throw new AppError('unauthenticated')
      }
    },
  }
}

/** Compares secrets without telling by the time taken how much of them is right. */
export function sameText(left: string, right: string): boolean {
  const a = Buffer.from(left)
  const b = Buffer.from(right)
  return a.length === b.length && timingSafeEqual(a, b)
}
