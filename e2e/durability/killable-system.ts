import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type EmbeddedMongod, startEmbeddedMongod } from '../../bff/src/platform/db/embedded/index.ts'
import { connectStandIns, developmentEnvironment } from '../../scripts/dev-environment.ts'
import { freePort } from '../../scripts/system/free-port.ts'
import { loadSeed } from '../../scripts/system/seed.ts'
import { type Service, startService } from '../../scripts/system/service.ts'
import { startStandIns } from '../../scripts/system/stand-ins.ts'

export type Victim = 'bff' | 'mongod'

export interface KillableSystem {
  bff: string
  pay: string
  mongodbUri: string
  mongodbName: string
  /** Kills with SIGKILL and starts only what was killed. */
  kill(victim: Victim): Promise<void>
  /** Ends the BFF and starts it with its writes weakened. */
  weakenWrites(): Promise<void>
  stop(): Promise<void>
}

async function fixedPort(): Promise<number> {
  const port = await freePort(0)
  if (port === null) throw new Error('no free port on loopback')
  return port
}

function listeningUrl(line: string): string | null {
  return line.includes('"msg":"listening"') ? (/"url":"([^"]+)"/.exec(line)?.[1] ?? null) : null
}

/** The built system with stand-ins that live on while BFF and mongod are killed, each at the same address again. */
export async function startKillableSystem(options: {
  root: string
  dataDir: string
  onSpawn: (pid: number) => void
}): Promise<KillableSystem> {
  const { root, dataDir, onSpawn } = options
  const log = () => undefined
  const mongoPort = await fixedPort()
  const bffPort = await fixedPort()
  const startMongod = async () => {
    const started = await startEmbeddedMongod({
      dataDir: join(dataDir, 'mongo'),
      cacheDir: join(root, '.cache', 'mongod'),
      port: mongoPort,
      log,
      cacheSizeGb: 0.25,
    })
    onSpawn(started.pid)
    return started
  }
  const made = developmentEnvironment({ dataDir, ports: { bff: bffPort, phone: 0, wechat: 0, pay: 0, sms: 0 } })
  let mongod: EmbeddedMongod = await startMongod()
  let bff: Service<string> | null = null
  let standIns: Awaited<ReturnType<typeof startStandIns>> | null = null
  const stop = async () => {
    await bff?.stop()
    await standIns?.stop()
    await mongod.stop()
  }
  try {
    standIns = await startStandIns({ root, dataDir, env: made.mock, onSpawn })
    const plainEnv: Record<string, string> = {
      ...connectStandIns(made, standIns.ready).bff,
      NODE_ENV: 'test',
      MONGODB_URI: mongod.uri,
      // All donors of the run come from one address.
      RATE_LIMIT_PER_MINUTE: '1000000',
      // A start is to be as quick as the gifts need it.
      POPULATION_COPY: 'asked',
    }
    const mongodbName = plainEnv.MONGODB_DB ?? 'minsheng'
    const { pay } = standIns.ready
    await loadSeed({ root, dataDir, bffEnv: plainEnv, mongodbUri: mongod.uri, database: 'embedded', mongodbName, pay, log })

    let bffEnv = plainEnv
    const startBff = () =>
      startService({
        name: 'BFF',
        script: join(root, 'bff', 'dist', 'main.js'),
        env: bffEnv,
        logFile: join(dataDir, 'logs', 'bff.log'),
        pidFile: join(dataDir, 'run', 'bff.pid'),
        graceMs: 20_000,
        readyLine: listeningUrl,
        onSpawn,
      })
    let running = await startBff()
    bff = running
    return {
      bff: running.ready,
      pay: standIns.ready.pay,
      mongodbUri: mongod.uri,
      mongodbName,
      async kill(victim) {
        if (victim === 'bff') {
          process.kill(running.pid, 'SIGKILL')
          await running.exited
          running = await startBff()
          bff = running
        } else {
          process.kill(mongod.pid, 'SIGKILL')
          await mongod.exited
          mongod = await startMongod()
        }
      },
      async weakenWrites() {
        await running.stop()
        bffEnv = { ...plainEnv, NODE_OPTIONS: `--import=${pathToFileURL(join(root, 'e2e/durability/weaken-writes.mjs')).href}` }
        running = await startBff()
        bff = running
      },
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}
