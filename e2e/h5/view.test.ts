import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest'
import { launchChromium } from '../browser/chromium.ts'
import { openPhone, type Phone, settle } from '../browser/phone.ts'

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

/** A browser with a voice of this language that notes what it is told to read. */
const voiceOf = (lang: string) => `
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text } }
  window.heard = []
  Object.defineProperty(window, 'speechSynthesis', { value: {
    getVoices: () => [{ lang: '${lang}' }],
    addEventListener() {},
    cancel() { window.heard.push('|') },
    speak(utterance) { window.heard.push(utterance.text) },
  } })`

test('关怀版 reads the page aloud, and stops when asked or when the page is left', async () => {
  phone = await openPhone(browser, { base, view: { mode: 'care', scale: 1 } })
  const { page, context } = phone
  await context.addInitScript({ content: voiceOf('zh-CN') })
  const heard = () => page.evaluate(() => (globalThis as unknown as { heard: string[] }).heard.join(' '))
  await page.goto('/')
  await settle(page)
  await page.getByRole('button', { name: '读给我听' }).tap()
  expect(await heard()).toContain('扫公益码')
  await page.getByRole('button', { name: '停下' }).tap()
  expect(await heard()).toMatch(/\|$/)
  await page.getByRole('button', { name: '读给我听' }).tap()
  await page.getByRole('link', { name: '公益项目' }).tap()
  await page.getByRole('heading', { level: 1, name: '公益项目' }).waitFor()
  await expect.poll(heard).toMatch(/\|$/)
  await settle(page)
  await page.locator('.ms-card--link:visible').first().tap()
  await page.waitForURL(/donation\/project\//)
  await settle(page)
  await page.getByRole('button', { name: '读给我听' }).tap()
  expect(await heard()).toContain('钱用在哪里')
  expect(phone.faults).toEqual([])
})

test.each([
  ['without a voice that speaks Chinese', 'care', 'en-US'],
  ['in 标准版', 'standard', 'zh-CN'],
] as const)('%s nothing offers to read', async (_, mode, lang) => {
  phone = await openPhone(browser, { base, view: { mode, scale: 1 } })
  await phone.context.addInitScript({ content: voiceOf(lang) })
  await phone.page.goto('/')
  await settle(phone.page)
  expect(await phone.page.getByRole('button', { name: '读给我听' }).count()).toBe(0)
})
