import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest'
import { billLevers } from '../../bff/testing/bill-levers.ts'
import { openPhone } from '../browser/phone.ts'
import { pictureOf } from '../h5/pictures.ts'
import { goTo, launchChromium, openAdminAs } from './staff-browser.ts'

const { bff, standIns } = inject('system')
const levers = billLevers(standIns.pay)
/** A day whose bill is there by now, whatever the hour the journeys run at. */
const date = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(new Date(Date.now() - 3 * 24 * 3_600_000))
/** The charity of the demo accounts, the merchant number that WeChat Pay pays for it, and a project of it. */
const [charityId, merchant, projectId] = ['chr_demo', '1900009101', 'cmp_meals']
let browser: Browser

beforeAll(async () => {
  browser = await launchChromium()
})
afterEach(() => levers.clearAlterations())
afterAll(() => browser.close())

test('a payment the books know nothing of: found, explained by finance, confirmed by another, and public to the end', {
  timeout: 180_000,
}, async () => {
  await levers.alter({ kind: 'stranger', date, subMchid: merchant, amountFen: 12_345 })

  const finance = await openAdminAs(browser, bff, 'finance')
  await goTo(finance.page, '每日对账')
  await finance.page.getByRole('button', { name: '核对一天' }).click()
  const dialog = finance.page.getByRole('dialog', { name: '核对一天' })
  await dialog.getByLabel('日期').fill(date)
  await dialog.getByLabel('日期').press('Tab')
  await dialog.getByRole('button', { name: '取账单并核对' }).click()
  const card = finance.page.getByRole('region', { name: '账单上有一笔收款，账本里没有' })
  await card.getByText('待说明').waitFor()
  await card.getByText('123.45').first().waitFor()
  await finance.page.screenshot(pictureOf('reconciliation-found'))
  expect((await publicState(charityId)).differences).toBe(1)

  await card.getByRole('button', { name: '说明差异' }).click()
  const explaining = finance.page.getByRole('dialog', { name: /^说明：/ })
  await explaining.getByRole('button', { name: '提交说明' }).click()
  await explaining.getByText('请写明怎么查的').waitFor()
  await explaining.getByRole('radio', { name: '不是经本平台的捐赠' }).check()
  await explaining.getByLabel('说明').fill('义卖现场的收款码，已在商户平台查到')
  await finance.page.screenshot(pictureOf('reconciliation-explaining'))
  await explaining.getByRole('button', { name: '提交说明' }).click()
  await finance.page.getByText('已提交说明，等待复核').waitFor()
  await card.getByText('等待负责人或民政复核').waitFor()
  expect(await card.getByRole('button', { name: '复核通过' }).count()).toBe(0)

  const owner = await openAdminAs(browser, bff, 'charity')
  await goTo(owner.page, '每日对账')
  await owner.page.screenshot(pictureOf('reconciliation-list'))
  await owner.page.getByRole('button', { name: `查看 ${date} 的核对` }).click()
  await owner.page.getByText('义卖现场的收款码').waitFor()
  await owner.page.screenshot(pictureOf('reconciliation-confirming'))
  await owner.page.getByRole('button', { name: '复核通过' }).click()
  await owner.page.getByText('已复核，这处差异了结').waitFor()
  expect((await publicState(charityId)).differences).toBe(0)

  const phone = await openPhone(browser, { base: bff, view: { mode: 'care', scale: 1 } })
  // Days that other journeys brought up are compared by the product itself, once a minute.
  await expect
    .poll(
      async () => {
        await phone.page.goto(`/packages/donation/project/index?id=${projectId}`)
        await phone.page.getByText('数字来自账本').first().waitFor()
        await phone.page.waitForTimeout(1_000)
        return phone.page.getByText(/账目已与微信支付核对到.*差异 0 笔/).count()
      },
      { timeout: 120_000, interval: 3_000 },
    )
    .toBeGreaterThan(0)
  await phone.page.screenshot(pictureOf('reconciliation-public-关怀版'))
  expect([...finance.faults, ...owner.faults, ...phone.faults]).toEqual([])
  await phone.close()
})

test('a gift the books miss: finance asks to book it from the voucher, another confirms, and it counts for the project', {
  timeout: 180_000,
}, async () => {
  await levers.alter({ kind: 'stranger', date, subMchid: merchant, amountFen: 4_321 })
  const finance = await openAdminAs(browser, bff, 'finance')
  await goTo(finance.page, '每日对账')
  await finance.page.getByRole('button', { name: '核对一天' }).click()
  const dialog = finance.page.getByRole('dialog', { name: '核对一天' })
  await dialog.getByLabel('日期').fill(date)
  await dialog.getByLabel('日期').press('Tab')
  await dialog.getByRole('button', { name: '取账单并核对' }).click()
  const card = finance.page.getByRole('region', { name: '账单上有一笔收款，账本里没有' }).filter({ hasText: '43.21' })
  await card.getByRole('button', { name: '补记入账' }).click()
  const booking = finance.page.getByRole('dialog', { name: /^补记入账：/ })
  await booking.getByRole('button', { name: '提交补记' }).click()
  await booking.getByText('请照凭证填写金额').waitFor()
  await booking.getByLabel('凭证上的金额').fill('43.20')
  await booking.getByLabel('凭证号').fill('商户平台交易单 4200')
  await booking.getByLabel('补记的理由').fill('义卖现场扫商户码捐的，已电话核实')
  await booking.getByRole('button', { name: '提交补记' }).click()
  await booking.getByText('金额要一分不差').waitFor()
  await finance.page.screenshot(pictureOf('reconciliation-booking'))
  await booking.getByLabel('凭证上的金额').fill('43.21')
  await booking.getByRole('button', { name: '提交补记' }).click()
  await booking.getByText('系统里查不到这个订单').waitFor()
  await booking.getByRole('combobox', { name: '记入哪个项目' }).fill('一餐热饭')
  await finance.page.locator('.ant-select-item-option', { hasText: '一餐热饭' }).click()
  await booking.getByRole('button', { name: '提交补记' }).click()
  await finance.page.getByText('已提出补记').waitFor()
  await card.getByText('借：待查差异').waitFor()

  const owner = await openAdminAs(browser, bff, 'charity')
  await goTo(owner.page, '每日对账')
  await owner.page.getByRole('button', { name: `查看 ${date} 的核对` }).click()
  await owner.page.getByText('已电话核实').waitFor()
  await owner.page.screenshot(pictureOf('reconciliation-booking-confirming'))
  await owner.page.getByRole('button', { name: '复核通过，入账' }).click()
  await owner.page.getByText('已复核并补记入账').waitFor()
  await owner.page.getByText('账本号').waitFor()
  await owner.page.screenshot(pictureOf('reconciliation-booked'))
  expect((await publicState(charityId)).differences).toBe(0)
  expect([...finance.faults, ...owner.faults]).toEqual([])
})

async function answerOf<T>(path: string): Promise<T> {
  const response = await fetch(`${bff}${path}`)
  if (!response.ok) throw new Error(`${path}: ${response.status}`)
  return (await response.json()) as T
}
const publicState = (charityId: string) => answerOf<{ differences: number }>(`/api/v1/reconciliation-state?charityId=${charityId}`)
