import { createHmac } from 'node:crypto'
import { AppError } from '@minsheng/shared/errors'
import type { Clock } from '@minsheng/shared/units/clock'
import { callOutside, jsonOf } from '../http-json.ts'

/** What the gateway's refusals mean to whoever can mend them. */
const refusals: Record<string, string> = {
  'Invalid signature': '数据中枢没有认可签名，请系统管理员核对网关密钥（SK）',
  'Invalid access key': '数据中枢不认识这个网关账号，请系统管理员核对 AK',
  'Clock skew exceeded': '本系统的时钟和数据中枢相差超过 90 秒，请系统管理员校准时间',
  'The route_id is forbidden.': '数据中枢没有给本系统开通这个接口，请系统管理员申请',
}

export interface GatewayCall {
  method: 'GET' | 'POST'
  path: `/${string}`
  /** Nothing personal: addresses end up in logs. */
  query?: Record<string, string>
  body?: unknown
  /** Sent as a web form, where the interface takes no JSON. */
  form?: Record<string, string>
}

const encode = (text: string) => encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)

/** The hub's API gateway: each request is signed over method, path, sorted query, key and date. The body is not. */
export function createGateway(options: { base: string; accessKey: string; secretKey: string; clock: Clock }) {
  const { base, accessKey, secretKey, clock } = options
  const prefix = new URL(base).pathname.replace(/\/$/, '')

  /** @throws AppError `upstream_unavailable`, its words saying what was refused */
  return async ({ method, path, query = {}, body, form }: GatewayCall): Promise<unknown> => {
    const date = clock.now().toUTCString()
    const sorted = Object.keys(query)
      .sort()
      .map((name) => `${encode(name)}=${encode(query[name] ?? '')}`)
      .join('&')
    const toSign = `${method}\n${prefix}${path}\n${sorted}\n${accessKey}\n${date}\n`
    const answer = await callOutside('hub gateway', `${base}${path}${sorted === '' ? '' : `?${sorted}`}`, {
      method,
      headers: {
        'X-BG-HMAC-ACCESS-KEY': accessKey,
        'X-BG-HMAC-ALGORITHM': 'hmac-sha256',
        'X-BG-DATE-TIME': date,
        'X-BG-HMAC-SIGNATURE': createHmac('sha256', secretKey).update(toSign).digest('base64'),
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...(form === undefined ? {} : { 'Content-Type': 'application/x-www-form-urlencoded' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(form === undefined ? {} : { body: new URLSearchParams(form).toString() }),
    })
    if (answer.status === 200) return jsonOf(answer)
    const said = answer.bytes.toString('utf8').slice(0, 200)
    const known = Object.keys(refusals).find((text) => said.includes(text))
    throw new AppError('upstream_unavailable', {
      detail: known ? refusals[known] : '数据中枢没有接受这次请求，请稍后再试',
      cause: new Error(`hub gateway: status ${answer.status}${known ? `, ${known}` : ''}`),
    })
  }
}
