import type { Browser, Page } from 'playwright-core'
import { PNG } from 'pngjs'
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

const photo = { name: '现场.png', mimeType: 'image/png', buffer: PNG.sync.write(new PNG({ width: 300, height: 200 })) }

async function seen(page: Page, name: string) {
  await settle(page)
  await takePicture(page, `help-files-${name}`)
  expect(await axeFaults(page), name).toEqual([])
}
async function choose(page: Page, button: string, file: typeof photo) {
  const choosing = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: button }).tap()
  await (await choosing).setFiles(file)
}

test('who can’t write says it and shows it; whoever goes hears and sees it, and shows how it was, without a network too', async () => {
  const known = await registered(base, '106', '柏秀英')
  const resident = await openPhone(browser, { base, view: { mode: 'care', scale: 1 } })
  const { page } = resident
  await resident.context.grantPermissions(['microphone'])
  await page.goto(`/packages/account/zlb/index?ticket=${await zlbTicket(known)}`)
  await page.waitForURL((url) => !url.pathname.includes('/zlb/'))
  await page.goto('/')
  await page.getByRole('button', { name: /一键呼/ }).tap()
  await page.getByText('已经通知工作人员，等他接下').waitFor()
  await page.getByRole('button', { name: /^录音说/ }).tap()
  await page.getByText('正在录音，请说话。').waitFor()
  await page.waitForTimeout(1_500)
  await page.getByRole('button', { name: '说完了，停止录音' }).tap()
  await page.getByText('已送到，工作人员能看到').waitFor()
  await choose(page, '拍照或选照片', { name: 'a.png', mimeType: 'image/png', buffer: Buffer.from('no photo') })
  await page.getByText(/没有送到：.*请换一张/).waitFor()
  await resident.context.setOffline(true)
  await choose(page, '拍照或选照片', photo)
  await page.getByText('有 1 份已记在手机里，有网络就送出。').waitFor()
  await resident.context.setOffline(false)
  await page.getByRole('button', { name: '看您的照片' }).waitFor()
  await seen(page, 'resident-care')

  const worker = await openPhone(browser, { base, view: { mode: 'standard', scale: 1 } })
  const desk = worker.page
  await desk.goto('/packages/duty/desk/index')
  await desk.getByRole('textbox', { name: '工作账号' }).fill('night')
  await desk.getByLabel('密码').fill('Demo-night-2026')
  await desk.getByRole('button', { name: '登录', exact: true }).tap()
  await desk.getByRole('link', { name: /柏\*英/ }).tap()
  await desk.getByRole('button', { name: '我来' }).tap()
  await desk.getByRole('button', { name: '出发了' }).waitFor()
  await desk.getByRole('button', { name: /^听他的录音/ }).tap()
  await desk.getByRole('button', { name: '看他拍的照片' }).tap()
  await desk.getByRole('img', { name: '他拍的照片' }).waitFor()
  await worker.context.setOffline(true)
  await choose(desk, '拍处理前', photo)
  await desk.getByText('有 1 张照片已记在手机里，有网络就送出。').waitFor()
  await worker.context.setOffline(false)
  await desk.getByRole('button', { name: '看处理前的照片' }).waitFor()
  await seen(desk, 'worker')
  await desk.getByRole('button', { name: '办好了，请居民评价' }).tap()
  await desk.getByRole('textbox', { name: '怎么办的' }).fill('已经处理好了')
  await desk.getByRole('button', { name: '办好了，请居民评价' }).tap()
  await page.getByText('办好了，请您评价').waitFor()
  await worker.close()
  await resident.close()
})
