import { parseArgs } from 'node:util'
import { systemClock } from '@minsheng/shared/units/clock'
import { BackupError, backUp, backupKeyOf, followBackUp, type Manifest, withStoredDatabase } from './platform/db/backup/index.ts'
import { appVersion } from './version.ts'

const USAGE = `backup --out DIR [--follow] [--every SECONDS]
  DIR empty: a whole backup. DIR with a backup: what was written since.
  --follow   goes on until Ctrl-C (SIGTERM), a change every SECONDS (5): so much can be lost with the database's disk
  MONGODB_URI, MONGODB_DB say what; BACKUP_KEY (32 bytes, base64) seals it.`

const summary = ({ collections, changes, takenAt, sealed }: Manifest) =>
  `${sealed ? 'sealed, ' : ''}${collections.reduce((sum, { documents }) => sum + documents, 0)} documents in ${collections.length} collections, ${changes.length} changes, as of ${takenAt}`

/** `backup`: the whole database as of one moment, then each change after it. */
async function main(environment: Record<string, string | undefined>): Promise<void> {
  const { values } = parseArgs({
    options: { out: { type: 'string' }, follow: { type: 'boolean', default: false }, every: { type: 'string', default: '5' } },
  })
  const { MONGODB_URI, MONGODB_DB, BACKUP_KEY } = environment
  const seconds = Number(values.every)
  if (!values.out || !(seconds >= 0.1 && seconds <= 3600)) throw new BackupError(USAGE)
  if (!MONGODB_URI) throw new BackupError('MONGODB_URI is missing: it says which database to back up')
  const dir = values.out
  const log = (line: string) => process.stdout.write(`${line}\n`)
  const backupKey = backupKeyOf(BACKUP_KEY)
  if (!backupKey) log('BACKUP_KEY is not given: the files are not sealed')
  const stopping = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopping.abort())
  const began = Date.now()
  const manifest = await withStoredDatabase(MONGODB_URI, MONGODB_DB || 'minsheng', (db) => {
    const parts = { db, dir, backupKey, appVersion: appVersion(), clock: systemClock, log }
    return values.follow
      ? followBackUp({ ...parts, everyMs: seconds * 1000, signal: stopping.signal, onTaken: (taken) => log(summary(taken)) })
      : backUp(parts)
  })
  log(`backed up in ${((Date.now() - began) / 1000).toFixed(1)} s: ${summary(manifest)}`)
  log('The keys are not in it: keep the keyring file apart, or what is sealed in the database stays sealed.')
}

main(process.env).then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${error instanceof BackupError ? error.message : error instanceof Error ? error.stack : String(error)}\n`)
    process.exit(1)
  },
)
