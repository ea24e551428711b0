import { createReadStream, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { feedLine } from '@minsheng/shared/contracts/feed'
import { systemClock } from '@minsheng/shared/units/clock'
import { createApp } from './app.ts'
import { parseConfig } from './platform/config/index.ts'
import { connectDatabase } from './platform/db/index.ts'
import { createLog } from './platform/log/index.ts'

/** `import-feed DIR`: loads feed.ndjson and pictures/ into the database; harmless to repeat. */
async function main(directory: string | undefined): Promise<void> {
  if (!directory) throw new Error('usage: import-feed DIR')
  const config = parseConfig(process.env)
  const db = await connectDatabase(config.MONGODB_URI, config.MONGODB_DB)
  const app = createApp({ config: { ...config, H5_DIR: undefined, ADMIN_DIR: undefined }, db, log: createLog('warn'), clock: systemClock })
  await app.prepare()
  const counts = new Map<string, number>()
  let lineNumber = 0
  for await (const text of createInterface({ input: createReadStream(join(directory, 'feed.ndjson'), 'utf8') })) {
    lineNumber += 1
    if (text.trim() === '') continue
    const parsed = feedLine.safeParse(JSON.parse(text))
    if (!parsed.success) throw new Error(`feed line ${lineNumber}: ${parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`).join('; ')}`)
    const line = parsed.data
    if (line.type === 'staff') {
      if (config.NODE_ENV === 'production') throw new Error(`feed line ${lineNumber}: demo staff are refused in production`)
      const { type: _, ...staff } = line
      await app.identity.putStaff(staff)
    } else await app.donation.loadFeedLine(line, (file) => readFileSync(join(directory, 'pictures', file)))
    counts.set(line.type, (counts.get(line.type) ?? 0) + 1)
  }
  await db.close()
  process.stdout.write(`${JSON.stringify({ loaded: Object.fromEntries(counts) })}\n`)
}

main(process.argv[2]).then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exit(1)
  },
)
