import { join } from 'node:path'
import mongoose from 'mongoose'
import { hashFile, readBsonFile } from './bson-file.ts'
import { NOTES } from './changes.ts'
import { BackupError, type Manifest, readManifest } from './manifest.ts'

const { BSON } = mongoose.mongo
type Db = mongoose.mongo.Db
type Document = mongoose.mongo.Document

/** Numbers, dates and bytes as the types they were, not as JavaScript would have them. */
const exact = { promoteValues: false, promoteLongs: false, promoteBuffers: false, bsonRegExp: true } as const
const MOST_DOCUMENTS = 1_000
const MOST_BYTES = 8 * 1024 * 1024
const certain = { writeConcern: { w: 'majority', journal: true } } as const

/**
 * Looks at every file of a backup without writing anything: is each the one that was written, does each read to its end.
 * @throws BackupError naming the file
 */
export async function verifyBackup(dir: string, backupKey: Buffer | null): Promise<Manifest> {
  const manifest = readManifest(dir, backupKey)
  for (const { file, sha256, documents } of [...manifest.base, ...manifest.changes]) {
    const there = await hashFile(join(dir, file)).catch((error: unknown) => {
      throw new BackupError(`${file} can't be read`, { cause: error })
    })
    if (there.sha256 !== sha256) throw new BackupError(`${file} is not the file that was written: its SHA-256 differs`)
    let count = 0
    try {
      for await (const _ of readBsonFile(dir, file, backupKey)) count += 1
    } catch (error) {
      throw new BackupError(`${file} can't be opened`, { cause: error })
    }
    if (count !== documents) throw new BackupError(`${file} holds ${count} documents, written were ${documents}`)
  }
  return manifest
}

async function refuseUnlessEmpty(db: Db): Promise<void> {
  const there: string[] = []
  for (const { name } of await db.listCollections({}, { nameOnly: true }).toArray()) {
    if (name.startsWith('system.')) continue
    const count = await db.collection(name).estimatedDocumentCount()
    there.push(`${name} (${count})`)
  }
  if (there.length > 0)
    throw new BackupError(`the database ${db.databaseName} is not empty, nothing was written: ${there.sort().join(', ')}`)
}

async function loadBase(db: Db, dir: string, base: Manifest['base'][number], backupKey: Buffer | null): Promise<void> {
  const collection = db.collection(base.collection)
  let batch: Document[] = []
  let bytes = 0
  async function flush() {
    if (batch.length > 0) await collection.insertMany(batch, { ordered: false, forceServerObjectId: true, ...certain })
    batch = []
    bytes = 0
  }
  for await (const raw of readBsonFile(dir, base.file, backupKey)) {
    batch.push(BSON.deserialize(raw, exact))
    bytes += raw.length
    if (batch.length >= MOST_DOCUMENTS || bytes >= MOST_BYTES) await flush()
  }
  await flush()
}

type Operation = mongoose.mongo.AnyBulkWriteOperation

async function applyChanges(db: Db, dir: string, file: string, backupKey: Buffer | null): Promise<void> {
  let collection = ''
  let batch: Operation[] = []
  let bytes = 0
  async function flush() {
    if (batch.length > 0) await db.collection(collection).bulkWrite(batch, { ordered: false, ...certain })
    batch = []
    bytes = 0
  }
  for await (const raw of readBsonFile(dir, file, backupKey)) {
    const { c, d, x } = BSON.deserialize(raw, exact) as { c: string; d?: Document; x?: unknown }
    if (c !== collection || batch.length >= MOST_DOCUMENTS || bytes >= MOST_BYTES) await flush()
    collection = c
    bytes += raw.length
    const filter = { _id: d ? d._id : x } as Document
    batch.push(d ? { replaceOne: { filter, replacement: d, upsert: true } } : { deleteOne: { filter } })
  }
  await flush()
}

/**
 * Loads a backup into an empty database: verified before anything is written, counted before it is called done, indexes last.
 * @throws BackupError naming what is there already, what is damaged, or what does not add up
 */
export async function restore(options: { db: Db; dir: string; backupKey: Buffer | null; log: (line: string) => void }): Promise<Manifest> {
  const { db, dir, backupKey, log } = options
  await refuseUnlessEmpty(db)
  const manifest = await verifyBackup(dir, backupKey)
  log(`every file is the one that was written: ${manifest.base.length} of the base, ${manifest.changes.length} of changes`)
  for (const { name, options: made } of manifest.collections) await db.createCollection(name, { ...made, ...certain })
  for (const base of manifest.base) await loadBase(db, dir, base, backupKey)
  for (const { file } of manifest.changes) await applyChanges(db, dir, file, backupKey)
  const wrong: string[] = []
  for (const { name, documents } of manifest.collections) {
    const count = await db.collection(name).countDocuments({})
    if (count !== documents) wrong.push(`${name}: ${count} documents instead of ${documents}`)
  }
  if (wrong.length > 0) throw new BackupError(`the counts do not add up: ${wrong.join('; ')}`)
  log(`every count is right: ${manifest.collections.reduce((sum, { documents }) => sum + documents, 0)} documents`)
  // After the counts: an index that forgets old documents begins to do so at once.
  for (const { name, indexes } of manifest.collections) {
    if (indexes.length === 0) continue
    const definitions = indexes.map(({ v: _v, ns: _ns, ...definition }) => definition as unknown as mongoose.mongo.IndexDescription)
    await db.collection(name).createIndexes(definitions)
  }
  await db
    .collection(NOTES)
    .drop()
    .catch(() => undefined)
  return manifest
}
