import type { FieldCipher } from '../../../platform/crypto/field-cipher.ts'

const DIGITS = 8

export type InvitationCodes = ReturnType<typeof createInvitationCodes>

/** Codes follow from their invitation under a key, so that they need not be kept and can be shown again; only their hash is. */
export function createInvitationCodes(cipher: Pick<FieldCipher, 'codeHashes'>) {
  const digitsOf = (hash: string) => {
    const bits = Buffer.from(hash, 'base64url').readBigUInt64BE()
    return String(bits % 10n ** BigInt(DIGITS)).padStart(DIGITS, '0')
  }
  const underEach = (proxyId: string) => cipher.codeHashes(proxyId, 'proxy-code').map(digitsOf)
  const hashes = (code: string) => cipher.codeHashes(code, 'proxy')
  return {
    /** The code of an invitation that is made now. */
    of: (proxyId: string): string => underEach(proxyId)[0] ?? '',
    /** The hash of a code under each key, that of the making key first. */
    hashes,
    /** The code of an open invitation; null when it has none, or its key is gone by now. */
    shown({ _id, codeHash }: { _id: string; codeHash: string | null }): string | null {
      return (codeHash !== null && underEach(_id).find((code) => hashes(code).includes(codeHash))) || null
    },
  }
}
