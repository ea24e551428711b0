import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import { createTurns } from './turns.ts'

const COST = { N: 2 ** 17, r: 8, p: 1, maxmem: 160 * 1024 * 1024 }
/** Each hash takes 128 MiB; two at a time, and only so many waiting. */
const MOST_AT_ONCE = 2
const MOST_WAITING = 50

const withTurn = createTurns(MOST_AT_ONCE, MOST_WAITING)

function derive(password: string, salt: Buffer): Promise<Buffer> {
  return withTurn(
    () =>
      new Promise((resolve, reject) => {
        scrypt(password.normalize('NFKC'), salt, 32, COST, (error, key) => (error ? reject(error) : resolve(key)))
      }),
  )
}

/** A password as it is stored: scrypt N = 2^17, r = 8, p = 1, with its own salt. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16)
  return `scrypt17$${salt.toString('base64')}$${(await derive(password, salt)).toString('base64')}`
}

/** Takes as long for an unknown account (`stored` null) as for a wrong password. */
export async function passwordMatches(password: string, stored: string | null): Promise<boolean> {
  const [scheme, salt, hash] = (stored ?? `scrypt17$${'A'.repeat(22)}==$${'A'.repeat(43)}=`).split('$')
  if (scheme !== 'scrypt17' || !salt || !hash) throw new Error('unknown password scheme')
  const expected = Buffer.from(hash, 'base64')
  const actual = await derive(password, Buffer.from(salt, 'base64'))
  return expected.length === actual.length && timingSafeEqual(expected, actual) && stored !== null
}
