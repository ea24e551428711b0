import { createCipheriv, randomBytes } from 'node:crypto'
import Router from '@koa/router'
import { type Clock, shanghaiDate } from '@minsheng/shared/units/clock'
import type { Context } from 'koa'
import * as z from 'zod'
import { createGatewayCheck } from '../hub/gateway.ts'
import { parseJson, readBody } from '../server/body.ts'
import { controlled } from '../server/controlled.ts'
import { countedTroubles, createCountedTroubles } from '../server/counted-troubles.ts'
import { examplePerson, type ZlbPerson } from './people.ts'

export interface ZlbOptions {
  accessKey: string
  secretKey: string
  /** What the application is called in the register of applications. */
  appId: string
  /** 16 bytes in hex: the key of the fields whose names end in `Enc`. */
  fieldKey: string
}

/** The components of IRS: the ticket of the app and Alipay, and that of WeChat and the unified portal. */
const PATHS = {
  validate: '/restapi/prod/IC33000020220228000002/sso/servlet/simpleauth',
  user: '/restapi/prod/IC33000020220228000004/sso/servlet/simpleauth',
  token: '/restapi/prod/IC33000020220329000007/uc/sso/access_token',
  portalUser: '/restapi/prod/IC33000020220329000008/uc/sso/getUserInfo',
} as const
const TICKET_LIFE_MS = 5 * 60_000

const wish = z.strictObject({
  ...countedTroubles,
  /** A ticket is taken again and again: what 浙里办 promises not to do. */
  reusable: z.boolean().default(false),
  /** Users come without a phone number, or with this kind of paper: 1 is the ID card. */
  withoutPhone: z.boolean().default(false),
  idType: z.string().default('1'),
})
const person = z.strictObject({ name: z.string(), idNumber: z.string(), phone: z.string().nullable() })
const wanted = z.strictObject({ kind: z.enum(['ticket', 'ticketId']), person: person.optional() })
type Kind = z.output<typeof wanted>['kind']

interface Issued {
  kind: Kind
  person: ZlbPerson
  at: number
}

/** Stand-in for 浙里办's sign-in, behind the gateway: tickets, tokens and users, in both forms. */
export function createZlb(options: ZlbOptions, clock: Clock) {
  const refuse = createGatewayCheck(
    options,
    Object.values(PATHS).map((path) => `POST ${path}`),
    clock,
  )
  const tickets = new Map<string, Issued>()
  const tokens = new Map<string, Issued>()
  const troubles = createCountedTroubles(wish)
  let example: ZlbPerson | null = null

  function issue(kind: Kind, who?: z.output<typeof person>) {
    example ??= examplePerson(shanghaiDate(clock.now()))
    const owner = who ? { userId: `zlb${who.idNumber.slice(-6)}`, ...who } : example
    const value = kind === 'ticket' ? `${randomBytes(16).toString('hex')}-ticket` : `tk_${randomBytes(16).toString('hex')}`
    tickets.set(value, { kind, person: owner, at: clock.now().getTime() })
    return { [kind]: value, person: owner }
  }

  function tokenFor(value: string | undefined, kind: Kind): string | null {
    const issued = tickets.get(value ?? '')
    if (!issued || issued.kind !== kind || clock.now().getTime() - issued.at > TICKET_LIFE_MS) return null
    if (!troubles.now().reusable) tickets.delete(value ?? '')
    const token = `${randomBytes(16).toString('hex')}-commonToken`
    tokens.set(token, issued)
    return token
  }
  const seal = (text: string) => {
    const cipher = createCipheriv('sm4-ecb', Buffer.from(options.fieldKey, 'hex'), null)
    return Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]).toString('base64')
  }

  /** Does what a test wished for; true when the request is answered by it. */
  async function troubled(ctx: Context): Promise<boolean> {
    if (await troubles.spoil(ctx)) return true
    const asked = {
      method: ctx.method,
      path: ctx.path,
      query: new URLSearchParams(ctx.querystring),
      header: (name: string) => ctx.get(name),
    }
    const words = troubles.refusesSignature() ? 'Invalid signature' : refuse(asked)
    if (words === null) return false
    ctx.status = 401
    ctx.body = words
    return true
  }

  const router = new Router()
  const serve = (path: string, answer: (body: string) => unknown) =>
    router.post(path, async (ctx) => {
      const body = (await readBody(ctx.req)).toString('utf8')
      if (!(await troubled(ctx))) ctx.body = answer(body)
    })
  const phoneOf = ({ phone }: ZlbPerson) => (troubles.now().withoutPhone ? '' : (phone ?? ''))
  const no = { result: '1', errmsg: '票据无效或已过期' }

  serve(PATHS.validate, (body) => {
    const form = new URLSearchParams(body)
    const token = form.get('method') === 'ticketValidation' ? tokenFor(form.get('st') ?? undefined, 'ticket') : null
    const owner = token && tokens.get(token)?.person
    return owner ? { result: '0', errmsg: '成功', token, userid: owner.userId, username: owner.name, loginname: owner.userId } : no
  })
  serve(PATHS.user, (body) => {
    const form = new URLSearchParams(body)
    const owner = form.get('method') === 'getUserInfo' ? tokens.get(form.get('token') ?? '')?.person : undefined
    if (!owner) return { result: '1', errmsg: '令牌无效' }
    return {
      result: '0',
      errmsg: '成功',
      userid: owner.userId,
      username: owner.name,
      mobile: phoneOf(owner),
      idtype: troubles.now().idType,
      idnum: owner.idNumber,
      authlevel: '3',
    }
  })
  const asked = z.object({ ticketId: z.string().optional(), token: z.string().optional(), appId: z.string().optional() })
  serve(PATHS.token, (body) => {
    const { ticketId, appId } = asked.catch({}).parse(parseJson(Buffer.from(body)))
    const accessToken = appId === options.appId ? tokenFor(ticketId, 'ticketId') : null
    return accessToken
      ? { success: true, errCode: '0', errorMsg: null, data: { accessToken, expiresIn: 7_200 } }
      : { success: false, errCode: '10001', errorMsg: 'ticketId 无效', data: null }
  })
  serve(PATHS.portalUser, (body) => {
    const { token } = asked.catch({}).parse(parseJson(Buffer.from(body)))
    const owner = tokens.get(token ?? '')?.person
    if (!owner) return { success: false, errCode: '10002', errorMsg: 'token 无效', data: null }
    const { userId, name, idNumber } = owner
    const personInfo = {
      userId,
      userNameEnc: seal(name),
      phoneEnc: seal(phoneOf(owner)),
      idNoEnc: seal(idNumber),
      idType: troubles.now().idType,
    }
    return { success: true, errCode: '0', errorMsg: null, data: { personInfo } }
  })
  // What opening the service in 浙里办 does: back to the product with a fresh ticket of the example person.
  router.get('/zlb/enter', (ctx) => {
    const kind: Kind = ctx.query.kind === 'ticketId' ? 'ticketId' : 'ticket'
    const target = new URL(String(ctx.query.goto ?? ''))
    target.searchParams.set(kind, String(issue(kind)[kind]))
    ctx.redirect(target.href)
  })

  const control = new Router({ prefix: '/_control' })
  controlled(control, '/zlb', wish, troubles.set)
  controlled(control, '/zlb-tickets', wanted, ({ kind, person: who }) => issue(kind, who))

  return {
    control,
    router,
    reset() {
      troubles.reset()
      tickets.clear()
      tokens.clear()
    },
  }
}
