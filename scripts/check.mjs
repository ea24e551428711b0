import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { prepare } from './setup/prepare.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
await prepare(root, console.log)
const { runCheck } = await import('./check/parts.ts')
const { passed, failed } = await runCheck(root, console.log)
console.log(`${passed} passed, ${failed} failed`)
process.exit(failed === 0 ? 0 : 1)
