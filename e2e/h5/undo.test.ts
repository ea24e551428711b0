import type { GiftCode } from '@minsheng/shared/contracts/donation'
import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest'
import { launchChromium } from '../browser/chromium.ts'
import { openPhone, type Phone, viewModes, viewNames } from '../browser/phone.ts'
import { type Staff, signInStaff } from '../weapp/staff.ts'
import { give, openBooks, patience } from './giver.ts'
import { pictureOf } from './pictures.ts'

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

test.each(viewModes)('%s view: given by mistake, taken back within ten minutes, and told so to the end', async (mode) => {
  phone = await openPhone(browser, { base, view: { mode, scale: 1 } })
  const { page } = phone
  const books = await openBooks(staff, code)
  await give(page, code, '8.80')
  await page.getByRole('button', { name: /^撤销这笔捐赠/ }).tap()
  const sheet = page.getByRole('dialog', { name: '要撤销这笔捐赠吗？' })
  await sheet.getByText('¥8.80 会原路退回您付款的账户').waitFor()
  await page.screenshot(pictureOf(`undo-asking-${viewNames[mode]}`))
  await sheet.getByRole('button', { name: '确认撤销' }).tap()
  await page.getByRole('heading', { level: 1, name: /^钱(正在|已经)退回$/ }).waitFor()
  await page.screenshot(pictureOf(`undo-done-${viewNames[mode]}`))
  expect(await page.getByRole('button', { name: /^撤销这笔捐赠/ }).count()).toBe(0)

  await page.goto('/packages/donation/my-gifts/index')
  await page.getByRole('heading', { level: 1, name: '我的捐赠' }).waitFor()
  await expect
    .poll(
      async () => {
        await page.reload()
        await page.getByText(code.campaignTitle).first().waitFor()
        return page.getByText('已退回', { exact: true }).count()
      },
      { timeout: patience, interval: 1_000 },
    )
    .toBe(1)
  await page.screenshot(pictureOf(`undo-my-gifts-${viewNames[mode]}`))
  const { gifts, raisedFen, giftCount } = await books.since()
  expect(gifts).toMatchObject([{ amountFen: 880, refundedFen: 880, refundingFen: 0 }])
  expect(raisedFen).toBe(0)
  expect(giftCount).toBe(1)
  expect(phone.faults).toEqual([])
})

test('thought better of: nothing is taken back', async () => {
  phone = await openPhone(browser, { base })
  const { page } = phone
  const books = await openBooks(staff, code)
  await give(page, code, '1.00')
  await page.getByRole('button', { name: /^撤销这笔捐赠/ }).tap()
  await page.getByRole('button', { name: '不撤销' }).tap()
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
  await page.getByRole('button', { name: /^撤销这笔捐赠/ }).waitFor()
  expect((await books.since()).gifts).toMatchObject([{ state: 'paid', refundedFen: 0, refundingFen: 0 }])
})
