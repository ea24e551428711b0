import Router from '@koa/router'
import type Koa from 'koa'
import type { Context, Middleware } from 'koa'
import * as z from 'zod'
import { controlled } from './controlled.ts'

const trouble = z.strictObject({
  /** `garbage`: an answer that is not what the interface promises. `timeout`: none at all. */
  api: z.enum(['normal', 'error_500', 'garbage', 'timeout', 'slow']).default('normal'),
  slowMs: z.number().int().min(0).max(60_000).default(3_000),
})

/** Waits until the caller gives up. */
export function never(ctx: Context): Promise<void> {
  return new Promise((resolve) => ctx.req.socket.once('close', () => resolve()))
}

/** Lets a test make a whole server fail: `POST /_control/behaviour {"api":"timeout"}`, and `{}` to end it. */
export function addTroubles(koa: Koa, reset: () => void): void {
  let wanted = trouble.parse({})
  const router = new Router({ prefix: '/_control' })
  controlled(router, '/behaviour', trouble, (input) => {
    wanted = input
    return input
  })
  router.post('/reset', (ctx) => {
    wanted = trouble.parse({})
    reset()
    ctx.status = 204
  })
  const misbehave: Middleware = async (ctx, next) => {
    if (wanted.api === 'timeout') return never(ctx)
    if (wanted.api === 'slow') await new Promise((resolve) => setTimeout(resolve, wanted.slowMs))
    if (wanted.api === 'normal' || wanted.api === 'slow') return next()
    ctx.status = wanted.api === 'error_500' ? 500 : 200
    ctx.body = '<html><body>502 Bad Gateway</body></html>'
  }
  koa.use(router.routes())
  koa.use(misbehave)
}
