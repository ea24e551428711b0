import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { prepare } from './setup/prepare.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
await prepare(root, console.log)
const dataDir = join(root, '.data')
if (!process.env.KEYRING_FILE && !process.env.KEYS_DIR) process.env.KEYS_DIR = join(dataDir, 'keys', 'bff')
if (!process.env.MONGODB_URI && !process.argv.includes('--backup')) {
  const { runningMongodUri } = await import('../bff/src/platform/db/embedded/index.ts')
  const uri = await runningMongodUri(join(dataDir, 'mongo'), Number(process.env.MONGO_PORT || 27_117))
  if (uri !== null) process.env.MONGODB_URI = uri
}
await import('../bff/src/audit-verify.ts')
