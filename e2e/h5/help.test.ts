import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { barriers } from '../admin/barriers.ts'
import { goTo, openAdminAs } from '../admin/staff-browser.ts'
import { axeFaults } from '../browser/axe.ts'
import { launchChromium } from '../browser/chromium.ts'
import { openPhone, settle } from '../browser/phone.ts'
import { registered, zlbTicket } from './known.ts'
import { takePicture } from './look.ts'

const { bff: base } = inject('system')
let browser: Browser
beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser.close())

const deskPicture = (page: Page, name: string) =>
  page.screenshot({
    path: fileURLToPath(new URL(`../out/admin/${name}.png`, import.meta.url)),
    fullPage: true,
    animations: 'disabled',
  })

/** What a person sees then: no barrier, and a picture to look at. */
async function seen(page: Page, name: string) {
  await settle(page)
  await takePicture(page, `help-${name}`)
  expect(await axeFaults(page), name).toEqual([])
}

/** After the press and what became of it: the figures, the calls behind them, the call played back, and the wall. */
async function lookedBackAt(desk: Page) {
  await goTo(desk, '一键呼')
  await desk.getByText('办完的', { exact: true }).click()
  await desk.getByRole('button', { name: '打开邬*英的呼叫' }).first().click()
  const drawer = desk.getByRole('dialog', { name: '一键呼' })
  await drawer.getByRole('button', { name: '从头回放' }).click()
  const replay = drawer.getByRole('region', { name: '回放' })
  await replay.getByText('按下后 0 秒，').first().waitFor()
  expect(await replay.getByText('接下', { exact: false }).count()).toBe(0)
  for (let steps = 0; steps < 30 && (await replay.getByRole('button', { name: '下一步' }).isEnabled()); steps += 1)
    await replay.getByRole('button', { name: '下一步' }).click()
  await replay.getByText(/：接下$/).waitFor()
  expect(await barriers(desk), 'replay').toEqual([])
  await deskPicture(desk, 'help-replay')
  await desk.keyboard.press('Escape')
  await drawer.waitFor({ state: 'hidden' })

  await goTo(desk, '一键呼报表')
  await desk.getByRole('region', { name: '统计结果' }).waitFor()
  expect(await barriers(desk), 'report').toEqual([])
  await deskPicture(desk, 'help-report')
  await desk
    .getByRole('button', { name: /^看.+全部呼叫$/ })
    .first()
    .click()
  await desk.getByRole('dialog').getByRole('table').waitFor()
  expect(await barriers(desk), 'behind').toEqual([])
  await deskPicture(desk, 'help-behind')
  await desk.keyboard.press('Escape')

  await desk.setViewportSize({ width: 1920, height: 1080 })
  await desk.getByRole('navigation', { name: '主菜单' }).getByRole('link', { name: '联动驾驶舱' }).click()
  await desk.getByRole('heading', { level: 1, name: /联动驾驶舱/ }).waitFor()
  await desk.getByRole('img', { name: /没办完的呼叫/ }).waitFor()
  expect(await barriers(desk), 'wall').toEqual([])
  await deskPicture(desk, 'help-wall')
}

