import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../../../scripts/testing/database.ts'
import { heldClock } from '../../../../../testing/app.ts'
import { testKeyRing } from '../../../../../testing/keyring.ts'
import { createFieldCipher } from '../../../../platform/crypto/field-cipher.ts'
import { connectDatabase, type Database } from '../../../../platform/db/index.ts'
import { createLog } from '../../../../platform/log/index.ts'
import { createSpendingStore, type SpendingStore } from '../store.ts'
import { ASIDE_DAYS, createVoucherCleaning, UNUSED_DAYS } from './cleaning.ts'
import { createVoucherStore, type VoucherStore } from './store.ts'

const DAY_MS = 24 * 3_600_000
const content = Buffer.from('%PDF-1.4 %%EOF')
let db: Database
let vouchers: VoucherStore
let spendings: SpendingStore

beforeAll(async () => {
  db = await connectDatabase(inject('mongoUri'), freshDatabaseName())
  vouchers = createVoucherStore(db, createFieldCipher(testKeyRing()))
  spendings = createSpendingStore(db)
  await vouchers.prepare()
  await spendings.prepare()
})
afterAll(async () => {
  await db.drop()
  await db.close()
})

const bytesOf = (id: string) => db.collection<{ filename: string }>('voucher_files.files').countDocuments({ filename: id })
const canBeNamed = async (id: string) => (await vouchers.many([id], 'chr_1')).length === 1
/** A spending that named the file; only what the cleaning reads. */
const name = (fileId: string, state: string) =>
  db.collection<{ _id: string }>('disbursements').insertOne({ _id: randomUUID(), state, vouchers: [{ fileId }] } as { _id: string })

function world() {
  const clock = heldClock()
  const cleaning = createVoucherCleaning({ vouchers, spendings, log: createLog('silent'), clock })
  return {
    days: (count: number) => clock.advance(count * DAY_MS),
    clean: () => cleaning.run(new AbortController().signal),
    async upload(): Promise<string> {
      const _id = randomUUID()
      const facts = { charityId: 'chr_1', sha256: _id, contentType: 'application/pdf', bytes: content.length, uploadedBy: 'stf_1' }
      await vouchers.put({ _id, ...facts, createdAt: clock.now() }, content)
      return _id
    },
  }
}

test('a file that no spending named can be named for a week, then not, and is gone a day later', async () => {
  const { upload, days, clean } = world()
  const id = await upload()
  days(UNUSED_DAYS)
  await clean()
  expect(await canBeNamed(id)).toBe(true)
  days(1 / 24)
  await clean()
  expect([await canBeNamed(id), await bytesOf(id)]).toEqual([false, 1])
  days(ASIDE_DAYS)
  await clean()
  expect([await canBeNamed(id), await bytesOf(id)]).toEqual([false, 0])
})

test('what any spending named stays for good, refused and reversed ones too', async () => {
  const { upload, days, clean } = world()
  const ids = await Promise.all(['requested', 'approved', 'rejected', 'reversed'].map(async (state) => ({ id: await upload(), state })))
  for (const { id, state } of ids) await name(id, state)
  for (let round = 0; round < 4; round += 1) {
    days(UNUSED_DAYS)
    await clean()
  }
  for (const { id } of ids) expect((await vouchers.read(id)).equals(content)).toBe(true)
})

test('a request that saw the file before it was put aside keeps it', async () => {
  const { upload, days, clean } = world()
  const id = await upload()
  days(UNUSED_DAYS + 1)
  await clean()
  await name(id, 'requested')
  days(ASIDE_DAYS + 1)
  await clean()
  expect(await canBeNamed(id)).toBe(true)
  expect((await vouchers.read(id)).equals(content)).toBe(true)
})

test('bytes whose facts were never written go after a day', async () => {
  const { upload, days, clean } = world()
  const id = await upload()
  await db.collection<{ _id: string }>('vouchers').deleteOne({ _id: id })
  await clean()
  expect(await bytesOf(id)).toBe(1)
  days(ASIDE_DAYS + 1)
  await clean()
  expect(await bytesOf(id)).toBe(0)
})
