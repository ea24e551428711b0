import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { Binary } from '../db/index.ts'

/** A sealed field as it lies in the database: algorithm (1 byte), number of the data key (2), iv (12), tag (16), ciphertext. */
export type Sealed = Binary | Buffer

const AES_256_GCM = 1
const [IV, TAG, HEAD] = [12, 16, 3]

/** Where the field lives; bound into the ciphertext, so that it can't be moved to another row or field. */
export interface SealPlace {
  collection: string
  id: string
  field: string
}

const aad = ({ collection, id, field }: SealPlace) => Buffer.from(`${collection}|${id}|${field}`)

const bytesOf = (sealed: Sealed): Buffer => (Buffer.isBuffer(sealed) ? sealed : Buffer.from(sealed.buffer))

/** The data key a field was sealed with. */
export function keyNumberOf(sealed: Sealed): number {
  const bytes = bytesOf(sealed)
  if (bytes.length < HEAD + IV + TAG || bytes[0] !== AES_256_GCM) throw new Error('not a sealed field')
  return bytes.readUInt16BE(1)
}

export function sealWith(secret: Buffer, keyNumber: number, text: string, place: SealPlace): Buffer {
  const iv = randomBytes(IV)
  const cipher = createCipheriv('aes-256-gcm', secret, iv).setAAD(aad(place))
  const ct = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  const head = Buffer.alloc(HEAD)
  head.writeUInt8(AES_256_GCM, 0)
  head.writeUInt16BE(keyNumber, 1)
  return Buffer.concat([head, iv, cipher.getAuthTag(), ct])
}

/** @throws Error when the bytes were altered, or moved from another place */
export function openWith(secret: Buffer, sealed: Sealed, place: SealPlace): string {
  const bytes = bytesOf(sealed)
  const decipher = createDecipheriv('aes-256-gcm', secret, bytes.subarray(HEAD, HEAD + IV), { authTagLength: TAG })
  decipher.setAAD(aad(place)).setAuthTag(bytes.subarray(HEAD + IV, HEAD + IV + TAG))
  return Buffer.concat([decipher.update(bytes.subarray(HEAD + IV + TAG)), decipher.final()]).toString('utf8')
}

/** True for what only `sealWith` can have made. */
export function isSealed(value: unknown): value is Sealed {
  return Buffer.isBuffer(value) || value instanceof Binary
}
