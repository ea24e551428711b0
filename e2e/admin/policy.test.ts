import { createClient } from '@minsheng/shared/client'
import { type Contracts, contracts } from '@minsheng/shared/contracts/index'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { barriers } from './barriers.ts'
import { eventually, fillDate, goTo, launchChromium, openAdminAs } from './staff-browser.ts'

const { bff } = inject('system')
let browser: Browser
beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser.close())

const call = (token: string | null) =>
  createClient<Contracts>(
    contracts,
    async ({ method, url, headers, body }) => {
      const response = await fetch(`${bff}${url}`, { method, headers, body: typeof body === 'string' ? body : undefined })
      return { status: response.status, header: (name) => response.headers.get(name), data: await response.json() }
    },
    () => token,
  )

/** What someone who lives alone, with nothing, is told of 低保. */
async function toldOf(person: Record<string, string>) {
  const { accessToken } = await call(null)('openGuestSession', { body: { channel: 'h5' } })
  const household = { householdIncomeFen: 0, householdAssetsFen: 0, vehiclesOwned: 0, homesOwned: 0 }
  const { items } = await call(accessToken)('tryBenefits', { body: { person, household } })
  return items.find(({ policyId }) => policyId === 'minimum-living')
}

function nextMonth(): string {
  const [year = 0, month = 1] = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10).split('-').map(Number)
  return month === 12 ? `${year + 1}-01-01` : `${year}-${String(month + 1).padStart(2, '0')}-01`
}

async function pick(page: Page, label: string, choice: string): Promise<void> {
  const field = page.getByRole('combobox', { name: label })
  await field.click()
  await field.fill(choice)
  await page
    .locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option')
    .filter({ hasText: choice })
    .first()
    .click()
}

test('a clerk raises 低保标准 from next month: a wrong example is named and mended, another person agrees and publishes, residents see it coming', {
  timeout: 180_000,
}, async () => {
  const from = nextMonth()
  const person = { birthDate: '1950-03-01', registeredIn: 'district' }
  expect(await toldOf(person)).toMatchObject({ status: 'entitled', amount: { low: 124_500 }, change: null })

  const { page, faults } = await openAdminAs(browser, bff, 'policy')
  await goTo(page, '政策目录')
  await page.getByRole('link', { name: '最低生活保障（低保）' }).waitFor()
  expect(await barriers(page), 'catalogue').toEqual([])
  await goTo(page, '政策参数')
  await page.getByLabel('查找').fill('低保')
  expect(await barriers(page), 'parameters').toEqual([])
  await page.getByRole('button', { name: '调整：最低生活保障标准（每人每月）' }).click()
  await page.getByRole('button', { name: '开始起草' }).click()
  await page.getByRole('textbox', { name: '为什么改', description: /请写明为什么改，至少 4 个字/ }).waitFor()
  await page.getByLabel('为什么改').fill('按杭民发〔2026〕30号，从下月起提高')
  await page.getByRole('button', { name: '开始起草' }).click()
  await page.getByRole('heading', { name: '检查结果' }).waitFor()
  const findings = page.getByRole('complementary')
  await findings.getByText('至少写一个例子').waitFor()

  await page.getByLabel('数额').fill('1305')
  await page.getByLabel('文号').fill('杭民发〔2026〕30号')
  await page.getByLabel('条款').fill('第一条')
  await page.getByLabel('原文摘录').fill('最低生活保障标准调整为每人每月1305元')
  await pick(page, '依据核对到哪一步', '看过原文')
  await page.getByRole('checkbox', { name: '金额还没有确认，标为“参考”' }).uncheck()
  await page.getByRole('button', { name: '加一个例子' }).click()
  await page.getByLabel('例子的名字').fill('提高以后，一个人没有收入')
  await pick(page, '看哪项政策', '最低生活保障（低保）')
  await fillDate(page, '在哪一天算', from)
  await page.getByLabel('最少').fill('1245')
  await page.getByLabel('最多').fill('1245')
  await pick(page, '本人情况：加一项', '户籍所在')
  for (const fact of ['家庭月收入', '家庭存款', '机动车', '住房套数']) await pick(page, '家庭情况：加一项', fact)
  await findings.getByText('算出来符合条件，1,305 元').waitFor()
  await page.getByText('应该符合条件，1,245 元，算出来符合条件，1,305 元').first().waitFor()
  expect(await barriers(page), 'draft').toEqual([])
  await page.getByRole('button', { name: '保存', exact: true }).click()
  await page.getByText('已保存，还有要改的地方').waitFor()
  await page.getByRole('button', { name: '交复核' }).click()
  await page.getByText('还不能交：例子“提高以后，一个人没有收入”应该').waitFor()

  await page.getByLabel('最少').fill('1305')
  await page.getByLabel('最多').fill('1305')
  await findings.getByText('可以交给另一人复核').waitFor()
  await page.getByRole('button', { name: '保存', exact: true }).click()
  await page.getByText('已保存，可以交给另一人复核').waitFor()
  await page.getByRole('button', { name: '交复核' }).click()
  await page.getByText('要由没有参与起草的另一个人复核').waitFor()
  expect(await page.getByRole('button', { name: '同意' }).count(), 'nobody agrees to their own').toBe(0)
  expect(await page.getByRole('button', { name: '公布', exact: true }).count(), 'nobody publishes alone').toBe(0)

  const leader = await openAdminAs(browser, bff, 'leader', '一键呼报表')
  await goTo(leader.page, '政策草稿')
  await leader.page.getByRole('link', { name: '最低生活保障标准（每人每月）' }).click()
  const differences = leader.page.getByRole('table', { name: '和公布的不同' })
  await differences.getByRole('row', { name: '数额 1,245 元 1,305 元' }).waitFor()
  expect(await barriers(leader.page), 'review').toEqual([])
  await leader.page.getByRole('button', { name: '同意', exact: true }).click()
  await leader.page.getByRole('textbox', { name: '复核意见', description: /请写明意见/ }).waitFor()
  await leader.page.getByLabel('复核意见').fill('文号、数额核对无误')
  await leader.page.getByRole('button', { name: '同意', exact: true }).click()
  await leader.page.getByRole('button', { name: '公布', exact: true }).click()
  await leader.page.getByRole('dialog').getByRole('button', { name: '公布', exact: true }).click()
  await leader.page.getByText('已公布，是第 2 版').waitFor()

  await eventually(() => toldOf(person)).toMatchObject({
    status: 'entitled',
    amount: { low: 124_500 },
    change: { on: from, kind: 'changes', amount: { low: 130_500, high: 130_500 } },
  })
  await leader.page.getByRole('link', { name: '看公布的每一版' }).click()
  await leader.page.getByRole('navigation', { name: '公布过的每一版' }).getByText('将要施行').waitFor()
  expect(await barriers(leader.page), 'versions').toEqual([])
  expect([...faults, ...leader.faults]).toEqual([])
})
