import { mkdirSync, readdirSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Clock } from '@minsheng/shared/units/clock'
import mongoose from 'mongoose'
import { newId } from '../../crypto/id.ts'
import { type FileFacts, writeBsonFile } from './bson-file.ts'
import { type Cut, followChanges, fromClusterTime, NOTES, together } from './changes.ts'
import { BackupError, type ClusterTime, hasManifest, type Manifest, readManifest, writeManifest } from './manifest.ts'

const { BSON, MongoServerError } = mongoose.mongo
type Db = mongoose.mongo.Db

export interface BackupParts {
  db: Db
  dir: string
  backupKey: Buffer | null
  appVersion: string
  clock: Clock
  log: (line: string) => void
}

interface Note {
  _id: string
  cut: string
  at: Date
  backedUpTo: Date
}

/** So many touched documents are written out even while the base is still being copied, so that memory stays bounded. */
const MOST_TOUCHED = 100_000
const IDS_A_READ = 1_000
/** SnapshotTooOld, SnapshotUnavailable. */
const SNAPSHOT_GONE = [239, 246]
const MOST_TRIES = 5
/** Where a collection's name can't be a file's. */
const fileName = (collection: string, index: number) =>
  `${String(index).padStart(3, '0')}-${collection.replace(/[^A-Za-z0-9_.-]/g, '_')}.bson.gz`
const rawDocuments = { raw: true } as mongoose.mongo.RunCursorCommandOptions

/** What was there at a cluster time; the server keeps that history for some minutes (minSnapshotHistoryWindowInSeconds). */
const asOf = (at: ClusterTime) => ({ readConcern: { level: 'snapshot', atClusterTime: fromClusterTime(at) } })

const changed = (collection: string, document: Uint8Array): Buffer => {
  const head = Buffer.from(BSON.serialize({ c: collection }))
  const body = Buffer.concat([head.subarray(0, -1), Buffer.from([0x03, 0x64, 0x00]), document, Buffer.from([0])])
  body.writeInt32LE(body.length, 0)
  return body
}
const removed = (collection: string, id: unknown): Uint8Array => BSON.serialize({ c: collection, x: id })

