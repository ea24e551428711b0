import { createHash, createHmac } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { HUB_KEYS, testHub } from '../testing/hub.ts'

const hub = testHub({ sharing: { ...HUB_KEYS.sharing, registers: new Map([['d/p', 'population']]) } })
beforeAll(hub.start)
afterAll(hub.stop)
beforeEach(hub.reset)

const md5 = (text: string) => createHash('md5').update(text).digest('hex')

async function gateway(change: { ak?: string; date?: string; sign?: string; path?: string; body?: unknown } = {}) {
  const path = change.path ?? '/restapi/realname/check'
  const date = change.date ?? hub.clock.now().toUTCString()
  const ak = change.ak ?? 'ak'
  const sign = change.sign ?? createHmac('sha256', HUB_KEYS.gateway.secretKey).update(`POST\n${path}\n\n${ak}\n${date}\n`).digest('base64')
  const response = await fetch(`${hub.url}${path}`, {
    method: 'POST',
    headers: {
      'X-BG-HMAC-ACCESS-KEY': ak,
      'X-BG-HMAC-ALGORITHM': 'hmac-sha256',
      'X-BG-DATE-TIME': date,
      'X-BG-HMAC-SIGNATURE': sign,
    },
    body: JSON.stringify(change.body ?? { name: '张三', idNumber: '1' }),
  })
  return { status: response.status, text: await response.text() }
}

describe('gateway', () => {
  const skewed = (ms: number) => new Date(hub.clock.now().getTime() + ms).toUTCString()
  test.each([
    ['a wrong signature', { sign: 'AAAA' }, 'Invalid signature'],
    ['another key', { ak: 'other' }, 'Invalid access key'],
    ['91 seconds off', { date: skewed(-91_000) }, 'Clock skew exceeded'],
    ['no date', { date: 'yesterday' }, 'Clock skew exceeded'],
    ['a path nobody opened', { path: '/restapi/other' }, 'The route_id is forbidden.'],
  ])('%s', async (_, change, text) => {
    expect(await gateway(change)).toEqual({ status: 401, text })
  })
  test('90 seconds are near enough', async () => {
    expect((await gateway({ date: skewed(90_000) })).status).toBe(200)
  })

  test('real names: right, wrong, unheard of', async () => {
    await hub.control('clear', {})
    await hub.control('rows', { register: 'population', rows: [{ recordId: 'r', name: '张三', idNumber: '330199194906150027' }] })
    const check = async (name: string, idNumber: string) => JSON.parse((await gateway({ body: { name, idNumber } })).text).datas.result
    expect(await check('张三', '330199194906150027')).toBe('1')
    expect(await check('李四', '330199194906150027')).toBe('2')
    expect(await check('张三', '330199194906150043')).toBe('3')
  })
})

