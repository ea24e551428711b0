import { randomUUID } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import Router from '@koa/router'
import type { Grant } from '@minsheng/shared/access/grant'
import type { OperationSpec } from '@minsheng/shared/contracts/operation'
import { AppError } from '@minsheng/shared/errors'
import helmet from 'helmet'
import Koa, { type Context, type Middleware } from 'koa'
import compress from 'koa-compress'
import { sameText } from '../auth/tokens.ts'
import type { Config } from '../config/index.ts'
import type { Upgrade } from '../live/sockets.ts'
import { type ExecuteParts, execute } from './execute.ts'
import type { Metrics } from './metrics.ts'
import { openApiDocument } from './openapi.ts'
import { answerProblem } from './problem.ts'
import { addressKey, createRateLimit } from './rate-limit.ts'
import type { Route } from './route.ts'

export interface ServerParts extends ExecuteParts {
  config: Config
  metrics: Metrics
  /** Every operation by name; each must have exactly one route. */
  operations: Record<string, OperationSpec>
  /** Who may try each operation, by the same names. */
  grants: Record<string, Grant>
  routes: readonly Route[]
  /** Why this process can't serve yet, or null. */
  notReady(): Promise<string | null>
  /** Middleware after the API: printed links, sites. */
  sites: readonly Middleware[]
}

const REQUEST_ID = /^[A-Za-z0-9_-]{8,64}$/

function operationRouter(parts: ServerParts, requestIdOf: (context: Context) => string): Router {
  const router = new Router()
  const nameOf = new Map(Object.entries(parts.operations).map(([name, operation]) => [operation, name]))
  const limit = createRateLimit(parts.config.RATE_LIMIT_PER_MINUTE, 60)
  for (const route of parts.routes) {
    const name = nameOf.get(route.operation)
    if (!name) throw new Error(`${route.operation.method} ${route.operation.path} is not in the contracts`)
    const grant = parts.grants[name]
    if (!grant) throw new Error(`nobody said who may do ${name}: it needs a row in shared/access`)
    nameOf.delete(route.operation)
    router.register(route.operation.path, [route.operation.method], async (context: Context) => {
      context.state.operation = name
      if (!route.operation.spared) await limit.spend(addressKey(context.ip))
      await execute(route, grant, context, requestIdOf(context), parts)
    })
  }
  if (nameOf.size > 0) throw new Error(`no route for: ${[...nameOf.values()].join(', ')}`)
  return router
}

function systemRouter(parts: ServerParts): Router {
  const { config, metrics } = parts
  const router = new Router()
  let document: string | null = null
  router.get('/healthz', (context) => {
    context.body = { status: 'alive' }
  })
  router.get('/readyz', async (context) => {
    const reason = await parts.notReady()
    context.status = reason ? 503 : 200
    context.body = reason ? { status: 'not ready', reason } : { status: 'ready' }
  })
  router.get('/metrics', async (context) => {
    if (config.METRICS_TOKEN && !sameText(context.get('Authorization'), `Bearer ${config.METRICS_TOKEN}`))
      throw new AppError('unauthenticated')
    context.type = metrics.registry.contentType
    context.body = await metrics.registry.metrics()
  })
  router.get('/openapi.json', (context) => {
    context.type = 'application/json'
    document ??= JSON.stringify(openApiDocument(parts.operations, config.PUBLIC_BASE_URL))
    context.body = document
  })
  return router
}

/** What the routers know by path but not by this method; the answer names the methods there are. */
const otherMethods: Middleware = async (context, next) => {
  const matched = (context.matched ?? []) as readonly { methods: readonly string[] }[]
  const methods = [...new Set(matched.flatMap((layer) => layer.methods))]
  if (methods.length === 0 && context.method !== 'TRACE') return next()
  context.set('Allow', methods.length > 0 ? methods.join(', ') : 'GET, HEAD')
  if (context.method !== 'OPTIONS') throw new AppError('method_not_allowed')
  context.status = 204
}

/** The Koa application: protection first, then the API, then the sites. */
export function createHttpApp(parts: ServerParts): Koa {
  const { config, log, metrics } = parts
  const app = new Koa({ proxy: config.TRUSTED_PROXIES > 0, maxIpsCount: config.TRUSTED_PROXIES })
  const requestIds = new WeakMap<object, string>()
  const requestIdOf = (context: Context) => requestIds.get(context) ?? 'unknown'
  const protect = helmet({
    contentSecurityPolicy: {
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        // A voice is read with the token, and played from memory.
        mediaSrc: ["'self'", 'blob:'],
        connectSrc: ["'self'"],
        objectSrc: ["'none'"],
        frameAncestors: ["'none'"],
        formAction: ["'self'"],
        upgradeInsecureRequests: config.PUBLIC_BASE_URL.startsWith('https://') ? [] : null,
      },
    },
    hsts: config.PUBLIC_BASE_URL.startsWith('https://'),
    crossOriginOpenerPolicy: { policy: 'same-origin' },
  })

  app.on('error', (error: unknown) => log.warn({ err: error }, 'response stream failed'))
  app.use(async (context, next) => {
    const given = context.get('X-Request-Id')
    const requestId = REQUEST_ID.test(given) ? given : randomUUID()
    requestIds.set(context, requestId)
    context.set('X-Request-Id', requestId)
    const began = process.hrtime.bigint()
    try {
      await next()
      if (context.status === 404 && context.body === undefined) throw new AppError('not_found')
    } catch (thrown) {
      const error = answerProblem(context, thrown, requestId, log)
      if (!context.req.complete) {
        // An unread body would hang the connection; the rest of it is dropped.
        context.set('Connection', 'close')
        context.req.resume()
      }
      if (error.status >= 500) metrics.events.inc({ event: `answer_${error.code}` })
    } finally {
      const seconds = Number(process.hrtime.bigint() - began) / 1e9
      const operation = typeof context.state.operation === 'string' ? context.state.operation : 'other'
      metrics.requests.observe({ operation, status: String(context.status) }, seconds)
      if (operation !== 'other') log.info({ requestId, operation, status: context.status, ms: Math.round(seconds * 1000) }, 'answered')
    }
  })
  app.use((context, next) =>
    new Promise<void>((resolve, reject) =>
      protect(context.req, context.res, (error?: unknown) => (error ? reject(error) : resolve())),
    ).then(next),
  )
  app.use(compress({ threshold: 2048, br: { params: {} }, filter: (type) => !/event-stream|image\/(?!svg)/.test(type) }))
  const router = operationRouter(parts, requestIdOf)
  const system = systemRouter(parts)
  app.use(system.routes()).use(router.routes()).use(otherMethods)
  app.use(async (context, next) => {
    // What no operation answers under the API's own prefix is never a page.
    if (context.path.startsWith('/api/')) throw new AppError('not_found')
    await next()
  })
  for (const site of parts.sites) app.use(site)
  return app
}

export interface Listening {
  url: string
  server: Server
  /** Stops taking requests, lets the ones under way end, and returns. */
  close(): Promise<void>
}

export async function listen(app: Koa, host: string, port: number, upgrade?: Upgrade): Promise<Listening> {
  const server = createServer({ requestTimeout: 30_000, headersTimeout: 10_000, keepAliveTimeout: 5_000 }, app.callback())
  if (upgrade) server.on('upgrade', upgrade)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  const address = server.address() as AddressInfo
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`,
    server,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()))
        server.closeIdleConnections()
        setTimeout(() => server.closeAllConnections(), 10_000).unref()
      }),
  }
}
