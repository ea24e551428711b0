import path from 'node:path'
import { drawIcons } from './draw-icons'
import { writeRoutes } from './write-routes'

async function main() {
  const source = path.resolve(__dirname, '../src')
  const [icons, operations] = await Promise.all([drawIcons(source), writeRoutes(source)])
  console.info(`生成：${icons} 个图标，${operations} 个接口`)
}

main().catch((error: unknown) => {
  console.error(error)
  process.exitCode = 1
})
