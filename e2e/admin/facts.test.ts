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

test('what a worker saw is written down with its source; where sources disagree a person decides and says why', async () => {
  const { page, faults } = await openAdminAs(browser, bff, 'steward', '网格地图')
  await goTo(page, '居民')
  await page
    .getByRole('button', { name: /^查看 / })
    .first()
    .click()
  const drawer = page.getByRole('dialog', { name: '居民' })
  const facts = drawer.getByRole('region', { name: '情况和来源' })
  await facts.getByText('户籍所在').first().waitFor()
  expect(await barriers(page), 'resident with facts').toEqual([])
  await facts.getByRole('button', { name: '记录了解到的情况' }).click()
  const form = page.getByRole('dialog', { name: '记录了解到的情况' })
  await form.getByRole('button', { name: '保存' }).click()
  await form.getByRole('alert', { name: '需要修改的内容' }).waitFor()
  // The list is long: one types a part of the name and takes what is found.
  await page.getByRole('combobox', { name: '哪一项情况' }).fill('退役军人')
  await page.locator('.ant-select-item-option', { hasText: /^退役军人和优抚身份$/ }).click()
  await page.getByRole('combobox', { name: '您是退役军人或优抚对象吗？' }).click()
  await page.locator('.ant-select-item-option', { hasText: /^退役军人$/ }).click()
  await form.getByLabel('说明').fill('看了退役证')
  expect(await barriers(page), 'form').toEqual([])
  await form.getByRole('button', { name: '保存' }).click()
  await facts.getByRole('button', { name: '退役军人和优抚身份的来龙去脉' }).click()
  await page.getByText(/说明：看了退役证/).waitFor()

  await page.goto(`${bff}/admin/fact-conflicts?fact=employment`)
  await page.getByRole('heading', { level: 1, name: '事实冲突' }).waitFor()
  const rows = page.getByRole('table').getByRole('button', { name: /^核定 .*就业情况$/ })
  await rows.first().waitFor()
  expect(await barriers(page), 'conflicts').toEqual([])
  // The list comes by twenties; only the whole of it grows shorter by one.
  const end = page.getByText(/^共 \d+ 条，已全部显示$/)
  for (let shown = await rows.count(); (await end.count()) === 0; shown = await rows.count()) {
    await page.getByRole('button', { name: '加载更多' }).click()
    await eventually(() => rows.count()).toBeGreaterThan(shown)
  }
  const before = await rows.count()
  await rows.first().click()
  const deciding = page.getByRole('dialog', { name: '就业情况' })
  await deciding.getByRole('radio').nth(1).check()
  await deciding.getByLabel('怎么核实的').fill('电话问过本人，上个月离职')
  expect(await barriers(page), 'decision').toEqual([])
  await deciding.getByRole('button', { name: '以选中的为准' }).click()
  await eventually(() => rows.count()).toBe(before - 1)
  expect(faults).toEqual([])
})
