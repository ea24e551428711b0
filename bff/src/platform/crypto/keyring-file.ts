import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { identitySecretOf, type KeyRing, keyring, readKeyRing } from './keyring.ts'
import { inUseOrder, type RotatingKey } from './live-keyring.ts'

/** What whoever keeps the keys must see to, in one sentence. */
export class KeyRingError extends Error {
  override name = 'KeyRingError'
}

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

/** The next id no key of the list has; printed codes have room for one character. */
export function nextKid(name: RotatingKey, taken: readonly string[]): string {
  if (name === 'codeScene' || name === 'codeLink') {
    const free = [...letters].find((letter) => !taken.includes(letter))
    if (!free) throw new KeyRingError(`${name}: all 62 ids are taken; retire one first`)
    return free
  }
  const prefix = { accessToken: 'a', field: 'f', receipt: 'r', dataKey: 'd', blindIndex: 'b', phoneIndex: 'p', smsCode: 'c', audit: 's' }[
    name
  ]
  const numbers = taken.flatMap((kid) => (new RegExp(`^${prefix}(\\d+)$`).test(kid) ? [Number(kid.slice(prefix.length))] : []))
  return `${prefix}${Math.max(0, ...numbers) + 1}`
}

/** Puts a new key in front, which makes from `makesFrom` on. */
export function rotated(ring: KeyRing, name: RotatingKey, makesFrom: Date): { ring: KeyRing; kid: string } {
  const kid = nextKid(
    name,
    ring[name].map((key) => key.kid),
  )
  const from = makesFrom.toISOString()
  const key =
    name === 'codeLink' || name === 'audit'
      ? {
          kid,
          privateKeyPem: generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
          makesFrom: from,
        }
      : { kid, secret: randomBytes(32).toString('base64'), makesFrom: from }
  // What follows from the first index key for good must not follow the change.
  const identity = name === 'blindIndex' ? { identity: { secret: identitySecretOf(ring) } } : {}
  return { ring: keyring.parse({ ...ring, ...identity, [name]: [key, ...ring[name]] }), kid }
}

/**
 * When a key made its last: the coming of its successor's time. A successor without a date was put in by hand; then the file's.
 * @throws KeyRingError when there is no such key, or it makes still
 */
export function lastMadeAt(ring: KeyRing, name: RotatingKey, kid: string, now: Date, fileChangedAt: Date): Date {
  const at = ring[name].findIndex((key) => key.kid === kid)
  if (at < 0) throw new KeyRingError(`${name} has no key ${kid}; it has ${ring[name].map((key) => key.kid).join(', ')}`)
  const maker = inUseOrder<{ kid: string; makesFrom?: string | undefined }>(ring[name], now)[0]
  if (maker?.kid === kid)
    throw new KeyRingError(`${name} ${kid} still makes new ones: rotate first, and wait until the new key's time has come`)
  const successor = ring[name][at - 1]
  if (!successor) throw new KeyRingError(`${name} ${kid} has not begun to make: nothing is gained by retiring it`)
  return successor.makesFrom ? new Date(successor.makesFrom) : fileChangedAt
}

export function retired(ring: KeyRing, name: RotatingKey | 'payPublicKey' | 'payApiV3', kid: string): KeyRing {
  return keyring.parse({ ...ring, [name]: (ring[name] as { kid: string }[]).filter((key) => key.kid !== kid) })
}

/**
 * Changes the file whole or not at all; two who change it at once don't undo each other's work.
 * @throws KeyRingError while another is at it
 */
export function changeKeyRing(path: string, change: (ring: KeyRing) => KeyRing): void {
  const lock = `${path}.lock`
  try {
    closeSync(openSync(lock, 'wx', 0o600))
  } catch (error) {
    throw new KeyRingError(`${lock} is there: another is changing the keys, or one that did was killed; remove it then`, { cause: error })
  }
  const draft = `${path}.${randomBytes(6).toString('hex')}`
  try {
    const ring = change(readKeyRing(path))
    const fd = openSync(draft, 'wx', 0o600)
    try {
      writeFileSync(fd, JSON.stringify(ring, null, 2))
      fsyncSync(fd)
    } finally {
      closeSync(fd)
    }
    renameSync(draft, path)
  } finally {
    rmSync(draft, { force: true })
    rmSync(lock, { force: true })
  }
}
