import jsQR from 'jsqr'
import { PNG } from 'pngjs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { listen, type RunningServer } from '../server/listen.ts'
import { type HeldClock, heldClock } from '../testing/held-clock.ts'
import { createWechat } from './server.ts'
import { createWxacodes } from './wxacode.ts'

const APP = { appId: 'wx1234567890abcdef', appSecret: 'secret-of-the-app' }
const PAGE = 'packages/donation/giving/index'
let clock: HeldClock
let server: RunningServer
beforeEach(async () => {
  clock = heldClock()
  server = await listen(createWechat({ app: APP, publishedPages: [PAGE, 'pages/home/index'], clock }).koa.callback(), '127.0.0.1', 0)
})
afterEach(() => server.close())

async function get(path: string, query: Record<string, string>): Promise<Record<string, unknown>> {
  const response = await fetch(`${server.url}${path}?${new URLSearchParams(query)}`)
  expect(response.status).toBe(200)
  return (await response.json()) as Record<string, unknown>
}
const login = (code: string, changes: Record<string, string> = {}) =>
  get('/sns/jscode2session', { appid: APP.appId, secret: APP.appSecret, js_code: code, grant_type: 'authorization_code', ...changes })
async function stableToken(changes: Record<string, unknown> = {}): Promise<Record<string, unknown>> {
  const response = await fetch(`${server.url}/cgi-bin/stable_token`, {
    method: 'POST',
    body: JSON.stringify({ grant_type: 'client_credential', appid: APP.appId, secret: APP.appSecret, ...changes }),
  })
  return (await response.json()) as Record<string, unknown>
}
async function wxacode(body: unknown, token?: string): Promise<{ png?: Buffer; errcode?: number }> {
  const accessToken = token ?? String((await stableToken()).access_token)
  const response = await fetch(`${server.url}/wxa/getwxacodeunlimit?access_token=${accessToken}`, {
    method: 'POST',
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
  if (response.headers.get('content-type') === 'image/png') return { png: Buffer.from(await response.arrayBuffer()) }
  return { errcode: ((await response.json()) as { errcode: number }).errcode }
}

test('the same label is the same person, every code is used once', async () => {
  const first = await login('phone-A:1')
  const second = await login('phone-A:2')
  const other = await login('phone-B:1')
  expect(first.openid).toMatch(/^o[\w-]{27}$/)
  expect(second.openid).toBe(first.openid)
  expect(other.openid).not.toBe(first.openid)
  expect(second.session_key).not.toBe(first.session_key)
  expect(Buffer.from(String(first.session_key), 'base64')).toHaveLength(16)
  expect(await login('phone-A:1')).toMatchObject({ errcode: 40163 })
})

test.each<[string, Record<string, string>, number]>([
  ['another app', { appid: 'wx0' }, 40013],
  ['no app', { appid: '' }, 41002],
  ['another secret', { secret: 'x' }, 40125],
  ['no secret', { secret: '' }, 41004],
  ['another grant', { grant_type: 'client_credential' }, 40002],
  ['no code', { js_code: '' }, 41008],
  ['a code that is none', { js_code: 'not a code' }, 40029],
])('log-in refuses %s', async (_, changes, errcode) => {
  expect(await login('phone-A:1', changes)).toMatchObject({ errcode })
})

test('a stable token stays, a forced one is new, plain tokens overlap five minutes', async () => {
  const first = await stableToken()
  expect(first.expires_in).toBe(7200)
  clock.advance(1000_000)
  expect(await stableToken()).toEqual({ access_token: first.access_token, expires_in: 6200 })
  expect((await stableToken({ force_refresh: true })).access_token).not.toBe(first.access_token)
  expect(await stableToken({ secret: 'x' })).toMatchObject({ errcode: 40125 })

  const plain = () => get('/cgi-bin/token', { grant_type: 'client_credential', appid: APP.appId, secret: APP.appSecret })
  const old = String((await plain()).access_token)
  await plain()
  expect((await wxacode({ scene: 'a', page: PAGE }, old)).png).toBeDefined()
  clock.advance(5 * 60_000)
  expect((await wxacode({ scene: 'a', page: PAGE }, old)).errcode).toBe(42001)
})

test('the picture has the wanted width and holds page and scene', async () => {
  const scene = '11abcdefghijkl-_ABCDEFGHIJKLMN'
  for (const width of [280, 430, 1280]) {
    const { png } = await wxacode({ scene, page: PAGE, width })
    const picture = PNG.sync.read(png as Buffer)
    expect(picture.width).toBe(width)
    expect(jsQR(new Uint8ClampedArray(picture.data), picture.width, picture.height)?.data).toBe(`wxacode:${PAGE}?scene=${scene}`)
  }
})

test.each<[string, Record<string, unknown> | string, number | undefined]>([
  ['32 characters', { scene: 'a'.repeat(32), page: PAGE }, undefined],
  ['33 characters', { scene: 'a'.repeat(33), page: PAGE }, 40169],
  ['no scene', { page: PAGE }, 40169],
  ['a body that is not JSON', 'scene=a', 40169],
  ['a percent sign', { scene: 'a%20b', page: PAGE }, 40129],
  ['a bar', { scene: 'a|b', page: PAGE }, 40129],
  ['Chinese', { scene: '码', page: PAGE }, 40129],
  ['every allowed sign', { scene: "!#$&'()*+,/:;=?@-._~", page: PAGE }, undefined],
  ['the reserved name', { scene: 'scancode_time=1', page: PAGE }, 85096],
  ['a leading slash', { scene: 'a', page: `/${PAGE}` }, 41030],
  ['a query in the page', { scene: 'a', page: `${PAGE}?a=1` }, 41030],
  ['a page not published', { scene: 'a', page: 'pages/none/index' }, 41030],
  ['a page not published, unchecked', { scene: 'a', page: 'pages/none/index', check_path: false }, undefined],
  ['no page', { scene: 'a' }, undefined],
  ['width 279', { scene: 'a', page: PAGE, width: 279 }, 40097],
  ['width 1281', { scene: 'a', page: PAGE, width: 1281 }, 40097],
  ['width as text', { scene: 'a', page: PAGE, width: '430' }, 40097],
  ['an unknown version', { scene: 'a', page: PAGE, env_version: 'beta' }, 40097],
  ['the trial version', { scene: 'a', page: PAGE, env_version: 'trial' }, undefined],
])('a code with %s', async (_, body, errcode) => {
  expect((await wxacode(body)).errcode).toBe(errcode)
})

test('an access token is needed, and lives two hours', async () => {
  expect((await wxacode({ scene: 'a', page: PAGE }, 'made-up')).errcode).toBe(40001)
  expect((await wxacode({ scene: 'a', page: PAGE }, '')).errcode).toBe(41001)
  const token = String((await stableToken()).access_token)
  clock.advance(7200_000)
  expect((await wxacode({ scene: 'a', page: PAGE }, token)).errcode).toBe(42001)
})

test('five thousand a minute', async () => {
  const draw = createWxacodes(clock, undefined)
  const errcode = async (scene: string) => {
    const result = await draw({ scene })
    return result.ok ? undefined : result.failure.errcode
  }
  for (let call = 0; call < 5000; call += 1) await errcode('')
  expect(await errcode('a')).toBe(45009)
  clock.advance(60_000)
  expect(await errcode('a')).toBeUndefined()
})
