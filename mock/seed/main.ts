import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { shanghaiDate } from '@minsheng/shared/units/clock'
import * as z from 'zod'
import { districtFeed } from './feed.ts'

const { values } = parseArgs({ options: { out: { type: 'string' }, size: { type: 'string' }, today: { type: 'string' } } })
const wanted = z
  .object({ out: z.string().min(1), size: z.enum(['small']).default('small'), today: z.iso.date().default(() => shanghaiDate(new Date())) })
  .safeParse(values)

if (!wanted.success) {
  console.error(`usage: seed --out DIR [--size small] [--today yyyy-mm-dd]\n${z.prettifyError(wanted.error)}`)
  process.exitCode = 2
} else {
  const { out, today } = wanted.data
  const feed = districtFeed(today)
  mkdirSync(join(out, 'pictures'), { recursive: true })
  for (const [file, svg] of [...feed.pictures, ...feed.papers]) writeFileSync(join(out, 'pictures', file), svg)
  writeFileSync(join(out, 'feed.ndjson'), `${feed.lines.map((line) => JSON.stringify(line)).join('\n')}\n`)
  console.log(JSON.stringify({ out, today, lines: feed.lines.length, pictures: feed.pictures.size }))
}
