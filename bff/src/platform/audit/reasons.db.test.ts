import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../scripts/testing/database.ts'
import { heldClock } from '../../../testing/app.ts'
import { testKeyRing } from '../../../testing/keyring.ts'
import { connectDatabase, type Database } from '../db/index.ts'
import { createLog } from '../log/index.ts'
import { createDataKeys } from '../protect/data-keys.ts'
import { liveEvidence } from './evidence.ts'
import { createAuditLog } from './log.ts'
import { createAuditReasons } from './reasons.ts'
import type { StoredRow } from './row.ts'
import { createAuditSealer } from './sealer.ts'
import { verifyAudit } from './verify.ts'

const keys = testKeyRing()
const clock = heldClock(new Date('2026-11-30T02:00:00Z'))
const TYPED = '给王奶奶看病，电话 13812345678'
let db: Database
beforeAll(async () => {
  db = await connectDatabase(inject('mongoUri'), freshDatabaseName())
})
afterAll(async () => {
  await db.drop()
  await db.close()
})

const deed = (subject: string) => ({
  actor: { kind: 'anonymous' as const },
  action: 'thing.read',
  subject,
  requestId: subject,
  reason: TYPED,
})
const rowsOf = (subject: string) => db.collection<StoredRow>('audit_log').find({ subject }).sort({ at: 1 }).toArray()
const told = async (subject: string, ring = keys) => {
  const rows = await createAuditReasons({ db, keys: ring, clock }).opened(await rowsOf(subject))
  return rows.map(({ reason }) => reason)
}
const clearIn = async (name: string) => JSON.stringify(await db.collection(name).find({}).toArray()).includes('王奶奶')
function process_() {
  const audit = createAuditLog(db, clock, keys)
  const onDamage = () => undefined
  const sealer = createAuditSealer({ db, clock, keys, audit, log: createLog('silent'), anchorFile: undefined, onDamage })
  return { audit, sealer }
}

test('a reason lies sealed from the first moment, in the row it is bound to, and is read as it was typed', async () => {
  const { audit } = process_()
  await audit.prepare()
  await audit.record({ ...deed('look'), outcome: 'done' })
  const intent = await audit.begin(deed('write'))
  expect(await clearIn('audit_intents')).toBe(false)
  await intent.end('done')
  expect(await clearIn('audit_log')).toBe(false)
  expect([await told('look'), await told('write')]).toEqual([[TYPED], [TYPED]])
  const [one, other] = [(await rowsOf('look'))[0], (await rowsOf('write'))[0]]
  if (!one || !other) throw new Error('both rows are there')
  const moved = { ...one, reason: other.reason ?? '' }
  await expect(createAuditReasons({ db, keys, clock }).opened([moved])).rejects.toThrow()
})

test('of work that was given up and ended after all, both rows tell it', async () => {
  const { audit } = process_()
  const intent = await audit.begin(deed('slow'))
  clock.advance(10 * 60_000)
  expect(await audit.closeAbandoned(5 * 60_000)).toBe(1)
  await intent.end('done')
  expect((await rowsOf('slow')).map(({ outcome }) => outcome).sort()).toEqual(['done', 'unknown'])
  expect(await told('slow')).toEqual([TYPED, TYPED])
})

test('rows from before are read as they lie; the chain holds with its own key alone, and with none', async () => {
  const before = { at: clock.now(), actor: 'stf_1', action: 'thing.read', subject: 'old', requestId: 'old', reason: TYPED }
  const old: StoredRow = { _id: 'aud_old', ...before, outcome: 'done', open: true }
  await db.collection<StoredRow>('audit_log').insertOne(old)
  const { sealer } = process_()
  await sealer.seal()
  expect(await told('old')).toEqual([TYPED])
  const { dataKey: _, field: __, ...rest } = keys
  const withoutFields = { ...rest, dataKey: [], field: [] }
  // The row from before has no mac, which counts as forged only behind one that has.
  for (const ring of [withoutFields, null]) {
    const report = await verifyAudit(await liveEvidence({ db, clock, keys: ring, anchorFile: undefined }))
    expect(report.damages.filter(({ row }) => row !== 'aud_old')).toEqual([])
    expect(report.rows).toBe(5)
  }
})

test('keys of reasons change while rows stay as they are: old and new are read, and nothing is sealed anew', async () => {
  const rows = await rowsOf('look')
  const next = { kid: 'd9', secret: randomBytes(32).toString('base64') }
  const both = createDataKeys({ db, keys: { ...keys, dataKey: [next, ...keys.dataKey] }, clock })
  await both.rotate('audit_reasons')
  await both.rewrap()
  const alone = { ...keys, dataKey: [next] }
  const audit = createAuditLog(db, clock, alone)
  await audit.prepare()
  await audit.record({ ...deed('look'), outcome: 'done' })
  expect(await told('look', alone)).toEqual([TYPED, TYPED])
  expect((await rowsOf('look'))[0]).toEqual(rows[0])
})
