import mongoose from 'mongoose'
import { readBsonFile } from './bson-file.ts'
import { readManifest } from './manifest.ts'

const { BSON } = mongoose.mongo
type Document = mongoose.mongo.Document

/**
 * One collection of a backup as of its last moment, without a database; held in memory.
 * @throws BackupError when there is no backup, it was altered, or its key is missing
 */
export async function readBackedUpCollection<T extends { _id: string }>(
  dir: string,
  name: string,
  backupKey: Buffer | null,
): Promise<{ rows: T[]; takenAt: Date }> {
  const manifest = readManifest(dir, backupKey)
  const rows = new Map<string, T>()
  const isText = (id: unknown): id is string => typeof id === 'string'
  for (const { collection, file } of manifest.base) {
    if (collection !== name) continue
    for await (const raw of readBsonFile(dir, file, backupKey)) {
      const row = BSON.deserialize(raw) as T
      rows.set(row._id, row)
    }
  }
  for (const { file } of manifest.changes)
    for await (const raw of readBsonFile(dir, file, backupKey)) {
      const { c, d, x } = BSON.deserialize(raw) as { c: string; d?: Document; x?: unknown }
      if (c !== name) continue
      if (d) rows.set(String(d._id), d as T)
      else if (isText(x)) rows.delete(x)
    }
  return { rows: [...rows.values()], takenAt: new Date(manifest.takenAt) }
}
