import { randomUUID } from 'node:crypto'
import type { Clock } from '@minsheng/shared/units/clock'
import type { Middleware } from 'koa'
import { readBody } from '../server/body.ts'
import { createAuthentication, type SmsFailure } from './authentication.ts'

const VERSION = '2017-05-25'
type Answer = { status: number; body: object } | SmsFailure

/** One product of Alibaba Cloud in RPC style: checks the signature and gives the parameters to the action that is asked for. */
export function answerActions(
  accessKey: { id: string; secret: string },
  clock: Clock,
  actions: Record<string, (parameters: URLSearchParams) => Answer>,
): Middleware {
  const refuse = createAuthentication(accessKey, clock)
  return async (ctx) => {
    const fail = (status: number, code: string, message: string) => {
      ctx.status = status
      ctx.body = { RequestId: randomUUID().toUpperCase(), HostId: ctx.host, Code: code, Message: message }
    }
    const unknown = () => fail(404, 'InvalidAction.NotFound', 'Specified api is not found, please check your url and method.')
    if (ctx.path !== '/' || (ctx.method !== 'POST' && ctx.method !== 'GET')) return unknown()

    const body = await readBody(ctx.req)
    const headers = Object.fromEntries(
      Object.entries(ctx.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(',') : (value ?? '')]),
    )
    const query = new URLSearchParams(ctx.querystring)
    const refused = refuse({ method: ctx.method, path: ctx.path, query, headers, body })
    if (refused) return fail(refused.status, refused.code, refused.message)
    if (headers['x-acs-version'] !== VERSION) return fail(400, 'InvalidVersion', 'Specified parameter Version is not valid.')
    const act = actions[headers['x-acs-action'] ?? '']
    if (act === undefined) return unknown()

    const parameters = new URLSearchParams(query)
    if (ctx.is('application/x-www-form-urlencoded'))
      for (const [name, value] of new URLSearchParams(body.toString('utf8'))) parameters.set(name, value)
    const answer = act(parameters)
    if ('code' in answer) return fail(answer.status, answer.code, answer.message)
    ctx.status = answer.status
    ctx.body = answer.body
  }
}
