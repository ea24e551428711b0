import { expect, test } from 'vitest'
import { createKeyring } from './idempotency-key.ts'

function counting() {
  let made = 0
  return () => `key-${++made}`
}

test('the same content keeps its key until it is done', () => {
  const keyring = createKeyring(counting())
  expect(keyring.keyFor({ name: '甲' })).toBe('key-1')
  expect(keyring.keyFor({ name: '甲' })).toBe('key-1')
  keyring.done()
  expect(keyring.keyFor({ name: '甲' })).toBe('key-2')
})

test('changed content gets another key', () => {
  const keyring = createKeyring(counting())
  expect(keyring.keyFor({ name: '甲' })).toBe('key-1')
  expect(keyring.keyFor({ name: '乙' })).toBe('key-2')
})

test('keys are 32 hexadecimal characters and differ', () => {
  const first = createKeyring().keyFor(1)
  const second = createKeyring().keyFor(1)
  expect(first).toMatch(/^[0-9a-f]{32}$/)
  expect(second).not.toBe(first)
})
