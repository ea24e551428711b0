import type { Browser } from 'playwright-core'
import { PNG } from 'pngjs'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { openPhone } from '../browser/phone.ts'
import { choose, goTo, launchChromium, openAdminAs } from './staff-browser.ts'

const { bff } = inject('system')
let browser: Browser

beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser.close())

const mealsPage = `${bff}/packages/donation/project/index?id=cmp_meals`

test("a post with a picture is written, published, seen on the resident's page, and corrected with its old text kept", async () => {
  const { page, faults } = await openAdminAs(browser, bff, 'charity')
  const mark = Date.now().toString(36)
  const title = `第二批开始送餐 ${mark}`
  await goTo(page, '项目进展')
  await page.getByRole('button', { name: '写一条进展' }).first().click()
  const writing = page.getByRole('dialog', { name: '写一条进展' })
  await writing.getByRole('button', { name: '保存草稿' }).click()
  await writing.getByText('有 3 处需要修改').waitFor()
  await choose(page, '慈善项目', '独居老人助餐')
  await writing.getByLabel('标题').fill(title)
  await writing.getByLabel('写些什么').fill('新增 20 位老人。\n第一天 11:40 送完。')
  await writing
    .locator('input[type=file]')
    .setInputFiles({ name: 'meal.png', mimeType: 'image/png', buffer: PNG.sync.write(new PNG({ width: 320, height: 180 })) })
  await writing.getByRole('img', { name: '图片 1' }).waitFor()
  await writing.getByRole('button', { name: '保存草稿' }).click()
  await writing.waitFor({ state: 'hidden' })

  const phone = await openPhone(browser, { base: bff, view: { mode: 'care', scale: 1 } })
  await phone.page.goto(mealsPage)
  await phone.page.getByRole('heading', { name: '项目进展' }).waitFor()
  expect(await phone.page.getByText(title).count()).toBe(0)

  await page.getByRole('button', { name: `发布${title}` }).click()
  await page
    .getByRole('dialog', { name: `发布“${title}”？` })
    .getByRole('button', { name: '发布', exact: true })
    .click()
  await page.getByText('已发布，居民在项目页能看到').waitFor()

  await phone.page.reload()
  await phone.page.getByRole('heading', { name: title }).waitFor()
  await phone.page.getByRole('img', { name: `${title}，图片 1` }).waitFor()

  await page.getByRole('button', { name: `更正${title}` }).click()
  const correcting = page.getByRole('dialog', { name: '更正进展' })
  await correcting.getByLabel('正文').fill('新增 21 位老人。')
  await correcting.getByLabel('公开的更正说明').fill('少写了一位')
  await correcting.getByRole('button', { name: '更正', exact: true }).click()
  await correcting.waitFor({ state: 'hidden' })

  await phone.page.reload()
  await phone.page.getByRole('button', { name: '看全部进展' }).click()
  await phone.page.getByRole('heading', { level: 1, name: '项目进展' }).waitFor()
  await phone.page.getByText('新增 21 位老人。').last().waitFor()
  await phone.page
    .getByRole('button', { name: /更正说明（1 条）/ })
    .last()
    .click()
  await phone.page.getByText('说明：少写了一位').waitFor()
  await phone.page.getByText(/原来写的是：新增 20 位老人/).waitFor()
  await phone.close()
  expect(faults).toEqual([])
})

test('the calendar names what is due in five days; its report is written, published, and read by residents', async () => {
  const { page, faults } = await openAdminAs(browser, bff, 'charity')
  await goTo(page, '信息公开')
  const calendar = page.getByRole('region', { name: '信息公开日历' })
  const row = calendar.getByRole('row').filter({ hasText: '募捐情况：一张自己的书桌' })
  await row.getByText(/^还有 [2-5] 天$/).waitFor()
  await row.getByText('《慈善法》第七十九条', { exact: false }).waitFor()
  await row.getByRole('button', { name: /^写募捐情况/ }).click()
  const writing = page.getByRole('dialog', { name: /^募捐情况：一张自己的书桌/ })
  await writing.getByRole('button', { name: '保存草稿' }).click()
  await writing.getByText('有 1 处需要修改').waitFor()
  await writing.getByLabel('报告正文').fill('已走访 50 户，量好了 32 户的尺寸。')
  await writing.getByRole('button', { name: '保存草稿' }).click()
  await writing.waitFor({ state: 'hidden' })
  await row.getByText('接着写草稿').waitFor()

  const reports = page.getByRole('region', { name: '报告' })
  await reports.getByRole('button', { name: /^公布募捐情况/ }).click()
  const publishing = page.getByRole('dialog', { name: /^公布“一张自己的书桌/ })
  await publishing.getByText('收到捐款').waitFor()
  await publishing.getByRole('button', { name: '公布', exact: true }).click()
  await reports.getByText('已公布', { exact: true }).waitFor()
  await row.getByText(/^还有 (8|9)\d 天$/).waitFor()

  const phone = await openPhone(browser, { base: bff, view: { mode: 'standard', scale: 1 } })
  await phone.page.goto(`${bff}/packages/donation/project/index?id=cmp_desk`)
  await phone.page.getByText('每 3 个月公布一次进展和善款去向', { exact: false }).waitFor()
  await phone.page.getByRole('button', { name: '看信息公开' }).click()
  await phone.page.getByRole('heading', { level: 1, name: '信息公开' }).waitFor()
  await phone.page.getByText('已走访 50 户，量好了 32 户的尺寸。').waitFor()
  await phone.close()
  expect(faults).toEqual([])
})
