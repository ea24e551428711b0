import { createReadStream, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { systemClock } from '@minsheng/shared/units/clock'
import { createApp } from './app.ts'
import { loadFeed } from './load-feed.ts'
import { parseConfig } from './platform/config/index.ts'
import { connectDatabase } from './platform/db/index.ts'
import { createLog } from './platform/log/index.ts'

/** `import-feed DIR`: loads feed.ndjson and pictures/ into the database; harmless to repeat. */
async function main(directory: string | undefined): Promise<void> {
  if (!directory) throw new Error('usage: import-feed DIR')
  const config = parseConfig(process.env)
  const db = await connectDatabase(config.MONGODB_URI, config.MONGODB_DB)
  try {
    const app = createApp({
      config: { ...config, H5_DIR: undefined, ADMIN_DIR: undefined },
      db,
      log: createLog('warn'),
      clock: systemClock,
    })
    await app.prepare()
    const lines = createInterface({ input: createReadStream(join(directory, 'feed.ndjson'), 'utf8') })
    const loaded = await loadFeed({ lines, readPicture: (file) => readFileSync(join(directory, 'pictures', file)) }, app, {
      production: config.NODE_ENV === 'production',
    })
    process.stdout.write(`${JSON.stringify({ loaded })}\n`)
  } finally {
    await db.close()
  }
}

main(process.argv[2]).then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exit(1)
  },
)
