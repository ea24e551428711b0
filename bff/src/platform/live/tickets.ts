import { createSecretKey, type KeyObject } from 'node:crypto'
import type { Clock } from '@minsheng/shared/units/clock'
import jwt from 'jsonwebtoken'
import { type KeyRing, madeOf } from '../crypto/keyring.ts'

/** Long enough for a phone to connect with, too short to be of use to whoever finds it. */
const TICKET_SECONDS = 30
const ISSUER = 'minsheng'
const AUDIENCE = 'minsheng-live'
const TYPE = 'live+jwt'

export interface LineTickets<What> {
  issue(what: What): string
  /** Null for what is none of ours, is over, or was used here before. */
  use(ticket: string): What | null
}

/**
 * What somebody was found to be allowed to follow, signed: a socket has no headers to be asked by, so it is decided by an
 * ordinary operation, and the ticket of it is the socket's first message.
 */
export function createLineTickets<What extends object>(keys: KeyRing, clock: Clock): LineTickets<What> {
  const made = madeOf(
    () => keys.accessToken,
    (list) => {
      const byKid = new Map<string, KeyObject>(list.map((key) => [key.kid, createSecretKey(Buffer.from(key.secret, 'base64'))]))
      const [current] = list
      if (!current) throw new Error('the keyring has no access token key')
      return { byKid, kid: current.kid }
    },
  )
  const used = new Map<string, number>()
  const seconds = () => Math.floor(clock.now().getTime() / 1_000)

  function useOnce(ticket: string, until: number): boolean {
    const now = seconds()
    for (const [known, end] of used) {
      if (end > now) break
      used.delete(known)
    }
    if (used.has(ticket)) return false
    used.set(ticket, until)
    return true
  }

  return {
    issue(what) {
      const { byKid, kid } = made()
      const key = byKid.get(kid)
      if (!key) throw new Error('the keyring has no access token key')
      const iat = seconds()
      return jwt.sign({ what, iat, exp: iat + TICKET_SECONDS, jti: crypto.randomUUID() }, key, {
        algorithm: 'HS256',
        issuer: ISSUER,
        audience: AUDIENCE,
        header: { alg: 'HS256', typ: TYPE, kid },
      })
    },
    use(ticket) {
      try {
        const header = jwt.decode(ticket, { complete: true })?.header
        const key = header?.kid === undefined ? undefined : made().byKid.get(header.kid)
        if (!header || !key || header.typ !== TYPE) return null
        const payload = jwt.verify(ticket, key, { algorithms: ['HS256'], issuer: ISSUER, audience: AUDIENCE, clockTimestamp: seconds() })
        if (typeof payload === 'string' || typeof payload.exp !== 'number' || typeof payload.what !== 'object') return null
        return useOnce(ticket, payload.exp) ? (payload.what as What) : null
      } catch {
        return null
      }
    },
  }
}
