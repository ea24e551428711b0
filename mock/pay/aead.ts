import { createCipheriv, createDecipheriv } from 'node:crypto'

const TAG_BYTES = 16

/** AEAD_AES_256_GCM with the merchant's 32-byte APIv3 key; the tag follows the ciphertext. */
export function seal(key: string, plaintext: string, associatedData: string, nonce: string): string {
  const cipher = createCipheriv('aes-256-gcm', Buffer.from(key), Buffer.from(nonce))
  cipher.setAAD(Buffer.from(associatedData))
  return Buffer.concat([cipher.update(plaintext, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString('base64')
}

/** @throws Error when key, nonce, associated data or ciphertext were changed */
export function unseal(key: string, ciphertext: string, associatedData: string, nonce: string): string {
  const bytes = Buffer.from(ciphertext, 'base64')
  const decipher = createDecipheriv('aes-256-gcm', Buffer.from(key), Buffer.from(nonce))
  decipher.setAAD(Buffer.from(associatedData))
  decipher.setAuthTag(bytes.subarray(bytes.length - TAG_BYTES))
  return Buffer.concat([decipher.update(bytes.subarray(0, bytes.length - TAG_BYTES)), decipher.final()]).toString('utf8')
}
