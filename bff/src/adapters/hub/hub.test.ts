import type { IncomingMessage, ServerResponse } from 'node:http'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { heldClock } from '../../../testing/app.ts'
import { answersJson, type StubServer, stubServer } from '../../../testing/stub-server.ts'
import { createGateway } from './gateway.ts'
import { createHub } from './index.ts'
import { createMgop } from './mgop.ts'
import { createSharing } from './sharing.ts'

// The expected signatures were made with OpenSSL and Python's hashlib from the forms the interfaces publish.
const AT = new Date('2026-11-24T01:02:03.000Z')
const SK = 'hub-secret-key-0123456789abcdef'
let hub: StubServer
let seen: { headers: IncomingMessage['headers']; body: string }[] = []
beforeAll(async () => {
  hub = await stubServer(answersJson(200, {}))
})
afterAll(() => hub.close())
beforeEach(() => {
  seen = []
  hub.requests.length = 0
})

/** Answers the n-th request with the n-th of these, and the last for all that follow. */
function answers(...all: { status?: number; body: unknown; cookie?: string }[]) {
  let count = 0
  hub.answer((request, response: ServerResponse) => {
    const answer = all[Math.min(count, all.length - 1)]
    count += 1
    let body = ''
    request.on('data', (part: Buffer) => {
      body += part.toString('utf8')
    })
    request.on('end', () => {
      seen.push({ headers: request.headers, body })
      response
        .writeHead(answer?.status ?? 200, answer?.cookie ? { 'Set-Cookie': answer.cookie } : {})
        .end(typeof answer?.body === 'string' ? answer.body : JSON.stringify(answer?.body))
    })
  })
}
const refused = { code: 'upstream_unavailable' }

describe('gateway', () => {
  const gateway = () => createGateway({ base: hub.url, accessKey: 'BCDSGA_demo', secretKey: SK, clock: heldClock(AT) })

  test('a POST without query is signed to the byte, its date in RFC 1123', async () => {
    answers({ body: { code: '00' } })
    await gateway()({ method: 'POST', path: '/restapi/realname/check', body: { name: '王小明' } })
    expect(seen[0]?.headers).toMatchObject({
      'x-bg-hmac-access-key': 'BCDSGA_demo',
      'x-bg-hmac-algorithm': 'hmac-sha256',
      'x-bg-date-time': 'Tue, 24 Nov 2026 01:02:03 GMT',
      'x-bg-hmac-signature': 'Ak6+Bcah2H6C8L4YqNwtSPr+MUSxs39F/Aqo2RYiTiA=',
    })
    expect(JSON.parse(seen[0]?.body ?? '')).toEqual({ name: '王小明' })
  })

  test('a query is signed sorted by name, as it is sent', async () => {
    answers({ body: {} })
    await gateway()({ method: 'GET', path: '/restapi/a', query: { c: '上城', a: '1', b: 'two words' } })
    expect(hub.requests[0]?.url).toBe('/restapi/a?a=1&b=two%20words&c=%E4%B8%8A%E5%9F%8E')
    expect(seen[0]?.headers['x-bg-hmac-signature']).toBe('K6CYk6dL5KOidqWKUkGp2SMQfxEE7L1pLxpN31hyR5Q=')
  })

  test.each([
    ['Invalid signature', 'SK'],
    ['Invalid access key', 'AK'],
    ['Clock skew exceeded', '90 秒'],
    ['The route_id is forbidden.', '没有给本系统开通'],
    ['anything else', '没有接受这次请求'],
  ])('401 “%s” is told to whoever can mend it', async (body, words) => {
    answers({ status: 401, body })
    await expect(gateway()({ method: 'GET', path: '/a' })).rejects.toMatchObject({ ...refused, message: expect.stringContaining(words) })
  })
})

