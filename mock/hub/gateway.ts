import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Clock } from '@minsheng/shared/units/clock'

const SKEW_MS = 90_000

export interface GatewayRequest {
  method: string
  path: string
  query: URLSearchParams
  header(name: string): string
}

const encode = (text: string) => encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)

function same(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)]
  return a.length === b.length && timingSafeEqual(a, b)
}

/** The gateway's check: the text of its 401, or null when the request is its client's. */
export function createGatewayCheck(client: { accessKey: string; secretKey: string }, routes: readonly string[], clock: Clock) {
  return (request: GatewayRequest): string | null => {
    const accessKey = request.header('x-bg-hmac-access-key')
    const date = request.header('x-bg-date-time')
    if (accessKey !== client.accessKey) return 'Invalid access key'
    const skew = Math.abs(clock.now().getTime() - Date.parse(date))
    if (!/^\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT$/.test(date) || !(skew <= SKEW_MS)) return 'Clock skew exceeded'
    if (request.header('x-bg-hmac-algorithm') !== 'hmac-sha256') return 'Invalid signature'
    const query = [...request.query.keys()]
      .sort()
      .map((name) => `${encode(name)}=${encode(request.query.get(name) ?? '')}`)
      .join('&')
    const toSign = `${request.method}\n${request.path}\n${query}\n${accessKey}\n${date}\n`
    const expected = createHmac('sha256', client.secretKey).update(toSign).digest('base64')
    if (!same(expected, request.header('x-bg-hmac-signature'))) return 'Invalid signature'
    return routes.includes(`${request.method} ${request.path}`) ? null : 'The route_id is forbidden.'
  }
}
