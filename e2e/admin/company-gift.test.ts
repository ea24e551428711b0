import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { openPhone } from '../browser/phone.ts'
import { pictureOf } from '../h5/pictures.ts'
import { launchChromium, openAdminAs } from './staff-browser.ts'

const { bff } = inject('system')
const COMPANY = '演示·湖滨食品公司'
let browser: Browser

beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser.close())

async function openAgreement(page: Page) {
  await page.goto(`${bff}/admin/matchings`)
  await page.getByRole('button', { name: `查看 ${COMPANY} 的协议` }).click()
  await page.getByRole('heading', { name: '企业付来的款' }).waitFor()
}

test("a company's transfer has its receipt: finance hands it over, and the company fetches it itself", { timeout: 120_000 }, async () => {
  const reference = `ICBC${randomUUID().slice(0, 8).toUpperCase()}`
  const finance = await openAdminAs(browser, bff, 'finance')
  await openAgreement(finance.page)
  await finance.page.getByRole('button', { name: '登记到账' }).click()
  const form = finance.page.getByRole('dialog', { name: '登记配捐到账' })
  await form.getByLabel('到账金额（元）').fill('66.00')
  await form.getByLabel('到账日期').fill(new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(new Date()))
  await form.getByLabel('到账日期').press('Tab')
  await form.getByLabel('银行流水号').fill(reference)
  await form.getByRole('button', { name: '登记到账' }).click()
  await finance.page.getByText('已登记到账').waitFor()

  const owner = await openAdminAs(browser, bff, 'charity')
  await openAgreement(owner.page)
  await owner.page.getByLabel(`流水号 ${reference} 的核对情况`).fill('与银行回单一致')
  const deciding = owner.page.getByRole('region', { name: `确认到账 ${reference}` })
  await deciding.getByRole('button', { name: '确认入账' }).click()
  await owner.page.getByText('已入账，算进筹款').waitFor()

  await openAgreement(finance.page)
  await finance.page.getByRole('button', { name: `流水号 ${reference} 的捐赠凭证` }).click()
  const drawer = finance.page.getByRole('dialog', { name: '捐赠凭证' })
  await drawer.getByText('人民币陆拾陆元整').waitFor()
  await drawer.getByText(COMPANY).waitFor()
  await finance.page.screenshot(pictureOf('desk-receipt'))
  const [download] = await Promise.all([
    finance.page.waitForEvent('download'),
    drawer.getByRole('button', { name: '下载凭证（PDF）' }).click(),
  ])
  expect(
    readFileSync(await download.path())
      .subarray(0, 5)
      .toString(),
  ).toBe('%PDF-')
  const link = (await drawer.getByText(/\/r\/.+\?c=/).textContent())?.match(/\/r\/\S+\?c=[A-Z0-9]+/)?.[0] ?? ''

  const phone = await openPhone(browser, { base: bff })
  await phone.page.goto(link)
  await phone.page.getByRole('heading', { level: 1, name: '这张凭证是真的，现在有效' }).waitFor()
  await phone.page.getByText(COMPANY).waitFor()
  await phone.page.screenshot(pictureOf('desk-receipt-fetched'))
  const [paper] = await Promise.all([phone.page.waitForEvent('download'), phone.page.getByRole('button', { name: '取凭证文件' }).tap()])
  expect(
    readFileSync(await paper.path())
      .subarray(0, 5)
      .toString(),
  ).toBe('%PDF-')
  expect([...finance.faults, ...owner.faults, ...phone.faults]).toEqual([])
  await phone.close()
})
