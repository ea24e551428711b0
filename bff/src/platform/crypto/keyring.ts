import { createPrivateKey, generateKeyPairSync, hkdfSync, randomBytes } from 'node:crypto'
import { existsSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'

const bytesIn = (base64: string) => Buffer.from(base64, 'base64')
const bytesOf = (base64: string) => bytesIn(base64).length
/** 256 bits, no fewer: a short or empty secret would pass unnoticed until someone guesses it. */
const secret = z.base64().refine((text) => bytesOf(text) === 32, 'must be 32 bytes in base64')
/** From when a key makes new things; before, it only checks, so that every process knows it by the time the first one uses it. */
const makesFrom = z.iso.datetime().optional()
const secretKey = z.object({ kid: z.string().regex(/^[A-Za-z0-9]{1,16}$/), secret, makesFrom })
const oneOfEachKid = (keys: { kid: string }[]) => new Set(keys.map((key) => key.kid)).size === keys.length
const twoOfOneKid = 'two keys have the same kid'
/** A list; or one, as it was when it could not be changed. */
const listOrOne = (kid: string) =>
  z.union([
    z.array(secretKey).min(1).refine(oneOfEachKid, twoOfOneKid),
    z.object({ secret }).transform((one): z.output<typeof secretKey>[] => [{ kid, secret: one.secret }]),
  ])
const codeKid = z.string().regex(/^[A-Za-z0-9]$/)

/**
 * The first key of each list whose time has come makes, every key of the list checks: a key is rotated by putting a new one
 * in front (`npm run keys`).
 */
export const keyring = z.object({
  accessToken: z.array(secretKey).min(1).refine(oneOfEachKid, twoOfOneKid),
  /** Field encryption (AES-256-GCM). */
  field: z.array(secretKey).min(1).refine(oneOfEachKid, twoOfOneKid),
  /** Blind index of the phone numbers of accounts. */
  phoneIndex: listOrOne('p1'),
  /** Codes that are kept as a keyed hash: by SMS, of recovery, of a 代办; and the bodies of keyed requests. */
  smsCode: listOrOne('c1'),
  /** Mini-program scenes: one-character key ids, for they travel in 32 characters. */
  codeScene: z
    .array(z.object({ kid: codeKid, secret, makesFrom }))
    .min(1)
    .refine(oneOfEachKid, twoOfOneKid),
  /** Printed links: Ed25519, PKCS#8 PEM. */
  codeLink: z
    .array(z.object({ kid: codeKid, privateKeyPem: z.string(), makesFrom }))
    .min(1)
    .refine(oneOfEachKid, twoOfOneKid),
  /** Check codes of receipts; papers outlive their key, so a key that has made one stays in the list. */
  receipt: z.array(secretKey).min(1).refine(oneOfEachKid, twoOfOneKid),
  /** Wraps the data keys of collections with personal data. */
  dataKey: z.array(secretKey).min(1).refine(oneOfEachKid, twoOfOneKid),
  /** Blind indexes of personal data; each field has its own key, derived from this one. */
  blindIndex: listOrOne('b1'),
  /** Numbers of ours that follow from somebody's ID number or another register's; never changed. Absent: the one index key there is. */
  identity: z.object({ secret }).optional(),
  /** Signs the audit's anchors and marks its rows: Ed25519, PKCS#8 PEM. Rows are checked as long as they are kept. */
  audit: z
    .array(z.object({ kid: z.string().regex(/^[A-Za-z0-9]{1,16}$/), privateKeyPem: z.string(), makesFrom }))
    .refine(oneOfEachKid, twoOfOneKid)
    .default([]),
  /** WeChat Pay's next or last public key, beside the one of the environment. */
  payPublicKey: z
    .array(z.object({ kid: z.string().startsWith('PUB_KEY_ID_'), pem: z.string() }))
    .refine(oneOfEachKid, twoOfOneKid)
    .default([]),
  /** WeChat Pay's next or last APIv3 key, beside the one of the environment. */
  payApiV3: z
    .array(z.object({ kid: z.string().regex(/^[A-Za-z0-9]{1,16}$/), secret: z.string().length(32) }))
    .refine(oneOfEachKid, twoOfOneKid)
    .default([]),
})
export type KeyRing = z.output<typeof keyring>

/** The secret under which numbers of ours follow from others': the first index key there ever was. */
export const identitySecretOf = ({ identity, blindIndex }: Pick<KeyRing, 'identity' | 'blindIndex'>): string =>
  identity?.secret ?? blindIndex.at(-1)?.secret ?? ''

const newSigningKey = () => generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()

function generate(): KeyRing {
  const secret = () => randomBytes(32).toString('base64')
  return {
    accessToken: [{ kid: 'a1', secret: secret() }],
    field: [{ kid: 'f1', secret: secret() }],
    phoneIndex: [{ kid: 'p1', secret: secret() }],
    smsCode: [{ kid: 'c1', secret: secret() }],
    codeScene: [{ kid: 'A', secret: secret() }],
    codeLink: [{ kid: 'A', privateKeyPem: newSigningKey() }],
    receipt: [{ kid: 'r1', secret: secret() }],
    dataKey: [{ kid: 'd1', secret: secret() }],
    blindIndex: [{ kid: 'b1', secret: secret() }],
    audit: [{ kid: 's1', privateKeyPem: newSigningKey() }],
    payPublicKey: [],
    payApiV3: [],
  }
}

/** RFC 8410: what stands before an Ed25519 seed in PKCS#8. */
const ED25519_PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex')
const signingKeyOf = (seed: string) =>
  createPrivateKey({ key: Buffer.concat([ED25519_PKCS8, bytesIn(seed)]), format: 'der', type: 'pkcs8' })
    .export({ type: 'pkcs8', format: 'pem' })
    .toString()

/**
 * A development keyring from before receipts, personal data or the chained audit gets the keys it lacks. They are derived, so that processes
 * starting at once write the same ones.
 */
function complete(path: string): void {
  const ring: unknown = JSON.parse(readFileSync(path, 'utf8'))
  const older = keyring.partial({ receipt: true, dataKey: true, blindIndex: true }).safeParse(ring)
  if (!older.success || (keyring.safeParse(ring).success && older.data.audit.length > 0)) return
  const from = Buffer.from(older.data.codeScene[0]?.secret ?? '', 'base64')
  const derived = (name: string) => Buffer.from(hkdfSync('sha256', from, '', name, 32)).toString('base64')
  const whole: KeyRing = {
    receipt: [{ kid: 'r1', secret: derived('receipt') }],
    dataKey: [{ kid: 'd1', secret: derived('dataKey') }],
    blindIndex: [{ kid: 'b1', secret: derived('blindIndex') }],
    ...older.data,
    audit: older.data.audit.length > 0 ? older.data.audit : [{ kid: 's1', privateKeyPem: signingKeyOf(derived('audit')) }],
  }
  const draft = `${path}.${randomBytes(6).toString('hex')}`
  writeFileSync(draft, JSON.stringify(whole, null, 2), { mode: 0o600, flag: 'wx' })
  renameSync(draft, path)
}

export interface KeyRingPlace {
  keyringFile?: string | undefined
  keysDir?: string | undefined
}

/** @throws Error when neither place is given */
export function keyRingPath({ keyringFile, keysDir }: KeyRingPlace): string {
  if (keyringFile) return keyringFile
  if (!keysDir) throw new Error('neither KEYRING_FILE nor KEYS_DIR is given')
  return join(keysDir, 'keyring.json')
}

/** @throws Error when the file is absent or malformed */
export const readKeyRing = (path: string): KeyRing => keyring.parse(JSON.parse(readFileSync(path, 'utf8')))

/** What is made of keys, made anew when the keys are others: a running process changes its keys without a restart. */
export function madeOf<Keys, Made>(keys: () => Keys, make: (keys: Keys) => Made): () => Made {
  let of: { keys: Keys; made: Made } | null = null
  return () => {
    const now = keys()
    if (of?.keys !== now) of = { keys: now, made: make(now) }
    return of.made
  }
}

/**
 * The keys this process works with: read from `keyringFile`, or, in development, made once under `keysDir` (mode 0600).
 * @throws Error when neither is given or the file is malformed
 */
export function loadKeyRing(options: KeyRingPlace): KeyRing {
  const path = keyRingPath(options)
  if (options.keyringFile || !options.keysDir) return readKeyRing(path)
  if (!existsSync(path)) {
    mkdirSync(options.keysDir, { recursive: true, mode: 0o700 })
    const draft = `${path}.${randomBytes(6).toString('hex')}`
    writeFileSync(draft, JSON.stringify(generate(), null, 2), { mode: 0o600, flag: 'wx' })
    try {
      // Whole or not at all, and never over another's: of two processes starting at once both work with the first one's keys.
      linkSync(draft, path)
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
    } finally {
      rmSync(draft)
    }
  }
  complete(path)
  return readKeyRing(path)
}
