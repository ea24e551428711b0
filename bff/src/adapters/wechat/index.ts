import { setTimeout as sleep } from 'node:timers/promises'
import { AppError } from '@minsheng/shared/errors'
import type { Clock } from '@minsheng/shared/units/clock'
import * as z from 'zod'
import type { Handed } from '../../ports/notify.ts'
import type { TextVerdict, WechatPort } from '../../ports/wechat.ts'
import { callOutside, jsonOf } from '../http-json.ts'

const sessionAnswer = z.object({ openid: z.string().min(1).max(128) })
const tokenAnswer = z.object({ access_token: z.string().min(1), expires_in: z.number().int().positive() })
const checkAnswer = z.object({ errcode: z.literal(0), result: z.object({ suggest: z.enum(['pass', 'review', 'risky']) }) })
const sentAnswer = z.object({ errcode: z.literal(0), msgid: z.union([z.string(), z.number()]).transform(String) })
const failure = z.object({ errcode: z.number().int(), errmsg: z.string().optional() })

/** js_code faults that a fresh wx.login mends: invalid code, code been used, frequency of one user. */
const CODE_FAULTS = new Set([40029, 40163, 45011, 40226])
/** Why WeChat told no phone number, as the person can act on it. */
const phoneRefusals: Record<number, string> = {
  40029: '等得太久，这次不算了。请再点一次，或用短信验证码登录',
  40163: '这次已经用过了。请再点一次，或用短信验证码登录',
  45011: '点得太快了。请过一会儿再点，或用短信验证码登录',
  1400001: '微信这项服务今天的次数用完了，请用短信验证码登录',
}
const phoneAnswer = z.object({
  errcode: z.literal(0),
  phone_info: z.object({ purePhoneNumber: z.string(), countryCode: z.union([z.string(), z.number()]).transform(String) }),
})

/** The access token is no longer good. */
const TOKEN_FAULTS = new Set([40001, 40014, 42001])
/** The openid is not of this app, or its person was not in the mini-program within two hours. */
const PERSON_FAULTS = new Set([40003, 61010])
/** msgSecCheck: the second version, for texts as in a forum. */
const CHECK = { version: 2, scene: 3 } as const
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

/** Subscribe messages that may go through later: WeChat busy, too many a minute. */
const PASSING = new Set([BUSY, 45009, 45011])
/** What the edition is called in a subscribe message. */
const EDITIONS = { release: 'formal', trial: 'trial', develop: 'developer' } as const

type CodeImage = Awaited<ReturnType<WechatPort['codeImage']>>

