import { randomInt, randomUUID } from 'node:crypto'
import { PassThrough } from 'node:stream'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../scripts/testing/database.ts'
import { guestH5, guestWeapp, staff } from '../../../testing/actors.ts'
import { clientOf, startTestApp, type TestApp } from '../../../testing/app.ts'
import { answersJson, type StubServer, stubServer } from '../../../testing/stub-server.ts'
import { createLog } from '../../platform/log/index.ts'

let app: TestApp
let sms: StubServer
let logged = ''
beforeAll(async () => {
  const output = new PassThrough()
  output.on('data', (chunk: Buffer) => {
    logged += chunk.toString('utf8')
  })
  sms = await stubServer(answersJson(200, { Code: 'OK' }))
  app = await startTestApp(inject('bffEnvironment'), freshDatabaseName(), {
    log: createLog('trace', output),
    environment: { SMS_API_BASE: sms.url },
  })
})
afterAll(async () => {
  await app.close()
  await sms.close()
})

test('the log of everything a person does holds nothing of the person', async () => {
  const phone = `137${randomInt(0, 100_000_000).toString().padStart(8, '0')}`
  const label = `canary${randomUUID().slice(0, 8)}`
  const weapp = await guestWeapp(app, label)
  const h5 = await guestH5(app)
  const refreshed = await clientOf(app.url, null)('refreshSession', { body: { refreshToken: weapp.refreshToken, audience: 'resident' } })
  await h5.call('sendSmsCode', { body: { phone } })
  const code = (JSON.parse(new URL(sms.requests[0]?.url ?? '', sms.url).searchParams.get('TemplateParam') ?? '{}') as { code: string }).code
  const resident = await h5.call('signInByPhone', { body: { phone, code } })
  // Failures are where logs talk most.
  sms.answer(answersJson(200, { Code: 'isv.UNKNOWN', Message: `${phone} 无法送达` }))
  await expect(weapp.call('sendSmsCode', { body: { phone: phone.replace('137', '136') } })).rejects.toMatchObject({ status: 503 })
  await expect(weapp.call('signInByPhone', { body: { phone, code: '000000' } })).rejects.toMatchObject({ status: 422 })
  const clerk = await staff(app, ['bureau'])
  await expect(
    clientOf(app.url, null)('signInStaff', { body: { username: 'canary-username', password: 'Canary-password-1' } }),
  ).rejects.toMatchObject({ status: 401 })
  await fetch(`${app.url}/api/v1/me?phone=${phone}`, {
    headers: { Authorization: `Bearer ${weapp.token}`, 'X-Forwarded-For': '203.0.113.77' },
  })
  await fetch(`${app.url}/api/v1/sms-codes`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${weapp.token}`, 'Content-Type': 'application/json' },
    body: `{"phone":"${phone}"`,
  })
  const stored = await app.db.collection<{ _id: string; openid?: string }>('accounts').findOne({ _id: weapp.accountId })
  // A replayed token closes its session, and that is logged; the clock of this app can not be moved, so the grace is taken away.
  await app.db.collection('sessions').updateMany({}, { $set: { replaced: [] } })
  await expect(
    clientOf(app.url, null)('refreshSession', { body: { refreshToken: weapp.refreshToken, audience: 'resident' } }),
  ).rejects.toMatchObject({ code: 'session_revoked' })

  await expect.poll(() => logged.includes('refresh token replayed')).toBe(true)
  expect(logged.split('\n').length).toBeGreaterThan(8)
  expect(logged).toContain('"operation":"signInByPhone"')
  expect(logged).toContain('staff sign-in refused')
  expect(logged).toContain('isv.UNKNOWN')
  const canaries: Record<string, string | undefined> = {
    phone,
    phoneEnd: phone.slice(3),
    code: `"${code}"`,
    label,
    openid: stored?.openid,
    accessToken: weapp.token,
    accessSignature: h5.token.split('.')[2],
    refreshToken: weapp.refreshToken.split('.')[1],
    newRefreshToken: refreshed.refreshToken?.split('.')[1],
    residentToken: resident.accessToken,
    staffToken: clerk.token,
    password: 'Canary-password-1',
    staffPassword: 'Test-password-2026',
    username: 'canary-username',
    address: '203.0.113.77',
    appSecret: app.config.WECHAT_APP_SECRET,
    smsSecret: app.config.SMS_ACCESS_KEY_SECRET,
  }
  for (const [name, canary] of Object.entries(canaries)) {
    expect(canary, name).toBeTruthy()
    expect(logged.includes(canary ?? ''), name).toBe(false)
  }
})