describe('data sharing', () => {
  const clock = heldClock(AT)
  const sharing = () => createSharing({ base: hub.url, appKey: 'A3301020001', appSecret: 'app-secret-0123456789', clock })
  const secrets = (n: number) => ({ body: { code: '00', msg: '成功', datas: { refreshSecret: `ref-${n}`, requestSecret: `req-${n}` } } })
  const page = { body: { code: '00', datas: { rows: [] } } }
  const paths = () => hub.requests.map(({ url }) => new URL(url, hub.url).pathname)

  test('the first call fetches secrets by the key; each is signed as published', async () => {
    answers(secrets(1), page)
    expect(await sharing()('330102/abc', { mode: 'full' })).toEqual({ rows: [] })
    expect(hub.requests[0]?.url).toBe(
      '/gateway/app/refreshTokenByKey.htm?appKey=A3301020001&sign=dede32ce443deb8820ce435e99f2ccf8&requestTime=1795482123000',
    )
    expect(hub.requests[1]).toEqual({ method: 'POST', url: '/gateway/api/330102/dataSharing/abc.htm' })
    expect(Object.fromEntries(new URLSearchParams(seen[1]?.body))).toEqual({
      appKey: 'A3301020001',
      sign: '91b4d888e23cdcd1371d077449a13709',
      requestTime: '1795482123000',
      mode: 'full',
    })
  })

  test('the request secret lives a quarter of an hour and is renewed by the refresh secret, which lives two days', async () => {
    const own = heldClock(AT)
    const call = createSharing({ base: hub.url, appKey: 'A3301020001', appSecret: 'app-secret-0123456789', clock: own })
    answers(secrets(1), page)
    await Promise.all([call('d/i', {}), call('d/i', {}), call('d/i', {})])
    expect(paths().filter((path) => path.includes('refreshToken'))).toHaveLength(1)
    own.advance(14 * 60_000 - 1)
    await call('d/i', {})
    expect(paths().filter((path) => path.includes('refreshToken'))).toHaveLength(1)
    hub.requests.length = 0
    answers(secrets(2), page)
    own.advance(1)
    await call('d/i', {})
    expect(paths()[0]).toBe('/gateway/app/refreshTokenBySec.htm')
    hub.requests.length = 0
    answers(secrets(3), page)
    own.advance(48 * 3_600_000)
    await call('d/i', {})
    expect(paths()[0]).toBe('/gateway/app/refreshTokenByKey.htm')
  })

  test('the renewal is signed with the refresh secret; one that is refused is made up for by the key', async () => {
    const own = heldClock(new Date(AT.getTime() - 14 * 60_000))
    const call = createSharing({ base: hub.url, appKey: 'A3301020001', appSecret: 'app-secret-0123456789', clock: own })
    answers(secrets(1), page)
    await call('d/i', {})
    own.advance(14 * 60_000)
    hub.requests.length = 0
    answers({ body: { code: '16', msg: '刷新密钥无效' } }, secrets(2), page)
    await call('d/i', {})
    expect(new URL(hub.requests[0]?.url ?? '', hub.url).searchParams.get('sign')).toBe('87b092903df8f457bc1a3b94691b4ef4')
    expect(paths()).toEqual([
      '/gateway/app/refreshTokenBySec.htm',
      '/gateway/app/refreshTokenByKey.htm',
      '/gateway/api/d/dataSharing/i.htm',
    ])
  })

  test('a refused call is tried once more with fresh secrets, and only once', async () => {
    answers(secrets(1), { body: { code: '15' } }, secrets(2), page)
    expect(await sharing()('d/i', {})).toEqual({ rows: [] })
    answers(secrets(1), { body: { code: '15' } }, secrets(2), { body: { code: '15' } })
    hub.requests.length = 0
    await expect(sharing()('d/i', {})).rejects.toMatchObject(refused)
    expect(hub.requests).toHaveLength(4)
  })

  test('no secrets at all', async () => {
    answers({ body: { code: '14', msg: '签名错误' } })
    await expect(sharing()('d/i', {})).rejects.toMatchObject({ ...refused, message: expect.stringContaining('appSecret') })
  })
})

