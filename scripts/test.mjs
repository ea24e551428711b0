import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { prepare } from './setup/prepare.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
await prepare(root, console.log)
const { runSuite } = await import('./suite/run.ts')
process.exit(await runSuite(root, process.argv.slice(2)))
