import { systemClock } from '@minsheng/shared/units/clock'
import { checkLedger } from './features/donation/index.ts'
import { connectDatabase } from './platform/db/index.ts'
import { createLog } from './platform/log/index.ts'

/** `ledger-check`: looks at every invariant of the ledger, prints each with its counts; exit code 1 on a breach. Reads only. */
async function main(environment: Record<string, string | undefined>): Promise<boolean> {
  const { MONGODB_URI, MONGODB_DB } = environment
  if (!MONGODB_URI) throw new Error('MONGODB_URI is missing: it says where the ledger is')
  const db = await connectDatabase(MONGODB_URI, MONGODB_DB || 'minsheng')
  try {
    const report = await checkLedger({ db, log: createLog('warn'), clock: systemClock })
    for (const { name, checked, breaches, examples } of report.checks) {
      process.stdout.write(`${breaches === 0 ? 'ok    ' : 'BROKEN'} ${name}: ${checked} checked, ${breaches} broken\n`)
      for (const example of examples) process.stdout.write(`       ${example}\n`)
    }
    process.stdout.write(report.ok ? 'The ledger holds.\n' : 'The ledger is broken.\n')
    return report.ok
  } finally {
    await db.close()
  }
}

main(process.env).then(
  (ok) => process.exit(ok ? 0 : 1),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exit(2)
  },
)
