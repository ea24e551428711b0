import { randomBytes } from 'node:crypto'
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import mongoose from 'mongoose'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../../scripts/testing/database.ts'
import { wholeDatabase } from '../../../../testing/whole-database.ts'
import { type BackupParts, backUp, followBackUp, restore, verifyBackup } from './index.ts'

const { MongoClient, Long, Double, Decimal128, Binary, ObjectId, GridFSBucket } = mongoose.mongo
let client: mongoose.mongo.MongoClient
let db: mongoose.mongo.Db
let dir: string
let databases: mongoose.mongo.Db[]
beforeAll(async () => {
  client = await new MongoClient(inject('mongoUri')).connect()
})
afterAll(() => client.close())
function fresh(): mongoose.mongo.Db {
  const made = client.db(freshDatabaseName())
  databases.push(made)
  return made
}
beforeEach(() => {
  databases = []
  db = fresh()
  dir = mkdtempSync(join(tmpdir(), 'backup-'))
})
afterEach(async () => {
  for (const made of databases) await made.dropDatabase()
  rmSync(dir, { recursive: true })
})

interface Row {
  _id: string
  n: number
  text?: string
}
const rows = (name = 'rows') => db.collection<Row>(name)
const quiet = { clock: { now: () => new Date() }, appVersion: '1.2.3', log: () => undefined }
const parts = (more: Partial<BackupParts> = {}): BackupParts => ({ db, dir, backupKey: null, ...quiet, ...more })
const some = (count: number, from = 0) =>
  Array.from({ length: count }, (_, i) => ({ _id: `r${from + i}`, n: from + i, text: 'x'.repeat(i % 300) }))
async function restored(backupKey: Buffer | null = null): Promise<mongoose.mongo.Db> {
  const target = fresh()
  await restore({ db: target, dir, backupKey, log: () => undefined })
  return target
}

describe('a whole backup', () => {
  test('comes back to the byte: every type, files, indexes, empty collections', async () => {
    await db.collection('types').insertMany([
      {
        _id: 1 as never,
        long: Long.fromString('9007199254740993'),
        double: new Double(1),
        int: 1,
        decimal: Decimal128.fromString('1.10'),
      },
      {
        _id: new ObjectId(),
        date: new Date(0),
        bytes: new Binary(Buffer.from([0, 1, 2])),
        nothing: null,
        list: [],
        inner: { 'a.b': 1 },
        re: /a/i,
      },
      { _id: Long.fromNumber(7) as never },
      { _id: { composed: 1, of: 'two' } as never },
    ])
    await db.createCollection('empty')
    await rows().insertMany(some(2_500))
    await rows().createIndexes([
      { key: { n: 1 }, name: 'n_1', unique: true },
      { key: { text: 1 }, name: 'text_1', partialFilterExpression: { text: { $type: 'string' } } },
    ])
    await db.collection('short').createIndex({ at: 1 }, { expireAfterSeconds: 5 })
    const bucket = new GridFSBucket(db, { bucketName: 'pictures' })
    await new Promise((resolve) => bucket.openUploadStream('p').on('finish', resolve).end(randomBytes(700_000)))
    const manifest = await backUp(parts())
    expect(manifest).toMatchObject({ format: 1, appVersion: '1.2.3', sealed: false, database: db.databaseName })
    expect(await wholeDatabase(await restored())).toEqual(await wholeDatabase(db))
  })

  test('sealed: nothing readable on the disk, opened by its own key alone', async () => {
    const backupKey = randomBytes(32)
    await rows().insertOne({ _id: 'canary-id', n: 1, text: 'canary-text' })
    await backUp(parts({ backupKey }))
    for (const file of readdirSync(dir)) expect(readFileSync(join(dir, file)).includes('canary'), file).toBe(false)
    expect(await wholeDatabase(await restored(backupKey))).toEqual(await wholeDatabase(db))
    await expect(restored(null)).rejects.toThrow('BACKUP_KEY')
    await expect(restored(randomBytes(32))).rejects.toThrow('not the key')
    await expect(backUp(parts())).rejects.toThrow('sealed')
  })

  test('taken while everything is being written, it is one moment: two rows that always move together still agree', async () => {
    await rows('left').insertMany(some(3_000))
    await rows('right').insertMany(some(3_000))
    let writing = true
    let step = 0
    async function write() {
      while (writing) {
        step += 1
        const mine = step
        const _id = `r${(mine * 7) % 3_000}`
        const born = `new${mine}`
        await client.withSession((session) =>
          session.withTransaction(async () => {
            for (const name of ['left', 'right']) {
              await rows(name).updateOne({ _id }, { $set: { n: 1_000_000 + mine } }, { session })
              await rows(name).insertOne({ _id: born, n: mine }, { session })
              if (mine % 3 === 0) await rows(name).deleteOne({ _id: `new${mine - 2}` }, { session })
            }
          }),
        )
      }
    }
    const writers = [write(), write()]
    await expect.poll(() => step, { timeout: 30_000 }).toBeGreaterThan(20)
    await backUp(parts())
    const at = step
    await expect.poll(() => step, { timeout: 30_000 }).toBeGreaterThan(at + 20)
    await backUp(parts())
    writing = false
    await Promise.all(writers)
    const target = await restored()
    const [left, right] = await Promise.all(
      ['left', 'right'].map((name) =>
        target
          .collection(name)
          .find({}, { sort: { _id: 1 } })
          .toArray(),
      ),
    )
    expect(left).toEqual(right)
    expect(left?.length).toBeGreaterThan(3_000)
  })
})

