import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { testKeyRing } from '../../../testing/keyring.ts'
import { createFieldCipher } from './field-cipher.ts'

const keys = testKeyRing()
const cipher = createFieldCipher(keys)
const place = { collection: 'accounts', id: 'acc_1', field: 'phone' }

test('every text opens as it was, and the same text is never sealed alike', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
      const sealed = cipher.seal(text, place)
      expect(cipher.open(sealed, place)).toBe(text)
      expect(cipher.seal(text, place).iv).not.toBe(sealed.iv)
    }),
  )
})

test('the sealed field shows nothing of the text', () => {
  const sealed = JSON.stringify(cipher.seal('13800138000', place))
  expect(sealed).not.toContain('13800138000')
  expect(sealed).not.toContain(Buffer.from('13800138000').toString('base64').slice(0, 8))
})

describe('refused', () => {
  const sealed = cipher.seal('13800138000', place)
  const flip = (base64: string) => {
    const bytes = Buffer.from(base64, 'base64')
    bytes.writeUInt8((bytes[0] ?? 0) ^ 1, 0)
    return bytes.toString('base64')
  }

  test.each([
    ['another row', { ...place, id: 'acc_2' }],
    ['another field', { ...place, field: 'idNumber' }],
    ['another collection', { ...place, collection: 'sessions' }],
  ])('moved to %s', (_, other) => expect(() => cipher.open(sealed, other)).toThrow())

  test.each([
    ['ciphertext', { ...sealed, ct: flip(sealed.ct) }],
    ['iv', { ...sealed, iv: flip(sealed.iv) }],
    ['tag', { ...sealed, tag: flip(sealed.tag) }],
    ['a short tag', { ...sealed, tag: Buffer.from(sealed.tag, 'base64').subarray(0, 4).toString('base64') }],
    ['no tag', { ...sealed, tag: '' }],
    ['cut ciphertext', { ...sealed, ct: Buffer.from(sealed.ct, 'base64').subarray(1).toString('base64') }],
  ])('altered: %s', (_, altered) => expect(() => cipher.open(altered, place)).toThrow())

  test('a key that is not in the ring', () => {
    expect(() => cipher.open({ ...sealed, kid: 'f9' }, place)).toThrow('f9')
    expect(() => createFieldCipher(testKeyRing()).open(sealed, place)).toThrow()
  })
})

test('after rotation old fields still open and new ones are sealed with the new key', () => {
  const sealed = cipher.seal('13800138000', place)
  const rotated = createFieldCipher({ ...keys, field: [{ kid: 'f2', secret: randomBytes(32).toString('base64') }, ...keys.field] })
  expect(rotated.open(sealed, place)).toBe('13800138000')
  const fresh = rotated.seal('13800138000', place)
  expect(fresh.kid).toBe('f2')
  expect(() => cipher.open(fresh, place)).toThrow('f2')
})

test('the blind index is the same for the same number, under its own key, and a code is bound to its number', () => {
  expect(cipher.phoneIndexes('13800138000')).toEqual(cipher.phoneIndexes('13800138000'))
  expect(cipher.phoneIndexes('13800138000')).not.toEqual(cipher.phoneIndexes('13800138001'))
  expect(createFieldCipher(testKeyRing()).phoneIndexes('13800138000')).not.toEqual(cipher.phoneIndexes('13800138000'))
  expect(cipher.codeHash('123456', 'a')).not.toBe(cipher.codeHash('123456', 'b'))
  expect(cipher.codeHash('123456', 'a')).not.toBe(cipher.codeHash('123457', 'a'))
})
