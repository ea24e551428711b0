import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { testHub } from '../testing/hub.ts'

const ZZD = { appKey: 'minsheng-demo', appSecret: 'zzd-secret' }
const hub = testHub({ zzd: ZZD })
beforeAll(hub.start)
afterAll(hub.stop)
beforeEach(hub.reset)

interface Said {
  success: boolean
  errorMsg?: string
  content?: { success: boolean; data: { accessToken?: string; accountId?: number } | null }
}
let calls = 0
async function ask(
  method: 'GET' | 'POST',
  path: string,
  fields: Record<string, string>,
  change: { key?: string; time?: string; nonce?: string } = {},
) {
  calls += 1
  const params = new URLSearchParams(fields)
  const sorted = [...params]
    .map(([name, value]) => `${name}=${value}`)
    .sort()
    .join('&')
  const [time, nonce] = [change.time ?? '2026-11-24T09:02:03.000+08:00', change.nonce ?? `n${calls}`]
  const response = await fetch(`${hub.url}${path}${method === 'GET' ? `?${params}` : ''}`, {
    method,
    headers: {
      apiKey: change.key ?? ZZD.appKey,
      'X-Hmac-Auth-Timestamp': time,
      'X-Hmac-Auth-Nonce': nonce,
      'X-Hmac-Auth-Version': '1.0',
      'X-Hmac-Auth-Signature': createHmac('sha256', ZZD.appSecret).update([method, time, nonce, path, sorted].join('\n')).digest('base64'),
    },
    ...(method === 'POST' ? { body: params } : {}),
  })
  return (await response.json()) as Said
}
const token = async () =>
  (await ask('GET', '/gettoken.json', { appkey: ZZD.appKey, appsecret: ZZD.appSecret })).content?.data?.accessToken ?? ''

test.each([
  ['qr', '/rpc/oauth2/getuserinfo_bycode.json', 'code'],
  ['app', '/rpc/oauth2/dingtalk_app_user.json', 'auth_code'],
] as const)('a code of the way %s leads to its account, once, and by that way alone', async (way, path, field) => {
  const access_token = await token()
  const { code } = (await hub.control('zzd-codes', { way, accountId: '8800001' })).json as { code: string }
  const other = way === 'qr' ? '/rpc/oauth2/dingtalk_app_user.json' : '/rpc/oauth2/getuserinfo_bycode.json'
  expect((await ask('POST', other, { access_token, code, auth_code: code })).content?.success).toBe(false)
  expect((await ask('POST', path, { access_token, [field]: code })).content).toMatchObject({
    success: true,
    data: { accountId: 8_800_001 },
  })
  expect((await ask('POST', path, { access_token, [field]: code })).content?.success).toBe(false)
})

test('who signs wrongly, too late or twice is refused', async () => {
  const fields = { appkey: ZZD.appKey, appsecret: ZZD.appSecret }
  expect(await ask('GET', '/gettoken.json', fields, { key: 'other' })).toMatchObject({ success: false, errorMsg: 'apiKey is invalid' })
  expect(await ask('GET', '/gettoken.json', fields, { time: '2026-11-24T08:02:03.000+08:00' })).toMatchObject({ success: false })
  await ask('GET', '/gettoken.json', fields, { nonce: 'same' })
  expect(await ask('GET', '/gettoken.json', fields, { nonce: 'same' })).toMatchObject({ errorMsg: 'nonce is invalid' })
  await hub.control('zzd', { refuseSignatures: 1 })
  expect(await ask('GET', '/gettoken.json', fields)).toMatchObject({ errorMsg: 'signature is invalid' })
  expect((await ask('GET', '/gettoken.json', { ...fields, appsecret: 'x' })).content?.success).toBe(false)
})

test('the page of the QR code leads back with code and state', async () => {
  const back = encodeURIComponent('http://127.0.0.1:3000/admin/')
  const response = await fetch(`${hub.url}/zzd/auth.htm?redirect_uri=${back}&state=abc&account=8800001`, { redirect: 'manual' })
  const target = new URL(response.headers.get('location') ?? '')
  expect([target.pathname, target.searchParams.get('state')]).toEqual(['/admin/', 'abc'])
  expect(target.searchParams.get('code')).toMatch(/^[0-9a-f]{24}$/)
  const page = await (await fetch(`${hub.url}/zzd/auth.htm?redirect_uri=${back}&state=%22%3E%3Cscript%3E`)).text()
  expect(page).not.toContain('<script>')
})
