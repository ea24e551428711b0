import { onPath, runCommand } from './command.ts'
import { EmbeddedMongodError } from './failure.ts'

/** MongoDB refuses to open data of another release series (6.0, 7.0, 8.0), so the series is what must match. */
export interface MongodVersion {
  version: string
  series: string
}

type Probe = ({ ok: true } & MongodVersion) | { ok: false; reason: string; missingLibrary: string | null }

/** Runs `mongod --version`: proves that the file runs here, and tells its release. */
export async function probeMongod(path: string): Promise<Probe> {
  const { code, output } = await runCommand(path, ['--version'], { timeoutMs: 20_000 })
  const found = /db version v((\d+\.\d+)\.\d+)/.exec(output)
  if (code === 0 && found?.[1] && found[2]) return { ok: true, version: found[1], series: found[2] }
  const missingLibrary = /error while loading shared libraries: (\S+?):/.exec(output)?.[1] ?? null
  return { ok: false, reason: output.trim().split('\n').at(-1) || `退出码 ${code}`, missingLibrary }
}

/** Probes a mongod we brought ourselves; as root on Debian or Ubuntu the one library it may lack is installed. */
export async function probeOrInstallLibrary(path: string, log: (line: string) => void): Promise<Probe> {
  const first = await probeMongod(path)
  if (first.ok || !first.missingLibrary?.startsWith('libcurl.so.4')) return first
  const aptGet = onPath('apt-get')
  if (process.getuid?.() !== 0 || !aptGet) {
    throw new EmbeddedMongodError('mongod 缺少系统库 libcurl.so.4:请先安装（Debian/Ubuntu:sudo apt-get install -y libcurl4），再重新运行')
  }
  log('mongod 缺少系统库 libcurl4，正在用 apt-get 安装…')
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const install = () => runCommand(aptGet, ['install', '-y', '--no-install-recommends', 'libcurl4'], { timeoutMs: 180_000, env })
  if ((await install()).code !== 0) {
    await runCommand(aptGet, ['update'], { timeoutMs: 180_000, env })
    const second = await install()
    if (second.code !== 0) {
      throw new EmbeddedMongodError('mongod 缺少系统库 libcurl.so.4，自动安装没有成功：请手动运行 apt-get install -y libcurl4，再重新运行')
    }
  }
  return probeMongod(path)
}
