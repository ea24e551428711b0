import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { launchChromium } from '../browser/chromium.ts'
import { openPhone } from '../browser/phone.ts'
import { callsOf, registered } from './known.ts'
import { takePicture } from './look.ts'

const { bff: base } = inject('system')
let browser: Browser
beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser.close())

const key = () => crypto.randomUUID()

async function toQueue(page: Page): Promise<void> {
  await page.goto('/packages/duty/desk/index')
  await page.getByRole('textbox', { name: '工作账号' }).fill('night')
  await page.getByLabel('密码').fill('Demo-night-2026')
  await page.getByRole('button', { name: '登录', exact: true }).tap()
  await page.getByText(/演示夜班网格员。/).waitFor()
}

test('a call appears in the browser by itself; where no line can be had, by asking', async () => {
  const resident = await callsOf(base, await registered(base, '104', '鲍秀英'))
  const press = () => resident('pressHelp', { body: { category: null, place: null, pressedAt: null }, idempotencyKey: key() })
  const worker = await openPhone(browser, { base, view: { mode: 'standard', scale: 1 } })
  const { page } = worker
  const readings: string[] = []
  page.on('request', (request) => {
    if (request.url().includes('/api/v1/desk/help-calls?')) readings.push(request.url())
  })
  const streaming = page.waitForResponse((answer) => answer.url().includes('/api/v1/desk/help-stream'))
  await toQueue(page)
  expect((await streaming).status()).toBe(200)
  expect((await streaming).url()).not.toMatch(/token/)
  const { id } = await press()
  const before = readings.length
  await page.getByRole('link', { name: /鲍\*英/ }).waitFor({ timeout: 12_000 })
  // By the line: asking would have read three times in the five seconds of the countdown.
  expect(readings.length - before).toBeLessThanOrEqual(3)
  await takePicture(page, 'work-live')
  await resident('cancelHelp', { params: { callId: id } })
  await page.getByText('要回电').waitFor({ timeout: 5_000 })

  await page.route('**/help-stream*', (route) => route.abort())
  await page.reload()
  await page.getByText(/演示夜班网格员。/).waitFor()
  const again = await press()
  expect(again.id).not.toBe(id)
  await page.getByText('等人接', { exact: true }).first().waitFor({ timeout: 15_000 })
  await resident('cancelHelp', { params: { callId: again.id } })
  await worker.close()
})
