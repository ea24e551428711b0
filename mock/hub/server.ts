import Router from '@koa/router'
import { type Clock, shanghaiDate, systemClock } from '@minsheng/shared/units/clock'
import Koa, { type Context } from 'koa'
import * as z from 'zod'
import { parseJson, readBody } from '../server/body.ts'
import { controlled } from '../server/controlled.ts'
import { addTroubles, never } from '../server/trouble.ts'
import { createZlb, type ZlbOptions } from '../zlb/server.ts'
import { createZzd, type ZzdOptions } from '../zzd/server.ts'
import { createGatewayCheck } from './gateway.ts'
import { createMgopCheck, mgopAnswer } from './mgop.ts'
import { type Countdown, type Misbehaviour, misbehaviour, spoilRows } from './misbehaviour.ts'
import { createRegister, type PageAnswer, type Register } from './register.ts'
import { type RegisterName, registerNames, seedRegisters } from './rows.ts'
import { createSecrets, sharingAnswer } from './secrets.ts'

export interface HubOptions {
  gateway: { accessKey: string; secretKey: string }
  /** `registers`: which register lies at `dir/id`. */
  sharing: { appKey: string; appSecret: string; registers: ReadonlyMap<string, string> }
  mgop: { accessKey: string; appId: string }
  /** 浙里办's sign-in, behind the same kind of gateway; absent: not there. */
  zlb?: ZlbOptions
  /** 浙政钉's open platform, at the same address; absent: not there. */
  zzd?: ZzdOptions
  clock?: Clock
}

const CARE = 'careAssessments'
const ROUTES = ['POST /restapi/realname/check', 'POST /restapi/person/changes']

const newRows = z.strictObject({
  register: z.enum(registerNames),
  rows: z.array(z.looseObject({ recordId: z.string(), op: z.enum(['upsert', 'cancel']).optional() })),
})
const checked = z.object({ name: z.string(), idNumber: z.string() })
const change = z.looseObject({ changeId: z.string(), kind: z.string(), idNumber: z.string() })
const pageFields = z.object({
  mode: z.enum(['full', 'incremental']),
  since: z.string(),
  cursor: z.string(),
  pageSize: z.coerce.number().int().min(1).max(1_000),
})

