import { shanghaiDate } from '@minsheng/shared/units/clock'
import type { Browser } from 'playwright-core'
import { PNG } from 'pngjs'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { openPhone, settle } from '../browser/phone.ts'
import { choose, eventually, fillDate, goTo, launchChromium, openAdminAs } from './staff-browser.ts'

const { bff } = inject('system')
const project = '一餐热饭送上门·独居老人助餐'
let browser: Browser

beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser.close())

/** A file that no other run has sent: vouchers are known again by their content. */
const paper = (mark: string) => Buffer.from(`%PDF-1.4\n% ${mark}\ntrailer <<>>\n%%EOF\n`)
const picture = () => PNG.sync.write(new PNG({ width: 300, height: 200 }))

test('finance asks, the owner approves, and every resident sees where the money went', async () => {
  const mark = Date.now().toString(36)
  const purpose = `给老人送的热汤 ${mark}`
  const finance = await openAdminAs(browser, bff, 'finance')
  await goTo(finance.page, '支出')
  await finance.page.getByRole('button', { name: '登记支出' }).click()
  await finance.page.getByRole('heading', { level: 1, name: '登记支出' }).waitFor()
  await finance.page.getByRole('button', { name: '提出申请' }).click()
  const summary = finance.page.getByRole('alert', { name: '需要修改的内容' })
  await summary.getByRole('button', { name: '项目：请选择项目' }).waitFor()
  await summary.getByRole('button', { name: '第 1 份凭证文件：请上传这份凭证的文件' }).waitFor()

  await choose(finance.page, '项目', project)
  await finance.page.getByText('这个项目的善款还剩').waitFor()
  await choose(finance.page, '预算项', '保温餐具与消毒')
  await finance.page.getByLabel('用途').fill(purpose)
  await finance.page.getByLabel('付给谁').fill('演示·小营老年食堂')
  await fillDate(finance.page, '支出日期', shanghaiDate(new Date()))
  await finance.page.getByLabel('金额（元）').fill('1.50')
  await finance.page.getByLabel('开具单位').fill('演示·小营老年食堂')
  await finance.page.getByLabel('号码').fill(mark)
  const file = finance.page.getByLabel('第 1 份凭证文件')
  await file.setInputFiles({ name: '发票.txt', mimeType: 'text/plain', buffer: Buffer.from('no') })
  await finance.page.getByText('只能上传 PDF、JPEG 或 PNG 文件').waitFor()
  await file.setInputFiles({ name: '发票.pdf', mimeType: 'application/pdf', buffer: paper(mark) })
  await finance.page.getByText('已上传：发票.pdf').waitFor()
  await finance.page
    .locator('.picture-field input[type=file]')
    .setInputFiles({ name: 'open.png', mimeType: 'image/png', buffer: picture() })
  await finance.page.getByRole('img', { name: '公开的凭证图片' }).waitFor()
  await finance.page.getByRole('button', { name: '提出申请' }).click()
  const asked = finance.page.getByRole('dialog', { name: '支出详情' })
  await asked.getByText('您提出的，不能自己审批').waitFor()
  expect(await asked.getByRole('button', { name: '批准并记账' }).count()).toBe(0)

  // The same paper again is refused, naming where it was used.
  await finance.page.goto(`${bff}/admin/spending/new`)
  await finance.page.getByLabel('第 1 份凭证文件').setInputFiles({ name: '又一次.pdf', mimeType: 'application/pdf', buffer: paper(mark) })
  await finance.page.getByText(new RegExp(`这份文件已用于.*${purpose}`)).waitFor()

  const owner = await openAdminAs(browser, bff, 'charity')
  await goTo(owner.page, '支出')
  await owner.page.getByRole('button', { name: `查看支出 ${purpose}` }).click()
  const drawer = owner.page.getByRole('dialog', { name: '支出详情' })
  await drawer.getByText('¥1.50').waitFor()
  const [download] = await Promise.all([
    owner.page.waitForEvent('download'),
    drawer.getByRole('button', { name: `下载 增值税发票 ${mark}` }).click(),
  ])
  expect(download.suggestedFilename()).toBe(`增值税发票-${mark}.pdf`)
  await drawer.getByRole('button', { name: '批准并记账' }).click()
  await drawer.getByText('请写明意见').first().waitFor()
  await drawer.getByLabel('审批意见').fill('票据齐全')
  await drawer.getByRole('button', { name: '批准并记账' }).click()
  await drawer.getByText('已记账', { exact: true }).waitFor()

  const phone = await openPhone(browser, { base: bff, view: { mode: 'standard', scale: 1 } })
  await phone.page.goto('/packages/donation/project/index?id=cmp_meals')
  await settle(phone.page)
  await phone.page.getByRole('heading', { level: 2, name: '善款去向' }).waitFor()
  await phone.page.getByRole('heading', { level: 3, name: purpose }).waitFor()
  await phone.page.getByText('付给 演示·小营老年食堂').first().waitFor()
  const shown = phone.page.getByRole('img', { name: `凭证图片：${purpose}` })
  await shown.scrollIntoViewIfNeeded()
  await eventually(() => shown.evaluate((image: { naturalWidth?: number }) => image.naturalWidth ?? 1)).toBeGreaterThan(0)
  expect([...finance.faults, ...owner.faults, ...phone.faults]).toEqual([])
  await phone.close()
}, 180_000)

test('settlements and the month stand there in figures that balance, and the sheet can be taken along', async () => {
  const { page, faults } = await openAdminAs(browser, bff, 'finance')
  await goTo(page, '结算')
  await page.getByRole('region', { name: '账面' }).getByText('银行账面').waitFor()
  await page.getByRole('button', { name: '查看结算 DEMO-SETTLE-0001' }).waitFor()
  await goTo(page, '结余转用')
  await page.getByRole('button', { name: '查看 高龄老人的夏日清凉 的结余' }).waitFor()
  await goTo(page, '月结')
  await page.getByText('借贷平衡').waitFor()
  await page.getByText('上午 10 点以后才能月结').waitFor()
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '导出表格' }).click()])
  expect(download.suggestedFilename()).toMatch(/^试算平衡表-演示慈善组织-\d{4}-\d{2}\.xlsx$/)
  expect(faults).toEqual([])
})
