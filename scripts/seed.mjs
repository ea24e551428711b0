import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { prepare } from './setup/prepare.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
await prepare(root, console.log)
const { seed } = await import('./system/seed-command.ts')
process.exit(await seed(root))