/** Stand-in for the district's data hub: gateway, data sharing and 浙里办's mobile gateway at one address. */
export function createHub(options: HubOptions): Koa {
  const clock = options.clock ?? systemClock
  const secrets = createSecrets(options.sharing, clock)
  const refuseGateway = createGatewayCheck(options.gateway, ROUTES, clock)
  const refuseMgop = createMgopCheck(options.mgop, [CARE], clock)
  const seed = seedRegisters(shanghaiDate(clock.now()))
  const registers = Object.fromEntries(registerNames.map((name) => [name, createRegister(seed[name])])) as Record<RegisterName, Register>
  const told = new Map<string, z.output<typeof change>>()
  let wanted = misbehaviour.parse({})
  const lastPages = new Map<string, PageAnswer>()

  function spend(name: Countdown, register?: string): boolean {
    if (wanted[name] === 0 || (wanted.register && register !== wanted.register)) return false
    wanted = { ...wanted, [name]: wanted[name] - 1 }
    return true
  }

  async function pageOf(name: RegisterName, fields: unknown): Promise<PageAnswer | null> {
    const ask = pageFields.safeParse(fields)
    if (!ask.success) return null
    if (spend('loseCursors', name)) registers[name].forgetCursors()
    const mine: Misbehaviour = wanted.register && wanted.register !== name ? misbehaviour.parse({}) : wanted
    const page = registers[name].page(ask.data, (rows, offset) => spoilRows(mine, rows, offset))
    if (page.state === 'cursor_lost') return page
    const before = lastPages.get(name)
    // What was sent just before, again, as a new page that leads to where this one would have begun.
    if (before?.state === 'page' && ask.data.cursor !== '' && spend('repeatPages', name)) return { ...before, nextCursor: ask.data.cursor }
    lastPages.set(name, page)
    return { ...page, total: page.total + mine.miscount }
  }

  async function troubled(ctx: Context, register?: string): Promise<boolean> {
    if (spend('timeouts', register)) {
      await never(ctx)
      return true
    }
    if (!spend('errors', register)) return false
    ctx.status = 500
    return true
  }

  const control = new Router({ prefix: '/_control' })
  controlled(control, '/misbehaviour', misbehaviour, (input) => {
    wanted = input
    return input
  })
  const addRows = ({ register, rows }: z.output<typeof newRows>) => ({ versions: registers[register].add(rows) })
  controlled(control, '/rows', newRows, addRows, 8 * 1024 * 1024)
  control.post('/clear', (ctx) => {
    for (const register of Object.values(registers)) register.clear()
    ctx.status = 204
  })
  control.get('/changes', (ctx) => {
    ctx.body = { changes: [...told.values()] }
  })

  const router = new Router()
  router.get('/gateway/app/refreshTokenByKey.htm', (ctx) => {
    ctx.body = secrets.byKey(new URLSearchParams(ctx.querystring))
  })
  router.get('/gateway/app/refreshTokenBySec.htm', (ctx) => {
    ctx.body = secrets.bySecret(new URLSearchParams(ctx.querystring))
  })
  router.post('/gateway/api/:dir/dataSharing/:file', async (ctx) => {
    const given = new URLSearchParams((await readBody(ctx.req)).toString('utf8'))
    const at = `${ctx.params.dir}/${String(ctx.params.file).replace(/\.htm$/, '')}`
    const name = registerNames.find((known) => known === options.sharing.registers.get(at))
    if (await troubled(ctx, name)) return
    if (spend('expireSecrets', name)) secrets.expire()
    const refused = secrets.refuse(given) ?? (spend('refuseSignatures', name) ? sharingAnswer('14', '签名错误') : null)
    if (refused) ctx.body = refused
    else if (!name) ctx.body = sharingAnswer('20', '接口不存在或没有授权')
    else {
      const page = await pageOf(name, Object.fromEntries(given))
      ctx.body = page ? sharingAnswer('00', '成功', page, page.state === 'page' ? page.rows.length : 0) : sharingAnswer('30', '参数不正确')
    }
  })
  router.post('/h5/mgop', async (ctx) => {
    const query = new URLSearchParams(ctx.querystring)
    const api = query.get('api') ?? ''
    const body = parseJson(await readBody(ctx.req))
    if (await troubled(ctx, 'care')) return
    const refused = spend('refuseSignatures', 'care') ? { rs: 9002 } : refuseMgop(query, ctx.get('cookie'))
    if (refused && 'cookie' in refused && refused.cookie) ctx.set('Set-Cookie', `_mgw_tk=${refused.cookie}; Path=/; HttpOnly`)
    const page = refused ? null : await pageOf('care', body)
    ctx.body = refused ? mgopAnswer(api, refused.rs) : page ? mgopAnswer(api, 1000, page) : mgopAnswer(api, 3002)
  })
  router.all('/restapi/*path', async (ctx) => {
    const body = await readBody(ctx.req)
    if (await troubled(ctx)) return
    const refused = spend('refuseSignatures')
      ? 'Invalid signature'
      : refuseGateway({ method: ctx.method, path: ctx.path, query: new URLSearchParams(ctx.querystring), header: (name) => ctx.get(name) })
    if (refused) {
      ctx.status = 401
      ctx.body = refused
      return
    }
    ctx.body = ctx.path === '/restapi/realname/check' ? realName(parseJson(body)) : take(parseJson(body))
  })

  function realName(body: unknown) {
    const asked = checked.safeParse(body)
    if (!asked.success) return sharingAnswer('30', '参数不正确')
    const found = registers.population.find((row) => row.idNumber === asked.data.idNumber)
    return sharingAnswer('00', '成功', { result: !found ? '3' : found.name === asked.data.name ? '1' : '2' }, 1)
  }
  function take(body: unknown) {
    const parsed = change.safeParse(body)
    if (!parsed.success) return sharingAnswer('30', '参数不正确')
    if (told.has(parsed.data.changeId)) return sharingAnswer('01', '重复提交')
    told.set(parsed.data.changeId, parsed.data)
    return sharingAnswer('00', '成功')
  }

  const signIns = [options.zlb && createZlb(options.zlb, clock), options.zzd && createZzd(options.zzd, clock)].filter(
    (part) => part !== undefined,
  )
  const koa = new Koa()
  koa.use(control.routes())
  for (const part of signIns) koa.use(part.control.routes())
  addTroubles(koa, () => {
    for (const part of signIns) part.reset()
    wanted = misbehaviour.parse({})
    lastPages.clear()
    told.clear()
    for (const register of Object.values(registers)) register.reset()
  })
  for (const part of signIns) koa.use(part.router.routes())
  koa.use(router.routes())
  return koa
}
