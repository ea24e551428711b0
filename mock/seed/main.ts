import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { parseArgs } from 'node:util'
import { shanghaiDate } from '@minsheng/shared/units/clock'
import * as z from 'zod'
import { wholeDistrict } from './district/stream.ts'
import { districtFeed } from './feed.ts'

const { values } = parseArgs({
  options: { out: { type: 'string' }, size: { type: 'string' }, residents: { type: 'string' }, today: { type: 'string' } },
})
const today = z.iso.date().default(() => shanghaiDate(new Date()))
const wanted = z
  .union([
    z.strictObject({ out: z.string().min(1), size: z.enum(['small']).default('small'), today }),
    z.strictObject({ residents: z.coerce.number().int().min(2_000).max(3_000_000), today }),
  ])
  .safeParse(values)

function writeSmall(out: string, day: string): void {
  const feed = districtFeed(day)
  mkdirSync(join(out, 'pictures'), { recursive: true })
  for (const [file, svg] of [...feed.pictures, ...feed.papers]) writeFileSync(join(out, 'pictures', file), svg)
  writeFileSync(join(out, 'feed.ndjson'), `${feed.lines.map((line) => JSON.stringify(line)).join('\n')}\n`)
  console.log(JSON.stringify({ out, today: day, lines: feed.lines.length, pictures: feed.pictures.size }))
}

const LINES_AT_ONCE = 500

/** Many lines in one text: a write for each would cost more than making it. */
function* texts(residents: number, day: string): Generator<string> {
  let waiting: string[] = []
  for (const line of wholeDistrict(residents, day)) {
    waiting.push(JSON.stringify(line))
    if (waiting.length < LINES_AT_ONCE) continue
    yield `${waiting.join('\n')}\n`
    waiting = []
  }
  if (waiting.length > 0) yield `${waiting.join('\n')}\n`
}

if (!wanted.success) {
  console.error(
    `usage: seed --out DIR [--size small] [--today yyyy-mm-dd]
       seed --residents N [--today yyyy-mm-dd]   the whole district, to standard output
${z.prettifyError(wanted.error)}`,
  )
  process.exitCode = 2
} else if ('residents' in wanted.data) {
  await pipeline(Readable.from(texts(wanted.data.residents, wanted.data.today)), process.stdout)
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage()
  console.error(JSON.stringify({ peakRssMb: Math.round(maxRSS / 1024), cpuSeconds: Math.round((userCPUTime + systemCPUTime) / 1e6) }))
} else writeSmall(wanted.data.out, wanted.data.today)
