import { parseArgs } from 'node:util'
import { systemClock } from '@minsheng/shared/units/clock'
import { checkLedger } from './features/donation/index.ts'
import { BackupError, backupKeyOf, restore, verifyBackup, withStoredDatabase } from './platform/db/backup/index.ts'
import { connectDatabase } from './platform/db/index.ts'
import { createLog } from './platform/log/index.ts'

const USAGE = `restore --from DIR --uri mongodb://… [--db NAME]
restore --from DIR --check
  Loads a backup into an EMPTY database, then checks the ledger. --check only looks whether the backup is whole.
  BACKUP_KEY opens a sealed backup; RESTORE_URI takes the place of --uri, where a command line would show the password.`

const log = (line: string) => process.stdout.write(`${line}\n`)

async function ledgerHolds(uri: string, name: string): Promise<boolean> {
  const db = await connectDatabase(uri, name)
  try {
    const report = await checkLedger({ db, log: createLog('warn'), clock: systemClock })
    for (const { name: check, checked, breaches } of report.checks)
      log(`${breaches === 0 ? 'ok    ' : 'BROKEN'} ${check}: ${checked} checked, ${breaches} broken`)
    return report.ok
  } finally {
    await db.close()
  }
}

/** `restore`: a backup into an empty database, verified before and after. */
async function main(environment: Record<string, string | undefined>): Promise<boolean> {
  const { values } = parseArgs({
    options: { from: { type: 'string' }, uri: { type: 'string' }, db: { type: 'string' }, check: { type: 'boolean', default: false } },
  })
  const uri = values.uri ?? environment.RESTORE_URI
  if (!values.from || (!uri && !values.check)) throw new BackupError(USAGE)
  const backupKey = backupKeyOf(environment.BACKUP_KEY)
  const dir = values.from
  const began = Date.now()
  if (values.check || !uri) {
    const manifest = await verifyBackup(dir, backupKey)
    log(`The backup is whole, as of ${manifest.takenAt}.`)
    return true
  }
  const name = values.db ?? environment.MONGODB_DB ?? 'minsheng'
  const manifest = await withStoredDatabase(uri, name, (db) => restore({ db, dir, backupKey, log }))
  log(`restored in ${((Date.now() - began) / 1000).toFixed(1)} s: the database is as it was at ${manifest.takenAt}`)
  const ok = await ledgerHolds(uri, name)
  log(ok ? 'The ledger holds.' : 'The ledger is broken.')
  return ok
}

main(process.env).then(
  (ok) => process.exit(ok ? 0 : 1),
  (error: unknown) => {
    process.stderr.write(`${error instanceof BackupError ? error.message : error instanceof Error ? error.stack : String(error)}\n`)
    process.exit(2)
  },
)
