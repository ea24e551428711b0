import { join } from 'node:path'
import { commandLineOf, parentOf } from '../../bff/src/platform/db/embedded/owner.ts'
import { endLeftover, removePidFile, writePidFile } from '../../bff/src/platform/db/embedded/pid-file.ts'
import { abortBuilds, buildTarget, type TargetName } from '../build/targets.ts'
import { defaultPorts } from '../dev-environment.ts'
import { type RunningSystem, startSystem } from '../system/system.ts'
import { startPage } from './page.ts'

function portFrom(name: string, fallback: number): number {
  const text = process.env[name]
  if (text === undefined || text === '') return fallback
  const port = Number(text)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(`环境变量 ${name} 的值 ${text} 不是端口号（0–65535）`)
  return port
}

function portsFromEnvironment() {
  return {
    bff: portFrom('PORT', defaultPorts.bff),
    phone: portFrom('MOCK_PHONE_PORT', defaultPorts.phone),
    wechat: portFrom('MOCK_WECHAT_PORT', defaultPorts.wechat),
    pay: portFrom('MOCK_PAY_PORT', defaultPorts.pay),
    sms: portFrom('MOCK_SMS_PORT', defaultPorts.sms),
    voice: portFrom('MOCK_VOICE_PORT', defaultPorts.voice),
    hub: portFrom('MOCK_HUB_PORT', defaultPorts.hub),
    mongo: portFrom('MONGO_PORT', 27_117),
  }
}

const titles: Record<TargetName, string> = { bff: '业务服务', mock: '外部替身', admin: '管理后台', h5: '居民端 H5', weapp: '小程序' }

async function build(root: string, log: (line: string) => void): Promise<void> {
  const make = async (names: TargetName[]) => {
    for (const name of names) {
      const began = Date.now()
      const slow = setTimeout(() => log(`${titles[name]}：正在构建…`), 1_500)
      const outcome = await buildTarget(root, name).finally(() => clearTimeout(slow))
      if (outcome === 'built') log(`${titles[name]}：已构建（${((Date.now() - began) / 1000).toFixed(1)} 秒）`)
    }
  }
  await Promise.all([make(['bff', 'mock', 'admin']), make(['h5'])])
}

/** Builds what changed, starts everything, prints the page, and stays until a signal or a failure. */
export async function run(options: { root: string; began: number; log: (line: string) => void }): Promise<void> {
  const { root, log } = options
  const dataDir = join(root, '.data')
  const pidFile = join(dataDir, 'run', 'start.pid')
  const spawned: number[] = []
  let system: RunningSystem | null = null
  let stopping = false

  let askToStop: () => void = () => undefined
  const asked = new Promise<'asked'>((resolve) => {
    askToStop = () => resolve('asked')
  })
  const onSignal = () => {
    if (stopping) return
    stopping = true
    log('正在停止…')
    askToStop()
    if (system) return
    // Still starting: ending the parts makes the start give up and clean after itself.
    abortBuilds()
    for (const pid of [...spawned].reverse()) if (isAlive(pid)) process.kill(pid, 'SIGTERM')
    setTimeout(() => process.exit(1), 30_000).unref()
  }
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, onSignal)

  // npm killed hard passes no signal on; without it nobody could stop us from the terminal any more.
  if (process.env.npm_lifecycle_event) watchStarters(onSignal)

  await endLeftover({ pidFile, commandIncludes: 'start.mjs', name: '本系统（npm start）', log })
  await writePidFile(pidFile, process.pid)
  try {
    await build(root, log)
    if (stopping) return process.exit(0)
    system = await startSystem({
      root,
      dataDir,
      ports: portsFromEnvironment(),
      mongodbUri: process.env.MONGODB_URI || undefined,
      log,
      onSpawn: (pid) => spawned.push(pid),
      cancelled: () => stopping,
    })
    console.log(startPage(system, dataDir, ((Date.now() - options.began) / 1000).toFixed(1)))
    const outcome = await Promise.race([asked, system.failed])
    if (outcome !== 'asked') {
      stopping = true
      console.error(`${outcome}，其余部分也一并停止；详见 .data/logs`)
    }
    await system.stop()
    await removePidFile(pidFile)
    log('已全部停止')
    process.exit(outcome === 'asked' ? 0 : 1)
  } catch (error) {
    await removePidFile(pidFile)
    if (stopping) {
      log('已全部停止')
      process.exit(0)
    }
    throw error
  }
}

/** npm starts us through a shell, unless the shell gives way to us: npm, and what stands between, must live on. */
function watchStarters(onGone: () => void): void {
  const parent = process.ppid
  const throughShell = commandLineOf(parent)?.includes(' -c ') ?? false
  const npm = throughShell ? parentOf(parent) : parent
  setInterval(() => {
    if (process.ppid !== parent || (throughShell && parentOf(parent) !== npm)) onGone()
  }, 1_000).unref()
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
