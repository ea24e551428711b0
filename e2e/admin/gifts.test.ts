import { readFile } from 'node:fs/promises'
import { maskName } from '@minsheng/shared/units/secret'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { openDonor } from './donor.ts'
import { choose, eventually, goTo, launchChromium, openAdminAs } from './staff-browser.ts'

const { bff, standIns } = inject('system')
const project = { projectId: 'cmp_desk', title: '一张自己的书桌·困境儿童学习角' }
const code = { codeId: 'MZ4eYW1o6Ojj', venueName: '紫阳街道邻里书房' }
let browser: Browser

beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser.close())

/** Rows of a CSV file as its cells; quoted cells may hold commas and quotes. */
function csvRows(text: string): string[][] {
  return text
    .split('\r\n')
    .filter((line) => line !== '')
    .map((line) =>
      [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? ''),
    )
}

test('finance finds the gifts of one code, sees their sum, and takes them away as a table', async () => {
  const donor = await openDonor({ bff, pay: standIns.pay })
  const mark = `周${Date.now().toString(36)}`
  const given = { projectId: project.projectId, codeId: code.codeId }
  await donor.give({ ...given, amountFen: 1, anonymous: true, donorName: null })
  const named = await donor.give({ ...given, amountFen: 123_450, anonymous: false, donorName: mark })
  const waiting = await donor.orderOnly({ ...given, amountFen: 500, anonymous: true, donorName: null })

  const { page, faults } = await openAdminAs(browser, bff, 'charity')
  await choose(page, '募捐活动', project.title)
  await choose(page, '公益码', code.venueName)
  await choose(page, '状态', '已到账')
  const table = page.getByRole('region', { name: '捐赠记录' })
  await table.getByText(mark).waitFor()
  await table.getByText('¥1,234.50').first().waitFor()
  await eventually(() => table.getByText('待付款').count()).toBe(0)
  expect(Object.fromEntries(new URL(page.url()).searchParams)).toEqual({
    campaignId: project.projectId,
    codeId: code.codeId,
    state: 'paid',
  })

  await page.getByRole('button', { name: `查看 ${mark} 的捐赠` }).click()
  const detail = page.getByRole('dialog', { name: '捐赠详情' })
  await detail.getByText(named.id).waitFor()
  await detail.getByRole('button', { name: /关闭|Close/ }).click()
  await detail.waitFor({ state: 'hidden' })

  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: '导出表格' }).click()
  const file = await download
  expect(file.suggestedFilename()).toMatch(/^捐赠记录-截至\d{4}-\d{2}-\d{2}\.csv$/)
  const bytes = await readFile(await file.path())
  expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]))
  const [header = [], ...rows] = csvRows(bytes.toString('utf8').slice(1))
  expect(header.filter((name) => name.startsWith('金额'))).toHaveLength(1)
  const column = (name: string) => header.findIndex((title) => title.startsWith(name))
  const amounts = rows.map((row) => row[column('金额')] ?? '')
  for (const amount of amounts) expect(amount).toMatch(/^\d+\.\d{2}$/)
  // By its number: masked, many a giver is called the same.
  const mine = rows.filter((row) => row[0] === named.id)
  expect(mine.map((row) => ['捐赠人', '金额', '项目', '状态'].map((name) => row[column(name)]))).toEqual([
    [maskName(mark), '1234.50', project.title, '已到账'],
  ])
  expect(amounts).toContain('0.01')
  expect(rows.map((row) => row[0])).not.toContain(waiting.id)

  // The sum on the page is that of the exported rows, less what went back, to the fen.
  const fenOf = (row: readonly string[], name: string) => Number((row[column(name)] ?? '').replace('.', ''))
  const sumFen = rows.reduce((sum, row) => sum + fenOf(row, '金额') - fenOf(row, '已退') - fenOf(row, '正在退'), 0)
  const shown = (await page.getByRole('region', { name: '合计' }).textContent()) ?? ''
  const shownFen = Number((/¥([\d,]+\.\d{2})/.exec(shown)?.[1] ?? '').replaceAll(',', '').replace('.', ''))
  expect(shownFen).toBe(sumFen)
  expect(shown).toContain(`共 ${rows.length} 笔`)
  expect(faults).toEqual([])
})

test('money that differs from its order is set apart: told as a case, not added to the sum', async () => {
  const donor = await openDonor({ bff, pay: standIns.pay })
  const { page } = await openAdminAs(browser, bff, 'charity')
  const sumNow = () => page.getByRole('region', { name: '合计' }).textContent()
  await page.getByText('已到账合计').waitFor()
  const before = await sumNow()
  const wrong = await donor.giveWithWrongAmount({
    projectId: project.projectId,
    codeId: null,
    amountFen: 3_333,
    anonymous: true,
    donorName: null,
  })
  await page.reload()
  await page.getByText('已到账合计').waitFor()
  expect(await sumNow()).toBe(before)
  await choose(page, '状态', '到账待核对')
  await page.getByText('¥33.33').first().waitFor()

  await goTo(page, '到账差异')
  await page.getByText('遇到差异怎么办').waitFor()
  await page.getByText('金额与订单不同').first().waitFor()
  expect(wrong.state).toBe('quarantined')
})

test('a long list is read on by asking for more', async () => {
  const donor = await openDonor({ bff, pay: standIns.pay })
  for (let orders = 0; orders < 21; orders++)
    await donor.orderOnly({ projectId: 'cmp_meals', codeId: 'N6eqy6YzqvWy', amountFen: 100 + orders, anonymous: true, donorName: null })
  const { page } = await openAdminAs(browser, bff, 'charity')
  await page.goto(`${bff}/admin/gifts?codeId=N6eqy6YzqvWy&state=awaiting`)
  const rows = page.getByRole('region', { name: '捐赠记录' }).getByRole('button', { name: /^查看/ })
  await eventually(() => rows.count()).toBe(20)
  const more = page.getByRole('button', { name: '加载更多' })
  const end = page.getByText(/^共 \d+ 条，已全部显示$/)
  for (let shown = 20; (await end.count()) === 0; shown = await rows.count()) {
    await more.click()
    await eventually(() => rows.count()).toBeGreaterThan(shown)
  }
  expect(await end.textContent()).toBe(`共 ${await rows.count()} 条，已全部显示`)
})

test('without a network the page says so and comes back by itself', async () => {
  const { page } = await openAdminAs(browser, bff, 'charity')
  await goTo(page, '到账差异')
  await page.context().setOffline(true)
  await page.getByText('网络已断开').waitFor()
  // A new filter asks the server, which can't be reached.
  await page.evaluate('history.back()')
  await page.getByRole('heading', { level: 1, name: '捐赠记录' }).waitFor()
  await choose(page, '状态', '未付款')
  await page.getByText('网络不通').first().waitFor()
  await page.context().setOffline(false)
  await page.getByText('网络已断开').waitFor({ state: 'hidden' })
  await eventually(() => page.getByText('网络不通').count()).toBe(0)
})
