import type { GiftCode } from '@minsheng/shared/contracts/donation'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { goTo, openAdminAs } from '../admin/staff-browser.ts'
import { launchChromium } from '../browser/chromium.ts'
import { openPhone, type Phone } from '../browser/phone.ts'
import { signInStaff } from '../weapp/staff.ts'
import { checkAt, invite, signIn } from './volunteer.ts'

const { bff: base } = inject('system')
const charityVenue = '小营街道老年食堂（演示）'
let browser: Browser
let code: GiftCode
let phone: Phone

beforeAll(async () => {
  browser = await launchChromium()
  const found = (await (await signInStaff(base)).codesIn('active')).find(({ venueName }) => venueName === charityVenue)
  if (!found) throw new Error('the seed has an active code there')
  code = found
  phone = await openPhone(browser, { base })
})
afterAll(() => browser.close())

test('invited, taken in, a right code, a false one, and one without a network that is sent later', async () => {
  const { page, context } = phone
  const link = await invite(browser)
  await page.goto(link)
  await page.getByRole('heading', { level: 1, name: '请您帮忙巡码' }).waitFor()
  await signIn(page)
  await page.getByRole('textbox', { name: '您的姓名' }).waitFor()
  await page.getByRole('button', { name: '接受邀请' }).tap()
  await page.getByText('请填写您的姓名').first().waitFor()
  await page.getByRole('textbox', { name: '您的姓名' }).fill('王春芳')
  await page.getByRole('button', { name: '接受邀请' }).tap()
  await page.getByRole('heading', { level: 1, name: '巡码' }).waitFor()

  await checkAt(page, charityVenue, code.link)
  await page.getByRole('heading', { name: '码是对的' }).waitFor()
  await page.getByRole('button', { name: '记下来' }).tap()
  await page.getByRole('heading', { level: 1, name: '记好了，谢谢您' }).waitFor()
  await page.getByRole('button', { name: '去看下一个点位' }).tap()

  await checkAt(page, charityVenue, 'https://pay.example.com/collect?to=1')
  await page.getByRole('heading', { name: '这不是我们的码' }).waitFor()
  await page.getByText('请不要付款').first().waitFor()
  expect(await page.getByRole('radio', { name: /被遮挡/ }).getAttribute('aria-checked')).toBe('true')
  await page.getByRole('textbox', { name: /还想说的/ }).fill('上面多贴了一层')
  await page.getByRole('button', { name: '记下来' }).tap()
  await page.getByText('慈善组织已经收到提醒').waitFor()
  await page.getByRole('button', { name: '去看下一个点位' }).tap()

  await page
    .getByRole('link', { name: new RegExp(charityVenue) })
    .first()
    .tap()
  await page.getByRole('button', { name: '没有码可扫' }).waitFor()
  await context.setOffline(true)
  await page.getByRole('button', { name: '没有码可扫' }).tap()
  await page.getByRole('radio', { name: /不见了/ }).waitFor()
  await page.getByRole('button', { name: '记下来' }).tap()
  await page.getByRole('heading', { level: 1, name: '先存在手机里了' }).waitFor()
  await page.getByRole('button', { name: '去看下一个点位' }).tap()
  await page.getByText('有 1 条记录存在手机里').waitFor()
  await context.setOffline(false)
  await page.getByText('有 1 条记录存在手机里').waitFor({ state: 'detached' })
  await page.getByRole('button', { name: /我的巡码记录/ }).tap()
  await page.getByText(/没有扫到码，不见了/).waitFor()

  const { page: desk, faults } = await openAdminAs(browser, base, 'charity')
  await goTo(desk, '巡码')
  await desk
    .getByRole('row', { name: /外来的码/ })
    .getByText('上面多贴了一层')
    .waitFor()
  expect(await desk.getByRole('row', { name: /王春芳/ }).count()).toBe(3)
  await desk.getByRole('link', { name: /码警/ }).click()
  await desk.getByRole('button', { name: /小营街道老年食堂（演示）的码警：假码、外来码/ }).click()
  await desk.getByText('它指向 pay.example.com').first().waitFor()
  expect(faults).toEqual([])
  expect(phone.faults).toEqual([])
})

test('the same invitation opened by another says it is used', async () => {
  const link = await invite(browser)
  const first = await openPhone(browser, { base })
  await first.page.goto(link)
  await signIn(first.page)
  await first.page.getByRole('textbox', { name: '您的姓名' }).fill('李叔叔')
  await first.page.getByRole('button', { name: '接受邀请' }).tap()
  await first.page.getByRole('heading', { level: 1, name: '巡码' }).waitFor()
  const second = await openPhone(browser, { base })
  await second.page.goto(link)
  await second.page.getByRole('heading', { level: 1, name: '这个邀请已经用过了' }).waitFor()
  await second.page.goto(`${base}/p/inv_broken`)
  await second.page.getByRole('heading', { level: 1, name: '邀请链接不完整' }).waitFor()
  await Promise.all([first.close(), second.close()])
})

test('a giver reports a false code in two touches', async () => {
  const giver = await openPhone(browser, { base, view: { mode: 'care', scale: 1 } })
  const { page } = giver
  await page.goto('/packages/donation/giving/index?text=https%3A%2F%2Ffake.example.org%2Fpay')
  await page.getByRole('heading', { level: 1, name: '不要付款' }).waitFor()
  await page.getByRole('button', { name: '举报这张码' }).tap()
  await page.getByRole('textbox', { name: /贴在哪里/ }).fill('湖滨路公交站牌')
  await page.getByRole('button', { name: '送出举报' }).tap()
  await page.getByText('谢谢您！已经告诉我们').waitFor()
  const { page: desk } = await openAdminAs(browser, base, 'admin')
  await desk.getByRole('link', { name: /码警/ }).click()
  await desk
    .getByRole('row', { name: /fake\.example\.org/ })
    .getByRole('button', { name: /查看/ })
    .click()
  await desk.getByText('湖滨路公交站牌').waitFor()
  expect(giver.faults).toEqual([])
})
