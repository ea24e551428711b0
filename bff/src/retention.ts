import { parseArgs } from 'node:util'
import { systemClock } from '@minsheng/shared/units/clock'
import { openKeyRing } from './platform/crypto/live-keyring.ts'
import { connectDatabase } from './platform/db/index.ts'
import { createRetention } from './retained.ts'

const USAGE = `retention             how many documents of each collection have been kept long enough; changes nothing
retention --end       ends them: deletes or makes anonymous, and puts it on record
  MONGODB_URI, MONGODB_DB say which database; KEYRING_FILE (or KEYS_DIR) which keyring.`

/** `retention`: what has been kept long enough, collection by collection. A dry run unless `--end` is given. */
async function main(environment: Record<string, string | undefined>): Promise<void> {
  const { values } = parseArgs({ options: { end: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } } })
  if (values.help || !environment.MONGODB_URI) throw new Error(USAGE)
  const db = await connectDatabase(environment.MONGODB_URI, environment.MONGODB_DB || 'minsheng')
  try {
    const { keys } = openKeyRing({ keyringFile: environment.KEYRING_FILE, keysDir: environment.KEYS_DIR }, systemClock)
    const retention = createRetention({ db, keys, clock: systemClock })
    await retention.prepare()
    const tallies = values.end ? await retention.end() : await retention.due()
    if (!tallies) throw new Error('another process is at it at this moment; try again in a minute')
    for (const { collection, due, ended } of tallies)
      process.stdout.write(`${collection}: ${due} due${values.end ? `, ${ended} ended` : ''}\n`)
    if (!values.end) process.stdout.write('Nothing was changed. To end them: npm run retention -- --end\n')
  } finally {
    await db.close()
  }
}

main(process.env).then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exit(1)
  },
)
