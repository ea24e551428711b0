import { expect, test } from 'vitest'
import { seal, unseal } from './aead.ts'

const KEY = '0123456789abcdef0123456789abcdef'
const VECTOR =
  'ShQeNzH+sWc8TQAi/e7IMCg1tfy7RLQL1rUAADe36ByxdzUjGfyAvSpH0YwgXblihOFyFE+CKAFl6u37MZahQ7anlSeUqP0sSi46/IxwIpyM5IJlErOLyt9mCAaia/zfdqzIWlT46oRJRw/ymaYVN8Nep0KF6xg4niV0UAgEJqh7Rw83yZCFJYgs1u0C4Tm5rx/d0zSmxsdKzMgk76rUcsghZZlKk3/lMgY51LHaQem+'

test('opens the published test vector', () => {
  const plain = unseal(KEY, VECTOR, 'transaction', 'nonce1234567')
  expect(plain.startsWith('{"mchid":"1900000109","out_trade_no":"GY202601010000000001"')).toBe(true)
  expect((JSON.parse(plain) as { amount: { total: number } }).amount.total).toBe(1)
  expect(seal(KEY, plain, 'transaction', 'nonce1234567')).toBe(VECTOR)
})

test.each([
  ['another key', 'f123456789abcdef0123456789abcdef', VECTOR, 'transaction', 'nonce1234567'],
  ['other associated data', KEY, VECTOR, 'refund', 'nonce1234567'],
  ['another nonce', KEY, VECTOR, 'transaction', 'nonce1234568'],
  ['a changed ciphertext', KEY, VECTOR.replace('ShQe', 'ShQf'), 'transaction', 'nonce1234567'],
])('refuses %s', (_, key, ciphertext, associatedData, nonce) => {
  expect(() => unseal(key, ciphertext, associatedData, nonce)).toThrow()
})
