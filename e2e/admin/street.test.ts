import { readFile } from 'node:fs/promises'
import type { Browser, Download, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { launchChromium } from '../browser/chromium.ts'
import { choose, eventually, goTo, openAdminAs } from './staff-browser.ts'

const { bff } = inject('system')
let browser: Browser

beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser.close())

async function downloaded(page: Page, press: () => Promise<void>): Promise<{ download: Download; bytes: Buffer }> {
  const [download] = await Promise.all([page.waitForEvent('download'), press()])
  return { download, bytes: await readFile(await download.path()) }
}

test('the sheet comes as PDF, SVG and PNG, with and without the mini-program code; many come in one file', async () => {
  const { page, faults } = await openAdminAs(browser, bff, 'charity')
  await page.goto(`${bff}/admin/codes?open=MZ4eYW1o6Ojj`)
  await page.getByRole('button', { name: '打印张贴单' }).click()
  const panel = page.getByRole('region', { name: '下载张贴单' })
  const save = (name: RegExp) => downloaded(page, () => panel.getByRole('button', { name }).click())

  const pdf = await save(/^PDF/)
  expect(pdf.download.suggestedFilename()).toMatch(/^公益码张贴单-A4-一张自己的书桌.+\.pdf$/)
  expect(pdf.bytes.subarray(0, 5).toString()).toBe('%PDF-')
  await page.getByText('A6（柜台、桌面）').click()
  await panel.getByRole('checkbox', { name: /裁切/ }).check()
  const cut = await save(/^PDF/)
  expect(cut.bytes.toString('latin1')).toContain('/TrimBox')
  await panel.getByRole('checkbox', { name: /小程序码/ }).check()
  const svg = await save(/^SVG/)
  expect(svg.bytes.toString()).toContain('width="121mm" height="164mm"')
  expect(svg.bytes.toString()).toContain('<image')

  await goTo(page, '公益码')
  await page.getByRole('button', { name: '批量下载张贴单' }).click()
  const drawer = page.getByRole('dialog', { name: '批量下载张贴单' })
  await drawer.getByRole('button', { name: /下\s*载/ }).click()
  await drawer.getByText('请选择一个活动或一个点位').first().waitFor()
  await drawer.getByRole('combobox', { name: '募捐活动' }).click()
  await page.locator('.ant-select-item-option').filter({ hasText: '一餐热饭' }).first().click()
  const many = await downloaded(page, () => drawer.getByRole('button', { name: /下\s*载/ }).click())
  // Three in use and one paused.
  expect(many.bytes.toString('latin1').match(/\/Type \/Page\b(?!s)/g)).toHaveLength(4)
  expect(faults).toEqual([])
})

test('statistics of a venue: the list, the drawer, its bars and the same numbers in a table', async () => {
  const { page, faults } = await openAdminAs(browser, bff, 'charity')
  await goTo(page, '扫码情况')
  const row = page.getByRole('row', { name: /小营街道老年食堂/ })
  await row.waitFor()
  const scans = Number((await row.getByRole('cell').nth(1).textContent())?.replaceAll(',', ''))
  expect(scans).toBeGreaterThan(50)
  await row.getByRole('button', { name: /查看/ }).click()
  const drawer = page.getByRole('dialog', { name: /小营街道老年食堂.*的统计/ })
  await drawer.getByRole('figure', { name: /每天扫码，共 \d+ 次/ }).waitFor()
  expect(await drawer.getByRole('figure', { name: /每天扫码/ }).getAttribute('aria-label')).toContain(`共 ${scans} 次`)
  await drawer.getByText('码号').first().waitFor()
  await page.keyboard.press('Escape')
  await drawer.waitFor({ state: 'hidden' })
  await page.getByText('近 7 天').click()
  await eventually(async () => Number((await row.getByRole('cell').nth(1).textContent())?.replaceAll(',', ''))).not.toBe(scans)
  expect(faults).toEqual([])
})

test('the seed’s silent code is an alarm with a badge; paused with one press, then closed with a result', async () => {
  const { page, faults } = await openAdminAs(browser, bff, 'charity')
  await page.getByRole('link', { name: /码警.*条待处理/ }).waitFor({ timeout: 45_000 })
  await page.getByRole('link', { name: /码警/ }).click()
  await page.getByRole('heading', { level: 1, name: '码警' }).waitFor()
  await choose(page, '情况', '常有人扫的码没人扫了')
  await page.getByRole('button', { name: /查看采荷老街爱心早餐店（演示）的码警/ }).click()
  const drawer = page.getByRole('dialog', { name: '常有人扫的码没人扫了' })
  await drawer
    .getByText(/天没有人扫，平时这么长时间大约有/)
    .first()
    .waitFor()
  await drawer.getByRole('button', { name: '暂停该码' }).click()
  await drawer.getByRole('button', { name: '确定暂停' }).click()
  await drawer.getByText(/已暂停这个公益码：/).waitFor()
  await drawer.getByRole('button', { name: '办结' }).click()
  await drawer.getByRole('button', { name: '确定办结' }).click()
  await drawer.getByText('有 2 处').or(drawer.getByText('请选择结果').first()).first().waitFor()
  await drawer.getByRole('radio', { name: '误报' }).check()
  await drawer.getByLabel('怎么处理的').fill('店家装修，码还在')
  await drawer.getByRole('button', { name: '确定办结' }).click()
  await drawer.getByText('办结：店家装修，码还在').waitFor()

  // For whoever comes after: the code is in use again.
  await drawer.getByRole('link').first().click()
  await page.getByRole('button', { name: '恢复使用' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '码已更换' }).click()
  await page.getByRole('button', { name: '确定恢复使用' }).click()
  await page.getByText('已恢复使用').waitFor()
  expect(faults).toEqual([])
})
