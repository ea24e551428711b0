import { createHmac, timingSafeEqual } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { open, rename } from 'node:fs/promises'
import { join } from 'node:path'
import mongoose from 'mongoose'
import * as z from 'zod'

const { EJSON } = mongoose.mongo.BSON
const fileFacts = z.object({
  file: z.string().regex(/^[A-Za-z0-9_.-]{1,200}$/),
  documents: z.number().int().nonnegative(),
  bytes: z.number().int().nonnegative(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
})
/** A cluster time as seconds and number within the second. */
const clusterTime = z.object({ seconds: z.number().int(), count: z.number().int() })
export type ClusterTime = z.output<typeof clusterTime>

const manifestShape = z.object({
  format: z.literal(1),
  /** Of this set of files; the database's note about its backups carries it. */
  set: z.string().min(8),
  appVersion: z.string(),
  serverVersion: z.string(),
  database: z.string(),
  begunAt: z.iso.datetime(),
  /** When what the set holds was last true of the database, by the wall clock and by the database's own. */
  takenAt: z.iso.datetime(),
  clusterTime,
  sealed: z.boolean(),
  collections: z.array(
    z.object({
      name: z.string().min(1),
      options: z.record(z.string(), z.unknown()),
      indexes: z.array(z.record(z.string(), z.unknown())),
      /** Documents at `clusterTime`. */
      documents: z.number().int().nonnegative(),
    }),
  ),
  /** Collections as they were found, each while the product went on writing. */
  base: z.array(z.object({ collection: z.string(), ...fileFacts.shape })),
  /** What was written meanwhile and since, each file as of one cluster time; to be applied in order. */
  changes: z.array(z.object({ upTo: clusterTime, ...fileFacts.shape })).min(1),
  /** Where the next change continues. */
  resumeToken: z.unknown(),
})
export type Manifest = z.output<typeof manifestShape>

const FILE = 'manifest.json'

/** Something an operator must see to, in one sentence. */
export class BackupError extends Error {
  override name = 'BackupError'
}

const macOf = (key: Buffer, text: string) => createHmac('sha256', key).update('backup manifest|').update(text).digest()

export const hasManifest = (dir: string) => existsSync(join(dir, FILE))

/** Whole or not at all, and on the disk: a process that dies leaves the manifest before. */
export async function writeManifest(dir: string, manifest: Manifest, key: Buffer | null): Promise<void> {
  // Index definitions and tokens hold types that plain JSON loses.
  const text = EJSON.stringify(manifest, undefined, 1, { relaxed: true })
  const draft = join(dir, `${FILE}.new`)
  const handle = await open(draft, 'w', 0o600)
  try {
    await handle.writeFile(`${JSON.stringify({ mac: key ? macOf(key, text).toString('hex') : null })}\n${text}\n`)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(draft, join(dir, FILE))
}

/** @throws BackupError when there is none, it was altered, or it needs a key that was not given */
export function readManifest(dir: string, key: Buffer | null): Manifest {
  if (!hasManifest(dir)) throw new BackupError(`${dir} holds no backup: there is no ${FILE}`)
  const content = readFileSync(join(dir, FILE), 'utf8')
  const cut = content.indexOf('\n')
  const text = content.slice(cut + 1).trimEnd()
  let manifest: Manifest
  let mac: unknown
  try {
    mac = (JSON.parse(content.slice(0, cut)) as { mac: unknown }).mac
    manifest = manifestShape.parse(EJSON.parse(text, { relaxed: true }))
  } catch (error) {
    throw new BackupError(`${FILE} is damaged`, { cause: error })
  }
  if (!manifest.sealed) return manifest
  if (!key) throw new BackupError('the backup is sealed: give its key in BACKUP_KEY')
  const [right, given] = [macOf(key, text), Buffer.from(typeof mac === 'string' ? mac : '', 'hex')]
  if (right.length !== given.length || !timingSafeEqual(right, given))
    throw new BackupError(`${FILE} was altered, or BACKUP_KEY is not the key of this backup`)
  return manifest
}

/** @throws BackupError when the text is not 32 bytes in base64 */
export function backupKeyOf(text: string | undefined): Buffer | null {
  if (!text) return null
  const key = Buffer.from(text, 'base64')
  if (key.length !== 32 || key.toString('base64') !== text) throw new BackupError('BACKUP_KEY must be 32 bytes in base64')
  return key
}