describe('what was written since', () => {
  test('is added change by change; the last one is what comes back', async () => {
    await rows().insertMany(some(50))
    await backUp(parts())
    await rows().updateMany({ n: { $lt: 10 } }, { $set: { text: 'changed' } })
    await rows().deleteMany({ n: { $gte: 40 } })
    await rows('later').insertMany(some(5))
    await rows('later').createIndex({ n: 1 })
    await backUp(parts())
    await rows().insertMany(some(3, 100))
    await rows().deleteOne({ _id: 'r100' })
    const manifest = await backUp(parts())
    expect(manifest.changes).toHaveLength(3)
    expect(await wholeDatabase(await restored())).toEqual(await wholeDatabase(db))
    expect((await backUp(parts())).changes, 'nothing written: no file').toHaveLength(3)
  })

  test('followed until stopped, with one more change at the end', async () => {
    await rows().insertMany(some(10))
    const stopping = new AbortController()
    let taken = 0
    const following = followBackUp({ ...parts(), everyMs: 50, signal: stopping.signal, onTaken: () => (taken += 1) })
    await expect.poll(() => taken).toBe(1)
    await rows().insertMany(some(10, 10))
    await expect.poll(() => taken, { timeout: 5_000 }).toBeGreaterThanOrEqual(2)
    await rows().insertMany(some(10, 20))
    stopping.abort()
    await following
    expect(await wholeDatabase(await restored())).toEqual(await wholeDatabase(db))
    expect(await db.collection('backups').countDocuments()).toBe(1)
  })

  test('an index made in between is no obstacle', async () => {
    await rows().insertMany(some(10))
    await backUp(parts())
    await rows().updateOne({ _id: 'r1' }, { $set: { n: -1 } })
    const taking = backUp(parts())
    await rows().createIndex({ text: 1 })
    await taking
    await verifyBackup(dir, null)
  })

  test('a collection that was dropped is said, not passed over', async () => {
    await rows().insertMany(some(3))
    await backUp(parts())
    await rows().drop()
    await expect(backUp(parts())).rejects.toThrow('collection rows: drop')
  })

  test('a file left by a run that died is written over', async () => {
    await rows().insertMany(some(3))
    await backUp(parts())
    writeFileSync(join(dir, 'changes-000002.bson.gz'), 'half')
    await rows().insertMany(some(3, 10))
    await backUp(parts())
    expect(await wholeDatabase(await restored())).toEqual(await wholeDatabase(db))
  })
})

describe('refused', () => {
  beforeEach(async () => {
    await rows().insertMany(some(100))
    await backUp(parts())
  })
  const baseFile = () => readdirSync(dir).find((file) => file.includes('rows')) ?? ''

  test('a flipped byte, named, before anything is written', async () => {
    const path = join(dir, baseFile())
    const bytes = readFileSync(path)
    bytes.writeUInt8(bytes.readUInt8(40) ^ 1, 40)
    writeFileSync(path, bytes)
    const target = fresh()
    await expect(restore({ db: target, dir, backupKey: null, log: () => undefined })).rejects.toThrow(`${baseFile()} is not the file`)
    expect(await target.listCollections().toArray()).toEqual([])
  })

  test('a longer, a missing file, a damaged manifest', async () => {
    appendFileSync(join(dir, baseFile()), 'x')
    await expect(verifyBackup(dir, null)).rejects.toThrow(baseFile())
    rmSync(join(dir, baseFile()))
    await expect(verifyBackup(dir, null)).rejects.toThrow("can't be read")
    writeFileSync(join(dir, 'manifest.json'), '{}')
    await expect(verifyBackup(dir, null)).rejects.toThrow('damaged')
  })

  test('a database that is not empty: what is there is named and stays', async () => {
    const target = fresh()
    await target.collection<Row>('mine').insertOne({ _id: 'a', n: 1 })
    await expect(restore({ db: target, dir, backupKey: null, log: () => undefined })).rejects.toThrow('mine (1)')
    expect(await target.collection('mine').countDocuments()).toBe(1)
    expect(await target.listCollections().toArray()).toHaveLength(1)
  })

  test('a directory with something else in it, the backup of another database, no backup at all', async () => {
    const other = mkdtempSync(join(tmpdir(), 'other-'))
    await expect(verifyBackup(other, null)).rejects.toThrow('no backup')
    writeFileSync(join(other, 'x'), '')
    await expect(backUp(parts({ dir: other }))).rejects.toThrow('not empty')
    await expect(backUp(parts({ db: fresh() }))).rejects.toThrow('is a backup of the database')
    rmSync(other, { recursive: true })
  })
})
