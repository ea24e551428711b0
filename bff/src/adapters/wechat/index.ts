import { setTimeout as sleep } from 'node:timers/promises'
import { AppError } from '@minsheng/shared/errors'
import type { Clock } from '@minsheng/shared/units/clock'
import * as z from 'zod'
import type { WechatPort } from '../../ports/wechat.ts'
import { callOutside, jsonOf } from '../http-json.ts'

const sessionAnswer = z.object({ openid: z.string().min(1).max(128) })
const tokenAnswer = z.object({ access_token: z.string().min(1), expires_in: z.number().int().positive() })
const failure = z.object({ errcode: z.number().int(), errmsg: z.string().optional() })

/** js_code faults that a fresh wx.login mends: invalid code, code been used, frequency of one user. */
const CODE_FAULTS = new Set([40029, 40163, 45011, 40226])
/** The access token is no longer good. */
const TOKEN_FAULTS = new Set([40001, 40014, 42001])
/** WeChat is busy; asked once more after a moment. */
const BUSY = -1
const BUSY_PAUSE_MS = 300

/** Why WeChat drew no code, as a clerk can act on it. */
const codeRefusals: Record<number, { detail: string; retryAfterSeconds?: number }> = {
  45009: { detail: '微信限制了每分钟生成小程序码的次数，请过一分钟再试', retryAfterSeconds: 60 },
  45011: { detail: '微信限制了生成小程序码的次数，请过一分钟再试', retryAfterSeconds: 60 },
  41030: { detail: '小程序里还没有这个页面：请先发布新版小程序，再生成小程序码；普通二维码现在就可以用' },
  40097: { detail: '微信没有接受生成小程序码的参数，请把编号告诉系统管理员；普通二维码现在就可以用' },
  48001: { detail: '这个小程序没有生成小程序码的权限，请系统管理员到微信公众平台开通；普通二维码现在就可以用' },
  40125: { detail: '微信小程序的密钥不对，请系统管理员核对配置；普通二维码现在就可以用' },
}

const RENEW_EARLY_MS = 5 * 60_000

export function createWechat(options: {
  base: string
  appId: string
  appSecret: string
  clock: Clock
  appVersion: 'release' | 'trial' | 'develop'
}): WechatPort {
  const { base, appId, appSecret, clock, appVersion } = options
  let token: { value: string; until: number } | null = null
  let renewing: Promise<string> | null = null

  async function fetchToken(forceRefresh: boolean): Promise<string> {
    const answer = jsonOf(
      await callOutside('wechat', `${base}/cgi-bin/stable_token`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ grant_type: 'client_credential', appid: appId, secret: appSecret, force_refresh: forceRefresh }),
      }),
    )
    const parsed = tokenAnswer.safeParse(answer)
    if (!parsed.success)
      throw new AppError('upstream_unavailable', { cause: new Error(`wechat token: errcode ${failure.safeParse(answer).data?.errcode}`) })
    token = { value: parsed.data.access_token, until: clock.now().getTime() + parsed.data.expires_in * 1000 - RENEW_EARLY_MS }
    return token.value
  }

  function accessToken(forceRefresh = false): Promise<string> {
    if (!forceRefresh && token && token.until > clock.now().getTime()) return Promise.resolve(token.value)
    renewing ??= fetchToken(forceRefresh).finally(() => {
      renewing = null
    })
    return renewing
  }

  return {
    async openidOf(code) {
      const query = new URLSearchParams({ appid: appId, secret: appSecret, js_code: code, grant_type: 'authorization_code' })
      const answer = jsonOf(await callOutside('wechat', `${base}/sns/jscode2session?${query}`))
      const parsed = sessionAnswer.safeParse(answer)
      if (parsed.success) return { openid: parsed.data.openid }
      const errcode = failure.safeParse(answer).data?.errcode
      if (errcode !== undefined && CODE_FAULTS.has(errcode)) throw new AppError('wechat_code_rejected')
      throw new AppError('upstream_unavailable', { cause: new Error(`jscode2session: errcode ${errcode}`) })
    },
    codeVersion: appVersion,
    async codeImage(scene, page, widthPx) {
      let [forceRefresh, waited] = [false, false]
      for (;;) {
        const answer = await callOutside(
          'wechat',
          `${base}/wxa/getwxacodeunlimit?access_token=${encodeURIComponent(await accessToken(forceRefresh))}`,
          {
            method: 'POST',
            headers: { 'Content-Type': 'application/json' },
            body: JSON.stringify({ scene, page, width: widthPx, check_path: appVersion === 'release', env_version: appVersion }),
          },
        )
        if (answer.contentType.startsWith('image/')) return { bytes: answer.bytes, contentType: answer.contentType }
        const errcode = failure.safeParse(jsonOf(answer)).data?.errcode
        if (errcode !== undefined && TOKEN_FAULTS.has(errcode) && !forceRefresh) forceRefresh = true
        else if (errcode === BUSY && !waited) {
          waited = true
          await sleep(BUSY_PAUSE_MS)
        } else
          throw new AppError('upstream_unavailable', {
            ...(codeRefusals[errcode ?? 0] ?? { detail: '微信暂时没有生成小程序码，请稍后再试；普通二维码现在就可以用' }),
            cause: new Error(`getwxacodeunlimit: errcode ${errcode}`),
          })
      }
    },
  }
}
