import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { axeFaults } from '../browser/axe.ts'
import { openPhone, settle } from '../browser/phone.ts'
import { giveButton, payInCashier, typeAmount } from '../h5/giver.ts'
import { choose, eventually, goTo, launchChromium, openAdminAs } from './staff-browser.ts'

const { bff } = inject('system')
let browser: Browser
beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser.close())

/** A project of the charity whose people sign in here. */
const title = '一餐热饭送上门·独居老人助餐'
const picture = (name: string) => fileURLToPath(new URL(`../out/admin/${name}.png`, import.meta.url))
const badge = (page: Page) => page.getByRole('navigation', { name: '主要页面' }).getByRole('link', { name: /消息/ })

/** Gives under a name, as a person does on the page. */
async function giveAs(page: Page, name: string, amount: string): Promise<void> {
  await page.goto('/packages/donation/giving/index?id=cmp_meals')
  await page.getByRole('heading', { level: 1, name: title }).waitFor()
  await typeAmount(page, amount)
  await page.getByRole('button', { name: /留下称呼或匿名/ }).click()
  await page.getByRole('textbox', { name: /称呼/ }).fill(name)
  await giveButton(page).click()
  await payInCashier(page)
}

test('the charity finds its donor, writes thanks, and the donor reads it on the phone: the badge comes and goes', async () => {
  const name = `沈${Date.now().toString(36).slice(-5)}`
  const phone = await openPhone(browser, { base: bff })
  await giveAs(phone.page, name, '12.34')

  const { page, faults } = await openAdminAs(browser, bff, 'charity')
  await goTo(page, '捐赠人')
  const row = page.getByRole('row').filter({ hasText: name })
  await row.getByText('还没有感谢').waitFor()
  await row.getByText('¥12.34').waitFor()
  expect(await axeFaults(page)).toEqual([])
  await page.screenshot({ path: picture('donors'), fullPage: true })
  await page.getByRole('button', { name: `查看 ${name} 的捐赠` }).click()
  const gifts = page.getByRole('dialog', { name: `${name} 的捐赠` })
  await gifts.getByText('¥12.34').waitFor()
  await page.screenshot({ path: picture('donor-gifts') })
  await gifts.getByRole('button', { name: /关闭|Close/ }).click()

  await goTo(page, '感谢信')
  await page.getByRole('button', { name: '写感谢信' }).first().click()
  const form = page.getByRole('dialog', { name: '写感谢信' })
  await form.getByRole('button', { name: '预览' }).click()
  await form.getByRole('alert', { name: '需要修改的内容' }).getByText('请写信的内容').waitFor()
  await form.getByRole('textbox', { name: '信的内容' }).fill('，谢谢您的心意。{{电话}}')
  await form.getByRole('button', { name: '预览' }).click()
  await form
    .getByRole('alert', { name: '需要修改的内容' })
    .getByText(/不能用/)
    .waitFor()
  const words = form.getByRole('textbox', { name: '信的内容' })
  await words.fill('，谢谢您的心意。')
  await words.press('Home')
  await form.getByRole('button', { name: '插入称呼' }).click()
  await choose(page, '捐给哪个项目的', title)
  await page.screenshot({ path: picture('letter-form') })
  await form.getByRole('button', { name: '预览' }).click()
  const look = page.getByRole('dialog', { name: '发出前再看一眼' })
  await look.getByText(/发给：/).waitFor()
  await look
    .getByText(/，谢谢您的心意。/)
    .first()
    .waitFor()
  await page.screenshot({ path: picture('letter-preview') })
  await look.getByRole('button', { name: '确认发出' }).click()
  const letter = page.getByRole('row').filter({ hasText: '{{称呼}}，谢谢您的心意。' }).first()
  await letter.getByRole('button', { name: /查看/ }).click()
  const detail = page.getByRole('dialog', { name: '感谢信', exact: true })
  await detail.getByText('已全部发出').waitFor({ timeout: 30_000 })
  await page.screenshot({ path: picture('letter-sent') })
  await detail.getByRole('button', { name: /关闭|Close/ }).click()
  await eventually(() => letter.getByText('已全部发出').count()).toBe(1)
  expect(await axeFaults(page)).toEqual([])
  await goTo(page, '捐赠人')
  await row.getByText(/已感谢/).waitFor()

  const resident = phone.page
  await resident.goto('/')
  await eventually(() => badge(resident).getAttribute('aria-label')).toBe('消息，1 条没看')
  await badge(resident).tap()
  await settle(resident)
  await resident.getByText('有 1 条没看').waitFor()
  await resident.screenshot({ path: picture('phone-messages') })
  await resident
    .getByRole('link', { name: /感谢信/ })
    .first()
    .tap()
  await resident.getByRole('heading', { level: 1, name: /的感谢信$/ }).waitFor()
  await resident.getByText(`${name}，谢谢您的心意。`).waitFor()
  await resident.getByRole('button', { name: '看看这个项目' }).waitFor()
  await resident.screenshot({ path: picture('phone-message') })
  expect(await axeFaults(resident)).toEqual([])
  await resident.goBack()
  await eventually(() => badge(resident).getAttribute('aria-label')).toBeNull()
  await eventually(() => resident.getByText('没看过').count()).toBe(0)
  expect([faults, phone.faults]).toEqual([[], []])
  await phone.close()
})

test('who wants no more letters says so on the phone', async () => {
  const phone = await openPhone(browser, { base: bff, view: { mode: 'care', scale: 1 } })
  await giveAs(phone.page, '不收信', '1.00')
  await phone.page.goto('/packages/account/letters/index')
  const choice = phone.page.getByRole('checkbox')
  await choice.first().waitFor()
  expect(await choice.first().getAttribute('aria-checked')).toBe('true')
  await choice.first().tap()
  await phone.page.getByText(/不再收.*的感谢信/).waitFor()
  await eventually(() => choice.first().getAttribute('aria-checked')).toBe('false')
  await phone.page.screenshot({ path: picture('phone-letters-care') })
  await phone.page.reload()
  await eventually(() => choice.first().getAttribute('aria-checked')).toBe('false')
  expect(phone.faults).toEqual([])
  await phone.close()
})

test('statistics show the same money as chart and table, and leave as a workbook with a reason', async () => {
  const { page, faults } = await openAdminAs(browser, bff, 'charity')
  await goTo(page, '统计')
  await page.getByRole('img', { name: /捐赠净额和笔数/ }).waitFor()
  await page.getByRole('region', { name: '按项目' }).getByRole('row').nth(1).waitFor()
  expect(await axeFaults(page)).toEqual([])
  await page.screenshot({ path: picture('statistics'), fullPage: true })

  await page.getByRole('button', { name: '导出 Excel' }).click()
  const form = page.getByRole('dialog', { name: '导出 Excel 表格' })
  await form.getByRole('button', { name: '导出', exact: true }).click()
  await form
    .getByRole('alert', { name: '需要修改的内容' })
    .getByText(/请写明用途/)
    .waitFor()
  await form.getByRole('textbox', { name: '用途' }).fill('给理事会看')
  await page.screenshot({ path: picture('export') })
  const [download] = await Promise.all([page.waitForEvent('download'), form.getByRole('button', { name: '导出', exact: true }).click()])
  expect(download.suggestedFilename()).toMatch(/^捐赠统计-\d{4}-\d\d-\d\d\.xlsx$/)
  expect((await readFile(await download.path())).subarray(0, 2).toString()).toBe('PK')
  expect(faults).toEqual([])
})
