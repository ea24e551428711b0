import type { FieldCipher } from '../../../platform/crypto/field-cipher.ts'

const DIGITS = 8

export type InvitationCodes = ReturnType<typeof createInvitationCodes>

/** Codes follow from their invitation under a key, so that they need not be kept and can be shown again; only their hash is. */
export function createInvitationCodes(cipher: Pick<FieldCipher, 'codeHash'>) {
  const of = (proxyId: string) => {
    const bits = Buffer.from(cipher.codeHash(proxyId, 'proxy-code'), 'base64url').readBigUInt64BE()
    return String(bits % 10n ** BigInt(DIGITS)).padStart(DIGITS, '0')
  }
  const hash = (code: string) => cipher.codeHash(code, 'proxy')
  return {
    of,
    hash,
    /** The code of an open invitation; null when it has none, or its key is another by now. */
    shown({ _id, codeHash }: { _id: string; codeHash: string | null }): string | null {
      const code = of(_id)
      return codeHash !== null && hash(code) === codeHash ? code : null
    },
  }
}
