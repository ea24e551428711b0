import { randomBytes } from 'node:crypto'
import Router from '@koa/router'
import type { Clock } from '@minsheng/shared/units/clock'
import type { Context } from 'koa'
import * as z from 'zod'
import { readBody } from '../server/body.ts'
import { controlled } from '../server/controlled.ts'
import { countedTroubles, createCountedTroubles } from '../server/counted-troubles.ts'
import { createSignatureCheck } from './signature.ts'

export interface ZzdOptions {
  appKey: string
  appSecret: string
}

const CODE_LIFE_MS = 5 * 60_000
const TOKEN_SECONDS = 7_200

const wish = z.strictObject({
  ...countedTroubles,
  /** A code is taken again and again. */
  reusable: z.boolean().default(false),
})
const wanted = z.strictObject({ way: z.enum(['qr', 'app']), accountId: z.string().regex(/^\d{1,20}$/) })
type Way = z.output<typeof wanted>['way']

const said = (content: object) => ({ success: true, content: { responseMessage: 'OK', responseCode: '0', bizErrorCode: '0', ...content } })
const refused = (words: string) => ({
  success: true,
  content: { success: false, data: null, responseMessage: words, responseCode: '830001', bizErrorCode: '830001' },
})

/** Stand-in for 浙政钉's open platform: tokens, and the account behind a code of its two ways. */
export function createZzd(options: ZzdOptions, clock: Clock) {
  const refuse = createSignatureCheck(options, clock)
  const codes = new Map<string, { way: Way; accountId: string; at: number }>()
  const tokens = new Set<string>()
  const troubles = createCountedTroubles(wish)

  function issue(way: Way, accountId: string): string {
    const code = randomBytes(12).toString('hex')
    codes.set(code, { way, accountId, at: clock.now().getTime() })
    return code
  }
  function ownerOf(code: string, way: Way): string | null {
    const issued = codes.get(code)
    if (!issued || issued.way !== way || clock.now().getTime() - issued.at > CODE_LIFE_MS) return null
    if (!troubles.now().reusable) codes.delete(code)
    return issued.accountId
  }
  async function troubled(ctx: Context, params: URLSearchParams): Promise<boolean> {
    if (await troubles.spoil(ctx)) return true
    const signed = { method: ctx.method, path: ctx.path, params, header: (name: string) => ctx.get(name) }
    const words = troubles.refusesSignature() ? 'signature is invalid' : refuse(signed)
    if (words === null) return false
    ctx.body = { success: false, errorLevel: 'error', errorMsg: words, errorCode: '600001' }
    return true
  }

  const router = new Router()
  router.get('/gettoken.json', async (ctx) => {
    const params = new URLSearchParams(ctx.querystring)
    if (await troubled(ctx, params)) return
    if (params.get('appkey') !== options.appKey || params.get('appsecret') !== options.appSecret) {
      ctx.body = refused('appkey or appsecret is invalid')
      return
    }
    const accessToken = `app_${randomBytes(16).toString('hex')}`
    tokens.add(accessToken)
    ctx.body = said({ success: true, data: { accessToken, expiresIn: TOKEN_SECONDS } })
  })
  const user = (path: string, way: Way, field: 'code' | 'auth_code') =>
    router.post(path, async (ctx) => {
      const form = new URLSearchParams((await readBody(ctx.req)).toString('utf8'))
      if (await troubled(ctx, form)) return
      const accountId = tokens.has(form.get('access_token') ?? '') ? ownerOf(form.get(field) ?? '', way) : null
      ctx.body =
        accountId === null
          ? refused('code or access_token is invalid')
          : said({
              success: true,
              // A number on the wire, as there.
              data: {
                accountId: Number(accountId),
                account: `zzd-${accountId}`,
                lastName: '演示',
                nickNameCn: '演示',
                employeeCode: `GE_${accountId}`,
              },
            })
    })
  user('/rpc/oauth2/getuserinfo_bycode.json', 'qr', 'code')
  user('/rpc/oauth2/dingtalk_app_user.json', 'app', 'auth_code')
  // What the page with the QR code does once it was scanned; here the account is typed.
  router.get('/zzd/auth.htm', (ctx) => {
    const [back, account] = [String(ctx.query.redirect_uri ?? ''), String(ctx.query.account ?? '')]
    if (/^\d{1,20}$/.test(account)) {
      const target = new URL(back)
      target.searchParams.set('code', issue('qr', account))
      target.searchParams.set('state', String(ctx.query.state ?? ''))
      ctx.redirect(target.href)
      return
    }
    const kept = ['redirect_uri', 'state'].map((name) => {
      const value = String(ctx.query[name] ?? '')
        .replaceAll('&', '&amp;')
        .replaceAll('"', '&quot;')
        .replaceAll('<', '&lt;')
      return `<input type="hidden" name="${name}" value="${value}">`
    })
    ctx.type = 'html'
    ctx.body = `<!doctype html><html lang="zh"><meta charset="utf-8"><title>浙政钉（替身）</title><form>${kept.join('')}<label>用哪个浙政钉账号扫码 <input name="account" inputmode="numeric" required pattern="[0-9]{1,20}"></label> <button>扫码</button></form></html>`
  })

  const control = new Router({ prefix: '/_control' })
  controlled(control, '/zzd', wish, troubles.set)
  controlled(control, '/zzd-codes', wanted, ({ way, accountId }) => ({ code: issue(way, accountId) }))
  controlled(control, '/zzd-forget-tokens', z.strictObject({}), () => {
    tokens.clear()
    return {}
  })

  return {
    control,
    router,
    reset() {
      troubles.reset()
      codes.clear()
      tokens.clear()
    },
  }
}
