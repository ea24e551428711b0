import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest'
import { launchChromium } from '../browser/chromium.ts'
import { openPhone, type Phone, settle, viewModes, viewNames } from '../browser/phone.ts'
import { focusSpot } from '../browser/survey.ts'
import type { FocusSpot } from '../browser/survey-types.ts'
import { type Staff, signInStaff } from '../weapp/staff.ts'
import { openBooks, openCode, patience } from './giver.ts'

const { bff: base } = inject('system')
let browser: Browser
let staff: Staff
let phone: Phone

beforeAll(async () => {
  browser = await launchChromium()
  staff = await signInStaff(base)
})
afterEach(() => phone?.close())
afterAll(() => browser.close())

/** Presses Tab until the focus is on what bears this name; every stop on the way must be seen. */
async function tabTo(page: Page, name: RegExp): Promise<FocusSpot> {
  for (let presses = 0; presses < 30; presses++) {
    await page.keyboard.press('Tab')
    const spot = await focusSpot(page)
    if (!spot) continue
    expect(spot.ring, `focus is visible on ${spot.where}`).toBe(true)
    expect(spot.seen, `not hidden behind a bar: ${spot.where}`).toBe(true)
    if (name.test(spot.name)) return spot
  }
  throw new Error(`no Tab leads to ${name}`)
}

describe.each(viewModes)('the keyboard alone, %s', (mode) => {
  test(`${viewNames[mode]}: gives from code to thanks`, async () => {
    phone = await openPhone(browser, { base, view: { mode, scale: 1 }, touch: false })
    const { page } = phone
    const code = await staff.codeForGiving()
    const books = await openBooks(staff, code)
    await openCode(page, code)

    const first = await tabTo(page, /^¥/)
    await page.keyboard.press('ArrowRight')
    const second = await focusSpot(page)
    expect(second?.name).toMatch(/^¥/)
    expect(second?.name).not.toBe(first.name)
    expect(await page.locator(':focus').getAttribute('aria-checked')).toBe('true')

    await tabTo(page, /留下称呼或匿名/)
    await page.keyboard.press('Space')
    await tabTo(page, /匿名捐赠/)
    await page.keyboard.press('Space')
    expect(await page.locator(':focus').getAttribute('aria-checked')).toBe('true')

    await tabTo(page, /^捐 ¥/)
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/cashier\/h5/)
    await page.keyboard.press('Tab')
    expect(await page.locator(':focus').textContent()).toBe('确认支付')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: '谢谢您，钱已到账' }).waitFor({ timeout: patience })
    await tabTo(page, /看我的捐赠/)
    await page.keyboard.press('Space')
    await page.getByText('您一共捐了 1 笔').waitFor()
    expect((await books.since()).gifts).toMatchObject([{ state: 'paid', anonymous: true }])
  })
})

test('from the home page to a project and back, with the tab bar in reach', async () => {
  phone = await openPhone(browser, { base, touch: false })
  const { page } = phone
  await page.goto('/')
  await settle(page)
  await tabTo(page, /看全部公益项目/)
  await tabTo(page, /^服务$/)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: '服务' }).waitFor()
  await page.locator('a[aria-current=page]').filter({ hasText: '服务' }).waitFor()
  await tabTo(page, /公益项目/)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: '公益项目' }).waitFor()
  // The router slides the page in and only then takes the one below away; till then Tab may still go through that one.
  await page.locator('[id^="/pages/services/index"]').waitFor({ state: 'hidden' })
  await tabTo(page, /^返回$/)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: '服务' }).waitFor()
})

test('the sheet keeps the focus until it is answered, and gives it back', async () => {
  phone = await openPhone(browser, { base, touch: false })
  const { page } = phone
  await page.goto('/packages/gallery/index')
  await settle(page)
  const opener = page.getByRole('button', { name: '安静操作' })
  await opener.focus()
  await page.keyboard.press('Enter')
  await page.getByRole('dialog').waitFor()
  for (let presses = 0; presses < 6; presses++) {
    await page.keyboard.press('Tab')
    expect(await page.locator('[role=dialog] :focus').count()).toBe(1)
  }
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  expect(await opener.evaluate((button) => button === button.ownerDocument?.activeElement)).toBe(true)
})
