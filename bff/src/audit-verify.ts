import { createWriteStream, existsSync } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { parseArgs } from 'node:util'
import { canonicalText } from '@minsheng/shared/units/canonical-text'
import { systemClock } from '@minsheng/shared/units/clock'
import { backedUpEvidence, liveEvidence, verifyAudit } from './platform/audit/index.ts'
import { type KeyRing, keyRingPath, readKeyRing } from './platform/crypto/keyring.ts'
import { backupKeyOf } from './platform/db/backup/index.ts'
import { connectDatabase } from './platform/db/index.ts'

const USAGE = `audit:verify [--anchors FILE]               the running database (MONGODB_URI, MONGODB_DB)
audit:verify --backup DIR [--anchors FILE]  a backup, without a database (BACKUP_KEY opens a sealed one)
audit:verify --write FILE                   also writes all rows down for scripts/verify-audit.mjs, which needs no server
  KEYRING_FILE (or KEYS_DIR) lets it check by whom rows were written; without, the chain and the anchors alone are looked at.`

type Evidence = Awaited<ReturnType<typeof liveEvidence>>

function keyRing(environment: Record<string, string | undefined>): KeyRing | null {
  if (!environment.KEYRING_FILE && !environment.KEYS_DIR) return null
  const path = keyRingPath({ keyringFile: environment.KEYRING_FILE, keysDir: environment.KEYS_DIR })
  return existsSync(path) ? readKeyRing(path) : null
}

/** Every row as its canonical text, the cut and the anchors first. */
async function writeDown(evidence: Evidence, file: string): Promise<void> {
  async function* lines() {
    yield `${JSON.stringify({ at: evidence.at, cut: evidence.cut, anchors: evidence.anchors })}\n`
    for await (const row of evidence.rows) yield `${canonicalText({ ...row })}\n`
    for (const row of evidence.open) yield `${canonicalText({ ...row })}\n`
  }
  await pipeline(lines(), createWriteStream(file, { mode: 0o600 }))
}

/** `audit:verify`: looks at every row of the audit; exit code 1 when it was bent. Reads only. */
async function main(environment: Record<string, string | undefined>): Promise<boolean> {
  const { values } = parseArgs({
    options: {
      backup: { type: 'string' },
      anchors: { type: 'string' },
      write: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help || (!values.backup && !environment.MONGODB_URI)) throw new Error(USAGE)
  const keys = keyRing(environment)
  const anchorFile = values.anchors ?? environment.AUDIT_ANCHOR_FILE
  const db = values.backup ? null : await connectDatabase(environment.MONGODB_URI ?? '', environment.MONGODB_DB || 'minsheng')
  const gather = () =>
    db
      ? liveEvidence({ db, clock: systemClock, keys, anchorFile })
      : backedUpEvidence({ dir: values.backup ?? '', backupKey: backupKeyOf(environment.BACKUP_KEY), keys, anchorFile })
  try {
    if (values.write) await writeDown(await gather(), values.write)
    const report = await verifyAudit(await gather())
    const say = (line: string) => process.stdout.write(`${line}\n`)
    say(`${report.rows} rows, ${report.open} waiting for their place, head ${report.head.seq} ${report.head.hash}`)
    say(
      report.anchoredTo === null
        ? 'No anchor agrees: nothing outside the database was looked at.'
        : `Anchored up to row ${report.anchoredTo}.`,
    )
    if (!keys) say('Without the keyring nobody can tell whether rows were written by the product.')
    for (const notice of report.notices) say(`notice ${notice}`)
    for (const { kind, words } of report.damages.slice(0, 20)) say(`BROKEN ${kind}: ${words}`)
    if (report.damages.length > 20) say(`BROKEN and ${report.damages.length - 20} more`)
    say(report.ok ? 'The audit holds.' : `The audit was bent: ${report.damages[0]?.words}.`)
    return report.ok
  } finally {
    await db?.close()
  }
}

main(process.env).then(
  (ok) => process.exit(ok ? 0 : 1),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exit(2)
  },
)
