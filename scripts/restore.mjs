import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { prepare } from './setup/prepare.mjs'

await prepare(dirname(dirname(fileURLToPath(import.meta.url))), console.log)
await import('../bff/src/restore.ts')
