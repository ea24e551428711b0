import { createReadStream, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { systemClock } from '@minsheng/shared/units/clock'
import { createApp } from './app.ts'
import { loadFeed } from './load-feed.ts'
import { parseConfig } from './platform/config/index.ts'
import { connectDatabase } from './platform/db/index.ts'
import { createLog } from './platform/log/index.ts'

/**
 * `import-feed DIR`: loads feed.ndjson and pictures/ into the database; harmless to repeat. `import-feed -` reads the lines
 * from standard input and tells, twice a second, how many people it has taken.
 */
async function main(directory: string | undefined): Promise<void> {
  if (!directory) throw new Error('usage: import-feed DIR | -')
  const isPiped = directory === '-'
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
    const input = isPiped ? process.stdin : createReadStream(join(directory, 'feed.ndjson'), 'utf8')
    const lines = createInterface({ input })
    const loaded = await loadFeed({ lines, readPicture: (file) => readFileSync(join(directory, 'pictures', file)) }, app, {
      production: config.NODE_ENV === 'production',
      ...(isPiped ? { tell: teller() } : {}),
    })
    const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage()
    const usage = { peakRssMb: Math.round(maxRSS / 1024), cpuSeconds: Math.round((userCPUTime + systemCPUTime) / 1e6) }
    process.stdout.write(`${JSON.stringify({ loaded, usage })}\n`)
  } finally {
    await db.close()
  }
}

/** Tells how far it is, not more often than anyone can read. */
function teller(): (counts: Record<string, number>) => void {
  let toldAt = 0
  return (counts) => {
    const now = Date.now()
    if (now - toldAt < 500) return
    toldAt = now
    process.stdout.write(`${JSON.stringify({ people: counts.person ?? 0 })}\n`)
  }
}

main(process.argv[2]).then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exit(1)
  },
)
