import { randomBytes } from 'node:crypto'
import type { Clock } from '@minsheng/shared/units/clock'
import { failure, type WechatFailure } from './answers.ts'
import type { WechatApp } from './login.ts'

const LIFETIME_SECONDS = 7200
const OVERLAP_MS = 5 * 60_000

interface IssuedToken {
  token: string
  expiresAt: number
}
export interface TokenAnswer {
  access_token: string
  expires_in: number
}

/** Tokens of the two ways live apart, as at WeChat: taking a plain token does not end a stable one. */
export function createAccessTokens(app: WechatApp, clock: Clock) {
  let plain: IssuedToken[] = []
  let stable: IssuedToken | undefined

  const issue = (): IssuedToken => ({
    token: randomBytes(96).toString('base64url'),
    expiresAt: clock.now().getTime() + LIFETIME_SECONDS * 1000,
  })
  const answer = (issued: IssuedToken): TokenAnswer => ({
    access_token: issued.token,
    expires_in: Math.max(0, Math.round((issued.expiresAt - clock.now().getTime()) / 1000)),
  })
  const refusal = (input: { grantType?: string; appid?: string; secret?: string }): WechatFailure | undefined => {
    if (input.grantType !== 'client_credential') return failure(40002)
    if (!input.appid) return failure(41002)
    if (input.appid !== app.appId) return failure(40013)
    if (!input.secret) return failure(41004)
    return input.secret === app.appSecret ? undefined : failure(40125)
  }

  return {
    /** A new token each time; the one before stays good for five minutes. */
    plain(input: { grantType?: string; appid?: string; secret?: string }): TokenAnswer | WechatFailure {
      const refused = refusal(input)
      if (refused) return refused
      const now = clock.now().getTime()
      plain = plain.slice(-1).map((issued) => ({ ...issued, expiresAt: Math.min(issued.expiresAt, now + OVERLAP_MS) }))
      const issued = issue()
      plain.push(issued)
      return answer(issued)
    },
    /** The same token until it nears its end, unless a fresh one is forced. */
    stable(input: { grantType?: string; appid?: string; secret?: string; forceRefresh: boolean }): TokenAnswer | WechatFailure {
      const refused = refusal(input)
      if (refused) return refused
      if (stable === undefined || input.forceRefresh || stable.expiresAt - clock.now().getTime() < OVERLAP_MS) stable = issue()
      return answer(stable)
    },
    check(token: string | undefined): WechatFailure | undefined {
      if (!token) return failure(41001)
      const issued = [...plain, ...(stable ? [stable] : [])].find((candidate) => candidate.token === token)
      if (issued === undefined) return failure(40001)
      return issued.expiresAt > clock.now().getTime() ? undefined : failure(42001)
    },
  }
}
