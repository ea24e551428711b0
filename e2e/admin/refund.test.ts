import type { GiftCode } from '@minsheng/shared/contracts/donation'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest'
import { connectDatabase } from '../../bff/src/platform/db/index.ts'
import { bookedDaysAgo } from '../../bff/testing/refunds.ts'
import { openPhone, type Phone } from '../browser/phone.ts'
import { give, patience } from '../h5/giver.ts'
import { pictureOf } from '../h5/pictures.ts'
import { signInStaff } from '../weapp/staff.ts'
import { fillDate, launchChromium, openAdminAs } from './staff-browser.ts'

const { bff, mongodbUri, mongodbName } = inject('system')
let browser: Browser
let code: GiftCode
let phone: Phone | undefined

beforeAll(async () => {
  browser = await launchChromium()
  code = await (await signInStaff(bff, 'charity', 'Demo-charity-2026')).codeForGiving()
})
afterEach(async () => {
  await phone?.close()
  phone = undefined
})
afterAll(() => browser.close())

async function ask(page: Page, giver: string, amount: string, reason: string): Promise<void> {
  await page
    .getByRole('button', { name: `查看 ${giver} 的捐赠` })
    .first()
    .click()
  await page.getByRole('dialog', { name: '捐赠详情' }).getByRole('button', { name: '申请退款' }).click()
  const form = page.getByRole('dialog', { name: '申请退款' })
  await form.getByLabel('退款金额（元）').fill(amount)
  await form.getByLabel('退款原因').fill(reason)
  await page.screenshot(pictureOf(`refund-asking-${amount}`))
  await form.getByRole('button', { name: '提出申请' }).click()
  await page.getByText('已提出申请，等另一位负责人审批').waitFor()
}

/** The one refund of this giver that the page lists, opened. */
async function openRefund(page: Page, giver: string) {
  await page.goto(`${bff}/admin/refunds`)
  await page.getByRole('heading', { level: 1, name: '退款' }).waitFor()
  await page
    .getByRole('button', { name: `查看 ${giver} 的退款` })
    .first()
    .click()
  const drawer = page.getByRole('dialog', { name: '退款详情' })
  await drawer.waitFor()
  return drawer
}

test('finance asks for a part, another person approves, and the donor sees it come back', async () => {
  const giver = `周${Date.now().toString(36)}`
  phone = await openPhone(browser, { base: bff, view: { mode: 'care', scale: 1 } })
  const { page: donor } = phone
  const giftId = await give(donor, code, '66.00', giver)

  const finance = await openAdminAs(browser, bff, 'finance')
  await ask(finance.page, giver, '26.5', '捐赠人来电，多捐了')
  const own = await openRefund(finance.page, giver)
  await own.getByText('您提出的，不能自己审批').waitFor()
  expect(await own.getByRole('button', { name: '批准退款' }).count()).toBe(0)

  const owner = await openAdminAs(browser, bff, 'charity')
  const drawer = await openRefund(owner.page, giver)
  await drawer.getByRole('button', { name: '批准退款' }).click()
  await drawer.getByText('请写明核实的情况').first().waitFor()
  await drawer.getByLabel('审批意见').fill('已电话与捐赠人核实')
  await owner.page.screenshot(pictureOf('refund-deciding'))
  await drawer.getByRole('button', { name: '批准退款' }).click()
  await owner.page.getByText('已批准，钱会退给捐赠人').waitFor()

  await expect
    .poll(
      async () => {
        await donor.goto('/packages/donation/my-gifts/index')
        await donor.getByText(code.campaignTitle).first().waitFor()
        return donor.getByText('已退回 ¥26.50').count()
      },
      { timeout: patience, interval: 1_000 },
    )
    .toBeGreaterThan(0)
  await donor.screenshot(pictureOf('refund-donor-关怀版'))
  await donor.goto(`/packages/donation/receipt/index?id=${giftId}`)
  await donor.getByText('人民币叁拾玖元伍角整').waitFor()
  await donor.screenshot(pictureOf('refund-receipt-关怀版'))
  expect([...phone.faults, ...finance.faults, ...owner.faults]).toEqual([])
})

test('a gift older than a year goes back by bank transfer: approved, transferred, written down with its voucher', async () => {
  const giver = `吴${Date.now().toString(36)}`
  const db = await connectDatabase(mongodbUri, mongodbName)
  const like = await db
    .collection<{ _id: string; charityId: string; campaignId: string; venueId: string }>('codes')
    .findOne({ _id: code.id })
  if (!like) throw new Error('the code is in the database')
  const place = { ...like, projectId: '', uscc: '', codeId: like._id, subMchid: '1900006511' }
  await bookedDaysAgo({ db, config: { WECHAT_PAY_SP_MCHID: '1900000109' } }, place, 400, {
    donorName: giver,
    amountFen: 5_000,
    projectTitle: code.campaignTitle,
  })
  await db.close()

  const finance = await openAdminAs(browser, bff, 'finance')
  await finance.page.goto(`${bff}/admin/gifts?codeId=${code.id}`)
  const more = finance.page.getByRole('button', { name: '加载更多' })
  const row = finance.page.getByRole('button', { name: `查看 ${giver} 的捐赠` })
  await finance.page.getByRole('region', { name: '捐赠记录' }).getByRole('button', { name: /^查看/ }).first().waitFor()
  while ((await row.count()) === 0) {
    await more.click()
    await finance.page.waitForTimeout(300)
  }
  await ask(finance.page, giver, '50', '捐赠人去世，家属来函')
  const owner = await openAdminAs(browser, bff, 'charity')
  const deciding = await openRefund(owner.page, giver)
  await deciding.getByText('银行转账').first().waitFor()
  await deciding.getByLabel('审批意见').fill('已核对家属来函')
  await deciding.getByRole('button', { name: '批准退款' }).click()
  await owner.page.getByText('已批准，钱会退给捐赠人').waitFor()

  const transfer = await openRefund(finance.page, giver)
  await transfer.getByText('请财务用银行转账把钱退给捐赠人').waitFor()
  await transfer.getByRole('button', { name: '登记转账' }).click()
  await transfer.getByText('请填写银行回单上的凭证号').first().waitFor()
  await finance.page.screenshot(pictureOf('bank-transfer-wrong'))
  const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(new Date())
  await fillDate(finance.page, '转账日期', today)
  await transfer.getByLabel('银行凭证号').fill('ICBC20261125001')
  await finance.page.screenshot(pictureOf('bank-transfer'))
  await transfer.getByRole('button', { name: '登记转账' }).click()
  await finance.page.getByText('已登记转账，这笔退款办完了').waitFor()
  const done = await openRefund(finance.page, giver)
  await done.getByText('已用银行转账退给捐赠人').waitFor()
  await done.getByText('ICBC20261125001').waitFor()
  await finance.page.screenshot(pictureOf('bank-transfer-done'))
  expect([...finance.faults, ...owner.faults]).toEqual([])
})
