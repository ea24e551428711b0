import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../scripts/testing/database.ts'
import { heldClock } from '../../../testing/app.ts'
import { testKeyRing } from '../../../testing/keyring.ts'
import { createFieldCipher } from '../crypto/field-cipher.ts'
import { createIdempotencyStore, fingerprintOf, type IdempotencyStore, type KeyTurn } from './idempotency.ts'
import { connectDatabase, type Database } from './index.ts'

let db: Database
let store: IdempotencyStore
const clock = heldClock()
beforeAll(async () => {
  db = await connectDatabase(inject('mongoUri'), freshDatabaseName())
  store = createIdempotencyStore(db, clock, createFieldCipher(testKeyRing()))
  await store.prepare()
})
afterAll(async () => {
  await db.drop()
  await db.close()
})

const LOCK_MS = 3_000
const print = fingerprintOf('POST', '/x', '{}')
function lockOf(turn: KeyTurn): string {
  if (turn.kind !== 'taken') throw new Error('the key was not taken')
  return turn.lock
}

test('of many that begin at once one gets the key', async () => {
  const turns = await Promise.allSettled(Array.from({ length: 50 }, () => store.begin('at-once', print)))
  expect(turns.filter((turn) => turn.status === 'fulfilled')).toHaveLength(1)
  for (const turn of turns)
    if (turn.status === 'rejected') expect(turn.reason).toMatchObject({ code: 'request_in_flight', retryAfterSeconds: 1 })
})

test('one so slow that its key was taken over changes nothing any more', async () => {
  const slow = lockOf(await store.begin('slow', print))
  clock.advance(LOCK_MS)
  const second = lockOf(await store.begin('slow', print))
  await store.abandon('slow', slow)
  await store.unlock('slow', slow)
  await expect(store.begin('slow', print)).rejects.toMatchObject({ code: 'request_in_flight' })
  await store.finish('slow', slow, { status: 500, answer: 'slow' })
  await store.finish('slow', second, { status: 201, answer: 'second' })
  expect(await store.begin('slow', print)).toEqual({ kind: 'stored', stored: { status: 201, answer: 'second' } })
})

test('one that takes long keeps its key as long as its process lives', async () => {
  const lock = lockOf(await store.begin('long', print))
  const began = clock.now().getTime()
  for (let step = 0; step < 3; step += 1) {
    clock.advance(LOCK_MS / 2)
    await sleep(1_200)
  }
  expect(clock.now().getTime() - began).toBeGreaterThan(LOCK_MS)
  await expect(store.begin('long', print)).rejects.toMatchObject({ code: 'request_in_flight' })
  await store.finish('long', lock, { status: 201, answer: 'late' })
  expect(await store.begin('long', print)).toEqual({ kind: 'stored', stored: { status: 201, answer: 'late' } })
})

test('a fault lets the retry in at once, a refusal forgets the key, an answer stays', async () => {
  const lock = lockOf(await store.begin('fault', print))
  await store.unlock('fault', lock)
  const again = lockOf(await store.begin('fault', print))
  await store.abandon('fault', again)
  const other = fingerprintOf('POST', '/x', '{"other":1}')
  const third = lockOf(await store.begin('fault', other))
  await store.finish('fault', third, { status: 204, answer: '' })
  await store.abandon('fault', third)
  expect(await store.begin('fault', other)).toEqual({ kind: 'stored', stored: { status: 204, answer: '' } })
  await expect(store.begin('fault', print)).rejects.toMatchObject({ code: 'idempotency_key_reused' })
})

test('parts of a request can not be shifted into one another', () => {
  expect(fingerprintOf('a', 'bc')).not.toBe(fingerprintOf('ab', 'c'))
  expect(fingerprintOf('a"', 'b')).not.toBe(fingerprintOf('a', '"b'))
})

test('what is kept shows neither the answer nor a hash that a guess could be tried on; an answer of before is still told', async () => {
  const body = JSON.stringify({ phone: '13800001234' })
  const of = fingerprintOf('POST', '/people', body)
  const lock = lockOf(await store.begin('sealed', of))
  await store.finish('sealed', lock, { status: 201, answer: '{"name":"金丝雀","phone":"13800001234"}' })
  const rows = db.collection<{ _id: string; answer: unknown; fingerprint: string }>('idempotency_keys')
  const [raw] = await rows.find({ _id: 'sealed' }, { raw: true }).toArray()
  const text = (raw as unknown as Buffer).toString('utf8')
  for (const canary of ['金丝雀', '13800001234', of, Buffer.from('13800001234').toString('base64').slice(0, 12)])
    expect(text.includes(canary), canary).toBe(false)
  expect(await store.begin('sealed', of)).toMatchObject({ stored: { answer: '{"name":"金丝雀","phone":"13800001234"}' } })

  await rows.updateOne({ _id: 'sealed' }, { $set: { answer: '{"old":1}', fingerprint: of } })
  expect(await store.begin('sealed', of)).toMatchObject({ stored: { answer: '{"old":1}' } })
  await expect(store.begin('sealed', fingerprintOf('POST', '/people', '{}'))).rejects.toMatchObject({ code: 'idempotency_key_reused' })
})
