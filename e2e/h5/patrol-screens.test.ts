import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { axeFaults } from '../browser/axe.ts'
import { launchChromium } from '../browser/chromium.ts'
import { openPhone, settle, viewModes, viewNames } from '../browser/phone.ts'
import { controlFaults, layoutFaults } from '../browser/survey.ts'
import { signInStaff } from '../weapp/staff.ts'
import { rules, takePicture } from './look.ts'
import { checkAt, invite, signIn } from './volunteer.ts'

const { bff: base } = inject('system')
const venue = '湖滨街道慈善基地（演示）'
let browser: Browser
beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser.close())

test.each(viewModes)('each screen of a volunteer in %s: axe, controls, sizes', async (mode) => {
  const link = await invite(browser)
  const code = (await (await signInStaff(base)).codesIn('active')).find(
    ({ venueName, campaignTitle }) => venueName === venue && campaignTitle.startsWith('一餐热饭'),
  )
  const { page, context, faults, close } = await openPhone(browser, { base, view: { mode, scale: 1 } })
  const look = async (state: string, of: Page = page) => {
    await settle(of)
    await takePicture(of, `patrol-${state}-${mode}`)
    const name = `${viewNames[mode]} ${state}`
    expect.soft(await of.locator('h1:visible').count(), `${name}: first headings`).toBe(1)
    expect.soft(await axeFaults(of), `${name}: axe`).toEqual([])
    expect.soft(await controlFaults(of), `${name}: controls`).toEqual([])
    expect.soft(await layoutFaults(of, rules[mode]), `${name}: layout`).toEqual([])
  }
  await page.goto(link)
  await page.getByRole('heading', { level: 1, name: '请您帮忙巡码' }).waitFor()
  await look('invite-guest')
  await page.goto('/pages/me/index')
  await signIn(page, mode)
  await page.goto(link)
  await page.getByRole('textbox', { name: '您的姓名' }).waitFor()
  await page.getByRole('button', { name: '接受邀请' }).tap()
  await look('invite-name')
  await page.getByRole('textbox', { name: '您的姓名' }).fill('钱桂英')
  await page.getByRole('button', { name: '接受邀请' }).tap()
  await page.getByRole('heading', { level: 1, name: '巡码' }).waitFor()
  await context.grantPermissions([])
  await page.getByRole('button', { name: '按离我近的排' }).tap()
  await page.getByText('没有拿到位置').waitFor()
  await look('round')
  await context.grantPermissions(['geolocation'])
  await context.setGeolocation({ latitude: 30.2543, longitude: 120.1652, accuracy: 20 })
  await page.getByRole('button', { name: '按离我近的排' }).tap()
  await page.getByRole('heading', { name: '离您近的点位' }).waitFor()
  expect(await page.getByRole('list', { name: '要去的点位' }).getByRole('link').first().textContent()).toContain(venue)
  await checkAt(page, venue, code?.link ?? '')
  await page.getByRole('heading', { name: '码是对的' }).waitFor()
  await look('right')
  await page.getByRole('button', { name: '重新扫' }).tap()
  await look('scan')
  await page.getByRole('textbox', { name: '码里的链接' }).fill('https://example.com/pay')
  await page.getByRole('button', { name: '核对这张码' }).tap()
  await page.getByRole('heading', { name: '这不是我们的码' }).waitFor()
  await page.getByRole('checkbox', { name: /带上我的位置/ }).tap()
  await look('false')
  await page.getByRole('button', { name: '记下来' }).tap()
  await page.getByRole('heading', { level: 1, name: '记好了，谢谢您' }).waitFor()
  await look('done-false')
  await page.getByRole('button', { name: '去看下一个点位' }).tap()
  await page.getByRole('button', { name: /我的巡码记录/ }).tap()
  await page.getByText(/这不是我们的码，被遮挡/).waitFor()
  await look('round-records')
  await page.goto(link)
  await page.getByRole('heading', { level: 1, name: '您已经参加了' }).waitFor()
  await look('invite-mine')
  expect(faults).toEqual([])
  await close()
})
