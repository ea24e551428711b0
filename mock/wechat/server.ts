import Router from '@koa/router'
import { type Clock, systemClock } from '@minsheng/shared/units/clock'
import Koa from 'koa'
import * as z from 'zod'
import { parseJson, readBody } from '../server/body.ts'
import { addTroubles } from '../server/trouble.ts'
import { createAccessTokens } from './access-token.ts'
import { failure } from './answers.ts'
import { createLogin, type WechatApp } from './login.ts'
import { createPhoneNumbers } from './phone-number.ts'
import { createSubscriptions } from './subscribe.ts'
import { createTextCheck } from './text-check.ts'
import { createWxacodes } from './wxacode.ts'

export interface WechatOptions {
  app: WechatApp
  publishedPages?: readonly string[]
  clock?: Clock
}

const stableTokenBody = z.object({
  grant_type: z.string().optional(),
  appid: z.string().optional(),
  secret: z.string().optional(),
  force_refresh: z.boolean().default(false),
})

const one = (value: string | string[] | undefined): string | undefined => (Array.isArray(value) ? value[0] : value)

/** Stand-in for api.weixin.qq.com: log-in, access tokens, mini-program codes, phone numbers, the check of texts and subscribe messages. */
export function createWechat(options: WechatOptions) {
  const clock = options.clock ?? systemClock
  const login = createLogin(options.app)
  const tokens = createAccessTokens(options.app, clock)
  const draw = createWxacodes(clock, options.publishedPages)
  const texts = createTextCheck(clock)
  const subscriptions = createSubscriptions(clock)
  const phones = createPhoneNumbers(options.app.appId, clock)
  const router = new Router()

  router.get('/sns/jscode2session', (ctx) => {
    const { appid, secret, js_code: code, grant_type: grantType } = ctx.query
    const answer = login.code2session({ appid: one(appid), secret: one(secret), js_code: one(code), grant_type: one(grantType) })
    if ('openid' in answer) texts.saw(answer.openid)
    ctx.body = answer
  })

  router.get('/cgi-bin/token', (ctx) => {
    ctx.body = tokens.plain({ grantType: one(ctx.query.grant_type), appid: one(ctx.query.appid), secret: one(ctx.query.secret) })
  })

  router.post('/cgi-bin/stable_token', async (ctx) => {
    const parsed = stableTokenBody.safeParse(parseJson(await readBody(ctx.req)))
    ctx.body = parsed.success
      ? tokens.stable({
          grantType: parsed.data.grant_type,
          appid: parsed.data.appid,
          secret: parsed.data.secret,
          forceRefresh: parsed.data.force_refresh,
        })
      : failure(47001)
  })

  router.post('/wxa/getwxacodeunlimit', async (ctx) => {
    const refused = tokens.check(one(ctx.query.access_token))
    if (refused) {
      ctx.body = refused
      return
    }
    const result = await draw(parseJson(await readBody(ctx.req)))
    if (!result.ok) {
      ctx.body = result.failure
      return
    }
    ctx.type = 'image/png'
    ctx.body = result.png
  })

  router.post('/wxa/msg_sec_check', async (ctx) => {
    ctx.body = tokens.check(one(ctx.query.access_token)) ?? texts.check(parseJson(await readBody(ctx.req)))
  })

  router.post('/wxa/business/getuserphonenumber', async (ctx) => {
    ctx.body = tokens.check(one(ctx.query.access_token)) ?? phones.give(parseJson(await readBody(ctx.req)))
  })

  router.post('/cgi-bin/message/subscribe/send', async (ctx) => {
    ctx.body = tokens.check(one(ctx.query.access_token)) ?? (await subscriptions.send(parseJson(await readBody(ctx.req))))
  })

  const koa = new Koa()
  for (const control of [texts.control, phones.control, subscriptions.control, subscriptions.reports]) koa.use(control.routes())
  addTroubles(koa, () => {
    texts.reset()
    phones.reset()
    subscriptions.reset()
  })
  koa.use(router.routes())
  return { koa, subscribeMessages: subscriptions.sent }
}
