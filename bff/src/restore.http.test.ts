import { randomBytes } from 'node:crypto'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { systemClock } from '@minsheng/shared/units/clock'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { startGuard } from '../../scripts/testing/guard.ts'
import { guestWeapp, key, type SignedIn } from '../testing/actors.ts'
import { startTestApp, type TestApp } from '../testing/app.ts'
import { type District, district } from '../testing/district.ts'
import { payStandIn } from '../testing/pay-stand-in.ts'
import { until } from '../testing/wait.ts'
import { wholeDatabase } from '../testing/whole-database.ts'
import { checkLedger } from './features/donation/index.ts'
import { backUp, followBackUp, type Manifest, restore, withStoredDatabase } from './platform/db/backup/index.ts'
import { type EmbeddedMongod, startEmbeddedMongod } from './platform/db/embedded/index.ts'
import { connectDatabase, majorityRead } from './platform/db/index.ts'
import { createLog } from './platform/log/index.ts'

/** The whole way of a disaster: given to and written about until the database is killed, then brought back on another node. */
const guard = startGuard()
const dir = mkdtempSync(join(tmpdir(), 'disaster-'))
const lostDir = `${dir}-lost`
const pay = payStandIn(inject('standIns').pay)
const DATABASE = 'minsheng'
const quiet = { appVersion: 'test', clock: systemClock, log: () => undefined, backupKey: Buffer.alloc(32, 7) }

let source: EmbeddedMongod
let empty: EmbeddedMongod
let killed = false
let app: TestApp
let place: District

async function node(name: string, port = 0): Promise<EmbeddedMongod> {
  const dataDir = join(guardFolder, name)
  const mongod = await startEmbeddedMongod({
    dataDir,
    cacheDir: inject('mongodCacheDir'),
    port,
    log: () => undefined,
    cacheSizeGb: 0.25,
  })
  guard.watch(mongod.pid)
  return mongod
}
const guardFolder = guard.folder('restore')

beforeAll(async () => {
  ;[source, empty] = await Promise.all([node('source'), node('empty')])
  app = await startTestApp({ ...inject('bffEnvironment'), MONGODB_URI: source.uri }, DATABASE)
  place = await district(app)
})
afterAll(async () => {
  // A case that failed must not leave its writers running.
  killed = true
  await source.stop()
  await empty.stop()
  await guard.release()
  for (const each of [dir, lostDir]) rmSync(each, { recursive: true, force: true })
})

interface Acknowledged {
  giftId: string
  at: number
}

/** Gives and pays without pause until the database is killed. */
async function giveUntilItEnds(by: SignedIn, acknowledged: Acknowledged[]): Promise<void> {
  while (!killed) {
    try {
      const { gift, payment } = await by.call('createGift', {
        body: { projectId: place.campaignId, codeId: place.codeId, amountFen: 100, anonymous: false, donorName: null },
        idempotencyKey: key(),
      })
      acknowledged.push({ giftId: gift.id, at: Date.now() })
      await pay.payJsapi(payment)
    } catch {
      return
    }
  }
}

/** Files in pieces, one after the other, as pictures are stored. */
async function uploadUntilItEnds(): Promise<void> {
  const bucket = app.db.bucket('picture_files')
  for (let number = 1; !killed; number += 1) {
    await new Promise<void>((resolve) => {
      bucket
        .openUploadStream(`pic_${number}`)
        .on('finish', () => resolve())
        .on('error', () => resolve())
        .end(randomBytes(600_000))
    })
    await sleep(100)
  }
}

async function ledgerOf(uri: string, database: string) {
  const db = await connectDatabase(uri, database)
  try {
    const report = await checkLedger({ db, log: createLog('silent'), clock: systemClock })
    const gifts = new Set((await db.collection('gifts').find({}, majorityRead).toArray()).map((gift) => String(gift._id)))
    const receipts = await db.collection('receipts').countDocuments({ state: 'issued' })
    return { report, gifts, receipts }
  } finally {
    await db.close()
  }
}
const restoreInto = (database: string, from = dir) =>
  withStoredDatabase(empty.uri, database, (db) => restore({ db, dir: from, backupKey: quiet.backupKey, log: () => undefined }))

