import { createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto'
import { type KeyRing, madeOf } from '../crypto/keyring.ts'

/** A refresh token, `<session id>.<secret>`; only the secret's hash is stored. */
export interface RefreshToken {
  text: string
  sessionId: string
  hash: string
}

export interface RefreshTokens {
  /** The first token of a new session. */
  first(sessionId: string): RefreshToken
  read(text: string): RefreshToken | null
  /**
   * What may follow a token, one for each key, the making key's first. Always the same for the same token: two tabs that
   * renew at once, or a lost reply asked for again, end with one and the same newest token, in whatever order answers arrive.
   */
  successors(token: RefreshToken): RefreshToken[]
}

const KEY_BYTES = 32

export function createRefreshTokens(keys: KeyRing): RefreshTokens {
  const chainKeys = madeOf(
    () => keys.accessToken,
    (list) =>
      list.map(({ secret }) => Buffer.from(hkdfSync('sha256', Buffer.from(secret, 'base64'), '', 'refresh token chain', KEY_BYTES))),
  )
  const tokenOf = (sessionId: string, secret: string): RefreshToken => ({
    text: `${sessionId}.${secret}`,
    sessionId,
    hash: createHash('sha256').update(secret).digest('base64url'),
  })
  return {
    first: (sessionId) => tokenOf(sessionId, randomBytes(KEY_BYTES).toString('base64url')),
    read(text) {
      const [sessionId, secret, rest] = text.split('.')
      return sessionId && secret && rest === undefined ? tokenOf(sessionId, secret) : null
    },
    successors: (token) =>
      chainKeys().map((key) => tokenOf(token.sessionId, createHmac('sha256', key).update(token.text).digest('base64url'))),
  }
}
