import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { prepare } from './setup/prepare.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const began = Date.now()
const log = (line) => console.log(`[${((Date.now() - began) / 1000).toFixed(1).padStart(5)} 秒] ${line}`)

if (process.env.NODE_ENV === 'production') {
  console.error(
    '启动没有成功：npm start 会带上演示账号、外部替身、手机页和自动生成的密钥，不能用于生产（NODE_ENV=production）。生产环境请按 README“Pointing it at the real outside”一节运行 node bff/dist/main.js',
  )
  process.exit(1)
}
await prepare(root, log)
const { run } = await import('./start/run.ts')
try {
  await run({ root, began, log })
} catch (error) {
  console.error(`启动没有成功：${error instanceof Error ? error.message : error}`)
  process.exit(1)
}
