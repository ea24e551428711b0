import { PassThrough } from 'node:stream'
import { anyone, type Grant, signedIn, staff, visitor } from '@minsheng/shared/access/grant'
import { staffRoles } from '@minsheng/shared/access/role'
import type { Audience, OperationSpec } from '@minsheng/shared/contracts/operation'
import { AppError } from '@minsheng/shared/errors'
import type { Actor } from '../src/platform/auth/actor.ts'
import { type Config, parseConfig } from '../src/platform/config/index.ts'
import type { IdempotencyStore, StoredAnswer } from '../src/platform/db/idempotency.ts'
import { createMetrics } from '../src/platform/http/metrics.ts'
import type { Route } from '../src/platform/http/route.ts'
import { createHttpApp, listen, type ServerParts } from '../src/platform/http/server.ts'
import { createLog } from '../src/platform/log/index.ts'

const STAND_IN = 'http://127.0.0.1:9'

/** A complete environment that points nowhere. */
export const plainEnvironment: Record<string, string> = {
  NODE_ENV: 'test',
  LOG_LEVEL: 'info',
  MONGODB_URI: 'mongodb://127.0.0.1:1',
  WECHAT_API_BASE: STAND_IN,
  WECHAT_APP_ID: 'wx0123456789abcdef',
  WECHAT_APP_SECRET: 'w'.repeat(32),
  WECHAT_PAY_API_BASE: STAND_IN,
  WECHAT_PAY_SP_APPID: 'wx0123456789abcdef',
  WECHAT_PAY_SP_MCHID: '1900006511',
  WECHAT_PAY_MERCHANT_SERIAL: 'A'.repeat(40),
  WECHAT_PAY_MERCHANT_KEY_FILE: 'merchant.pem',
  WECHAT_PAY_PUBLIC_KEY_ID: 'PUB_KEY_ID_0000000000000000000001',
  WECHAT_PAY_PUBLIC_KEY_FILE: 'platform.pem',
  WECHAT_PAY_API_V3_KEY: 'k'.repeat(32),
  SMS_API_BASE: STAND_IN,
  SMS_ACCESS_KEY_ID: 'id',
  SMS_ACCESS_KEY_SECRET: 'secret',
  SMS_SIGN_NAME: '民生直达',
  SMS_TEMPLATE_CODE: 'SMS_1',
  HUB_GATEWAY_BASE: STAND_IN,
  HUB_GATEWAY_ACCESS_KEY: 'id',
  HUB_GATEWAY_SECRET_KEY: 'h'.repeat(32),
  HUB_SHARING_BASE: STAND_IN,
  HUB_SHARING_APP_KEY: 'id',
  HUB_SHARING_APP_SECRET: 'h'.repeat(32),
  HUB_SHARING_REGISTERS: 'population=dir/id',
  HUB_MGOP_BASE: STAND_IN,
  HUB_MGOP_ACCESS_KEY: 'id',
  HUB_MGOP_APP_ID: '330102',
}

/** Keys in memory; good for one process and one test. */
function memoryKeys(): IdempotencyStore {
  const answers = new Map<string, StoredAnswer>()
  return {
    prepare: () => Promise.resolve(),
    begin: (seed) => {
      const stored = answers.get(seed)
      return Promise.resolve(stored ? { kind: 'stored', stored } : { kind: 'taken', lock: 'turn' })
    },
    finish: (seed, _, answer) => {
      answers.set(seed, answer)
      return Promise.resolve()
    },
    abandon: () => Promise.resolve(),
    unlock: () => Promise.resolve(),
  }
}

const grantFor: Record<Audience, Grant> = {
  public: anyone,
  session: visitor,
  any_session: signedIn,
  staff: staff('open', ...staffRoles),
}

export interface TestServer {
  url: string
  logged(): string
  audited: { action: string; subject: string; outcome: string }[]
  close(): Promise<void>
}

/** The HTTP platform alone, serving these routes, without a database. */
export async function startHttpServer(
  routes: Route[],
  options: {
    environment?: Record<string, string>
    actor?: Actor
    sites?: ServerParts['sites']
    checkAnswers?: boolean
    unserved?: OperationSpec
    /** Nothing can be put on record. */
    auditFails?: boolean
  } = {},
): Promise<TestServer> {
  const config: Config = parseConfig({ ...plainEnvironment, ...options.environment })
  const output = new PassThrough()
  let logged = ''
  output.on('data', (chunk: Buffer) => {
    logged += chunk.toString('utf8')
  })
  const audited: TestServer['audited'] = []
  const operations: Record<string, OperationSpec> = Object.fromEntries(
    routes.map(({ operation }) => [`${operation.method} ${operation.path}`, operation]),
  )
  if (options.unserved) operations.unserved = options.unserved
  const app = createHttpApp({
    config,
    metrics: createMetrics(),
    operations,
    grants: Object.fromEntries(Object.entries(operations).map(([name, { audience }]) => [name, grantFor[audience]])),
    routes,
    audit: {
      prepare: () => Promise.resolve(),
      record: ({ action, subject, outcome }) => {
        audited.push({ action, subject, outcome })
        return Promise.resolve()
      },
      begin: ({ action, subject }) => {
        if (options.auditFails) return Promise.reject(new Error('the audit can not be written'))
        return Promise.resolve({
          end: (outcome, about = subject) => {
            audited.push({ action, subject: about, outcome })
            return Promise.resolve()
          },
        })
      },
      closeAbandoned: () => Promise.resolve(0),
    },
    idempotency: memoryKeys(),
    actorOf: () =>
      Promise.resolve(
        options.actor ?? {
          kind: 'visitor',
          accountId: 'acc_1',
          sessionId: 'ses_1',
          channel: 'h5',
          ownerIds: ['acc_1'],
          wechatAccountId: null,
        },
      ),
    acting: () => Promise.reject(new AppError('proxy_not_allowed')),
    checkAnswers: options.checkAnswers ?? true,
    secureCookies: config.PUBLIC_BASE_URL.startsWith('https://'),
    log: createLog(config.LOG_LEVEL, output),
    notReady: () => Promise.resolve(null),
    sites: options.sites ?? [],
  })
  const listening = await listen(app, '127.0.0.1', 0)
  return { url: listening.url, logged: () => logged, audited, close: () => listening.close() }
}
