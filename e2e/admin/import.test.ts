import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { gbk } from '../../bff/testing/imports.ts'
import { barriers } from './barriers.ts'
import { goTo, launchChromium, openAdminAs } from './staff-browser.ts'

const { bff } = inject('system')
let browser: Browser

beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser.close())

/** As an office program of many years ago writes it, with headings of its own and two rows that can't be right. */
const list = [
  '湖滨街道住户登记簿,,',
  '门牌簿,在哪里,搬来那天',
  'H-E2E-0001,330102D02-1-1-B1-101,2024-03-01',
  'H-E2E-0002,330102D99-1-1-B1-101,2024-03-01',
  'H-E2E-0003,330102D02-1-1-B1-101,2199-03-01',
].join('\r\n')

/** Of several lists on a page the one that is open. */
async function pick(page: Page, label: string, choice: string): Promise<void> {
  await page.getByRole('combobox', { name: label }).click()
  await page.locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option', { hasText: choice }).first().click()
  await page.locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden)').waitFor({ state: 'hidden' })
}

test('a GBK list with headings nobody knows: mapped by hand, wrong rows named, the good one taken, then taken back', async () => {
  const { page, faults } = await openAdminAs(browser, bff, 'street', '网格地图')
  await goTo(page, '批量导入')
  await page.getByRole('button', { name: '上传文件' }).first().click()
  const drawer = page.getByRole('dialog', { name: '上传文件' })
  await drawer.getByLabel('家庭').check()
  await drawer.locator('input[type=file]').setInputFiles({ name: '登记簿.csv', mimeType: 'text/csv', buffer: gbk(list) })
  await drawer.getByRole('button', { name: '上传并核对' }).click()

  await page.getByRole('heading', { level: 1, name: '导入核对' }).waitFor()
  await page.getByRole('alert').getByText('没有找到表头').waitFor()
  expect(await barriers(page), 'not recognised').toEqual([])
  const mapping = page.getByRole('region', { name: '指定每一列' })
  expect(await mapping.getByLabel('列名在第几行').inputValue()).toBe('2')
  const send = mapping.getByRole('button', { name: '按这个重新核对' })
  expect(await send.isDisabled()).toBe(true)
  await mapping.getByText('还要指定：“户号”').waitFor()
  await pick(page, '“门牌簿”是什么', '户号')
  await pick(page, '“在哪里”是什么', '户室编号')
  await pick(page, '“搬来那天”是什么', '入住日期')
  await send.click()

  const wrong = page.getByRole('region', { name: '有问题的行' })
  await wrong.getByRole('heading', { name: '有问题的行（2 行）' }).waitFor()
  await wrong.getByText('第 4 行').waitFor()
  await wrong.getByText('330102D99-1-1-B1-101').waitFor()
  await wrong.getByText('第 5 行').waitFor()
  await wrong.getByText('2199-03-01').waitFor()
  expect(await barriers(page), 'looked at').toEqual([])
  const take = page.getByRole('button', { name: '导入没有问题的 1 行' })
  expect(await take.isDisabled()).toBe(true)
  await page.getByRole('checkbox', { name: /有 2 行有问题，先不导入它们/ }).check()
  await take.click()

  await page.getByRole('status').filter({ hasText: '已新增 1 行' }).waitFor()
  await page.getByLabel('为什么撤销').fill('拿错了登记簿')
  expect(await barriers(page), 'taken').toEqual([])
  await page.getByRole('button', { name: '撤销这次导入' }).click()
  await page.getByRole('status').filter({ hasText: '已撤销' }).waitFor()
  await goTo(page, '批量导入')
  await page
    .getByRole('row', { name: /登记簿\.csv/ })
    .getByText('已撤销', { exact: true })
    .waitFor()
  expect(faults).toEqual([])
})
