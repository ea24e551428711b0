import { createHash, randomBytes } from 'node:crypto'
import type { Clock } from '@minsheng/shared/units/clock'

const TOKEN_MS = 30 * 60_000
const texts: Record<number, string> = {
  1000: '调用成功',
  1001: '没有权限',
  3005: 'App不存在',
  9001: '令牌为空',
  9002: '非法令牌',
  9003: '令牌过期',
}

export interface MgopAnswer {
  api: string
  rs: number
  ret: string[]
  data: unknown
}

export const mgopAnswer = (api: string, rs: number, data: unknown = {}): MgopAnswer => ({
  api,
  rs,
  ret: [`${rs}::${texts[rs] ?? '未知错误'}`],
  data,
})

/** The mobile gateway's check: `rs` of its refusal, or null; with each refusal for the token's sake it gives a new one. */
export function createMgopCheck(client: { accessKey: string; appId: string }, apis: readonly string[], clock: Clock) {
  const tokens = new Map<string, number>()

  return (query: URLSearchParams, cookie: string): { rs: number; cookie?: string } | null => {
    const now = clock.now().getTime()
    const fresh = (rs: number) => {
      const token = randomBytes(16).toString('hex')
      tokens.set(token, now + TOKEN_MS)
      return { rs, cookie: `${token}_${now}` }
    }
    const [ak, api, ts, sign] = ['ak', 'api', 'ts', 'sign'].map((name) => query.get(name) ?? '')
    if (ak !== client.accessKey) return { rs: 3005 }
    if (!apis.some((name) => api === `mgop.${client.appId}.app.${name}`)) return { rs: 1001 }
    const token = (/(?:^|;\s*)_mgw_tk=([^;]+)/.exec(cookie)?.[1] ?? '').split('_')[0] ?? ''
    if (token === '') return fresh(9001)
    const until = tokens.get(token)
    if (until === undefined) return fresh(9002)
    if (until <= now) return fresh(9003)
    const expected = createHash('md5').update(`token=${token}&ak=${ak}&api=${api}&ts=${ts}&data=null`).digest('hex')
    return sign === expected && query.get('data') === 'null' ? null : fresh(9002)
  }
}
