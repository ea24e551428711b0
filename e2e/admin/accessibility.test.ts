import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { barriers } from './barriers.ts'
import { eventually, goTo, launchChromium, openAdmin, openAdminAs } from './staff-browser.ts'

const { bff } = inject('system')
let browser: Browser

beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser.close())

test('the sign-in page', async () => {
  const { page } = await openAdmin(browser, bff)
  await page.getByLabel('账号').waitFor()
  expect(await barriers(page)).toEqual([])
  await page.getByRole('button', { name: '登录' }).click()
  await page.getByText('请填写密码').waitFor()
  expect(await barriers(page)).toEqual([])
})

test('every page of the menu', async () => {
  const { page } = await openAdminAs(browser, bff, 'admin')
  for (const title of ['捐赠记录', '募捐活动', '公益码', '点位', '慈善组织', '到账差异', '每日对账', '网格地图']) {
    await goTo(page, title)
    expect(await barriers(page), title).toEqual([])
  }
})

test('what a row opens', async () => {
  const { page } = await openAdminAs(browser, bff, 'charity')
  await page.goto(`${bff}/admin/campaigns?open=cmp_desk`)
  await page.getByRole('dialog').getByText('接受捐赠的账户').waitFor()
  expect(await barriers(page), 'campaign').toEqual([])
  await page.goto(`${bff}/admin/codes?open=MZ4eYW1o6Ojj`)
  await page.getByRole('button', { name: '下载 PNG' }).waitFor()
  expect(await barriers(page), 'code').toEqual([])
  await page.getByRole('button', { name: '吊销' }).click()
  await page.getByRole('dialog', { name: '吊销这个公益码' }).waitFor()
  expect(await barriers(page), 'revoking').toEqual([])
})

test('the sheet to print, and forms with their errors', async () => {
  const { page } = await openAdminAs(browser, bff, 'charity')
  await page.goto(`${bff}/admin/codes/MZ4eYW1o6Ojj/sheet`)
  await page.getByRole('article', { name: '张贴单预览' }).waitFor()
  expect(await barriers(page), 'sheet').toEqual([])
  await page.goto(`${bff}/admin/codes?create=1`)
  await page.getByRole('dialog', { name: '生成公益码' }).getByRole('button', { name: '生成', exact: true }).click()
  await page.getByText('有 3 处需要修改').waitFor()
  expect(await barriers(page), 'new code').toEqual([])
  await page.goto(`${bff}/admin/campaigns/new`)
  await page.getByRole('button', { name: '保存草稿' }).click()
  await page.getByRole('alert', { name: '需要修改的内容' }).waitFor()
  expect(await barriers(page), 'campaign form').toEqual([])
})

test('the keyboard alone: skip link first, then the menu, and the page takes the focus when it changes', async () => {
  const { page } = await openAdminAs(browser, bff, 'admin')
  await page.reload()
  await page.getByRole('heading', { level: 1, name: '捐赠记录' }).waitFor()
  await page.keyboard.press('Tab')
  expect(await page.locator(':focus').textContent()).toBe('跳到主要内容')
  for (let presses = 0; presses < 3; presses++) await page.keyboard.press('Tab')
  expect(await page.locator(':focus').textContent()).toBe('募捐活动')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: '募捐活动' }).waitFor()
  await eventually(() => page.locator('main:focus').count()).toBe(1)
})
