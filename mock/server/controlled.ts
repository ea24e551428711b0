import type Router from '@koa/router'
import * as z from 'zod'
import { parseJson, readBody } from './body.ts'

/**
 * A `POST` by which a test or a person rules a stand-in: `act` answers a body that fits,
 * any other is answered 400 with what is wrong with it. `maxBytes`: the most that is read of a body.
 */
export function controlled<T>(router: Router, path: string, schema: z.ZodType<T>, act: (input: T) => unknown, maxBytes?: number): void {
  router.post(path, async (ctx) => {
    const parsed = schema.safeParse(parseJson(await readBody(ctx.req, maxBytes)))
    if (!parsed.success) ctx.status = 400
    ctx.body = parsed.success ? act(parsed.data) : { problem: z.prettifyError(parsed.error) }
  })
}
