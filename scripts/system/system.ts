import { join } from 'node:path'
import { type EmbeddedMongod, startEmbeddedMongod } from '../../bff/src/platform/db/embedded/index.ts'
import { endLeftover } from '../../bff/src/platform/db/embedded/pid-file.ts'
import { connectStandIns, developmentEnvironment, type StandInUrls, type SystemPorts } from '../dev-environment.ts'
import { freePort } from './free-port.ts'
import { heapBound } from './heap-bound.ts'
import { connectReceipts } from './receipts.ts'
import { loadSeed } from './seed.ts'
import { type Service, startService } from './service.ts'
import { startStandIns } from './stand-ins.ts'

export interface SystemUrls {
  /** The BFF, and the resident's H5 at its root. */
  bff: string
  standIns: StandInUrls
  mongodbUri: string
  mongodbName: string
}

export interface RunningSystem extends SystemUrls {
  /** Where mongod came from, in words. */
  mongodSource: string
  /** Settles with one sentence when a part ends that nobody asked to end. */
  failed: Promise<string>
  /** Stops BFF, stand-ins and mongod in this order. */
  stop(): Promise<void>
}

export interface SystemOptions {
  root: string
  dataDir: string
  /** 0: any free port. */
  ports: SystemPorts & { mongo: number }
  /** An existing replica set to use in place of the embedded one. */
  mongodbUri?: string | undefined
  cacheSizeGb?: number
  /** Further environment of the BFF. */
  bffEnvironment?: Record<string, string>
  log: (line: string) => void
  onSpawn?: (pid: number) => void
  /** Asked between the steps: true makes the start give up. */
  cancelled?: () => boolean
}

const portNames: Record<keyof SystemOptions['ports'], string> = {
  bff: 'PORT',
  phone: 'MOCK_PHONE_PORT',
  wechat: 'MOCK_WECHAT_PORT',
  pay: 'MOCK_PAY_PORT',
  sms: 'MOCK_SMS_PORT',
  voice: 'MOCK_VOICE_PORT',
  hub: 'MOCK_HUB_PORT',
  mongo: 'MONGO_PORT',
}

async function settlePorts(ports: SystemOptions['ports'], withMongod: boolean): Promise<SystemOptions['ports']> {
  const settled = { ...ports }
  for (const name of Object.keys(portNames) as (keyof typeof portNames)[]) {
    if (name === 'mongo' && !withMongod) continue
    const port = await freePort(ports[name])
    if (port === null) {
      throw new Error(`端口 ${ports[name]} 已被其他程序占用：请停止它，或用环境变量 ${portNames[name]} 换一个端口，再重新运行`)
    }
    settled[name] = port
  }
  return settled
}

function listeningUrl(line: string): string | null {
  if (!line.includes('"msg":"listening"')) return null
  return /"url":"([^"]+)"/.exec(line)?.[1] ?? null
}

async function untilReady(url: string, bff: Service<string>): Promise<void> {
  const deadline = Date.now() + 60_000
  let ended: string | null = null
  void bff.exited.then((reason) => {
    ended = reason
  })
  while (Date.now() < deadline) {
    if (ended !== null) throw new Error(`业务服务（BFF）启动后退出了（${ended}），详见 bff.log`)
    const status = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(5_000) }).then(
      async (response) => {
        await response.arrayBuffer()
        return response.status
      },
      () => 0,
    )
    if (status === 200) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('业务服务（BFF）在 60 秒内没有准备好（/readyz），详见 bff.log')
}

/**
 * Starts the whole built system: mongod, stand-ins, seed, BFF. What an earlier, killed run left on the same data is ended
 * first; when a part fails to start, the parts already started are stopped again.
 */
