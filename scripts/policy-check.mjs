import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { prepare } from './setup/prepare.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
await prepare(root, console.log)
if (!process.env.MONGODB_URI) {
  const { runningMongodUri } = await import('../bff/src/platform/db/embedded/index.ts')
  const uri = await runningMongodUri(join(root, '.data', 'mongo'), Number(process.env.MONGO_PORT || 27_117))
  if (uri === null) {
    console.error('没有可核对的政策：请先运行 npm start，或用环境变量 MONGODB_URI 指明数据库')
    process.exit(2)
  }
  process.env.MONGODB_URI = uri
}
await import('../bff/src/policy-check.ts')
