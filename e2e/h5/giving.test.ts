import type { GiftCode } from '@minsheng/shared/contracts/donation'
import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest'
import { launchChromium } from '../browser/chromium.ts'
import { openPhone, type Phone, viewModes, viewNames } from '../browser/phone.ts'
import { type Staff, signInStaff } from '../weapp/staff.ts'
import {
  confirmButton,
  countingTaps,
  countOrders,
  giveButton,
  openBooks,
  openCode,
  patience,
  payInCashier,
  printedLink,
  typeAmount,
} from './giver.ts'

const { bff: base } = inject('system')
let browser: Browser
let staff: Staff
let code: GiftCode
let phone: Phone

beforeAll(async () => {
  browser = await launchChromium()
  staff = await signInStaff(base)
  code = await staff.codeForGiving()
})
afterEach(() => phone?.close())
afterAll(() => browser.close())

describe.each(viewModes)('giving in %s view', (mode) => {
  test(`${viewNames[mode]}: three taps from the scan to the thanks, and the books agree to the fen`, async () => {
    phone = await openPhone(browser, { base, view: { mode, scale: 1 } })
    const { page } = phone
    const books = await openBooks(staff, code)
    const { tap, count } = countingTaps()

    await page.goto(printedLink(code))
    await page.getByRole('heading', { level: 1, name: code.campaignTitle }).waitFor()
    await page.getByText(`${code.venueName}的公益码`).waitFor()
    await tap(page.getByRole('radiogroup', { name: '捐多少' }).getByRole('radio').nth(1))
    const words = (await giveButton(page).textContent()) ?? ''
    const amountFen = Math.round(Number(words.replace(/[^\d.]/g, '')) * 100)
    expect(amountFen).toBeGreaterThan(0)
    await tap(giveButton(page))
    await page.waitForURL(/\/cashier\/h5/)
    await tap(confirmButton(page))
    await page.getByRole('heading', { level: 1, name: '谢谢您，钱已到账' }).waitFor({ timeout: patience })
    expect(count()).toBeLessThanOrEqual(3)
    await page.getByText(code.campaignTitle).first().waitFor()

    const { gifts, raisedFen, giftCount } = await books.since()
    expect(gifts).toMatchObject([{ state: 'paid', amountFen, channel: 'h5', venueName: code.venueName }])
    expect({ raisedFen, giftCount }).toEqual({ raisedFen: amountFen, giftCount: 1 })

    await page.getByRole('button', { name: '看我的捐赠' }).tap()
    await page.getByRole('heading', { level: 1, name: '我的捐赠' }).waitFor()
    await page.getByText('您一共捐了 1 笔').waitFor()
    await page.getByText(code.campaignTitle).waitFor()
    await page.getByText('已到账', { exact: true }).waitFor()

    await page.goto(`/packages/donation/project/index?id=${code.campaignId}`)
    const { giftCount: shown } = await staff.publicTotals(code.campaignId)
    await page.getByText(new RegExp(`\\D${shown} 笔`)).waitFor()
    expect(phone.faults).toEqual([])
  })
})

describe('an amount of one’s own', () => {
  test('what is not an amount of money is refused beside the field, and nothing is ordered', async () => {
    phone = await openPhone(browser, { base })
    const { page } = phone
    const orders = countOrders(page)
    await openCode(page, code)
    for (const amount of ['0.001', '1e2', '-1', '１２', '', '0', '1,000', '50000.01']) {
      await typeAmount(page, amount)
      await giveButton(page).tap()
      const field = page.getByRole('textbox', { name: '金额（元）' })
      await expect.poll(() => field.getAttribute('aria-invalid'), { message: `"${amount}"` }).toBe('true')
      const described = (await field.getAttribute('aria-describedby'))?.split(' ') ?? []
      const error = page.locator(`#${described[0]}`)
      expect((await error.textContent())?.trim().length, `"${amount}" is refused in words`).toBeGreaterThan(4)
      expect(
        await error.evaluate((place: { closest(selector: string): object | null }) => place.closest('[aria-live], [role=alert]') !== null),
      ).toBe(true)
    }
    expect(orders()).toBe(0)
    expect(page.url()).toContain('/giving/')
  })

  test('¥1.23 is taken, and the cashier asks for just that', async () => {
    phone = await openPhone(browser, { base })
    const { page } = phone
    const books = await openBooks(staff, code)
    await openCode(page, code)
    await typeAmount(page, '1.23')
    expect(await giveButton(page).textContent()).toBe('捐 ¥1.23')
    await giveButton(page).tap()
    await page.waitForURL(/\/cashier\/h5/)
    await page.getByText('1.23').waitFor()
    await payInCashier(page)
    const { gifts, raisedFen } = await books.since()
    expect(gifts).toMatchObject([{ state: 'paid', amountFen: 123 }])
    expect(raisedFen).toBe(123)
  })
})

test('an impatient person taps twice: one order', async () => {
  phone = await openPhone(browser, { base })
  const { page } = phone
  const orders = countOrders(page)
  const books = await openBooks(staff, code)
  await openCode(page, code)
  await giveButton(page).evaluate((button: { click(): void }) => {
    button.click()
    button.click()
  })
  await payInCashier(page)
  expect(orders()).toBe(1)
  expect((await books.since()).gifts).toHaveLength(1)
})

test('leaving the cashier: the page says so soon, and the same gift can be paid after all', async () => {
  phone = await openPhone(browser, { base })
  const { page } = phone
  const books = await openBooks(staff, code)
  await openCode(page, code)
  await giveButton(page).tap()
  await page.waitForURL(/\/cashier\/h5/)
  await page.getByRole('button', { name: '暂不支付' }).tap()
  await page.waitForURL(/\/thanks\//)
  // An elder who has just pressed "not now" does not wait a minute for the next step.
  await page.getByRole('button', { name: '继续支付' }).waitFor({ timeout: 10_000 })
  await page.getByRole('heading', { level: 1, name: /正在确认付款|还没有收到付款/ }).waitFor()
  expect((await books.since()).gifts).toMatchObject([{ state: 'awaiting', paidAt: null }])
  await page.getByRole('button', { name: '继续支付' }).tap()
  await payInCashier(page)
  const { gifts, giftCount } = await books.since()
  expect(gifts).toMatchObject([{ state: 'paid' }])
  expect(giftCount).toBe(1)
})

test('an anonymous gift shows no name anywhere, even one that was typed first', async () => {
  phone = await openPhone(browser, { base })
  const { page } = phone
  const books = await openBooks(staff, code)
  await openCode(page, code)
  await page.getByRole('button', { name: /留下称呼或匿名/ }).tap()
  await page.getByRole('textbox', { name: '怎么称呼您' }).fill('湖畔王奶奶')
  await page.getByRole('checkbox', { name: /匿名捐赠/ }).tap()
  const [order] = await Promise.all([
    page.waitForRequest((request) => request.method() === 'POST' && request.url().endsWith('/api/v1/gifts')),
    giveButton(page).tap(),
  ])
  expect(order.postData()).not.toContain('湖畔王奶奶')
  await payInCashier(page)
  const { gifts } = await books.since()
  expect(gifts).toMatchObject([{ anonymous: true, donorName: null, donorLabel: '匿名' }])
  expect(await page.locator('body').textContent()).not.toContain('湖畔王奶奶')
  await page.getByRole('button', { name: '看我的捐赠' }).tap()
  await page.getByText('您一共捐了 1 笔').waitFor()
  expect(await page.locator('.ms-page:visible').textContent()).not.toContain('湖畔王奶奶')
})
