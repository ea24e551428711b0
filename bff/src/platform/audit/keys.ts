import { createPrivateKey, createPublicKey, hkdfSync, type KeyObject } from 'node:crypto'
import { type KeyRing, madeOf } from '../crypto/keyring.ts'
import type { Signer } from './statement.ts'

export interface AuditKeys {
  /** Makes macs and signatures from now on. */
  current(): Signer & { macSecret: Buffer }
  macSecrets(): ReadonlyMap<string, Buffer>
  publicKeys(): ReadonlySet<string>
}

const macSecretOf = (privateKey: KeyObject) =>
  Buffer.from(hkdfSync('sha256', privateKey.export({ type: 'pkcs8', format: 'der' }), '', 'audit row mac', 32))

/** One key of the ring signs anchors; what rows are marked with is derived from it. @throws Error when the ring has none */
export function createAuditKeys(keys: KeyRing): AuditKeys {
  const made = madeOf(
    () => keys.audit,
    (list) =>
      list.map(({ kid, privateKeyPem }) => {
        const privateKey = createPrivateKey(privateKeyPem)
        const publicKey = createPublicKey(privateKey).export({ type: 'spki', format: 'der' }).toString('base64')
        return { kid, privateKey, publicKey, macSecret: macSecretOf(privateKey) }
      }),
  )
  function current() {
    const first = made()[0]
    if (!first) throw new Error('the keyring has no audit key: npm run keys -- rotate audit --lead 0')
    return first
  }
  current()
  return {
    current,
    macSecrets: () => new Map(made().map(({ kid, macSecret }) => [kid, macSecret])),
    publicKeys: () => new Set(made().map(({ publicKey }) => publicKey)),
  }
}