describe('the database is killed while gifts, receipts and files are written', () => {
  const acknowledged: Acknowledged[] = []
  let last: Manifest

  test('until the kill a backup follows', { timeout: 120_000 }, async () => {
    const stopping = new AbortController()
    const taken: Manifest[] = []
    const following = withStoredDatabase(source.uri, DATABASE, (db) =>
      followBackUp({ ...quiet, db, dir, everyMs: 200, signal: stopping.signal, onTaken: (manifest) => taken.push(manifest) }),
    )
    let ended: unknown = null
    const end = following.catch((error: unknown) => {
      ended = error
    })
    const givers = await Promise.all([1, 2, 3, 4].map(() => guestWeapp(app)))
    const writing = [...givers.map((by) => giveUntilItEnds(by, acknowledged)), uploadUntilItEnds()]
    await until(
      () => app.db.collection('receipts').countDocuments({ state: 'issued' }),
      (count) => count >= 12,
      30_000,
    )
    // The base first, however long a busy machine takes for it.
    await expect.poll(() => ended ?? taken.length, { timeout: 45_000 }).not.toBe(0)
    expect(ended).toBeNull()
    const changes = taken.at(-1)?.changes.length ?? 0
    await expect.poll(() => taken.at(-1)?.changes.length ?? 0, { timeout: 10_000 }).toBeGreaterThan(changes + 2)
    process.kill(source.pid, 'SIGKILL')
    killed = true
    await source.exited
    const newest = taken.at(-1)
    if (!newest) throw new Error('nothing was taken')
    last = newest
    cpSync(dir, lostDir, { recursive: true })
    // The disk is kept here, for the case after next: what followed is not in the copy.
    source = await node('source', source.port)
    stopping.abort()
    await Promise.all(writing)
    await app.stop()
    await end
  })

  test('its disk lost: all acknowledged before the last change is there, and the ledger holds', { timeout: 60_000 }, async () => {
    await restoreInto('lost_disk', lostDir)
    const { report, gifts, receipts } = await ledgerOf(empty.uri, 'lost_disk')
    expect(report.checks.filter((check) => check.breaches > 0)).toEqual([])
    const before = acknowledged.filter(({ at }) => at < Date.parse(last.takenAt))
    expect(before.length).toBeGreaterThan(10)
    expect(before.filter(({ giftId }) => !gifts.has(giftId))).toEqual([])
    expect(receipts).toBeGreaterThanOrEqual(10)
  })

  test('its disk kept: the rest is fetched, and nothing is lost to the last entry', { timeout: 60_000 }, async () => {
    await withStoredDatabase(source.uri, DATABASE, (db) => backUp({ ...quiet, db, dir }))
    await restoreInto('kept_disk')
    const [was, is] = [
      await withStoredDatabase(source.uri, DATABASE, wholeDatabase),
      await withStoredDatabase(empty.uri, 'kept_disk', wholeDatabase),
    ]
    expect(is).toEqual(was)
    expect(is['picture_files.files']?.documents).toBeGreaterThan(0)
    const { report, gifts } = await ledgerOf(empty.uri, 'kept_disk')
    expect(report.ok).toBe(true)
    expect(acknowledged.filter(({ giftId }) => !gifts.has(giftId))).toEqual([])
  })

  test('the product works on with what was brought back', { timeout: 60_000 }, async () => {
    const again = await startTestApp({ ...inject('bffEnvironment'), MONGODB_URI: empty.uri }, 'kept_disk')
    try {
      const by = await guestWeapp(again)
      const { gift, payment } = await by.call('createGift', {
        body: { projectId: place.campaignId, codeId: place.codeId, amountFen: 100, anonymous: false, donorName: null },
        idempotencyKey: key(),
      })
      await pay.payJsapi(payment)
      await until(
        () => again.db.collection<{ giftId: string; state: string }>('receipts').findOne({ giftId: gift.id }),
        (receipt) => receipt?.state === 'issued',
      )
    } finally {
      await again.stop()
    }
  })

  test('one flipped byte is found and its file named', async () => {
    const file = readdirSync(dir).find((name) => name.includes('gifts')) ?? ''
    const bytes = readFileSync(join(dir, file))
    bytes.writeUInt8(bytes.readUInt8(bytes.length - 1) ^ 1, bytes.length - 1)
    writeFileSync(join(dir, file), bytes)
    await expect(restoreInto('damaged')).rejects.toThrow(`${file} is not the file that was written`)
  })
})
