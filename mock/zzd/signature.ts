import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Clock } from '@minsheng/shared/units/clock'

const SKEW_MS = 15 * 60_000

export interface SignedRequest {
  method: string
  path: string
  /** Of the query, or of the form. */
  params: URLSearchParams
  header(name: string): string
}

const same = (one: string, other: string) => one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other))

/** 浙政钉's own check of who calls: over method, time, nonce, path and the sorted parameters. Each nonce counts once. */
export function createSignatureCheck(client: { appKey: string; appSecret: string }, clock: Clock) {
  const nonces = new Set<string>()
  return ({ method, path, params, header }: SignedRequest): string | null => {
    const [time, nonce] = [header('x-hmac-auth-timestamp'), header('x-hmac-auth-nonce')]
    if (header('apikey') !== client.appKey) return 'apiKey is invalid'
    if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+08:00$/.test(time) || !(Math.abs(clock.now().getTime() - Date.parse(time)) <= SKEW_MS))
      return 'timestamp is invalid'
    if (nonce === '' || nonces.has(nonce)) return 'nonce is invalid'
    const sorted = [...params]
      .map(([name, value]) => `${name}=${value}`)
      .sort()
      .join('&')
    const toSign = [method, time, nonce, path, ...(sorted === '' ? [] : [sorted])].join('\n')
    const expected = createHmac('sha256', client.appSecret).update(toSign).digest('base64')
    if (!same(expected, header('x-hmac-auth-signature'))) return 'signature is invalid'
    nonces.add(nonce)
    return null
  }
}
