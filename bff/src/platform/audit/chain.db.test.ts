import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Clock } from '@minsheng/shared/units/clock'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../scripts/testing/database.ts'
import { heldClock } from '../../../testing/app.ts'
import { loadKeyRing } from '../crypto/keyring.ts'
import { connectDatabase, type Database } from '../db/index.ts'
import { createLog } from '../log/index.ts'
import { anchorsOf, liveEvidence } from './evidence.ts'
import { createAuditLog } from './log.ts'
import { chained, type StoredRow } from './row.ts'
import { createAuditSealer } from './sealer.ts'
import { createAuditStore } from './store.ts'
import { verifyAudit } from './verify.ts'

const folder = mkdtempSync(join(tmpdir(), 'audit-'))
const keys = loadKeyRing({ keysDir: folder })
const clock = heldClock(new Date('2026-11-30T02:00:00Z'))
const actor = { kind: 'anonymous' as const }
const opened: Database[] = []
const databaseName = freshDatabaseName()
let db: Database
async function connected(name: string): Promise<Database> {
  const database = await connectDatabase(inject('mongoUri'), name)
  opened.push(database)
  return database
}
beforeAll(async () => {
  db = await connected(databaseName)
})
afterAll(async () => {
  for (const database of opened) {
    await database.drop()
    await database.close()
  }
  rmSync(folder, { recursive: true })
})

function part(of: Database = db, file?: string) {
  const damages: string[] = []
  const audit = createAuditLog(of, clock, keys)
  const onDamage = () => damages.push('damage')
  const sealer = createAuditSealer({ db: of, clock, keys, audit, log: createLog('silent'), anchorFile: file, onDamage })
  const record = (subject: string) => audit.record({ actor, action: 'thing.read', subject, outcome: 'done', requestId: subject })
  return { audit, sealer, record, damages }
}
const verified = async (of: Database = db, anchorFile?: string, at: Clock = clock) =>
  verifyAudit(await liveEvidence({ db: of, clock: at, keys, anchorFile }))
const rowsOf = (of: Database = db) => of.collection<StoredRow>('audit_log')

test('rows of several processes, chained by two sealers at once, are one chain without a gap', async () => {
  const [one, two, three] = [part(), part(), part()]
  await one.audit.prepare()
  let writing = true
  const sealing = [one, two].map(async ({ sealer }) => {
    let count = 0
    while (writing) count += await sealer.seal()
    return count + (await sealer.seal())
  })
  await Promise.all([one, two, three].flatMap(({ record }, p) => Array.from({ length: 60 }, (_, i) => record(`${p}-${i}`))))
  writing = false
  const counts = await Promise.all(sealing)
  const report = await verified()
  expect(report).toMatchObject({ ok: true, rows: 180, open: 0, notices: [], head: { seq: 180 } })
  expect(counts.reduce((a, b) => a + b, 0)).toBeGreaterThanOrEqual(180)
  expect([...one.damages, ...two.damages]).toEqual([])
})

test.each([
  ['the head was read while another sealer was at it', 1],
  ['another sealer had put them in another order', 2],
])('rows get no place when %s', async (_, taken) => {
  const at = await connected(freshDatabaseName())
  const { audit, sealer, record } = part(at)
  const store = createAuditStore(at)
  await audit.prepare()
  for (const subject of ['a', 'b', 'c']) await record(subject)
  const [a, b, c] = (await store.openRows()) as [StoredRow, StoredRow, StoredRow]
  const before = await store.head()
  expect(await store.place(chained([b, a].slice(0, taken), before))).toBe(true)
  // Of these some have their place, and none stands where the one behind it is chained to.
  expect(await store.place(chained([a, b, c], taken === 1 ? await store.head() : before))).toBe(false)
  expect(await rowsOf(at).countDocuments({ open: true })).toBe(3 - taken)
  await sealer.seal()
  expect(await verified(at)).toMatchObject({ ok: true, rows: 3, open: 0, head: { seq: 3 } })
})

