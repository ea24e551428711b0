import type { GiftCode } from '@minsheng/shared/contracts/donation'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest'
import { launchChromium } from '../browser/chromium.ts'
import { openPhone, type Phone } from '../browser/phone.ts'
import { signInStaff } from '../weapp/staff.ts'
import { give } from './giver.ts'
import { freshPhone, readSmsCode } from './sms.ts'

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

const number = (page: Page) => page.getByRole('textbox', { name: '手机号' })
const smsCode = (page: Page) => page.getByRole('textbox', { name: '短信验证码' })
const signIn = (page: Page) => page.getByRole('button', { name: '登录', exact: true })

test('by phone and text message: what was given before stays mine, until I sign out', async () => {
  phone = await openPhone(browser, { base })
  const { page } = phone
  const mine = freshPhone()
  await give(page, code, '2.50')

  await page.goto('/pages/me/index')
  await page.getByRole('button', { name: '手机号登录' }).tap()
  await number(page).fill(mine)
  await page.getByRole('button', { name: '获取验证码' }).tap()
  await page.getByText(`已发到 ${mine}`).waitFor()
  await page.getByText('后可重发').waitFor()
  const right = await readSmsCode(mine)
  expect(right).toMatch(/^\d{6}$/)

  await smsCode(page).fill(right === '000000' ? '111111' : '000000')
  await signIn(page).tap()
  await page.getByText('验证码不对').waitFor()
  expect(await smsCode(page).getAttribute('aria-invalid')).toBe('true')

  await smsCode(page).fill(right)
  await signIn(page).tap()
  await page
    .getByText(`${mine.slice(0, 3)}****${mine.slice(-4)}`)
    .first()
    .waitFor()
  await page.getByRole('link', { name: '我的捐赠' }).tap()
  await page.getByText('您一共捐了 1 笔').waitFor()
  await page.getByText('¥2.50').first().waitFor()

  await page.reload()
  await page.getByText('您一共捐了 1 笔').waitFor()

  await page.goto('/pages/me/index')
  await page.getByRole('button', { name: '退出登录' }).tap()
  await page.getByRole('dialog').getByRole('button', { name: '退出登录' }).tap()
  await page.getByRole('heading', { name: '您还没有登录' }).waitFor()
  await page.getByRole('link', { name: '我的捐赠' }).tap()
  await page.getByRole('heading', { name: '您还没有捐过' }).waitFor()
  await page.goto('/pages/me/index')
  await page.getByRole('heading', { name: '您还没有登录' }).waitFor()
  expect(phone.faults).toEqual([])
})

test('what is filled in wrongly is named beside its field and in a summary that leads there', async () => {
  phone = await openPhone(browser, { base })
  const { page } = phone
  await page.goto('/packages/account/sign-in/index')
  await number(page).fill('1380000')
  await signIn(page).tap()
  const summary = page.getByRole('alert').filter({ hasText: '2 处需要修改' })
  await summary.waitFor()
  expect(await number(page).getAttribute('aria-invalid')).toBe('true')
  expect(await smsCode(page).getAttribute('aria-invalid')).toBe('true')
  await summary.getByRole('link', { name: /验证码/ }).tap()
  await expect.poll(() => smsCode(page).evaluate((field) => field === field.ownerDocument?.activeElement)).toBe(true)
})

test('关怀版 asks for one thing at a time', async () => {
  phone = await openPhone(browser, { base, view: { mode: 'care', scale: 1 } })
  const { page } = phone
  const mine = freshPhone()
  await page.goto('/packages/account/sign-in/index')
  await number(page).waitFor()
  expect(await smsCode(page).count()).toBe(0)
  await number(page).fill(mine)
  await page.getByRole('button', { name: '获取验证码' }).tap()
  await smsCode(page).waitFor()
  expect(await number(page).count()).toBe(0)
  await smsCode(page).fill(await readSmsCode(mine))
  await signIn(page).tap()
  await page.waitForURL((url) => !url.pathname.includes('/sign-in/'))
  await page.goto('/pages/me/index')
  await page
    .getByText(`${mine.slice(0, 3)}****${mine.slice(-4)}`)
    .first()
    .waitFor()
  expect(phone.faults).toEqual([])
})
