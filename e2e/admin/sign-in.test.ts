import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { demoStaff, eventually, fillSignIn, launchChromium, openAdmin, openAdminAs } from './staff-browser.ts'

const { bff } = inject('system')
let browser: Browser

beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser.close())

test('a wrong password is told without saying which part was wrong; the right one opens the panel and survives a reload', async () => {
  const { page, faults } = await openAdmin(browser, bff)
  await fillSignIn(page, demoStaff.charity.username, 'not-the-password')
  const alert = page.getByRole('alert')
  await alert.getByText('账号或密码不对').waitFor()
  const wrongPassword = await alert.textContent()
  expect(await page.getByLabel('账号').inputValue()).toBe('charity')
  expect(await page.getByLabel('密码', { exact: true }).inputValue()).toBe('')
  expect(await page.locator('#signIn_password:focus').count()).toBe(1)

  await fillSignIn(page, 'nobody-here', 'not-the-password')
  await eventually(() => page.getByLabel('密码', { exact: true }).inputValue()).toBe('')
  expect(await alert.textContent()).toBe(wrongPassword)

  await fillSignIn(page, demoStaff.charity.username, demoStaff.charity.password)
  await page.getByRole('heading', { level: 1, name: '捐赠记录' }).waitFor()
  await page.reload()
  await page.getByRole('heading', { level: 1, name: '捐赠记录' }).waitFor()
  expect(await page.getByText('慈善组织负责人').count()).toBe(1)

  await page.getByRole('button', { name: '退出登录' }).click()
  await page.getByRole('heading', { name: '工作人员登录' }).waitFor()
  await page.reload()
  await page.getByRole('heading', { name: '工作人员登录' }).waitFor()
  expect(faults).toEqual([])
})

test('empty fields are asked for beside them', async () => {
  const { page } = await openAdmin(browser, bff)
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await page.getByText('请填写账号').waitFor()
  await page.getByText('请填写密码').waitFor()
})

test('after too many tries the panel says until when to wait and does not let one press on', async () => {
  const { page } = await openAdmin(browser, bff)
  // Locking a demo account for real would lock the other journeys out of it.
  await page.route('**/api/v1/sessions/staff', (route) =>
    route.fulfill({
      status: 429,
      contentType: 'application/problem+json',
      headers: { 'Retry-After': '600' },
      body: JSON.stringify({ type: 'about:blank', title: '操作太频繁，请稍后再试', status: 429, code: 'too_many_requests' }),
    }),
  )
  await fillSignIn(page, 'charity', 'wrong')
  await eventually(() => page.getByRole('alert').textContent()).toMatch(/请在 \d\d:\d\d 后再试（约 10 分钟）/)
  expect(await page.getByRole('button', { name: '请稍候再登录' }).isDisabled()).toBe(true)
})

test('a session that ends keeps what was typed until the same person signs in again', async () => {
  const { page, faults } = await openAdminAs(browser, bff, 'charity')
  await page.goto(`${bff}/admin/campaigns/new`)
  await page.getByLabel('活动名称').fill('没写完的活动')
  await page.context().clearCookies()
  // The access token is refused as well once the server has closed the session.
  await page.route('**/api/v1/admin/**', (route) =>
    route.fulfill({
      status: 401,
      contentType: 'application/problem+json',
      body: JSON.stringify({ type: 'about:blank', title: '登录已过期，请重新登录', status: 401, code: 'token_expired' }),
    }),
  )
  await page.getByLabel('一句话说明').fill('用来试登录过期')
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'a.png', mimeType: 'image/png', buffer: Buffer.from('89504e470d0a1a0a', 'hex') })

  const dialog = page.getByRole('dialog', { name: '登录已过期，请重新登录' })
  await dialog.waitFor()
  await page.unroute('**/api/v1/admin/**')
  await fillSignIn(page, demoStaff.charity.username, demoStaff.charity.password)
  await dialog.waitFor({ state: 'hidden' })
  expect(await page.getByLabel('活动名称').inputValue()).toBe('没写完的活动')
  expect(await page.getByLabel('一句话说明').inputValue()).toBe('用来试登录过期')
  expect(faults).toEqual([])
})
