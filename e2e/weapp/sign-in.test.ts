import { afterEach, expect, inject, it } from 'vitest'
import { freshPhone, readSmsCode } from '../h5/sms.ts'
import type { LaunchOptions, WeappApp } from '../weapp-host/index.ts'
import { openMinsheng, screenFile } from './launch.ts'

const patience = 15_000
let app: WeappApp | undefined
afterEach(async () => {
  app?.close()
  app = undefined
  await fetch(`${inject('system').standIns.wechat}/_control/phone-number`, { method: 'POST', body: '{}' })
})

async function toSignIn(options: Partial<LaunchOptions>): Promise<WeappApp> {
  app = openMinsheng({ path: 'pages/me/index', ...options })
  await app.tap('手机号登录', patience)
  await app.waitForRoute('packages/account/sign-in/index', patience)
  await app.settle(patience)
  return app
}
const maskOf = (phone: string) => `${phone.slice(0, 3)}****${phone.slice(-4)}`

it('by the number that WeChat has: one press, nothing typed', async () => {
  const phone = freshPhone()
  const opened = await toSignIn({ loginLabel: phone })
  await opened.screenshot(screenFile('sign-in-wechat'), { fullPage: true })
  await opened.tap('用微信的手机号登录', patience)
  await opened.waitForText(`手机号 ${maskOf(phone)}`, patience)
  expect(opened.faults).toEqual([])
})

it.each([
  ['refuse', '没关系'],
  ['quota', '次数用完'],
] as const)('someone who answers %s goes on with a text message, and is told why', async (phoneNumber, words) => {
  const phone = freshPhone()
  const opened = await toSignIn({ phoneNumber })
  await opened.tap('用微信的手机号登录', patience)
  await opened.waitForText(words, patience)
  await opened.input('手机号', phone)
  await opened.tap('获取验证码', patience)
  await opened.waitForText(`已发到 ${phone}`, patience)
  await opened.input('短信验证码', await readSmsCode(phone))
  await opened.tap('登录', patience)
  await opened.waitForText(`手机号 ${maskOf(phone)}`, patience)
  expect(opened.faults).toEqual([])
})

it('a number that the server is not given leads to a text message too', async () => {
  await fetch(`${inject('system').standIns.wechat}/_control/phone-number`, {
    method: 'POST',
    body: JSON.stringify({ errcode: 1_400_001 }),
  })
  const opened = await toSignIn({})
  await opened.tap('用微信的手机号登录', patience)
  await opened.waitForText('次数用完', patience)
  await opened.waitForText('获取验证码')
})