export async function startSystem(options: SystemOptions): Promise<RunningSystem> {
  const { root, dataDir, log } = options
  const stops: (() => Promise<void>)[] = []
  let stopping = false
  const stop = async () => {
    stopping = true
    for (const stopPart of stops.splice(0).reverse()) await stopPart()
  }
  let reportFailure: (sentence: string) => void = () => undefined
  const failed = new Promise<string>((resolve) => {
    reportFailure = resolve
  })
  const checkpoint = () => {
    if (options.cancelled?.()) throw new Error('启动已取消')
  }
  const watch = (name: string, exited: Promise<unknown>) => {
    void exited.then((reason) => {
      if (!stopping) reportFailure(`${name} 意外停止${typeof reason === 'string' ? `(${reason})` : ''}`)
    })
  }
  try {
    const leftover = (name: string, script: string, file: string) =>
      endLeftover({ pidFile: join(dataDir, 'run', file), commandIncludes: join(root, script), name, log })
    await leftover('业务服务（BFF）', 'bff/dist/main.js', 'bff.pid')
    await leftover('外部替身（mock）', 'mock/dist/main.js', 'mock.pid')
    await endLeftover({
      pidFile: join(dataDir, 'mongo', 'mongod.pid'),
      commandIncludes: join(dataDir, 'mongo', 'db'),
      name: 'mongod',
      log,
    })
    const ports = await settlePorts(options.ports, options.mongodbUri === undefined)
    let environment = developmentEnvironment({ dataDir, ports })

    let mongod: EmbeddedMongod | null = null
    if (options.mongodbUri === undefined) {
      mongod = await startEmbeddedMongod({
        dataDir: join(dataDir, 'mongo'),
        cacheDir: join(root, '.cache', 'mongod'),
        port: ports.mongo,
        log,
        ...(options.cacheSizeGb ? { cacheSizeGb: options.cacheSizeGb } : {}),
      })
      options.onSpawn?.(mongod.pid)
      stops.push(mongod.stop)
      watch('mongod', mongod.exited)
      log(`数据库已启动：${mongod.source}`)
    }
    const mongodbUri = mongod?.uri ?? options.mongodbUri ?? ''

    checkpoint()
    const spawned = options.onSpawn ? { onSpawn: options.onSpawn } : {}
    const mockEnv = { ...environment.mock, MOCK_DATA_DIR: join(dataDir, 'mock') }
    const standIns = await startStandIns({ root, dataDir, env: mockEnv, ...spawned })
    stops.push(standIns.stop)
    watch(standIns.name, standIns.exited)
    environment = connectStandIns(environment, standIns.ready)
    log('外部替身已启动（微信、支付、短信、语音、数据中枢、手机页）')

    checkpoint()
    const bffEnv: Record<string, string> = {
      ...environment.bff,
      MONGODB_URI: mongodbUri,
      H5_DIR: join(root, 'miniapp', 'dist', 'h5'),
      ADMIN_DIR: join(root, 'bff', 'admin', 'dist'),
      ...options.bffEnvironment,
    }
    const mongodbName = bffEnv.MONGODB_DB ?? 'minsheng'
    const database = mongod ? 'embedded' : mongodbUri.replace(/\/\/[^@/]*@/, '//').replace(/\?.*$/, '')
    await loadSeed({ root, dataDir, bffEnv, mongodbUri, database, mongodbName, pay: standIns.ready.pay, log })

    checkpoint()
    const bff = await startService({
      name: '业务服务（BFF）',
      script: join(root, 'bff', 'dist', 'main.js'),
      nodeArgs: heapBound,
      env: bffEnv,
      logFile: join(dataDir, 'logs', 'bff.log'),
      pidFile: join(dataDir, 'run', 'bff.pid'),
      graceMs: 20_000,
      readyLine: listeningUrl,
      ...spawned,
    })
    stops.push(bff.stop)
    watch(bff.name, bff.exited)
    const url = bffEnv.PUBLIC_BASE_URL ?? bff.ready
    await untilReady(url, bff)
    await connectReceipts(url, standIns.ready, bffEnv.WECHAT_PUSH_TOKEN ?? '')
    log('业务服务已就绪')
    checkpoint()
    const mongodSource = mongod?.source ?? '环境变量 MONGODB_URI'
    return { bff: url, standIns: standIns.ready, mongodbUri, mongodbName, mongodSource, failed, stop }
  } catch (error) {
    await stop()
    throw error
  }
}
