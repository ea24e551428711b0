import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { demoStaff, fillSignIn, goTo, launchChromium, openAdmin } from './staff-browser.ts'

const { bff, standIns } = inject('system')
const ZZD = '8800001'
let browser: Browser
beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser.close())

test('an administrator links 浙政钉, the security officer says yes, and then a scan signs in; a made-up link does not', async () => {
  const asked = await openAdmin(browser, bff)
  await fillSignIn(asked.page, demoStaff.admin.username, demoStaff.admin.password)
  await goTo(asked.page, '账号与角色')
  await asked.page.getByRole('button', { name: '浙政钉：演示慈善组织 · 演示会计' }).click()
  const drawer = asked.page.getByRole('dialog')
  await drawer.getByLabel('浙政钉账号编号').fill(ZZD)
  await drawer.getByLabel('原因').fill('本人当面核对过')
  await drawer.getByRole('button', { name: '保存' }).click()
  await asked.page.getByText('有申请在等第二个人同意').first().waitFor()

  const decided = await openAdmin(browser, bff)
  await fillSignIn(decided.page, demoStaff.security.username, demoStaff.security.password)
  await goTo(decided.page, '账号与角色')
  await decided.page.getByRole('tab', { name: '等同意的申请' }).click()
  await decided.page.getByText(`用浙政钉 ${ZZD} 登录`).waitFor()
  await decided.page.getByRole('button', { name: '答复给演示慈善组织 · 演示会计的申请' }).click()
  const answer = decided.page.getByRole('dialog')
  await answer.getByRole('radio', { name: '同意', exact: true }).check()
  await answer.getByLabel('说明').fill('已核对')
  await answer.getByRole('button', { name: '保存' }).click()
  await decided.page.getByText('没有在等的申请').waitFor()

  const scanned = await openAdmin(browser, bff)
  const { page } = scanned
  await page.getByRole('button', { name: '用浙政钉扫码登录' }).click()
  await page.getByLabel('用哪个浙政钉账号扫码').fill(ZZD)
  await page.getByRole('button', { name: '扫码' }).click()
  await page.getByRole('button', { name: '退出登录' }).waitFor()
  await page.getByText('演示会计').first().waitFor()
  expect(new URL(page.url()).search).not.toMatch(/code|state/)

  const lured = await openAdmin(browser, bff)
  await lured.page.goto(`${bff}/admin/?code=0123456789abcdef01234567&state=made-up`)
  await lured.page.getByRole('heading', { name: '工作人员登录' }).waitFor()
  expect(lured.page.url()).not.toContain('code=')
  for (const { faults } of [asked, decided, scanned, lured]) expect(faults).toEqual([])
})

test('someone whom nobody linked is told whom to ask', async () => {
  const { page } = await openAdmin(browser, bff)
  await page.getByRole('button', { name: '用浙政钉扫码登录' }).click()
  await page.getByLabel('用哪个浙政钉账号扫码').fill('8899999')
  await page.getByRole('button', { name: '扫码' }).click()
  await page.getByRole('alert').getByText('还没有关联本系统的账号').waitFor()
  await page.getByLabel('账号', { exact: true }).waitFor()
})

test('inside 浙政钉 on a phone, where the bridge comes with the client alone, a press signs in', async () => {
  const answer = await fetch(`${standIns.hub}/_control/zzd-codes`, { method: 'POST', body: JSON.stringify({ way: 'app', accountId: ZZD }) })
  const { code } = (await answer.json()) as { code: string }
  const userAgent = 'Mozilla/5.0 (Linux; Android 12) AppleWebKit/537.36 Chrome/89 Mobile DingTalk/6.0 TaurusApp(ZWDD/2.9.0)'
  const context = await browser.newContext({ userAgent, locale: 'zh-CN', viewport: { width: 1280, height: 800 } })
  await context.addInitScript((authCode) => {
    type Told = (answer: object) => void
    const bridge = (done: Told, failed: Told, plugin: string, action: string) =>
      plugin === 'taurus.common' && action === 'getAuthCode'
        ? done({ errorCode: '0', result: { auth_code: authCode, expireTime: 300 } })
        : failed({ errorCode: '1', errorMessage: 'no such call' })
    Object.assign(globalThis, { nuva: { require: () => bridge } })
  }, code)
  const page = await context.newPage()
  const faults: string[] = []
  page.on('pageerror', ({ message }) => faults.push(message))
  const chunks = () => page.evaluate(() => performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('.js')).length)
  await page.goto(`${bff}/admin/`)
  const press = page.getByRole('button', { name: '用浙政钉登录', exact: true })
  await press.waitFor()
  const before = await chunks()
  await press.click()
  await page.getByRole('button', { name: '退出登录' }).waitFor()
  await page.getByText('演示会计').first().waitFor()
  expect(await chunks(), 'what speaks with the client comes when it is needed').toBeGreaterThan(before)
  expect(faults).toEqual([])
})
