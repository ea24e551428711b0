import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { systemClock } from '@minsheng/shared/units/clock'
import { backUp, withStoredDatabase } from '../src/platform/db/backup/index.ts'
import type { TestApp } from './app.ts'

/** Where in these bytes any of these words stand, as text or in base64. */
export function foundIn(content: Buffer, canaries: Readonly<Record<string, string>>): string[] {
  const text = content.toString('latin1')
  return Object.entries(canaries).flatMap(([name, canary]) => {
    const bytes = Buffer.from(canary)
    const forms = [bytes, Buffer.from(canary, 'utf16le'), Buffer.from(bytes.toString('base64').replace(/..?=*$/, ''))]
    return forms.some((form) => text.includes(form.toString('latin1'))) ? [name] : []
  })
}

function filesUnder(dir: string, since: number): string[] {
  return readdirSync(dir, { withFileTypes: true }).flatMap((entry) => {
    const path = join(dir, entry.name)
    if (entry.isDirectory()) return filesUnder(path, since)
    return (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0) >= since ? [path] : []
  })
}

/** null: gone meanwhile, as files of other tests' databases on the same server are when those are dropped. */
function bytesOf(path: string): Buffer | null {
  try {
    return readFileSync(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

/** Everything that our own command writes when it backs this app's database up. */
export async function backedUpContents({ config }: TestApp): Promise<Buffer[]> {
  const dir = mkdtempSync(join(tmpdir(), 'canary-backup-'))
  try {
    await withStoredDatabase(config.MONGODB_URI, config.MONGODB_DB, (db) =>
      backUp({ db, dir, backupKey: null, appVersion: 'test', clock: systemClock, log: () => undefined }),
    )
    return filesUnder(dir, 0).map((file) => {
      const bytes = readFileSync(file)
      return bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes
    })
  } finally {
    rmSync(dir, { recursive: true })
  }
}

/** The database server's own files that were written since then, after a checkpoint. */
export async function serverFiles({ config }: TestApp, since: number): Promise<{ file: string; content: Buffer }[]> {
  const dbPath = await withStoredDatabase(config.MONGODB_URI, config.MONGODB_DB, async (db) => {
    await db.admin().command({ fsync: 1 })
    const { parsed } = await db.admin().command({ getCmdLineOpts: 1 })
    return (parsed as { storage: { dbPath: string } }).storage.dbPath
  })
  return filesUnder(dbPath, since).flatMap((file) => {
    const content = bytesOf(file)
    return content ? [{ file, content }] : []
  })
}