const codeRefused = (errcode: number | undefined) =>
  new AppError('upstream_unavailable', {
    ...(codeRefusals[errcode ?? 0] ?? { detail: '微信暂时没有生成小程序码，请稍后再试；普通二维码现在就可以用' }),
    cause: new Error(`getwxacodeunlimit: errcode ${errcode}`),
  })

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

  /** Calls an interface that takes an access token, once more with a fresh one when WeChat no longer takes ours. */
  async function withToken<T>(
    path: string,
    body: object,
    read: (answer: Awaited<ReturnType<typeof callOutside>>) => T | 'token',
  ): Promise<T> {
    for (const forceRefresh of [false, true]) {
      const answer = await callOutside('wechat', `${base}${path}?access_token=${encodeURIComponent(await accessToken(forceRefresh))}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
      })
      const found = read(answer)
      if (found !== 'token') return found
    }
    throw new AppError('upstream_unavailable', { cause: new Error(`${path} refuses a fresh token`) })
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
    async phoneNumberOf(code) {
      const told = () =>
        withToken<{ phone: string } | 'busy'>('/wxa/business/getuserphonenumber', { code }, (answer) => {
          const said = jsonOf(answer)
          const parsed = phoneAnswer.safeParse(said)
          if (parsed.success) return { phone: mainlandPhone(parsed.data.phone_info) }
          const errcode = failure.safeParse(said).data?.errcode ?? 0
          if (errcode === BUSY) return 'busy'
          const detail = phoneRefusals[errcode]
          if (detail) throw new AppError('wechat_phone_unavailable', { detail })
          return faultOf('getuserphonenumber', said)
        })
      const first = await told()
      if (first !== 'busy') return first.phone
      await sleep(BUSY_PAUSE_MS)
      const second = await told()
      if (second === 'busy') throw new AppError('upstream_unavailable', { cause: new Error('getuserphonenumber: busy') })
      return second.phone
    },
    codeVersion: appVersion,
    async codeImage(scene, page, widthPx) {
      const asked = { scene, page, width: widthPx, check_path: appVersion === 'release', env_version: appVersion }
      const draw = () =>
        withToken<CodeImage | 'busy'>('/wxa/getwxacodeunlimit', asked, (answer) => {
          if (answer.contentType.startsWith('image/')) return { bytes: answer.bytes, contentType: answer.contentType }
          const errcode = failure.safeParse(jsonOf(answer)).data?.errcode
          if (errcode === BUSY) return 'busy'
          if (errcode !== undefined && TOKEN_FAULTS.has(errcode)) return 'token'
          throw codeRefused(errcode)
        })
      let drawn = await draw()
      if (drawn === 'busy') {
        await sleep(BUSY_PAUSE_MS)
        drawn = await draw()
      }
      if (drawn === 'busy') throw codeRefused(BUSY)
      return drawn
    },
    async sendSubscribeMessage({ openid, templateId, page, values }) {
      const data = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value }]))
      const body = { touser: openid, template_id: templateId, page, data, miniprogram_state: EDITIONS[appVersion], lang: 'zh_CN' }
      try {
        return await withToken<Handed>('/cgi-bin/message/subscribe/send', body, (answer) => {
          const said = jsonOf(answer)
          const sent = sentAnswer.safeParse(said)
          if (sent.success) return { result: 'taken', providerNumber: sent.data.msgid }
          const errcode = failure.safeParse(said).data?.errcode
          if (errcode === undefined) return { result: 'unsure', code: 'bad_answer' }
          return TOKEN_FAULTS.has(errcode) ? 'token' : { result: 'refused', code: String(errcode), final: !PASSING.has(errcode) }
        })
      } catch (error) {
        if (error instanceof AppError && error.code === 'upstream_unavailable') return { result: 'unsure', code: 'no_answer' }
        throw error
      }
    },
    checkText: (content, openid) =>
      withToken<TextVerdict>('/wxa/msg_sec_check', { content, openid, ...CHECK }, (answer) => {
        const said = jsonOf(answer)
        const parsed = checkAnswer.safeParse(said)
        if (parsed.success) return parsed.data.result.suggest
        const errcode = failure.safeParse(said).data?.errcode
        return errcode !== undefined && PERSON_FAULTS.has(errcode) ? 'unknown_person' : faultOf('msg_sec_check', said)
      }),
  }
}

/** @throws AppError `wechat_phone_unavailable` for a number that no text message of ours reaches */
function mainlandPhone({ purePhoneNumber, countryCode }: { purePhoneNumber: string; countryCode: string }): string {
  if (countryCode === '86' && /^1[3-9]\d{9}$/.test(purePhoneNumber)) return purePhoneNumber
  throw new AppError('wechat_phone_unavailable', { detail: '这个微信绑定的不是内地手机号，请用内地手机号收短信验证码登录' })
}

/** `token` when a fresh token may mend it. @throws AppError `upstream_unavailable` for any other failure */
function faultOf(what: string, said: unknown): 'token' {
  const errcode = failure.safeParse(said).data?.errcode
  if (errcode !== undefined && TOKEN_FAULTS.has(errcode)) return 'token'
  throw new AppError('upstream_unavailable', { cause: new Error(`${what}: errcode ${errcode}`) })
}
