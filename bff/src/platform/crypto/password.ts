import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import { AppError } from '@minsheng/shared/errors'

const COST = { N: 2 ** 17, r: 8, p: 1, maxmem: 160 * 1024 * 1024 }
/** Each hash takes 128 MiB; two at a time, and only so many waiting. */
const MOST_AT_ONCE = 2
const MOST_WAITING = 50

let running = 0
const waiting: (() => void)[] = []

async function withTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running < MOST_AT_ONCE) running += 1
  else {
    if (waiting.length >= MOST_WAITING) throw new AppError('unavailable', { retryAfterSeconds: 2 })
    await new Promise<void>((resolve) => waiting.push(resolve))
  }
  try {
    return await work()
  } finally {
    // The turn is handed on as it is: given back first, a newcomer could slip in before the one that waited.
    const next = waiting.shift()
    if (next) next()
    else running -= 1
  }
}

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
