import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
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

async function seen(page: Page, name: string) {
  await settle(page)
  await takePicture(page, `work-${name}`)
  expect(await axeFaults(page), name).toEqual([])
}

test('the worker on duty takes a call on the phone, goes there without a network, and nothing of it is lost', async () => {
  const known = await registered(base, '094', '闻秀英')
  const resident = await openPhone(browser, { base, view: { mode: 'care', scale: 1 } })
  await resident.page.goto(`/packages/account/zlb/index?ticket=${await zlbTicket(known)}`)
  await resident.page.waitForURL((url) => !url.pathname.includes('/zlb/'))
  const worker = await openPhone(browser, { base, view: { mode: 'standard', scale: 1 } })
  const { page, context } = worker
  await page.goto('/pages/me/index')
  await page.getByRole('link', { name: /^工作台/ }).tap()
  await page.getByText('工作台登录').first().waitFor()
  await page.getByRole('button', { name: '登录', exact: true }).tap()
  await page.getByText('请填写账号和密码').waitFor()
  await page.getByRole('textbox', { name: '工作账号' }).fill('night')
  await page.getByLabel('密码').fill('wrong-password')
  await page.getByRole('button', { name: '登录', exact: true }).tap()
  await page.getByText(/账号或密码不对|用户名或密码/).waitFor()
  await seen(page, 'sign-in')
  await page.getByLabel('密码').fill('Demo-night-2026')
  await page.getByRole('button', { name: '登录', exact: true }).tap()
  await page.getByText(/演示夜班网格员。/).waitFor()
  await seen(page, 'queue-before')

  await resident.page.goto('/')
  await resident.page.getByRole('button', { name: /一键呼/ }).tap()
  await resident.page.getByText('已经通知工作人员，等他接下').waitFor()
  await page.getByRole('link', { name: /闻\*英/ }).waitFor()
  await seen(page, 'queue')
  await page.getByRole('link', { name: /闻\*英/ }).tap()
  await page.getByRole('heading', { name: /杨柳苑/ }).waitFor()
  await seen(page, 'call')
  await page.getByRole('button', { name: '我来' }).tap()
  await resident.page
    .getByText(/演示夜班网格员接下了/)
    .first()
    .waitFor()
  await page.getByRole('button', { name: '出发了' }).waitFor()
  await seen(page, 'taken')

  await context.setOffline(true)
  await page.getByRole('button', { name: '出发了' }).tap()
  await page.getByText(/已记在手机里，有网络就送出：.*出发了/).waitFor()
  await page.getByRole('button', { name: '到了' }).tap()
  await page.getByText(/已记在手机里，有网络就送出：.*到了/).waitFor()
  await takePicture(page, 'work-offline')
  // The resident says something meanwhile: what waits on the phone is done to the call as it is by then.
  await resident.page.getByRole('button', { name: /^补充说明/ }).tap()
  await resident.page.getByRole('textbox', { name: '想告诉工作人员的话' }).fill('在阳台')
  await resident.page.getByRole('button', { name: '告诉工作人员' }).tap()
  await resident.page.getByText('您补充了说明').waitFor()
  await context.setOffline(false)
  await resident.page
    .getByText(/演示夜班网格员到了/)
    .first()
    .waitFor()
  await page.getByText('在阳台').waitFor()
  await page.getByText(/已记在手机里/).waitFor({ state: 'hidden' })

  await page.getByRole('button', { name: '办好了，请居民评价' }).tap()
  await page.getByRole('textbox', { name: '怎么办的' }).waitFor()
  await page.getByRole('button', { name: '办好了，请居民评价' }).tap()
  await page.getByText('请写明怎么办的，至少 2 个字').waitFor()
  await seen(page, 'resolving')
  await page.getByRole('textbox', { name: '怎么办的' }).fill('扶起来了，没有受伤')
  await page.getByRole('button', { name: '办好了，请居民评价' }).tap()
  await resident.page.getByText('办好了，请您评价').waitFor()
  await page.getByText('演示夜班网格员：办好').waitFor()
  await seen(page, 'done')

  await page.goto('/packages/duty/desk/index')
  await page.getByText(/演示夜班网格员。/).waitFor()
  await page.getByRole('tab', { name: '办完的' }).tap()
  await page.getByRole('link', { name: /闻\*英/ }).waitFor()
  const care = JSON.stringify({ data: 'care/1' })
  await page.evaluate(`localStorage.setItem('view', ${JSON.stringify(care)})`)
  await page.reload()
  await page.getByText('现在没有要办的呼叫').waitFor()
  await seen(page, 'queue-care')
  await page.getByRole('tab', { name: '办完的' }).tap()
  await page.getByRole('link', { name: /闻\*英/ }).tap()
  await page.getByText('演示夜班网格员：办好').waitFor()
  await seen(page, 'call-care')
  await page.goBack()
  await page.getByRole('button', { name: '退出工作台' }).tap()
  await page.getByRole('textbox', { name: '工作账号' }).waitFor()
  await page.reload()
  await page.getByRole('textbox', { name: '工作账号' }).waitFor()
  expect([...worker.faults, ...resident.faults]).toEqual([])
  await worker.close()
  await resident.close()
})
