import { createClient, type WireRequest, type WireResponse } from '@minsheng/shared/client'
import { type Contracts, contracts } from '@minsheng/shared/contracts/index'
import { type Clock, systemClock } from '@minsheng/shared/units/clock'
import { createApp } from '../src/app.ts'
import { type Config, parseConfig } from '../src/platform/config/index.ts'
import { createPasswords } from '../src/platform/crypto/password.ts'
import { connectDatabase, type Database } from '../src/platform/db/index.ts'
import { listen } from '../src/platform/http/server.ts'
import { createLog, type Log } from '../src/platform/log/index.ts'

/** A clock that stands still until it is moved. */
export interface HeldClock extends Clock {
  advance(ms: number): void
}

/** Starts at the real now: tokens, notices and the stand-ins compare instants with ours. */
export function heldClock(start = new Date()): HeldClock {
  let at = start.getTime()
  return {
    now: () => new Date(at),
    advance: (ms) => {
      at += ms
    },
  }
}

export interface TestApp {
  url: string
  db: Database
  config: Config
  app: ReturnType<typeof createApp>
  clock: Clock
  /** Ends this process's part; the database stays, for another app to go on with. */
  stop(): Promise<void>
  /** Ends it and drops the database. */
  close(): Promise<void>
}

export interface TestAppOptions {
  clock?: Clock
  /** False: no relay and no jobs. */
  work?: boolean
  /** Changes to the environment; undefined takes a variable away. */
  environment?: Record<string, string | undefined>
  log?: Log
}

/** Staff sign in hundreds of times a run; `password.test.ts` looks at the real cost. */
const QUICK_PASSWORDS = createPasswords(10)

/** A BFF of its own on a free port with a database of its own, against the run's mongod and stand-ins. */
export async function startTestApp(
  environment: Record<string, string>,
  databaseName: string,
  options: TestAppOptions = {},
): Promise<TestApp> {
  const probe = await freePort()
  const url = `http://127.0.0.1:${probe}`
  const config = parseConfig({
    ...environment,
    NODE_ENV: 'test',
    LOG_LEVEL: process.env.TEST_LOG ?? 'silent',
    MONGODB_DB: databaseName,
    POPULATION_COPY: 'asked',
    PORT: String(probe),
    PUBLIC_BASE_URL: url,
    WECHAT_PAY_NOTIFY_BASE: url,
    H5_DIR: undefined,
    ADMIN_DIR: undefined,
    RATE_LIMIT_PER_MINUTE: '100000',
    ...options.environment,
  })
  const db = await connectDatabase(config.MONGODB_URI, databaseName)
  const clock = options.clock ?? systemClock
  const app = createApp({
    config,
    db,
    log: options.log ?? createLog(config.LOG_LEVEL),
    clock,
    passwords: QUICK_PASSWORDS,
  })
  await app.prepare()
  if (options.work !== false) await app.startWork()
  const listening = await listen(app.http, '127.0.0.1', probe, app.upgrade)
  async function quiet() {
    await app.hangUp()
    await listening.close()
    if (options.work !== false) await app.stopWork()
  }
  return {
    url,
    db,
    config,
    app,
    clock,
    async stop() {
      await quiet()
      await db.close()
    },
    async close() {
      await quiet()
      await db.drop()
      await db.close()
    },
  }
}

async function freePort(): Promise<number> {
  const { createServer } = await import('node:net')
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port'))))
    })
  })
}

/** Sends one request as it is, and gives back status, headers and parsed body. */
export async function send(url: string, request: WireRequest): Promise<WireResponse & { headers: Headers }> {
  const body = typeof request.body === 'string' || request.body === undefined ? request.body : Buffer.from(request.body)
  const response = await fetch(`${url}${request.url}`, { method: request.method, headers: request.headers, body, redirect: 'manual' })
  const bytes = Buffer.from(await response.arrayBuffer())
  const type = response.headers.get('content-type') ?? ''
  const data: unknown = bytes.length === 0 ? undefined : type.includes('json') ? JSON.parse(bytes.toString('utf8')) : bytes
  return { status: response.status, header: (name) => response.headers.get(name), headers: response.headers, data }
}

/** The typed client, as one person. */
export function clientOf(url: string, token: string | null) {
  return createClient<Contracts>(
    contracts,
    (request) => send(url, request),
    () => token,
  )
}
export type TestClient = ReturnType<typeof clientOf>
