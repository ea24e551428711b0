import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { prepare } from './setup/prepare.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const began = Date.now()
const log = (line) => console.log(`[${((Date.now() - began) / 1000).toFixed(1).padStart(5)} 秒] ${line}`)

await prepare(root, log)
const { run } = await import('./start/run.ts')
try {
  await run({ root, began, log })
} catch (error) {
  console.error(`启动没有成功：${error instanceof Error ? error.message : error}`)
  process.exit(1)
}
