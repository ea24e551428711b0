import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import { createTurns } from './turns.ts'

/** Each hash takes 128 MiB; two at a time, and only so many waiting. */
const MOST_AT_ONCE = 2
const MOST_WAITING = 50

const withTurn = createTurns(MOST_AT_ONCE, MOST_WAITING)

export interface Passwords {
  /** A password as it is stored: scrypt N = 2^17, r = 8, p = 1, with its own salt. */
  hash(password: string): Promise<string>
  /** Takes as long for an unknown account (`stored` null) as for a wrong password. */
  matches(password: string, stored: string | null): Promise<boolean>
}

/** How staff passwords are kept. `log2N` is lower only where tests sign in by the hundred: no setting reaches it. */
export function createPasswords(log2N = 17): Passwords {
  const N = 2 ** log2N
  const cost = { N, r: 8, p: 1, maxmem: 160 * 1024 * 1024 }
  const scheme = `scrypt${log2N}`

  function derive(password: string, salt: Buffer): Promise<Buffer> {
    return withTurn(
      () =>
        new Promise((resolve, reject) => {
          scrypt(password.normalize('NFKC'), salt, 32, cost, (error, key) => (error ? reject(error) : resolve(key)))
        }),
    )
  }

  return {
    async hash(password) {
      const salt = randomBytes(16)
      return `${scheme}$${salt.toString('base64')}$${(await derive(password, salt)).toString('base64')}`
    },
    async matches(password, stored) {
      const [keptBy, salt, hash] = (stored ?? `${scheme}$${'A'.repeat(22)}==$${'A'.repeat(43)}=`).split('$')
      if (keptBy !== scheme || !salt || !hash) throw new Error('unknown password scheme')
      const expected = Buffer.from(hash, 'base64')
      const actual = await derive(password, Buffer.from(salt, 'base64'))
      return expected.length === actual.length && timingSafeEqual(expected, actual) && stored !== null
    },
  }
}
