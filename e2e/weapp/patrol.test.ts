import { randomUUID } from 'node:crypto'
import { createClient, type Transport } from '@minsheng/shared/client'
import { type Contracts, contracts } from '@minsheng/shared/contracts/index'
import { afterEach, beforeAll, expect, inject, it } from 'vitest'
import { freshPhone, readSmsCode } from '../h5/sms.ts'
import type { WeappApp } from '../weapp-host/index.ts'
import { openMinsheng, screenFile } from './launch.ts'

const patience = 15_000
const venue = '湖滨街道慈善基地（演示）'
let apps: WeappApp[] = []
let token: string
let link: string

const transport: Transport = async ({ method, url, headers, body }) => {
  const answer = await fetch(new URL(url, inject('system').bff), {
    method,
    headers,
    ...(body === undefined ? {} : { body: body as string }),
  })
  return {
    status: answer.status,
    header: (name) => answer.headers.get(name),
    data: answer.status === 204 ? undefined : await answer.json(),
  }
}
const clientOf = (bearer: string | null) => createClient<Contracts>(contracts, transport, () => bearer)

beforeAll(async () => {
  const { accessToken } = await clientOf(null)('signInStaff', { body: { username: 'charity', password: 'Demo-charity-2026' } })
  const desk = clientOf(accessToken)
  const made = await desk('createPatrolInvite', { body: { label: '湖滨 李老师' }, idempotencyKey: randomUUID() })
  token = made.link?.split('/p/')[1] ?? ''
  const { items } = await desk('listCodes', { query: { state: 'active', limit: 100 } })
  link = items.find(({ venueName, campaignTitle }) => venueName === venue && campaignTitle.startsWith('一餐热饭'))?.link ?? ''
})
afterEach(() => {
  for (const app of apps) app.close()
  apps = []
})

/** A WeChat user who signed in with a phone number on an earlier day. */
async function signedInOnWechat(label: string): Promise<void> {
  const { accessToken } = await clientOf(null)('openGuestSession', { body: { channel: 'weapp', code: `${label}:${randomUUID()}` } })
  const phone = freshPhone()
  await clientOf(accessToken)('sendSmsCode', { body: { phone } })
  await clientOf(accessToken)('signInByPhone', { body: { phone, code: await readSmsCode(phone) } })
}
function open(loginLabel: string, path: string, scanResult: string | null = null): WeappApp {
  const app = openMinsheng({ loginLabel, path, scanResult })
  apps.push(app)
  return app
}

it('a volunteer in WeChat: takes the invitation, scans the right code and a false one, and each is put down', async () => {
  const label = randomUUID().slice(0, 8)
  await signedInOnWechat(label)
  const app = open(label, `packages/patrol/invite/index?q=${encodeURIComponent(`https://example.gov.cn/p/${token}`)}`, link)
  await app.waitForText('请您帮忙巡码', patience)
  await app.input('您的姓名', '李建国')
  await app.tap('接受邀请', patience)
  await app.waitForRoute('packages/patrol/round/index', patience)
  await app.waitForText(venue, patience)
  await app.settle(patience)
  await app.screenshot(screenFile('patrol-round'), { fullPage: true })
  const row = app
    .page()
    .byRole('link')
    .find((element) => app.page().nameOf(element).includes(venue))
  if (!row) throw new Error('the venue is in the round')
  await app.tap(row)
  await app.waitForRoute('packages/patrol/visit/index', patience)
  await app.tap('扫这里的码', patience)
  await app.waitForText('码是对的', patience)
  await app.screenshot(screenFile('patrol-right'), { fullPage: true })
  await app.tap('记下来')
  await app.waitForText('记好了，谢谢您', patience)
  expect(app.faults).toEqual([])

  const again = open(label, 'packages/patrol/round/index', 'wxp://f2f0aBcDeFgHiJkLmNoP')
  await again.waitForText('一天内有人来看过', patience)
  const there = again
    .page()
    .byRole('link')
    .find((element) => again.page().nameOf(element).includes(venue))
  if (!there) throw new Error('the venue is in the round')
  await again.tap(there)
  await again.tap('扫这里的码', patience)
  await again.waitForText('这不是我们的码', patience)
  await again.screenshot(screenFile('patrol-false'), { fullPage: true })
  await again.tap('记下来')
  await again.waitForText('慈善组织已经收到提醒', patience)
  expect(again.requests.filter(({ method, url }) => method === 'POST' && url.endsWith('/patrol-records'))).toHaveLength(1)
  expect(again.faults).toEqual([])
})
