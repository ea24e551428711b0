import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest'
import { launchChromium } from '../browser/chromium.ts'
import { openPhone, type Phone } from '../browser/phone.ts'

const { bff: base } = inject('system')
let browser: Browser
let phone: Phone

beforeAll(async () => {
  browser = await launchChromium()
})
afterEach(() => phone?.close())
afterAll(() => browser.close())

/** How large the text of a page is drawn. */
const bodySize = (page: Page) =>
  page
    .locator('.ms-page:visible')
    .first()
    .evaluate((element) =>
      Number.parseFloat(
        (globalThis as unknown as { getComputedStyle(of: unknown): { fontSize: string } }).getComputedStyle(element).fontSize,
      ),
    )

test('关怀版, chosen with one tap on 我的, is still there after a reload and on every page', async () => {
  phone = await openPhone(browser, { base })
  const { page } = phone
  await page.goto('/pages/me/index')
  const care = page.getByRole('checkbox', { name: /关怀版/ })
  expect(await care.getAttribute('aria-checked')).toBe('false')
  expect(await bodySize(page)).toBe(18)
  await care.tap()
  await expect.poll(() => bodySize(page)).toBe(22)
  await page.reload()
  await expect.poll(() => care.getAttribute('aria-checked')).toBe('true')
  expect(await bodySize(page)).toBe(22)
  await page.getByRole('link', { name: '首页' }).last().tap()
  await page.getByRole('list', { name: '常用' }).waitFor()
  expect(await bodySize(page)).toBe(22)
  await page.goto('/pages/me/index')
  await care.tap()
  await page.reload()
  await expect.poll(() => bodySize(page)).toBe(18)
})

test('the size of the text is remembered, up to twice as large', async () => {
  phone = await openPhone(browser, { base })
  const { page } = phone
  await page.goto('/packages/account/settings/index')
  for (const [name, size] of [
    ['特大', 25.2],
    ['最大', 36],
  ] as const) {
    await page.getByRole('radiogroup', { name: '字多大' }).getByRole('radio', { name, exact: true }).tap()
    await expect.poll(() => bodySize(page)).toBeCloseTo(size, 1)
    await page.reload()
    await page.getByRole('radio', { name, exact: true, checked: true }).waitFor()
    expect(await bodySize(page)).toBeCloseTo(size, 1)
  }
  await page.getByRole('radio', { name: /关怀版/ }).tap()
  await expect.poll(() => bodySize(page)).toBe(44)
  await page.reload()
  await page.getByRole('radio', { name: /关怀版/, checked: true }).waitFor()
  expect(await bodySize(page)).toBe(44)
})
