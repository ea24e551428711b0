import { randomBytes } from 'node:crypto'
import type { Clock } from '@minsheng/shared/units/clock'
import type { Context, Middleware } from 'koa'
import { parseJson, readBody } from '../server/body.ts'
import { never } from '../server/trouble.ts'
import { checkAuthorization, type Merchant } from './authorization.ts'
import type { Misconduct } from './behaviour.ts'
import { forgersKey } from './notice.ts'
import { PayError } from './pay-error.ts'
import { answerHeaders, type PlatformKey } from './signature.ts'

export interface FrameOptions {
  merchant: Merchant
  platformKey: PlatformKey
  clock: Clock
  misconductFor(path: string, json: unknown): Misconduct
}

export interface Call {
  json: unknown
  api: Misconduct['api']
}

/** What a handler leaves for the frame to send: JSON that is signed, or a file that, as WeChat Pay does it, is not. */
export type Answer = { status: number; value?: unknown } | { file: Buffer; type: string }

export const callOf = (ctx: Context): Call => ctx.state.call as Call
export function answer(ctx: Context, given: Answer): void {
  ctx.state.answer = given
}

function sendSigned(ctx: Context, options: FrameOptions, status: number, value: unknown): void {
  const body = status === 204 ? Buffer.alloc(0) : Buffer.from(JSON.stringify(value))
  const isForged = callOf(ctx).api === 'forged_answer'
  const key = isForged ? { ...options.platformKey, privateKey: forgersKey() } : options.platformKey
  ctx.set(answerHeaders(key, body, options.clock.now()))
  ctx.set('Request-ID', randomBytes(16).toString('hex').toUpperCase())
  ctx.status = status
  if (status === 204) return
  ctx.type = 'application/json; charset=utf-8'
  ctx.body = body
}

const systemError = (): PayError => new PayError('SYSTEM_ERROR', '系统异常，请稍后重试')

/** The troubles that come before the call is looked at. */
async function misbehave({ api, slowMs }: Misconduct): Promise<void> {
  if (api === 'slow') await new Promise((resolve) => setTimeout(resolve, slowMs))
  if (api === 'error_500') throw systemError()
  if (api === 'rate_limited') throw new PayError('FREQUENCY_LIMITED', '频率超限，请降低请求频率')
  if (api === 'no_auth') throw new PayError('NO_AUTH', '商户无权限，请先向特约商户申请开通')
}

function refusePage(ctx: Context): void {
  ctx.status = 502
  ctx.type = 'text/html'
  ctx.body = '<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>'
}

/** Authorises, misbehaves if told to, runs the call and signs whatever is answered. */
export function frame(options: FrameOptions): Middleware {
  return async (ctx, next) => {
    const bytes = await readBody(ctx.req)
    const json = bytes.length > 0 ? parseJson(bytes) : undefined
    const wanted = options.misconductFor(ctx.path, json)
    ctx.state.call = { json, api: wanted.api } satisfies Call
    if (wanted.api === 'timeout') return never(ctx)
    if (wanted.api === 'bad_gateway') return refusePage(ctx)
    try {
      await misbehave(wanted)
      const request = { method: ctx.method, url: ctx.req.url ?? '', headers: ctx.headers, body: bytes }
      checkAuthorization(request, options.merchant, options.platformKey.id, options.clock.now())
      if (bytes.length > 0 && json === undefined) throw new PayError('PARAM_ERROR', '请求体不是合法的JSON', { location: 'body' })
      await next()
      if (wanted.api === 'lost_answer') {
        ctx.respond = false
        ctx.req.socket.destroy()
        return
      }
      if (wanted.api === 'error_after_work') throw systemError()
      const given = ctx.state.answer as Answer | undefined
      if (given === undefined) throw new PayError('INVALID_REQUEST', '没有这个接口')
      if ('file' in given) {
        ctx.type = given.type
        ctx.body = given.file
      } else sendSigned(ctx, options, given.status, given.value)
    } catch (error) {
      if (!(error instanceof PayError)) throw error
      const { code, message, detail } = error
      sendSigned(ctx, options, error.status, { code, message, ...(detail ? { detail } : {}) })
    }
  }
}
