import type { GiftCode } from '@minsheng/shared/contracts/donation'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { launchChromium } from '../browser/chromium.ts'
import { openPhone, type Phone, settle } from '../browser/phone.ts'
import { type Staff, signInStaff } from '../weapp/staff.ts'
import { countOrders, printedLink } from './giver.ts'

const { bff: base } = inject('system')
let browser: Browser
let staff: Staff
let phone: Phone

beforeAll(async () => {
  browser = await launchChromium()
  staff = await signInStaff(base)
  phone = await openPhone(browser, { base })
})
afterAll(() => browser.close())

async function expectNoWayToPay(page: Page): Promise<void> {
  await settle(page)
  expect(await page.getByRole('button', { name: /捐 ?[¥一]|继续支付|微信支付/ }).count()).toBe(0)
  expect(await page.getByRole('radio').count()).toBe(0)
  expect(await page.getByRole('textbox').count()).toBe(0)
}

describe('a good code that takes no gifts says why', () => {
  test.each([
    ['paused', /暂停/],
    ['revoked', /作废/],
    ['expired', /过期/],
  ] as const)('%s', async (state, title) => {
    const [code] = await staff.codesIn(state)
    if (!code) throw new Error(`the seed has no ${state} code`)
    const { page } = phone
    const orders = countOrders(page)
    await page.goto(printedLink(code))
    await page.getByRole('heading', { level: 1, name: title }).waitFor()
    if (code.stateReason) await page.getByText(code.stateReason).waitFor()
    await page.getByText(code.venueName).first().waitFor()
    await expectNoWayToPay(page)
    await page.getByRole('button', { name: '看看这个项目' }).waitFor()
    expect(orders()).toBe(0)
    expect(phone.faults).toEqual([])
  })
})

/** The same link with one character of its signature changed. */
function forged(code: GiftCode): string {
  const url = new URL(printedLink(code))
  const signature = url.searchParams.get('s') ?? ''
  const middle = Math.floor(signature.length / 2)
  url.searchParams.set('s', `${signature.slice(0, middle)}${signature[middle] === 'A' ? 'B' : 'A'}${signature.slice(middle + 1)}`)
  return url.href
}

describe('a code that is not to be trusted says not to pay', () => {
  const giving = (query: Record<string, string>) => `/packages/donation/giving/index?${new URLSearchParams(query)}`
  test.each<[string, (code: GiftCode) => string]>([
    ['a forged signature', forged],
    ['a signature left out', (code) => printedLink(code).replace(/&s=[^&]*/, '')],
    ['another payee in a genuine link', (code) => printedLink(code).replace(/u=[0-9A-Z]{18}/, 'u=91330100MA2AXXXX0K')],
    ['a foreign link', () => giving({ q: 'https://example.com/pay?to=someone' })],
    ['a foreign text', () => giving({ text: 'wxp://f2f0aBcDeFgHiJkLmNoPqRsTuVwXyZ' })],
    ['a scene of another program', () => giving({ scene: 'goods=1234&from=poster' })],
  ])('%s', async (_name, address) => {
    const code = await staff.codeForGiving()
    const { page } = phone
    const orders = countOrders(page)
    await page.goto(address(code))
    await page.getByRole('heading', { level: 1, name: '不要付款' }).waitFor()
    await expectNoWayToPay(page)
    expect(await page.locator('.ms-page:visible').textContent()).not.toContain(code.campaignTitle)
    expect(orders()).toBe(0)
  })
})
