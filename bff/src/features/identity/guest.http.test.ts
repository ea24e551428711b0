import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../scripts/testing/database.ts'
import { guestH5, guestWeapp } from '../../../testing/actors.ts'
import { clientOf, startTestApp, type TestApp } from '../../../testing/app.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp(inject('bffEnvironment'), freshDatabaseName(), { work: false })
})
afterAll(() => app.close())

const openH5 = (url: string, cookie?: string) =>
  fetch(`${url}/api/v1/sessions/guest`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...(cookie ? { Cookie: cookie } : {}) },
    body: '{"channel":"h5"}',
  })
const attributes = (cookie: string | undefined) => (cookie ?? '').split('; ').map((part) => part.toLowerCase())

describe('a browser', () => {
  test('gets its refresh token as a cookie no script can read, for the sessions alone, and not in the answer', async () => {
    const response = await openH5(app.url)
    expect(response.status).toBe(201)
    const cookies = response.headers.getSetCookie()
    expect(cookies).toHaveLength(1)
    const parts = attributes(cookies[0])
    expect(parts[0]).toMatch(/^ms_resident=ses_/)
    expect(parts).toEqual(expect.arrayContaining(['httponly', 'samesite=lax', 'path=/api/v1/sessions']))
    expect(parts.some((part) => part.startsWith('domain='))).toBe(false)
    const expires = parts.find((part) => part.startsWith('expires='))?.slice('expires='.length) ?? ''
    expect(Math.abs(Date.parse(expires) - Date.now() - 30 * 24 * 3600_000)).toBeLessThan(60_000)
    const body = (await response.json()) as { refreshToken: unknown; account: unknown }
    expect(body.refreshToken).toBeNull()
    expect(body.account).toEqual({
      id: expect.any(String),
      kind: 'guest',
      displayName: '访客',
      phoneMasked: null,
      roles: [],
      charityId: null,
      placeIds: [],
      owes: [],
    })
  })

  test('behind TLS the cookie is Secure, though the proxy speaks plain HTTP to us and says nothing of it', async () => {
    const behind = await startTestApp(inject('bffEnvironment'), freshDatabaseName(), {
      work: false,
      environment: { PUBLIC_BASE_URL: 'https://minsheng.example.gov.cn' },
    })
    try {
      const response = await openH5(behind.url)
      expect(response.status).toBe(201)
      expect(attributes(response.headers.getSetCookie()[0])).toContain('secure')
      expect(response.headers.get('Strict-Transport-Security')).toMatch(/max-age=[1-9]/)
    } finally {
      await behind.close()
    }
  })

  test('that comes back with its cookie is the same visitor, without one or with a wrong one a new one', async () => {
    const first = await openH5(app.url)
    const { account } = (await first.json()) as { account: { id: string } }
    const cookie = first.headers.getSetCookie()[0]?.split(';')[0] ?? ''
    const idOf = async (with_?: string) => ((await (await openH5(app.url, with_)).json()) as { account: { id: string } }).account.id
    expect(await idOf(cookie)).toBe(account.id)
    expect(await idOf()).not.toBe(account.id)
    expect(await idOf('ms_resident=nonsense')).not.toBe(account.id)
  })
})

describe('WeChat', () => {
  test('the same person is the same account, another person another', async () => {
    const label = `p${randomUUID().slice(0, 8)}`
    const [one, two, other] = [await guestWeapp(app, label), await guestWeapp(app, label), await guestWeapp(app)]
    expect(two.accountId).toBe(one.accountId)
    expect(other.accountId).not.toBe(one.accountId)
  })

  test('ten first visits of one person at once make one account', async () => {
    const label = `p${randomUUID().slice(0, 8)}`
    const visits = await Promise.all(Array.from({ length: 10 }, () => guestWeapp(app, label)))
    expect(new Set(visits.map((visit) => visit.accountId)).size).toBe(1)
  })

  test('neither openid nor session key leaves the server', async () => {
    const visitor = await guestWeapp(app)
    const stored = await app.db.collection<{ _id: string; openid?: string }>('accounts').findOne({ _id: visitor.accountId })
    expect(stored?.openid).toMatch(/^o/)
    expect(JSON.stringify([await visitor.call('getMe', {}), visitor.token])).not.toContain(stored?.openid)
    expect(JSON.stringify(stored)).not.toContain('session_key')
  })

  test('a bad code and a used code are refused, and a fresh login mends it', async () => {
    const open = (code: string) => clientOf(app.url, null)('openGuestSession', { body: { channel: 'weapp', code } })
    await expect(open('invalid-code')).rejects.toMatchObject({ status: 422, code: 'wechat_code_rejected' })
    const code = `used:${randomUUID()}`
    await open(code)
    await expect(open(code)).rejects.toMatchObject({ status: 422, code: 'wechat_code_rejected' })
  })

  test('while WeChat is silent or broken the answer is 503 and no account is made', async () => {
    const { stubServer, answersJson } = await import('../../../testing/stub-server.ts')
    const wechat = await stubServer((_, response) => response.destroy())
    const lonely = await startTestApp(inject('bffEnvironment'), freshDatabaseName(), {
      work: false,
      environment: { WECHAT_API_BASE: wechat.url },
    })
    const open = () => clientOf(lonely.url, null)('openGuestSession', { body: { channel: 'weapp', code: 'code-1234' } })
    try {
      await expect(open()).rejects.toMatchObject({ status: 503, code: 'upstream_unavailable' })
      wechat.answer((_, response) => response.writeHead(502).end('<html>bad gateway</html>'))
      await expect(open()).rejects.toMatchObject({ status: 503, retryAfterSeconds: 5 })
      wechat.answer((_, response) => response.end('not json'))
      await expect(open()).rejects.toMatchObject({ status: 503 })
      wechat.answer(answersJson(200, { errcode: -1, errmsg: 'system error' }))
      await expect(open()).rejects.toMatchObject({ status: 503 })
      expect(await lonely.db.collection('accounts').countDocuments()).toBe(0)
      wechat.answer(answersJson(200, { openid: 'o-back', session_key: 'k' }))
      expect((await open()).account.kind).toBe('guest')
    } finally {
      await lonely.close()
      await wechat.close()
    }
  })
})

test('signing out ends access at once, on this device alone', async () => {
  const label = `p${randomUUID().slice(0, 8)}`
  const [phone, tablet] = [await guestWeapp(app, label), await guestWeapp(app, label)]
  await phone.call('closeSession', {})
  await expect(phone.call('getMe', {})).rejects.toMatchObject({ status: 401, code: 'session_revoked' })
  await expect(
    clientOf(app.url, null)('refreshSession', { body: { refreshToken: phone.refreshToken, audience: 'resident' } }),
  ).rejects.toMatchObject({ code: 'session_revoked' })
  expect((await tablet.call('getMe', {})).id).toBe(tablet.accountId)
})

test('signing out in a browser takes the cookie back', async () => {
  const visitor = await guestH5(app)
  const response = await fetch(`${app.url}/api/v1/sessions/current`, {
    method: 'DELETE',
    headers: { Authorization: `Bearer ${visitor.token}` },
  })
  expect(response.status).toBe(204)
  const parts = attributes(response.headers.getSetCookie()[0])
  expect(parts[0]).toBe('ms_resident=')
  expect(Date.parse(parts.find((part) => part.startsWith('expires='))?.slice('expires='.length) ?? '')).toBeLessThan(Date.now())
})
