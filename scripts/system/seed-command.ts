import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { runningMongodUri } from '../../bff/src/platform/db/embedded/index.ts'
import { buildTarget } from '../build/targets.ts'
import { defaultPorts, developmentEnvironment } from '../dev-environment.ts'
import { loadWholeDistrict, progressBar } from './whole-district.ts'

const USAGE = `npm run seed -- --residents N [--uri mongodb://…] [--db 库名]
  装入一个虚构的城区：约 N 人（2,000 到 3,000,000），按 2020 年人口普查的年龄和户规模生成，与正式数据一样加密、建索引。
  不给 --uri 时装入正在运行的 npm start 的数据库；不给 --db 时库名为 minsheng_district，不动演示数据。`

/** `npm run seed`: makes up a whole district and loads it as real data would be. @returns the exit code */
export async function seed(root: string): Promise<number> {
  const { values } = parseArgs({ options: { residents: { type: 'string' }, uri: { type: 'string' }, db: { type: 'string' } } })
  const wanted = z
    .object({
      residents: z.coerce.number().int().min(2_000).max(3_000_000),
      uri: z.string().startsWith('mongodb').optional(),
      db: z.string().min(1).default('minsheng_district'),
    })
    .safeParse(values)
  if (!wanted.success) {
    process.stderr.write(`${USAGE}\n`)
    return 2
  }
  const { residents, db } = wanted.data
  const dataDir = join(root, '.data')
  const uri =
    wanted.data.uri ?? process.env.MONGODB_URI ?? (await runningMongodUri(join(dataDir, 'mongo'), Number(process.env.MONGO_PORT || 27_117)))
  if (!uri) {
    process.stderr.write('没有可装入的数据库：请先运行 npm start，或用 --uri 指明数据库\n')
    return 2
  }
  for (const target of ['bff', 'mock'] as const) await buildTarget(root, target)
  const { bff } = developmentEnvironment({ dataDir, ports: defaultPorts })
  const isTerminal = process.stdout.isTTY
  let toldAt = 0
  const done = await loadWholeDistrict({
    root,
    residents,
    env: { ...bff, MONGODB_URI: uri, MONGODB_DB: db },
    onProgress(people, seconds) {
      // Into a file a line now and then; on a screen one line that moves.
      if (!isTerminal && seconds - toldAt < 15) return
      toldAt = seconds
      const bar = progressBar(people, residents, seconds)
      process.stdout.write(isTerminal ? `\r${bar}\u001b[K` : `${bar}\n`)
    },
  })
  const { loaded, seconds, maker, loader } = done
  const of = (type: string) => (loaded[type] ?? 0).toLocaleString('en')
  process.stdout.write(
    `${isTerminal ? '\r\u001b[K' : ''}已装入 ${of('person')} 人、${of('household')} 户、${of('place')} 个地点到库 ${db}：用时 ${Math.floor(seconds / 60)} 分 ${Math.round(seconds % 60)} 秒，内存最多 ${loader.peakRssMb + maker.peakRssMb} MB\n`,
  )
  return 0
}