test('a writer and a sealer killed at any moment leave a chain, with every acknowledged row in it', { timeout: 60_000 }, async () => {
  const name = freshDatabaseName()
  const killed = await connected(name)
  const script = fileURLToPath(new URL('../../../testing/audit-writer.ts', import.meta.url))
  const said = new Set<string>()
  for (const ms of [150, 320, 410]) {
    const child = spawn(process.execPath, ['--import', 'tsx', script, inject('mongoUri'), name, folder], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let held = ''
    let begun: () => void = () => undefined
    const first = new Promise<void>((resolve) => {
      begun = resolve
    })
    child.stdout.on('data', (chunk: Buffer) => {
      begun()
      const lines = (held + chunk.toString('utf8')).split('\n')
      held = lines.pop() ?? ''
      for (const line of lines) said.add(line)
    })
    const closed = new Promise((resolve) => child.once('close', resolve))
    await first
    await new Promise((resolve) => setTimeout(resolve, ms))
    child.kill('SIGKILL')
    await closed
  }
  const now = { now: () => new Date() }
  const left = await verified(killed, undefined, now)
  expect(left.damages).toEqual([])
  await part(killed).sealer.seal()
  const report = await verified(killed, undefined, now)
  expect(report).toMatchObject({ ok: true, open: 0 })
  const subjects = new Set(await rowsOf(killed).distinct('subject'))
  expect(said.size).toBeGreaterThan(20)
  expect([...said].filter((subject) => !subjects.has(subject))).toEqual([])
  expect(report.rows).toBe(subjects.size)
})

describe('in the database', () => {
  test('rows from before the chain are taken into it', async () => {
    const before = await connected(freshDatabaseName())
    await rowsOf(before).insertOne({
      _id: 'aud_old',
      at: clock.now(),
      actor: 'stf_1',
      action: 'old',
      subject: 'x',
      outcome: 'done',
      requestId: 'r',
    })
    const { audit, sealer, record } = part(before)
    await audit.prepare()
    clock.advance(1)
    await record('new')
    expect(await sealer.seal()).toBe(2)
    await audit.prepare()
    expect(await sealer.seal()).toBe(0)
    expect(await verified(before)).toMatchObject({ ok: true, rows: 2 })
  })

  test('a row altered before it is chained raises the alarm at once, and is named for ever', async () => {
    const bent = await connected(freshDatabaseName())
    const { audit, sealer, record, damages } = part(bent)
    await audit.prepare()
    await record('one')
    await rowsOf(bent).updateOne({ subject: 'one' }, { $set: { subject: 'other' } })
    await sealer.seal()
    expect(damages).toHaveLength(1)
    expect((await verified(bent)).damages).toMatchObject([{ kind: 'edited', seq: 1 }])
  })

  test('a chain that became shorter raises the alarm while it runs', async () => {
    const cut = await connected(freshDatabaseName())
    const { audit, sealer, record, damages } = part(cut)
    await audit.prepare()
    for (const subject of ['a', 'b', 'c']) {
      await record(subject)
      clock.advance(1)
    }
    await sealer.seal()
    await rowsOf(cut).deleteOne({ seq: 3 })
    await record('d')
    await sealer.seal()
    expect(damages).toHaveLength(1)
    clock.advance(120_000)
    await record('e')
    await sealer.seal()
    expect((await verified(cut)).damages[0]).toMatchObject({ kind: 'taken_before_chaining', seq: 2 })
  })

  test('heads are written down outside, at most every ten minutes and once a day for everyone', async () => {
    const anchored = await connected(freshDatabaseName())
    const file = join(folder, 'anchors.jsonl')
    const { audit, sealer, record } = part(anchored, file)
    await audit.prepare()
    expect(await sealer.anchor()).toBeNull()
    await record('a')
    await sealer.seal()
    expect(await sealer.anchor()).toMatchObject({ seq: 1 })
    await record('b')
    await sealer.seal()
    expect(await sealer.anchor()).toBeNull()
    clock.advance(10 * 60_000)
    expect(await sealer.anchor()).toMatchObject({ seq: 2 })
    expect(await sealer.anchor()).toBeNull()
    clock.advance(24 * 3_600_000)
    expect(await sealer.anchor()).toMatchObject({ seq: 2 })
    expect(anchorsOf(file).map(({ seq }) => seq)).toEqual([1, 2, 2])
    expect(await anchored.collection('audit_anchors').countDocuments({ date: { $type: 'string' } })).toBe(2)
    expect(await verified(anchored, file)).toMatchObject({ ok: true, anchoredTo: 2 })
    // Whoever has the database takes its anchors too; the file tells.
    await anchored.collection('audit_anchors').deleteMany({})
    await rowsOf(anchored).deleteOne({ seq: 2 })
    expect((await verified(anchored)).ok).toBe(true)
    expect((await verified(anchored, file)).damages).toMatchObject([{ kind: 'truncated', seq: 2 }])
  })
})

test('rows past their time go, signed and on record; the chain holds from there on, and a younger row never goes', async () => {
  const old = await connected(freshDatabaseName())
  const { audit, sealer, record } = part(old)
  await audit.prepare()
  for (const subject of ['a', 'b', 'c']) {
    await record(subject)
    clock.advance(1)
  }
  await sealer.seal()
  clock.advance(3 * 366 * 24 * 3_600_000)
  await record('d')
  await sealer.seal()
  expect(await sealer.prune()).toBe(3)
  expect(await sealer.prune()).toBe(0)
  await sealer.seal()
  expect(await rowsOf(old).find({}).sort({ seq: 1 }).project({ _id: 0, seq: 1, subject: 1 }).toArray()).toEqual([
    { seq: 4, subject: 'd' },
    { seq: 5, subject: 'rows up to 3: 3' },
  ])
  expect(await verified(old)).toMatchObject({ ok: true, rows: 2 })
  // Someone who takes one more has no signature for it.
  await rowsOf(old).deleteOne({ seq: 4 })
  await old.collection('audit_cuts').updateOne({}, { $set: { seq: 4 } })
  expect((await verified(old)).damages.map(({ kind }) => kind)).toContain('cut_forged')
})

describe('what is begun', () => {
  test('and never ended is on record as unknown; ended late, both are', async () => {
    const begun = await connected(freshDatabaseName())
    const { audit, sealer } = part(begun)
    await audit.prepare()
    const deed = { actor, action: 'thing.write', subject: 'thing_1', requestId: 'r' }
    const intent = await audit.begin(deed)
    expect(await audit.closeAbandoned(60_000)).toBe(0)
    clock.advance(61_000)
    expect(await audit.closeAbandoned(60_000)).toBe(1)
    await intent.end('done', 'thing_2')
    expect(await rowsOf(begun).find({}).sort({ n: 1 }).toArray()).toMatchObject([
      { subject: 'thing_1', outcome: 'unknown' },
      { subject: 'thing_2', outcome: 'done' },
    ])
    await sealer.seal()
    expect(await verified(begun)).toMatchObject({ ok: true, rows: 2, notices: [] })
    expect(await begun.collection('audit_intents').countDocuments({})).toBe(0)
  })
})
