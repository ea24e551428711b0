import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto'
import { type KeyRing, madeOf } from './keyring.ts'

/** An encrypted field as it is stored. */
export interface SealedField {
  alg: 'A256GCM'
  kid: string
  iv: string
  ct: string
  tag: string
}

/** Where the field lives; bound into the ciphertext, so that it can't be moved to another row or field. */
export interface FieldPlace {
  collection: string
  id: string
  field: string
}

export interface FieldCipher {
  /** The key that seals from now on. */
  currentKid(): string
  seal(text: string, place: FieldPlace): SealedField
  /** @throws Error when the key is unknown or the bytes were altered or moved */
  open(sealed: SealedField, place: FieldPlace): string
  /**
   * Blind indexes of a phone number, one under each key of the ring, that of the making key first. Whatever keeps all of them
   * shares one with whatever is sought, while the key is changed.
   */
  phoneIndexes(phone: string): readonly [string, ...string[]]
  /** Keyed hash of a code, bound to what it was sent for. */
  codeHash(code: string, boundTo: string): string
  /** The same under each key of the ring, that of the making key first: what was kept before the key was changed is known. */
  codeHashes(code: string, boundTo: string): readonly [string, ...string[]]
}

const aad = (place: FieldPlace) => Buffer.from(`${place.collection}|${place.id}|${place.field}`)

export function createFieldCipher(keys: KeyRing): FieldCipher {
  const made = madeOf(
    () => keys.field,
    (list) => {
      const byKid = new Map(list.map((key) => [key.kid, Buffer.from(key.secret, 'base64')]))
      const current = list[0]
      const currentSecret = current && byKid.get(current.kid)
      if (!current || !currentSecret) throw new Error('the keyring has no field key')
      return { byKid, current, currentSecret }
    },
  )
  made()
  const hmac = (secret: string, text: string) => createHmac('sha256', Buffer.from(secret, 'base64')).update(text).digest('base64url')
  const underEach = (list: readonly { secret: string }[], text: string): [string, ...string[]] => {
    const [making, ...others] = list
    if (!making) throw new Error('the keyring has no key to hash with')
    return [hmac(making.secret, text), ...others.map(({ secret }) => hmac(secret, text))]
  }
  return {
    currentKid: () => made().current.kid,
    seal(text, place) {
      const { current, currentSecret } = made()
      const iv = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', currentSecret, iv).setAAD(aad(place))
      const ct = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return {
        alg: 'A256GCM',
        kid: current.kid,
        iv: iv.toString('base64'),
        ct: ct.toString('base64'),
        tag: cipher.getAuthTag().toString('base64'),
      }
    },
    open(sealed, place) {
      const secret = made().byKid.get(sealed.kid)
      if (!secret) throw new Error(`field key ${sealed.kid} is not in the keyring`)
      const decipher = createDecipheriv('aes-256-gcm', secret, Buffer.from(sealed.iv, 'base64'), { authTagLength: 16 })
      decipher.setAAD(aad(place)).setAuthTag(Buffer.from(sealed.tag, 'base64'))
      return Buffer.concat([decipher.update(Buffer.from(sealed.ct, 'base64')), decipher.final()]).toString('utf8')
    },
    phoneIndexes: (phone) => underEach(keys.phoneIndex, phone),
    codeHash: (code, boundTo) => underEach(keys.smsCode, `${boundTo}|${code}`)[0],
    codeHashes: (code, boundTo) => underEach(keys.smsCode, `${boundTo}|${code}`),
  }
}