describe('mgop', () => {
  const mgop = () => createMgop({ base: hub.url, accessKey: 'ak+demo', appId: '330102', clock: heldClock(AT) })
  const noToken = { body: { rs: 9001, ret: ['9001::令牌为空'] }, cookie: '_mgw_tk=abc123_1795482123000; Path=/; HttpOnly' }
  const success = { body: { rs: 1000, ret: ['1000::调用成功'], data: { rows: [] } } }
  const signs = () => hub.requests.map(({ url }) => new URL(url, hub.url).searchParams.get('sign'))

  test('the first answer brings the token that signs the second call; later calls keep it', async () => {
    answers(noToken, success)
    const call = mgop()
    expect(await call('careAssessments', { mode: 'full' })).toEqual({ rows: [] })
    expect(signs()).toEqual(['cbdc7cce217a4c80d289cef239dc7321', 'aa1ec8fd81b6535350ff7d8c5badb366'])
    expect(new URL(hub.requests[0]?.url ?? '', hub.url).pathname).toBe('/h5/mgop')
    expect(Object.fromEntries(new URL(hub.requests[1]?.url ?? '', hub.url).searchParams)).toMatchObject({
      ak: 'ak+demo',
      api: 'mgop.330102.app.careAssessments',
      ts: '1795482123000',
      data: 'null',
    })
    expect(seen[1]?.headers.cookie).toBe('_mgw_tk=abc123_1795482123000')
    expect(JSON.parse(seen[1]?.body ?? '')).toEqual({ mode: 'full' })
    await call('careAssessments', {})
    expect(hub.requests).toHaveLength(3)
  })

  test('it gives up after two retries', async () => {
    answers(noToken)
    await expect(mgop()('careAssessments', {})).rejects.toMatchObject(refused)
    expect(hub.requests).toHaveLength(3)
  })

  test.each([
    [1001, '没有授权'],
    [1002, '次数用完'],
    [3005, '核对 ak'],
    [4001, '没有及时回应'],
    [5000, '稍后再试'],
  ])('rs %i is not tried again', async (rs, words) => {
    answers({ body: { rs, ret: [`${rs}::x`] } })
    await expect(mgop()('careAssessments', {})).rejects.toMatchObject({ ...refused, message: expect.stringContaining(words) })
    expect(hub.requests).toHaveLength(1)
  })
})

describe('the hub as a whole', () => {
  const whole = () =>
    createHub({
      gateway: { base: hub.url, accessKey: 'BCDSGA_demo', secretKey: SK },
      sharing: { base: hub.url, appKey: 'A3301020001', appSecret: 'app-secret-0123456789' },
      mgop: { base: hub.url, accessKey: 'ak+demo', appId: '330102' },
      registers: { population: 'd/i' },
      clock: heldClock(AT),
    })

  test.each([
    ['1', 'match'],
    ['2', 'mismatch'],
    ['3', 'unknown'],
  ])('real-name result %s is %s', async (result, verdict) => {
    answers({ body: { code: '00', datas: { result } } })
    expect(await whole().verifyRealName('王小明', '330199194906150027')).toBe(verdict)
    expect(hub.requests).toEqual([{ method: 'POST', url: '/restapi/realname/check' }])
  })

  test.each([{ code: '00', datas: { result: '4' } }, { code: '30' }, {}])('%j is no verdict', async (body) => {
    answers({ body })
    await expect(whole().verifyRealName('王小明', '330199194906150027')).rejects.toMatchObject(refused)
  })

  test('a change told before counts as told; one that is refused says so', async () => {
    const change = { changeId: 'c', kind: 'moved_out', idNumber: '330199194906150027', name: '王小明', on: '2026-11-01' } as const
    answers({ body: { code: '01' } })
    await whole().push(change)
    answers({ body: { code: '30' } })
    await expect(whole().push(change)).rejects.toMatchObject({ code: 'invalid_input' })
  })

  test('a page that is not as agreed, and a register nobody gave the number of', async () => {
    answers({ body: { code: '00', datas: { refreshSecret: 'a', requestSecret: 'b' } } }, { body: { code: '00', datas: { rows: 1 } } })
    const ask = { mode: 'full', since: null, cursor: null, pageSize: 10 } as const
    await expect(whole().page('population', ask)).rejects.toMatchObject(refused)
    await expect(whole().page('deaths', ask)).rejects.toMatchObject({ ...refused, message: expect.stringContaining('目录编号') })
  })
})
