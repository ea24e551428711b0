import type { GiftCode } from '@minsheng/shared/contracts/donation'
import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest'
import { launchChromium } from '../browser/chromium.ts'
import { openPhone, type Phone, viewModes, viewNames } from '../browser/phone.ts'
import { signInStaff } from '../weapp/staff.ts'
import { countOrders, giveButton, openCode } from './giver.ts'
import { pictureOf } from './pictures.ts'

/** The browser inside WeChat, as it names itself; its H5 cashier refuses to open there. */
const insideWechat =
  'Mozilla/5.0 (Linux; Android 12; P40) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/116.0.0.0 Mobile Safari/537.36 MicroMessenger/8.0.56'
const { bff: base } = inject('system')
let browser: Browser
let code: GiftCode
let phone: Phone

beforeAll(async () => {
  browser = await launchChromium()
  code = await (await signInStaff(base)).codeForGiving()
})
afterEach(() => phone?.close())
afterAll(() => browser.close())

test.each(viewModes)('%s view: whoever opens a code inside WeChat is told where to pay before anything is ordered', async (mode) => {
  phone = await openPhone(browser, { base, view: { mode, scale: 1 }, userAgent: insideWechat })
  const { page, context } = phone
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const orders = countOrders(page)
  await openCode(page, code)
  await page.getByRole('heading', { level: 2, name: '请换到浏览器里付款' }).waitFor()
  await page.screenshot(pictureOf(`in-wechat-${viewNames[mode]}`))
  expect(await giveButton(page).count()).toBe(0)
  await page.getByRole('button', { name: '复制本页链接' }).tap()
  await page.getByText('链接已复制').waitFor()
  expect(orders()).toBe(0)
  expect(phone.faults).toEqual([])
})

test('in the phone’s own browser the same link leads to the cashier', async () => {
  phone = await openPhone(browser, { base, userAgent: insideWechat.replace(/ MicroMessenger.*$/, '') })
  const { page } = phone
  await openCode(page, code)
  await giveButton(page).tap()
  await page.waitForURL(/\/cashier\/h5/)
})
