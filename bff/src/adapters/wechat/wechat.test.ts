import type { ServerResponse } from 'node:http'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { heldClock } from '../../../testing/app.ts'
import { answersJson, type StubServer, stubServer } from '../../../testing/stub-server.ts'
import { createWechat } from './index.ts'

let wechat: StubServer
const clock = heldClock()
beforeEach(async () => {
  wechat = await stubServer(answersJson(200, {}))
})
afterEach(() => wechat.close())

const port = () => createWechat({ base: wechat.url, appId: 'wx0123456789', appSecret: 's'.repeat(32), clock, appVersion: 'develop' })
const tokensFetched = () => wechat.requests.filter(({ url }) => url.startsWith('/cgi-bin/stable_token')).length
const json = (response: ServerResponse, body: unknown) =>
  response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(body))

/** A WeChat that gives tokens t1, t2, … and takes only the last. */
function serving(takes: (token: string) => boolean) {
  let given = 0
  wechat.answer((request, response) => {
    const url = new URL(request.url ?? '', wechat.url)
    if (url.pathname === '/cgi-bin/stable_token') {
      given += 1
      return void json(response, { access_token: `t${given}`, expires_in: 7200 })
    }
    if (!takes(url.searchParams.get('access_token') ?? '')) return void json(response, { errcode: 40001, errmsg: 'invalid credential' })
    response.writeHead(200, { 'Content-Type': 'image/png' }).end(Buffer.from([1, 2, 3]))
  })
}

describe('the access token', () => {
  test('is fetched once for many, kept, and renewed five minutes before its end', async () => {
    serving(() => true)
    const own = port()
    await Promise.all(Array.from({ length: 5 }, () => own.codeImage('s', 'pages/home/index', 280)))
    expect(tokensFetched()).toBe(1)
    clock.advance((7200 - 300) * 1000 - 1)
    await own.codeImage('s', 'pages/home/index', 280)
    expect(tokensFetched()).toBe(1)
    clock.advance(1)
    await own.codeImage('s', 'pages/home/index', 280)
    expect(tokensFetched()).toBe(2)
  })

  test('that WeChat no longer takes is renewed once, and only once', async () => {
    serving((token) => token === 't2')
    expect((await port().codeImage('s', 'pages/home/index', 280)).bytes).toEqual(Buffer.from([1, 2, 3]))
    expect(tokensFetched()).toBe(2)
    serving(() => false)
    const before = tokensFetched()
    await expect(port().codeImage('s', 'pages/home/index', 280)).rejects.toMatchObject({ code: 'upstream_unavailable' })
    expect(tokensFetched() - before).toBe(2)
  })

  test('that could not be fetched is fetched anew the next time', async () => {
    const own = port()
    wechat.answer(answersJson(200, { errcode: 40125, errmsg: 'invalid appsecret' }))
    await expect(own.codeImage('s', 'p', 280)).rejects.toMatchObject({ code: 'upstream_unavailable' })
    serving(() => true)
    await own.codeImage('s', 'p', 280)
  })
})

describe('a mini-program code', () => {
  const refusing = (...errcodes: number[]) => {
    let asked = 0
    wechat.answer((request, response) => {
      if (request.url?.startsWith('/cgi-bin/stable_token')) return void json(response, { access_token: 't', expires_in: 7200 })
      const errcode = errcodes[asked]
      asked += 1
      if (errcode !== undefined) return void json(response, { errcode, errmsg: 'x' })
      response.writeHead(200, { 'Content-Type': 'image/jpeg' }).end(Buffer.from([9]))
    })
    return () => asked
  }

  test.each([
    [45009, '每分钟', 60],
    [41030, '发布新版小程序', undefined],
    [40097, '系统管理员', undefined],
    [12345, '稍后再试', undefined],
  ])('errcode %i is told in words a clerk can act on, and not asked again', async (errcode, words, retryAfterSeconds) => {
    const asked = refusing(errcode, errcode, errcode)
    await expect(port().codeImage('s', 'p', 280)).rejects.toMatchObject({
      code: 'upstream_unavailable',
      message: expect.stringContaining(words),
      retryAfterSeconds,
    })
    expect(asked()).toBe(1)
  })

  test('a busy WeChat is asked once more, then told', async () => {
    const asked = refusing(-1)
    expect((await port().codeImage('s', 'p', 280)).contentType).toBe('image/jpeg')
    expect(asked()).toBe(2)
    const again = refusing(-1, -1, -1)
    await expect(port().codeImage('s', 'p', 280)).rejects.toMatchObject({ code: 'upstream_unavailable' })
    expect(again()).toBe(2)
  })

  test('an expired token and a busy moment after it are both survived', async () => {
    const asked = refusing(42001, -1)
    expect((await port().codeImage('s', 'p', 280)).bytes).toEqual(Buffer.from([9]))
    expect(asked()).toBe(3)
  })
})

describe('code2session', () => {
  test.each([40029, 40163, 45011, 40226])('errcode %i: a fresh login mends it', async (errcode) => {
    wechat.answer(answersJson(200, { errcode, errmsg: 'x' }))
    await expect(port().openidOf('code')).rejects.toMatchObject({ code: 'wechat_code_rejected' })
  })

  test.each([-1, 40013, 40125, 45009])('errcode %i: the fault is not the visitor’s', async (errcode) => {
    wechat.answer(answersJson(200, { errcode, errmsg: 'x' }))
    await expect(port().openidOf('code')).rejects.toMatchObject({ code: 'upstream_unavailable' })
  })

  test('gives the openid and drops the session key; a code can not add parameters', async () => {
    wechat.answer(answersJson(200, { openid: 'o1', session_key: 'k' }))
    expect(await port().openidOf('a&secret=b')).toEqual({ openid: 'o1' })
    expect(new URL(wechat.requests[0]?.url ?? '', wechat.url).searchParams.getAll('secret')).toEqual(['s'.repeat(32)])
  })
})

describe('the check of a text', () => {
  let sent = ''
  const says = (body: unknown) =>
    wechat.answer((request, response) => {
      if (request.url?.startsWith('/cgi-bin/')) return void json(response, { access_token: 't', expires_in: 7200 })
      sent = ''
      request.on('data', (part: Buffer) => {
        sent += part.toString('utf8')
      })
      request.on('end', () => json(response, body))
    })

  test.each(['pass', 'review', 'risky'])('%s is told as it is', async (suggest) => {
    says({ errcode: 0, errmsg: 'ok', result: { suggest, label: 100 }, detail: [], trace_id: 'x' })
    expect(await port().checkText('一起来', 'o1')).toBe(suggest)
    expect(wechat.requests.at(-1)?.url).toBe('/wxa/msg_sec_check?access_token=t')
    expect(JSON.parse(sent)).toEqual({ content: '一起来', openid: 'o1', version: 2, scene: 3 })
  })

  test.each([40003, 61010])('errcode %i: WeChat does not know this person now', async (errcode) => {
    says({ errcode, errmsg: 'x' })
    expect(await port().checkText('一起来', 'o1')).toBe('unknown_person')
  })

  test.each([
    ['an errcode', { errcode: 44991, errmsg: 'x' }],
    ['a verdict WeChat does not have', { errcode: 0, result: { suggest: 'fine' } }],
    ['no verdict', {}],
  ])('%s is no verdict', async (_, body) => {
    says(body)
    await expect(port().checkText('一起来', 'o1')).rejects.toMatchObject({ code: 'upstream_unavailable' })
  })
})