test('one press: five seconds, somebody takes it, sets out, is there, it is done and rated; she sees each of it', async () => {
  const known = await registered(base, '068', '邬秀英')
  const phone = await openPhone(browser, { base, view: { mode: 'care', scale: 1 } })
  const { page } = phone
  await page.goto(`/packages/account/zlb/index?ticket=${await zlbTicket(known)}`)
  await page.waitForURL((url) => !url.pathname.includes('/zlb/'))
  await page.goto('/')
  await page.getByRole('button', { name: /一键呼/ }).waitFor()
  await seen(page, 'home-care')
  await page.getByRole('button', { name: /一键呼/ }).tap()
  await page.getByText('马上派人').waitFor()
  await seen(page, 'countdown-care')
  await page.getByText('已经通知工作人员，等他接下').waitFor()
  await page.getByText('去哪里：您登记的住处').waitFor()
  await seen(page, 'waiting-care')
  await page.getByRole('button', { name: /^补充说明/ }).tap()
  await page.getByRole('button', { name: '告诉工作人员' }).tap()
  await page.getByText('请选一项，或写一点说明').first().waitFor()
  await page.getByRole('radio', { name: '摔倒了' }).tap()
  await page.getByRole('textbox', { name: '想告诉工作人员的话' }).fill('在阳台，门没有锁')
  await seen(page, 'adding-care')
  await page.getByRole('button', { name: '告诉工作人员' }).tap()
  await page.getByText('您补充了说明').waitFor()

  const worker = await openAdminAs(browser, base, 'street', '网格地图')
  const desk = worker.page
  await goTo(desk, '一键呼')
  await desk.getByRole('button', { name: '打开邬*英的呼叫' }).waitFor()
  expect(await barriers(desk), 'list').toEqual([])
  await deskPicture(desk, 'help-list')
  await desk.getByRole('button', { name: '打开邬*英的呼叫' }).click()
  const drawer = desk.getByRole('dialog', { name: '一键呼' })
  await drawer.getByText('在阳台，门没有锁').waitFor()
  await drawer.getByRole('button', { name: '我来' }).waitFor()
  expect(await barriers(desk), 'call').toEqual([])
  await deskPicture(desk, 'help-call')
  await drawer.getByRole('button', { name: '我来' }).click()
  await page
    .getByText(/接下了，会来找您/)
    .first()
    .waitFor()
  await seen(page, 'taken-care')
  await drawer.getByRole('button', { name: '出发了' }).click()
  await page
    .getByText(/在路上了/)
    .first()
    .waitFor()
  await drawer.getByRole('button', { name: '到现场了' }).click()
  await page.getByText(/到了$/).first().waitFor()
  await drawer.getByRole('button', { name: '办好了，请居民评价' }).click()
  await drawer.getByRole('textbox', { name: '怎么办的', description: /请写明怎么办的/ }).waitFor()
  expect(await barriers(desk), 'resolving').toEqual([])
  await deskPicture(desk, 'help-resolving')
  await drawer.getByRole('textbox', { name: '怎么办的' }).fill('扶起来了，没有受伤，通知了女儿')
  await drawer.getByRole('button', { name: '办好了，请居民评价' }).click()

  await page.getByText('办好了，请您评价').waitFor()
  await page.getByRole('button', { name: '提交评价' }).tap()
  await page.getByText('请选解决了没有').waitFor()
  await seen(page, 'rating-care')
  await page.getByRole('radio', { name: '解决了', exact: true }).tap()
  await page.getByRole('radio', { name: '很满意' }).tap()
  await page.getByRole('button', { name: '提交评价' }).tap()
  await page.getByText('这次呼叫结束了').waitFor()
  await seen(page, 'closed-care')
  await page.getByRole('button', { name: '看以前的呼叫' }).tap()
  await page.getByRole('link', { name: /这次呼叫结束了/ }).waitFor()
  await seen(page, 'calls-care')
  await desk.keyboard.press('Escape')
  await lookedBackAt(desk)
  expect([...phone.faults, ...worker.faults]).toEqual([])
  await phone.close()
  await desk.context().close()
})

test('without a network the press is kept and goes out by itself; taken back in time nobody is sent', async () => {
  const phone = await openPhone(browser, { base, view: { mode: 'standard', scale: 1 } })
  const { page, context } = phone
  await page.goto('/')
  await page.getByRole('button', { name: /一键呼/ }).waitFor()
  await seen(page, 'home-standard')
  // The page is on the phone before the network goes.
  await page.goto('/packages/help/call/index')
  await page.getByRole('button', { name: /一键呼/ }).waitFor()
  await seen(page, 'blank-standard')
  // A call that is not to be had any more stands in nobody's way.
  const gone = JSON.stringify({ data: JSON.stringify({ callId: 'hlp_none', proxyId: null }) })
  await page.evaluate(`localStorage.setItem('help-last', ${JSON.stringify(gone)})`)
  await page.reload()
  await page.getByRole('button', { name: /一键呼/ }).waitFor()
  await context.setOffline(true)
  await page.getByRole('button', { name: /一键呼/ }).tap()
  await page.getByText('没有网络，还没有呼出去').waitFor()
  await takePicture(page, 'help-offline-standard')
  await context.setOffline(false)
  await page
    .getByText(/已经通知工作人员|没有找到可派的人|等他接下/)
    .first()
    .waitFor()
  await page.getByText('我们还不知道您在哪里').waitFor()
  await seen(page, 'unknown-place-standard')
  await page.getByRole('button', { name: '取消，不用来' }).tap()
  await page.getByText('工作人员会给您打个电话，确认您没事。').waitFor()
  await page.getByRole('button', { name: /一键呼/ }).tap()
  await page.getByText('马上派人').waitFor()
  await page.getByRole('button', { name: '取消，不用来' }).tap()
  await page.getByText('没有通知任何人。需要时再按一次。').waitFor()
  await seen(page, 'cancelled-standard')
  expect(phone.faults).toEqual([])
  await phone.close()
})
