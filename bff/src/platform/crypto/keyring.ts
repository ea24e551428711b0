import { randomBytes, generateKeyPairSync } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'

const secretKey = z.object({ kid: z.string().regex(/^[A-Za-z0-9]{1,16}$/), secret: z.base64() })
const codeKid = z.string().regex(/^[A-Za-z0-9]$/)

/** The first key of each list makes, every key of the list checks: a key is rotated by putting a new one in front. */
const keyring = z.object({
  accessToken: z.array(secretKey).min(1),
  /** Field encryption (AES-256-GCM). */
  field: z.array(secretKey).min(1),
  /** Blind index of phone numbers. */
  phoneIndex: z.object({ secret: z.base64() }),
  smsCode: z.object({ secret: z.base64() }),
  /** Mini-program scenes: one-character key ids, for they travel in 32 characters. */
  codeScene: z.array(z.object({ kid: codeKid, secret: z.base64() })).min(1),
  /** Printed links: Ed25519, PKCS#8 PEM. */
  codeLink: z.array(z.object({ kid: codeKid, privateKeyPem: z.string() })).min(1),
})
export type KeyRing = z.output<typeof keyring>

function generate(): KeyRing {
  const secret = () => randomBytes(32).toString('base64')
  const { privateKey } = generateKeyPairSync('ed25519')
  return {
    accessToken: [{ kid: 'a1', secret: secret() }],
    field: [{ kid: 'f1', secret: secret() }],
    phoneIndex: { secret: secret() },
    smsCode: { secret: secret() },
    codeScene: [{ kid: 'A', secret: secret() }],
    codeLink: [{ kid: 'A', privateKeyPem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() }],
  }
}

/**
 * The keys this process works with: read from `keyringFile`, or, in development, made once under `keysDir` (mode 0600).
 * @throws Error when neither is given or the file is malformed
 */
export function loadKeyRing(options: { keyringFile?: string | undefined; keysDir?: string | undefined }): KeyRing {
  if (options.keyringFile) return keyring.parse(JSON.parse(readFileSync(options.keyringFile, 'utf8')))
  if (!options.keysDir) throw new Error('neither KEYRING_FILE nor KEYS_DIR is given')
  const path = join(options.keysDir, 'keyring.json')
  if (!existsSync(path)) {
    mkdirSync(options.keysDir, { recursive: true, mode: 0o700 })
    const draft = `${path}.${process.pid}`
    writeFileSync(draft, JSON.stringify(generate(), null, 2), { mode: 0o600 })
    renameSync(draft, path)
  }
  return keyring.parse(JSON.parse(readFileSync(path, 'utf8')))
}
