import type { GiftCode } from '@minsheng/shared/contracts/donation'
import { shanghaiDate } from '@minsheng/shared/units/clock'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest'
import { connectDatabase } from '../../bff/src/platform/db/index.ts'
import { launchChromium } from '../browser/chromium.ts'
import { openPhone, type Phone } from '../browser/phone.ts'
import { type Staff, signInStaff } from '../weapp/staff.ts'
import { giveButton, openBooks, openCode, patience, payInCashier, typeAmount } from './giver.ts'

const { bff: base, mongodbUri, mongodbName } = inject('system')
let browser: Browser
let staff: Staff
let code: GiftCode
let phone: Phone

beforeAll(async () => {
  browser = await launchChromium()
  staff = await signInStaff(base)
  code = await staff.codeForGiving()
})
afterEach(() => phone?.close())
afterAll(() => browser.close())

const projectPath = (of = code) => `/packages/donation/project/index?id=${of.campaignId}`
const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name })

test('a company’s promise: told on the project’s page, apart from the money, and larger after a gift', async () => {
  phone = await openPhone(browser, { base })
  const { page } = phone
  // The seed's one agreement is for the meals.
  const meals = (await staff.codesIn('active')).find(({ campaignId }) => campaignId === 'cmp_meals')
  if (!meals) throw new Error('the seed has no code for the meals')
  const owedFen = async () => (await staff.matchingsOf(meals.campaignId)).reduce((sum, matching) => sum + matching.owedFen, 0)
  const before = await owedFen()
  await page.goto(projectPath(meals))
  await page.getByRole('heading', { name: '企业配捐承诺' }).waitFor()
  await page.getByText('演示·湖滨食品公司承诺：您每捐 1 元，它再捐 1 元，每笔最多 ¥500.00，总额最多 ¥50,000.00。').waitFor()
  await page.getByText('这是承诺，还不是钱').waitFor()
  const books = await openBooks(staff, meals)
  await openCode(page, meals)
  await typeAmount(page, '3.21')
  await giveButton(page).tap()
  await payInCashier(page)
  await expect.poll(owedFen, { timeout: patience }).toBe(before + 321)
  expect((await books.since()).raisedFen).toBe(321)
  await page.goto(projectPath(meals))
  const yuan = ((before + 321) / 100).toFixed(2).replace(/\B(?=(\d{3})+(?!\d)\.)/g, ',')
  await page.getByText(`它应配捐 ¥${yuan}，已经付了 ¥0.00。`).waitFor()
  expect(phone.faults).toEqual([])
})

