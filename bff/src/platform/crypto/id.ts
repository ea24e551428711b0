import { createHash, randomBytes } from 'node:crypto'

/** A new opaque identifier: a short prefix that says what it names, and 128 random bits. */
export function newId(prefix: string): string {
  return `${prefix}_${randomBytes(16).toString('base64url')}`
}

/**
 * The identifier of what a keyed request makes: the same actor and key give the same identifier,
 * so a request that is run again after a crash finds what it made instead of making it twice.
 */
export function derivedId(prefix: string, seed: string): string {
  return `${prefix}_${createHash('sha256').update(`${prefix}|${seed}`).digest('base64url').slice(0, 22)}`
}

const SPOKEN = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
/**
 * A number people read, say and type: 12 digits and capitals (60 bits) without those taken for one another (I, L, O, U),
 * derived like {@link derivedId}, so it is the same when the request is run again.
 */
export function derivedCode(seed: string): string {
  const bytes = createHash('sha256').update(`code|${seed}`).digest().subarray(0, 12)
  return [...bytes].map((byte) => SPOKEN[byte % SPOKEN.length]).join('')
}
