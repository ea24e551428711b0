import { createHmac, randomInt } from 'node:crypto'
import { AppError } from '@minsheng/shared/errors'
import type { Clock } from '@minsheng/shared/units/clock'
import * as z from 'zod'
import { noStaffSso, type StaffSsoPort } from '../../ports/sso.ts'
import { callOutside, jsonOf } from '../http-json.ts'

/** What 浙政钉 wraps everything in; `errorMsg` when the request itself was refused. */
const wrapped = z.object({
  success: z.boolean(),
  content: z.object({ success: z.boolean(), data: z.unknown(), responseCode: z.unknown().optional() }).nullish(),
})
const tokenData = z.object({ accessToken: z.string().min(1), expiresIn: z.coerce.number().int().positive() })
const userData = z.object({
  accountId: z
    .union([z.string(), z.number()])
    .transform(String)
    .pipe(z.string().regex(/^\d{1,20}$/)),
})
const RENEW_EARLY_MS = 5 * 60_000
const SHANGHAI_MS = 8 * 3_600_000

const ways = {
  qr: { path: '/rpc/oauth2/getuserinfo_bycode.json', field: 'code' },
  app: { path: '/rpc/oauth2/dingtalk_app_user.json', field: 'auth_code' },
} as const

const silent = (cause: unknown) =>
  new AppError('upstream_unavailable', { detail: '浙政钉暂时没有回应，请过一会儿再试，或用账号和密码登录', cause, retryAfterSeconds: 5 })

export interface ZzdOptions {
  base: string
  appKey: string
  appSecret: string
  /** The page of the QR code, with everything in it but where to come back and the state. */
  signInPage: string
}

/** 浙政钉's open platform. Without options nobody comes from there. */
export function createZzd(options: ZzdOptions | null, clock: Clock): StaffSsoPort {
  if (options === null) return noStaffSso
  const { base, appKey, appSecret, signInPage } = options
  let token: { value: string; until: number } | null = null

  /** Signed over method, time, nonce, path and the sorted parameters. @returns the data; null when 浙政钉 says no */
  async function ask(method: 'GET' | 'POST', path: string, fields: Record<string, string>): Promise<unknown> {
    const now = clock.now().getTime()
    const time = new Date(now + SHANGHAI_MS).toISOString().replace('Z', '+08:00')
    const nonce = `${now}${randomInt(1_000_000_000_000).toString().padStart(12, '0')}`
    const sorted = Object.entries(fields)
      .map(([name, value]) => `${name}=${value}`)
      .sort()
      .join('&')
    const signature = createHmac('sha256', appSecret).update([method, time, nonce, path, sorted].join('\n')).digest('base64')
    const form = new URLSearchParams(fields).toString()
    const answer = await callOutside('zzd', `${base}${path}${method === 'GET' ? `?${form}` : ''}`, {
      method,
      headers: {
        apiKey: appKey,
        'X-Hmac-Auth-Timestamp': time,
        'X-Hmac-Auth-Version': '1.0',
        'X-Hmac-Auth-Nonce': nonce,
        'X-Hmac-Auth-Signature': signature,
        'X-Hmac-Auth-IP': '127.0.0.1',
        'X-Hmac-Auth-MAC': '00:00:00:00:00:00',
        ...(method === 'POST' ? { 'Content-Type': 'application/x-www-form-urlencoded' } : {}),
      },
      ...(method === 'POST' ? { body: form } : {}),
    }).catch((error: unknown) => {
      throw silent(error)
    })
    const parsed = wrapped.safeParse(answer.status === 200 ? safely(answer) : null)
    if (!parsed.success || !parsed.data.success || !parsed.data.content)
      throw silent(new Error(`zzd ${path}: status ${answer.status}, refused`))
    return parsed.data.content.success ? (parsed.data.content.data ?? null) : null
  }

  async function freshToken(): Promise<string> {
    const parsed = tokenData.safeParse(await ask('GET', '/gettoken.json', { appkey: appKey, appsecret: appSecret }))
    if (!parsed.success) throw silent(new Error('zzd gettoken: no token'))
    token = { value: parsed.data.accessToken, until: clock.now().getTime() + parsed.data.expiresIn * 1000 - RENEW_EARLY_MS }
    return token.value
  }

  return {
    signInPage,
    async accountOf(way, code) {
      const { path, field } = ways[way]
      const held = token && token.until > clock.now().getTime() ? token.value : null
      let data = held === null ? null : await ask('POST', path, { access_token: held, [field]: code })
      // It does not say whether the code or the token is bad: once more with a token that is surely good.
      if (data === null) data = await ask('POST', path, { access_token: await freshToken(), [field]: code })
      if (data === null) throw new AppError('zzd_code_rejected')
      const parsed = userData.safeParse(data)
      if (!parsed.success) throw silent(new Error(`zzd ${path}: no account number`))
      return parsed.data.accountId
    },
  }
}

function safely(answer: Parameters<typeof jsonOf>[0]): unknown {
  try {
    return jsonOf(answer)
  } catch (error) {
    throw silent(error)
  }
}