describe('data sharing', () => {
  const signed = (secret: string) => {
    const requestTime = String(hub.clock.now().getTime())
    return { appKey: 'app', sign: md5(`app${secret}${requestTime}`), requestTime }
  }
  const token = async (page: string, secret: string) =>
    (await (await fetch(`${hub.url}/gateway/app/${page}.htm?${new URLSearchParams(signed(secret))}`)).json()) as {
      code: string
      datas: { refreshSecret: string; requestSecret: string }
    }
  const page = async (secret: string, fields: Record<string, string> = {}, at = 'd/p') => {
    const body = new URLSearchParams({ ...signed(secret), mode: 'incremental', since: '', cursor: '', pageSize: '2', ...fields })
    const [dir, id] = at.split('/')
    const response = await fetch(`${hub.url}/gateway/api/${dir}/dataSharing/${id}.htm`, { method: 'POST', body })
    return (await response.json()) as { code: string; datas: { state: string; rows: unknown[]; nextCursor: string; total: number } }
  }
  const rows = [1, 2, 3, 4, 5].map((n) => ({ recordId: `r${n}`, name: `人${n}`, idNumber: `33019919490615${n}` }))
  async function ready() {
    await hub.control('clear', {})
    await hub.control('rows', { register: 'population', rows })
    return (await token('refreshTokenByKey', HUB_KEYS.sharing.appSecret)).datas
  }

  test('secrets for the key, renewed for the refresh secret, each for its own time', async () => {
    expect((await token('refreshTokenByKey', 'wrong')).code).toBe('14')
    const first = await ready()
    expect((await page(first.requestSecret)).code).toBe('00')
    expect((await page('wrong')).code).toBe('14')
    expect((await page(first.requestSecret, {}, 'd/x')).code).toBe('20')
    hub.clock.advance(15 * 60_000)
    expect((await page(first.requestSecret)).code).toBe('15')
    const second = await token('refreshTokenBySec', first.refreshSecret)
    expect((await page(second.datas.requestSecret)).code).toBe('00')
    hub.clock.advance(48 * 3_600_000)
    expect((await token('refreshTokenBySec', second.datas.refreshSecret)).code).toBe('16')
  })

  test('a register page by page, and what came later', async () => {
    const { requestSecret } = await ready()
    const one = await page(requestSecret)
    expect(one.datas).toMatchObject({ state: 'page', total: 5 })
    const two = await page(requestSecret, { cursor: one.datas.nextCursor })
    const three = await page(requestSecret, { cursor: two.datas.nextCursor })
    expect([...one.datas.rows, ...two.datas.rows, ...three.datas.rows]).toHaveLength(5)
    expect(three.datas.nextCursor).toBeNull()
    await hub.control('rows', { register: 'population', rows: [{ recordId: 'r1', name: '改名' }] })
    expect((await page(requestSecret, { since: '5' })).datas.rows).toMatchObject([{ recordId: 'r1', version: 6, name: '改名' }])
    expect((await page(requestSecret, { mode: 'full', pageSize: '9' })).datas.total).toBe(5)
  })

  test('it misbehaves as told', async () => {
    const { requestSecret } = await ready()
    await hub.control('misbehaviour', { badRows: 1, duplicateShare: 1 })
    const [one, again] = (await page(requestSecret, { pageSize: '9' })).datas.rows
    expect(one).toEqual(again)
    expect(one).not.toMatchObject({ idNumber: rows[0]?.idNumber })
    await hub.control('misbehaviour', { badRows: 5 })
    expect((await page(requestSecret, { pageSize: '9' })).datas.rows[4]).toMatchObject({ idNumber: rows[4]?.idNumber, name: '张冠李' })
    await hub.control('misbehaviour', { expireSecrets: 1 })
    expect((await page(requestSecret)).code).toBe('15')
    const fresh = (await token('refreshTokenByKey', HUB_KEYS.sharing.appSecret)).datas.requestSecret
    await hub.control('misbehaviour', { loseCursors: 1, repeatPages: 1, miscount: 1 })
    const first = await page(fresh)
    expect(first.datas.total).toBe(6)
    await hub.control('misbehaviour', { repeatPages: 1 })
    expect((await page(fresh, { cursor: first.datas.nextCursor })).datas.rows).toEqual(first.datas.rows)
    await hub.control('misbehaviour', { loseCursors: 1 })
    expect((await page(fresh, { cursor: first.datas.nextCursor })).datas.state).toBe('cursor_lost')
    expect((await hub.control('misbehaviour', { sulk: 1 })).status).toBe(400)
  })
})

test('mgop: the first call is refused and brings the token of the next', async () => {
  const api = 'mgop.330102.app.careAssessments'
  const ts = String(hub.clock.now().getTime())
  const call = async (cookie: string) => {
    const sign = md5(`token=${cookie.split('_')[0]}&ak=mk&api=${api}&ts=${ts}&data=null`)
    const response = await fetch(`${hub.url}/h5/mgop?${new URLSearchParams({ ak: 'mk', api, ts, sign, data: 'null' })}`, {
      method: 'POST',
      headers: cookie === '' ? {} : { Cookie: `_mgw_tk=${cookie}` },
      body: JSON.stringify({ mode: 'full', since: '', cursor: '', pageSize: '3' }),
    })
    return {
      cookie: /^_mgw_tk=([^;]+)/.exec(response.headers.get('set-cookie') ?? '')?.[1] ?? '',
      body: (await response.json()) as { rs: number; data: unknown },
    }
  }
  const first = await call('')
  expect(first.body.rs).toBe(9001)
  expect((await call(first.cookie)).body).toMatchObject({ rs: 1000, data: { state: 'page' } })
  expect((await call('forged_1')).body.rs).toBe(9002)
  hub.clock.advance(31 * 60_000)
  expect((await call(first.cookie)).body.rs).toBe(9003)
})