/** One run over one set of backup files: takes the base when the set is new, then change after change. */
async function openSet(parts: BackupParts) {
  const { db, dir, backupKey, clock, log } = parts
  const notes = db.collection<Note>(NOTES)
  mkdirSync(dir, { recursive: true, mode: 0o700 })
  const known = hasManifest(dir) ? readManifest(dir, backupKey) : null
  if (!known && readdirSync(dir).length > 0) throw new BackupError(`${dir} is not empty and holds no whole backup: give an empty directory`)
  if (known && known.database !== db.databaseName) throw new BackupError(`${dir} is a backup of the database ${known.database}`)
  if (known && known.sealed !== (backupKey !== null))
    throw new BackupError(
      known.sealed ? 'the backup is sealed: give its key in BACKUP_KEY' : 'the backup is not sealed: continue it without BACKUP_KEY',
    )
  const set = known?.set ?? newId('bak')

  const begun = await db.command({ ping: 1 })
  const changes = followChanges(db, set, known ? { resumeAfter: known.resumeToken } : { startAtOperationTime: begun.operationTime })
  let takenAt = clock.now()

  async function cut(): Promise<Cut> {
    return changes.cut((name) => {
      takenAt = clock.now()
      return notes.updateOne(
        { _id: set },
        { $set: { cut: name, at: takenAt }, $setOnInsert: { backedUpTo: new Date(0) } },
        { upsert: true, writeConcern: { w: 'majority', journal: true } },
      )
    })
  }

  async function* found(collection: string, ids: readonly unknown[], at: ClusterTime): AsyncGenerator<Buffer> {
    for await (const document of db.runCursorCommand(
      { find: collection, filter: { _id: { $in: ids } }, batchSize: IDS_A_READ, ...asOf(at) },
      rawDocuments,
    ))
      yield document as unknown as Buffer
  }

  /** Writes what was touched, as it was at the cut; returns by how much each collection grew. */
  async function writeChanges(file: string, { at, touched }: Cut): Promise<{ facts: FileFacts; grown: Map<string, number> }> {
    const grown = new Map<string, number>()
    async function* all() {
      for (const [collection, documents] of touched) {
        let more = 0
        const entries = [...documents]
        for (let from = 0; from < entries.length; from += IDS_A_READ) {
          const absent = new Map(entries.slice(from, from + IDS_A_READ))
          for await (const document of found(
            collection,
            [...absent.values()].map(({ id }) => id),
            at,
          )) {
            const key = Buffer.from(BSON.serialize({ _id: BSON.deserialize(document, { promoteValues: false })._id })).toString('latin1')
            if (absent.get(key)?.born) more += 1
            absent.delete(key)
            yield changed(collection, document)
          }
          for (const { id, born } of absent.values()) {
            if (!born) more -= 1
            yield removed(collection, id)
          }
        }
        grown.set(collection, more)
      }
    }
    return { facts: await writeBsonFile(dir, file, all(), backupKey), grown }
  }

  async function namesAndIndexes(): Promise<Omit<Manifest['collections'][number], 'documents'>[]> {
    const infos = await db.listCollections({}, { nameOnly: false }).toArray()
    const ours = infos.filter(({ name }) => !name.startsWith('system.') && name !== NOTES)
    const odd = ours.find((info) => info.type !== 'collection')
    if (odd) throw new BackupError(`${odd.name} is a ${odd.type}; only plain collections can be backed up`)
    return Promise.all(
      ours.map(async ({ name, ...info }) => ({
        name,
        options: ('options' in info ? (info.options as Record<string, unknown>) : {}) ?? {},
        indexes: (await db.collection(name).indexes()).filter((index) => index.name !== '_id_'),
      })),
    )
  }

  async function countAt(collection: string, at: ClusterTime): Promise<number> {
    const [answer] = await db.runCursorCommand({ aggregate: collection, pipeline: [{ $count: 'n' }], cursor: {}, ...asOf(at) }).toArray()
    return Number(answer?.n ?? 0)
  }

  /** A moment can be too long ago, or an index just made can hide it: then a later one is taken, with all that came between. */
  async function readable<T>(read: (one: Cut) => Promise<T>): Promise<T> {
    let one = await cut()
    for (let tries = 1; ; tries += 1) {
      try {
        return await read(one)
      } catch (error) {
        if (!(error instanceof MongoServerError && SNAPSHOT_GONE.includes(Number(error.code))) || tries >= MOST_TRIES) throw error
        const later = await cut()
        one = { ...later, touched: together(one.touched, later.touched) }
      }
    }
  }

  const changeFile = (index: number) => `changes-${String(index).padStart(6, '0')}.bson.gz`

  /** Collections as they are found while writing goes on; the change that closes the base makes them one moment. */
  async function takeBase(): Promise<Manifest> {
    const begunAt = clock.now()
    const base: Manifest['base'] = []
    const soFar: Manifest['changes'] = []
    async function closeChange(): Promise<void> {
      await readable(async (one) => {
        const { facts } = await writeChanges(changeFile(soFar.length + 1), one)
        soFar.push({ upTo: one.at, ...facts })
      })
    }
    const found = await namesAndIndexes()
    for (const [index, { name }] of found.entries()) {
      async function* documents() {
        let since = 0
        for await (const document of db.runCursorCommand(
          { find: name, batchSize: 1_000, readConcern: { level: 'majority' } },
          rawDocuments,
        )) {
          yield document as unknown as Buffer
          since += 1
          if (since % 1_000 === 0) {
            changes.check()
            if (changes.size() > MOST_TOUCHED) await closeChange()
          }
        }
      }
      const facts = await writeBsonFile(dir, fileName(name, index), documents(), backupKey)
      base.push({ collection: name, ...facts })
      log(`${name}: ${facts.documents} documents, ${facts.bytes} bytes`)
    }
    const { version } = await db.admin().serverInfo()
    return readable(async (last) => {
      const { facts } = await writeChanges(changeFile(soFar.length + 1), last)
      const collections: Manifest['collections'] = []
      for (const collection of await namesAndIndexes())
        collections.push({ ...collection, documents: await countAt(collection.name, last.at) })
      return {
        format: 1,
        set,
        appVersion: parts.appVersion,
        serverVersion: String(version),
        database: db.databaseName,
        begunAt: begunAt.toISOString(),
        takenAt: takenAt.toISOString(),
        clusterTime: last.at,
        sealed: backupKey !== null,
        collections,
        base,
        changes: [...soFar, { upTo: last.at, ...facts }],
        resumeToken: last.resumeToken,
      }
    })
  }

  /** The next change; without a file when nothing was touched. */
  async function takeChange(before: Manifest): Promise<Manifest> {
    return readable(async (one) => {
      const after = { ...before, takenAt: takenAt.toISOString(), clusterTime: one.at, resumeToken: one.resumeToken }
      if (one.touched.size === 0) return after
      const { facts, grown } = await writeChanges(changeFile(before.changes.length + 1), one)
      const known = new Map(before.collections.map((collection) => [collection.name, collection]))
      const collections = [...grown.keys()].every((name) => known.has(name))
        ? before.collections
        : (await namesAndIndexes()).map((now) => ({ ...now, documents: known.get(now.name)?.documents ?? 0 }))
      return {
        ...after,
        collections: collections.map((each) => ({ ...each, documents: each.documents + (grown.get(each.name) ?? 0) })),
        changes: [...before.changes, { upTo: one.at, ...facts }],
      }
    })
  }

  let manifest: Manifest
  async function keep(next: Manifest): Promise<void> {
    await writeManifest(dir, next, backupKey)
    manifest = next
    // Told last: the product may call itself backed up only to where the files are.
    await notes.updateOne(
      { _id: set },
      { $set: { backedUpTo: new Date(next.takenAt) } },
      { writeConcern: { w: 'majority', journal: true } },
    )
  }
  try {
    await keep(known ? await takeChange(known) : await takeBase())
  } catch (error) {
    await changes.stop()
    throw error
  }
  return {
    changes,
    manifest: () => manifest,
    takeChange: async () => keep(await takeChange(manifest)),
  }
}

