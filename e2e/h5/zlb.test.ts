import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest'
import { launchChromium } from '../browser/chromium.ts'
import { openPhone, type Phone } from '../browser/phone.ts'
import '../../scripts/testing/provided-context.ts'
import { freshPhone } from './sms.ts'

const { bff: base, standIns } = inject('system')
const PAGE = '/packages/account/zlb/index'
let browser: Browser
let phone: Phone
beforeAll(async () => {
  browser = await launchChromium()
})
afterEach(() => phone?.close())
afterAll(() => browser.close())

/** What 浙里办 sends a user with this phone back with. */
async function ticketOf(kind: 'ticket' | 'ticketId', mine: string): Promise<string> {
  const person = { name: '王小明', idNumber: '330199194906150027', phone: mine }
  const response = await fetch(`${standIns.hub}/_control/zlb-tickets`, { method: 'POST', body: JSON.stringify({ kind, person }) })
  return ((await response.json()) as Record<string, string>)[kind] ?? ''
}
const maskOf = (mine: string) => `${mine.slice(0, 3)}****${mine.slice(-4)}`
/** Every address the page shows on its way, the first one apart. */
function addresses(page: Page): string[] {
  const seen: string[] = []
  page.on('request', (request) => seen.push(request.url(), request.headers().referer ?? ''))
  return seen
}

test.each(['ticket', 'ticketId'] as const)('opened from 浙里办 with a %s: signed in, and it is nowhere to be seen', async (kind) => {
  phone = await openPhone(browser, { base })
  const { page } = phone
  const mine = freshPhone()
  const value = await ticketOf(kind, mine)
  const seen = addresses(page)
  await page.goto(`${PAGE}?${kind}=${value}`)
  await page.waitForURL((url) => !url.pathname.includes('/zlb/'))
  expect(page.url()).not.toContain(value)
  expect(seen.filter((address) => address.includes(value))).toEqual([new URL(`${PAGE}?${kind}=${value}`, base).href])
  await page.goto('/pages/me/index')
  await page.getByText(maskOf(mine)).first().waitFor()
  await page.goto(`${PAGE}?${kind}=${value}`)
  await page.getByRole('button', { name: '换成浙里办账号' }).tap()
  await page.getByText('从浙里办进来的时间太久').first().waitFor()
  expect(phone.faults).toEqual([])
})

test('as in its version for elders it opens as 关怀版', async () => {
  phone = await openPhone(browser, { base })
  const { page } = phone
  await page.goto(`${PAGE}?ticket=${await ticketOf('ticket', freshPhone())}&uiStyle=elder`)
  await page.waitForURL((url) => !url.pathname.includes('/zlb/'))
  await page.goto('/pages/me/index')
  await expect.poll(() => page.getByRole('checkbox', { name: /关怀版/ }).isChecked()).toBe(true)
})

test('somebody who is signed in is asked first, and may stay who they are', async () => {
  phone = await openPhone(browser, { base })
  const { page } = phone
  const [first, second] = [freshPhone(), freshPhone()]
  await page.goto(`${PAGE}?ticket=${await ticketOf('ticket', first)}`)
  await page.waitForURL((url) => !url.pathname.includes('/zlb/'))
  await page.goto(`${PAGE}?ticketId=${await ticketOf('ticketId', second)}`)
  await page.getByText(maskOf(first)).first().waitFor()
  await page.getByRole('button', { name: '不换，继续用现在的' }).tap()
  await page.goto('/pages/me/index')
  await page.getByText(maskOf(first)).first().waitFor()
})

test('with both forms at once nobody is signed in', async () => {
  phone = await openPhone(browser, { base })
  const { page } = phone
  await page.goto(`${PAGE}?ticket=${await ticketOf('ticket', freshPhone())}&ticketId=${await ticketOf('ticketId', freshPhone())}`)
  await page.getByText('这个网址不是浙里办给的').waitFor()
  expect(new URL(page.url()).search).toBe('')
  await page.goto('/pages/me/index')
  await page.getByRole('heading', { name: '您还没有登录' }).waitFor()
})
