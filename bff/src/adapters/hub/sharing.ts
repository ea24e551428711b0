import { createHash } from 'node:crypto'
import { AppError } from '@minsheng/shared/errors'
import type { Clock } from '@minsheng/shared/units/clock'
import * as z from 'zod'
import { callOutside, jsonOf } from '../http-json.ts'

const secretsAnswer = z.object({
  code: z.literal('00'),
  datas: z.object({ refreshSecret: z.string().min(1), requestSecret: z.string().min(1) }),
})
const dataAnswer = z.object({ code: z.literal('00'), datas: z.unknown() })
const refusal = z.object({ code: z.string() })

const REQUEST_SECRET_MS = 15 * 60_000
const REFRESH_SECRET_MS = 48 * 3_600_000
const RENEW_EARLY_MS = 60_000

interface Secrets {
  request: string
  refresh: string
  requestUntil: number
  refreshUntil: number
}

/** Public data sharing: each call is signed with a secret that lives a quarter of an hour and is renewed by another. */
export function createSharing(options: { base: string; appKey: string; appSecret: string; clock: Clock }) {
  const { base, appKey, appSecret, clock } = options
  let secrets: Secrets | null = null
  let renewing: Promise<Secrets> | null = null

  function signed(secret: string): Record<string, string> {
    const requestTime = String(clock.now().getTime())
    return { appKey, sign: createHash('md5').update(`${appKey}${secret}${requestTime}`).digest('hex'), requestTime }
  }

  async function ask(page: 'refreshTokenByKey' | 'refreshTokenBySec', secret: string): Promise<Secrets | null> {
    const answer = jsonOf(await callOutside('hub sharing', `${base}/gateway/app/${page}.htm?${new URLSearchParams(signed(secret))}`))
    const parsed = secretsAnswer.safeParse(answer)
    const now = clock.now().getTime()
    return parsed.success
      ? {
          request: parsed.data.datas.requestSecret,
          refresh: parsed.data.datas.refreshSecret,
          requestUntil: now + REQUEST_SECRET_MS - RENEW_EARLY_MS,
          refreshUntil: now + REFRESH_SECRET_MS - RENEW_EARLY_MS,
        }
      : null
  }

  async function renew(fromTheStart: boolean): Promise<Secrets> {
    const renewable = secrets && !fromTheStart && secrets.refreshUntil > clock.now().getTime()
    const fresh = (renewable && secrets && (await ask('refreshTokenBySec', secrets.refresh))) || (await ask('refreshTokenByKey', appSecret))
    if (!fresh)
      throw new AppError('upstream_unavailable', {
        detail: '数据共享平台没有给出请求密钥，请系统管理员核对 appKey 和 appSecret',
        cause: new Error('hub sharing: no secrets'),
      })
    secrets = fresh
    return fresh
  }

  function current(fromTheStart: boolean): Promise<Secrets> {
    if (secrets && !fromTheStart && secrets.requestUntil > clock.now().getTime()) return Promise.resolve(secrets)
    renewing ??= renew(fromTheStart).finally(() => {
      renewing = null
    })
    return renewing
  }

  /**
   * @param register directory and number as the catalogue gives them: `dir/id`
   * @returns `datas` of the answer
   * @throws AppError `upstream_unavailable`
   */
  return async (register: string, fields: Record<string, string>): Promise<unknown> => {
    const [dir = '', id = ''] = register.split('/')
    let code: string | undefined
    // Any refusal is met once with fresh secrets: the platform's codes for a spent one differ from release to release.
    for (const fresh of [false, true]) {
      const { request } = await current(fresh)
      const answer = jsonOf(
        await callOutside('hub sharing', `${base}/gateway/api/${dir}/dataSharing/${id}.htm`, {
          method: 'POST',
          body: new URLSearchParams({ ...signed(request), ...fields }),
        }),
      )
      const parsed = dataAnswer.safeParse(answer)
      if (parsed.success) return parsed.data.datas
      code = refusal.safeParse(answer).data?.code
    }
    throw new AppError('upstream_unavailable', {
      detail: '数据共享平台没有接受这次请求，请系统管理员核对目录编号和授权',
      cause: new Error(`hub sharing: code ${code}`),
    })
  }
}