test('together: started, read by a person, a gift through it raises it, a stranger sees no name', async () => {
  const title = `邻居一起捐${Date.now() % 100_000}`
  phone = await openPhone(browser, { base })
  const { page } = phone
  await page.goto(projectPath())
  await page.getByRole('button', { name: '邀亲友一起捐' }).tap()
  await heading(page, '发起一起捐').waitFor()
  await page.getByRole('button', { name: '发起', exact: true }).tap()
  await page.getByText('请写几句话').first().waitFor()
  await page.getByRole('textbox', { name: '题目' }).fill(title)
  await page.getByRole('textbox', { name: '想说的话' }).fill('我们楼的周阿婆吃上了热饭，一起来帮帮别的老人。')
  await page.getByRole('button', { name: /称呼和目标/ }).tap()
  await page.getByRole('textbox', { name: '怎么称呼您' }).fill('徐师傅')
  await page.getByRole('button', { name: '发起', exact: true }).tap()
  await heading(page, title).waitFor()
  // A browser has no WeChat: a person reads the words, and until then nobody else sees them.
  await page.getByText('等工作人员看').waitFor({ timeout: patience })
  const address = page.url()
  const stranger = await openPhone(browser, { base })
  await stranger.page.goto(address)
  await stranger.page.getByText('没有找到这个一起捐').waitFor()
  await staff.openTeam(title)

  await stranger.page.goto(address)
  await heading(stranger.page, title).waitFor()
  await stranger.page.getByText('徐** 发起').waitFor()
  expect(await stranger.page.locator('.ms-page:visible').textContent()).not.toContain('徐师傅')
  await stranger.page.getByRole('button', { name: '捐一笔' }).tap()
  await stranger.page.getByText('您从“一起捐”的页面来').waitFor()
  await typeAmount(stranger.page, '4.56')
  await stranger.page.getByRole('button', { name: /留下称呼或匿名/ }).tap()
  await stranger.page.getByRole('textbox', { name: '怎么称呼您' }).fill('李奶奶')
  await giveButton(stranger.page).tap()
  await payInCashier(stranger.page)

  await page.goto(address)
  await page.getByText('1 人捐过').waitFor()
  await page.getByText('李**').waitFor()
  expect(await page.locator('.ms-page:visible').textContent()).toContain('¥4.56')
  await page.goto('/packages/together/mine/index')
  await page.getByText(`一共 ¥4.56，1 人捐过`).waitFor()
  await page.getByRole('button', { name: `打开，${title}` }).tap()
  await page.getByRole('button', { name: '结束这个一起捐' }).tap()
  await page.getByRole('dialog').getByRole('button', { name: '结束', exact: true }).tap()
  await page.getByText('已经结束').first().waitFor()
  expect([...phone.faults, ...stranger.faults]).toEqual([])
  await stranger.close()
})

test('monthly: promised from the giving page, reminded on its day, one gift ticks it', async () => {
  phone = await openPhone(browser, { base })
  const { page } = phone
  await openCode(page, code)
  await typeAmount(page, '12.50')
  await page.getByRole('button', { name: /每月捐一次/ }).tap()
  await heading(page, '每月捐一次').waitFor()
  expect(await page.getByRole('textbox', { name: '每月捐多少（元）' }).inputValue()).toBe('12.50')
  await page.getByRole('button', { name: '就这样定' }).tap()
  await page.waitForURL(/monthly-gift/)
  await page.getByText('还没有到过提醒的日子').waitFor()
  const monthlyId = new URL(page.url()).searchParams.get('id') ?? ''

  // Its day comes: the plan is moved, the clock is not waited for.
  const today = shanghaiDate(new Date())
  const db = await connectDatabase(mongodbUri, mongodbName)
  await db
    .collection<{ _id: string }>('monthly_gifts')
    .updateOne({ _id: monthlyId }, { $set: { nextOn: today, nextRemindAt: new Date(0), dayOfMonth: Math.min(28, Number(today.slice(8))) } })
  await db.close()

  const reminder = page.getByText('今天是您约定捐款的日子').first()
  await expect
    .poll(
      async () => {
        await page.goto('/pages/messages/index')
        return reminder.waitFor({ timeout: 2_000 }).then(
          () => true,
          () => false,
        )
      },
      { timeout: patience },
    )
    .toBe(true)
  await reminder.tap()
  await page.getByText('不会自动扣款').first().waitFor()
  await page.goto('/packages/together/monthly/index')
  await page.getByRole('button', { name: /^捐.*月的/ }).tap()
  await page.getByText('这是您约定的月捐').waitFor()
  expect(await giveButton(page).textContent()).toBe('捐 ¥12.50')
  await giveButton(page).tap()
  await payInCashier(page)
  await expect
    .poll(
      async () => {
        await page.goto(`/packages/together/monthly-gift/index?id=${monthlyId}`)
        await page.getByRole('heading', { name: '每个月' }).waitFor()
        return page.getByText('已经捐了').count()
      },
      { timeout: patience },
    )
    .toBe(1)
  await page.getByRole('button', { name: '不再月捐' }).tap()
  await page.getByRole('dialog').getByRole('button', { name: '停止' }).tap()
  await page.getByText('停止了，不再提醒').waitFor()
  expect(phone.faults).toEqual([])
})
