import { randomUUID } from 'node:crypto'
import { type Clock, systemClock } from '@minsheng/shared/units/clock'
import Koa from 'koa'
import { readBody } from '../server/body.ts'
import { addTroubles } from '../server/trouble.ts'
import { createAuthentication } from './authentication.ts'
import type { SmsInbox } from './messages.ts'
import { sendSms } from './send.ts'

export interface SmsOptions {
  accessKey: { id: string; secret: string }
  inbox: SmsInbox
  limits: 'on' | 'off'
  clock?: Clock
}

const ACTION = 'SendSms'
const VERSION = '2017-05-25'

/** Stand-in for dysmsapi.aliyuncs.com. */
export function createSms(options: SmsOptions): Koa {
  const clock = options.clock ?? systemClock
  const refuse = createAuthentication(options.accessKey, clock)

  const koa = new Koa()
  addTroubles(koa, () => options.inbox.clear())
  koa.use(async (ctx) => {
    const fail = (status: number, code: string, message: string) => {
      ctx.status = status
      ctx.body = { RequestId: randomUUID().toUpperCase(), HostId: ctx.host, Code: code, Message: message }
    }
    if (ctx.path !== '/' || (ctx.method !== 'POST' && ctx.method !== 'GET'))
      return fail(404, 'InvalidAction.NotFound', 'Specified api is not found, please check your url and method.')

    const body = await readBody(ctx.req)
    const headers = Object.fromEntries(
      Object.entries(ctx.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(',') : (value ?? '')]),
    )
    const query = new URLSearchParams(ctx.querystring)
    const refused = refuse({ method: ctx.method, path: ctx.path, query, headers, body })
    if (refused) return fail(refused.status, refused.code, refused.message)
    if (headers['x-acs-version'] !== VERSION) return fail(400, 'InvalidVersion', 'Specified parameter Version is not valid.')
    if (headers['x-acs-action'] !== ACTION)
      return fail(404, 'InvalidAction.NotFound', 'Specified api is not found, please check your url and method.')

    const parameters = new URLSearchParams(query)
    if (ctx.is('application/x-www-form-urlencoded'))
      for (const [name, value] of new URLSearchParams(body.toString('utf8'))) parameters.set(name, value)
    const answer = sendSms(parameters, { inbox: options.inbox, clock, limits: options.limits })
    if ('code' in answer) return fail(answer.status, answer.code, answer.message)
    ctx.status = answer.status
    ctx.body = answer.body
  })
  return koa
}
