import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { barriers } from './barriers.ts'
import { eventually, goTo, launchChromium, openAdminAs } from './staff-browser.ts'

const { bff } = inject('system')
let browser: Browser

beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser.close())

test('the map: down to a flat and back up, by the list alone, and as it was on another day', async () => {
  const { page, faults } = await openAdminAs(browser, bff, 'steward', '网格地图')
  await page.getByRole('img', { name: /上城区的地图，共 14 块/ }).waitFor()
  expect(await barriers(page), 'district').toEqual([])
  await page.getByRole('button', { name: '打开街道 湖滨街道' }).press('Enter')
  await page
    .getByRole('button', { name: /打开社区/ })
    .first()
    .press('Enter')
  await page
    .getByRole('button', { name: /打开网格/ })
    .first()
    .press('Enter')
  await page
    .getByRole('button', { name: /打开楼幢/ })
    .first()
    .press('Enter')
  await page.getByRole('button', { name: '打开户室 101室' }).waitFor()
  await page.getByRole('navigation', { name: '所在位置' }).getByRole('button', { name: '湖滨街道' }).click()
  await page.getByRole('heading', { level: 2, name: '湖滨街道' }).waitFor()
  await page.getByLabel('看哪一天的划分').fill('2021-04-08')
  await page.getByLabel('看哪一天的划分').press('Enter')
  await page.getByText('没有找到您要的内容').waitFor()
  expect(faults).toEqual([])
})

test('places are changed by stewards alone, and what they change has a history', async () => {
  const street = await openAdminAs(browser, bff, 'street', '网格地图')
  await street.page.getByRole('button', { name: '打开街道 清波街道' }).click()
  await street.page.getByRole('heading', { level: 2, name: '清波街道' }).waitFor()
  expect(await street.page.getByRole('button', { name: '改名或调整边界' }).count()).toBe(0)

  const { page } = await openAdminAs(browser, bff, 'steward', '网格地图')
  await page.goto(`${bff}/admin/places?place=plc_s14c2g2`)
  await page.getByRole('button', { name: '改名或调整边界' }).click()
  const form = page.getByRole('dialog', { name: '改名或调整边界' })
  await form.getByRole('button', { name: '保存' }).click()
  await form.getByRole('alert', { name: '需要修改的内容' }).waitFor()
  expect(await barriers(page), 'form with errors').toEqual([])
  await form.getByLabel('名称').fill('丁兰东网格')
  await form.getByLabel('依据').fill('网格调整（演示）')
  await form.getByRole('button', { name: '保存' }).click()
  await page.getByRole('heading', { level: 2, name: '丁兰东网格' }).waitFor()
  await page.getByRole('region', { name: '历次变更' }).getByText('丁兰二社区第2网格').waitFor()
})

test('someone is found, stays masked, is shown for a purpose, and the look is on record', async () => {
  const { page, faults } = await openAdminAs(browser, bff, 'grid', '网格地图')
  await goTo(page, '居民')
  await page.getByRole('table').waitFor()
  expect(await barriers(page), 'residents').toEqual([])
  await page.getByLabel('姓名、拼音、电话、身份证号或地址').fill('桂')
  await page.getByRole('button', { name: '查找' }).click()
  await page.getByRole('alert').getByText('至少填 2 个字').waitFor()
  await page.getByRole('button', { name: '清除条件' }).click()
  await page
    .getByRole('button', { name: /^查看 / })
    .first()
    .click()
  const drawer = page.getByRole('dialog', { name: '居民' })
  await drawer.getByText('还没有人查看过。').waitFor()
  await drawer.getByRole('button', { name: '查看完整的姓名' }).click()
  await page.getByRole('button', { name: '查看并留下记录' }).click()
  await drawer.getByRole('button', { name: '遮住姓名' }).waitFor()
  await drawer.getByText(/您看了姓名，用途：上门走访/).waitFor()
  expect(await barriers(page), 'resident').toEqual([])
  // Typed numbers and names never stand in the address.
  expect(page.url()).toBe(`${bff}/admin/residents`)
  await drawer.getByRole('link', { name: '看这一户' }).click()
  await page.getByRole('heading', { level: 1, name: '家庭' }).waitFor()
  await page.getByRole('heading', { level: 2, name: /有 \d+ 人/ }).waitFor()
  expect(await barriers(page), 'household').toEqual([])
  expect(faults).toEqual([])
})

test('a member is registered; a wrong ID number is told before it is sent', async () => {
  const { page } = await openAdminAs(browser, bff, 'grid', '网格地图')
  await page.goto(`${bff}/admin/residents`)
  await page
    .getByRole('button', { name: /^查看 / })
    .first()
    .click()
  await page.getByRole('link', { name: '看这一户' }).click()
  await page.getByRole('button', { name: '登记家庭成员' }).click()
  const form = page.getByRole('dialog', { name: '登记家庭成员' })
  await form.getByLabel('姓名').fill('陈新来')
  await form.getByLabel('身份证号').fill('33019919490615002')
  await form.getByRole('button', { name: '保存' }).click()
  await form.getByText('身份证号应为 18 位').first().waitFor()
  await form.getByLabel('身份证号').fill('')
  await form.getByLabel('出生日期').fill('1999-06-15')
  await form.getByLabel('出生日期').press('Enter')
  await form.getByLabel('女').check()
  await form.getByRole('button', { name: '保存' }).click()
  await page.getByText('陈*来').waitFor()
})

test('a person registered twice is merged, and the merge is taken back', async () => {
  const { page, faults } = await openAdminAs(browser, bff, 'steward', '网格地图')
  await goTo(page, '重复人员')
  await page
    .getByRole('button', { name: /^核实 / })
    .first()
    .click()
  const drawer = page.getByRole('dialog', { name: '核实重复记录' })
  await drawer.getByText('身份证号相同').waitFor()
  expect(await barriers(page), 'duplicate').toEqual([])
  await drawer.getByLabel('怎么核实的').fill('电话向本人核实')
  await drawer.getByRole('button', { name: '合并，留下选中的' }).click()
  await page.getByText('已合并', { exact: true }).first().waitFor()
  const merged = page.getByRole('row').filter({ hasText: '已合并' })
  await merged.getByRole('button').click()
  await drawer.getByLabel('为什么撤销').fill('点错了')
  await drawer.getByRole('button', { name: '撤销合并' }).click()
  await eventually(() => page.getByRole('row').filter({ hasText: '已合并' }).count()).toBe(0)
  expect(faults).toEqual([])
})