/** Takes a whole backup into an empty directory, or what was written since into one that holds a backup. */
export async function backUp(parts: BackupParts): Promise<Manifest> {
  const open = await openSet(parts)
  await open.changes.stop()
  return open.manifest()
}

/** How often the product is told that its backup is alive though nothing was written. */
const SIGN_OF_LIFE_MS = 60_000

/**
 * Goes on taking change after change until the signal comes, and one more then.
 * @param everyMs what a database that is gone for good may have told nobody: how much can be lost
 */
export async function followBackUp(
  parts: BackupParts & { everyMs: number; signal: AbortSignal; onTaken?: (manifest: Manifest) => void },
): Promise<Manifest> {
  const { clock, everyMs, signal } = parts
  const open = await openSet(parts)
  parts.onTaken?.(open.manifest())
  try {
    let lastAt = clock.now().getTime()
    while (!signal.aborted) {
      await sleep(Math.max(everyMs, 50), undefined, { signal }).catch(() => undefined)
      open.changes.check()
      if (!signal.aborted && open.changes.size() === 0 && clock.now().getTime() - lastAt < SIGN_OF_LIFE_MS) continue
      await open.takeChange()
      lastAt = clock.now().getTime()
      parts.onTaken?.(open.manifest())
    }
    return open.manifest()
  } finally {
    await open.changes.stop()
  }
}
