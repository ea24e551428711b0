import { idNumberCheckCharacter } from '@minsheng/shared/units/id-number'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest'
import { launchChromium } from '../browser/chromium.ts'
import { openPhone, type Phone, settle, type View } from '../browser/phone.ts'
import '../../scripts/testing/provided-context.ts'
import { takePicture } from './look.ts'
import { freshPhone } from './sms.ts'
import { signIn } from './volunteer.ts'

const { bff: base, standIns } = inject('system')
const HEAD = '33019919490615002'
/** Well formed, of a region code that was never given out. */
const NUMBER = `${HEAD}${idNumberCheckCharacter(HEAD)}`
let browser: Browser
const phones: Phone[] = []
beforeAll(async () => {
  browser = await launchChromium()
  await control('rows', {
    register: 'population',
    rows: [
      { recordId: `rec-${NUMBER}`, changedAt: '2026-10-01 00:00:00', name: '王小明', idNumber: NUMBER, address: '上城区', gridCode: 'x' },
    ],
  })
})
afterEach(() => Promise.all(phones.splice(0).map((opened) => opened.close())))
afterAll(() => browser.close())

async function control(path: string, body: unknown): Promise<Record<string, string>> {
  const response = await fetch(`${standIns.hub}/_control/${path}`, { method: 'POST', body: JSON.stringify(body) })
  return (await response.json()) as Record<string, string>
}
async function open(view?: View): Promise<Phone> {
  const opened = await openPhone(browser, { base, ...(view ? { view } : {}) })
  phones.push(opened)
  return opened
}
async function verified(page: Page, picture: string): Promise<void> {
  await page.getByRole('heading', { name: '王*明' }).waitFor()
  await page.getByText('已经实名').waitFor()
  await page.getByText('核对完没有保存').waitFor()
  expect(await page.locator('body').textContent()).not.toContain(NUMBER)
  // Done is done: nothing is asked for a second time.
  expect(await page.getByRole('textbox', { name: '身份证号' }).count()).toBe(0)
  await settle(page)
  await takePicture(page, picture)
}
/** Agrees to be matched with the bureau's record, which does not have this person. */
async function agreesAndReads(page: Page): Promise<void> {
  await page.getByRole('button', { name: '去看看，再决定' }).tap()
  await page.getByRole('button', { name: '同意', exact: true }).tap()
  await page.getByText('已经同意').first().waitFor()
  await page.goto('/packages/mine/real-name/index')
  await page.getByRole('heading', { name: '居民登记里还没有您' }).waitFor()
  await page.getByRole('button', { name: '登记好了，再核对一次' }).tap()
  await page.getByRole('textbox', { name: '身份证号' }).waitFor()
}

test('name and number on one page; what is wrong is named, a hub that is silent is told of, and then it is done', async () => {
  const { page, faults } = await open()
  await page.goto('/pages/me/index')
  await signIn(page)
  await page.goto('/pages/me/index')
  await page.getByRole('link', { name: /^实名认证/ }).tap()
  await page.getByText('身份证号核对完就丢掉').waitFor()
  await page.getByRole('button', { name: '认证', exact: true }).tap()
  await page.getByRole('alert').filter({ hasText: '2 处需要修改' }).waitFor()
  await page.getByRole('textbox', { name: '姓名' }).fill('王小明')
  await page.getByRole('textbox', { name: '身份证号' }).fill(NUMBER)
  await page.getByRole('checkbox', { name: /我看过了/ }).tap()
  await settle(page)
  await takePicture(page, 'real-name-form')
  await control('misbehaviour', { errors: 1 })
  await page.getByRole('button', { name: '认证', exact: true }).tap()
  await page.getByText('不算次数').waitFor()
  await page.getByRole('button', { name: '认证', exact: true }).tap()
  await verified(page, 'real-name-done')
  await agreesAndReads(page)
  await page.goto('/packages/mine/real-name/index')
  await page.getByRole('button', { name: '收回实名认证' }).tap()
  await settle(page)
  await takePicture(page, 'real-name-withdraw')
  await page.getByRole('dialog').getByRole('button', { name: '收回', exact: true }).tap()
  await page.getByRole('checkbox', { name: /我看过了/ }).waitFor()
  expect(faults).toEqual([])
})

test('关怀版 asks one thing a page, and shows it all before it is sent', async () => {
  const { page, faults } = await open({ mode: 'care', scale: 1 })
  const { ticket } = await control('zlb-tickets', { kind: 'ticket', person: { name: '李', idNumber: 'none', phone: freshPhone() } })
  await page.goto(`/packages/account/zlb/index?ticket=${ticket}`)
  await page.waitForURL((url) => !url.pathname.includes('/zlb/'))
  await page.goto('/packages/mine/real-name/index')
  const next = page.getByRole('button', { name: '下一步' })
  await next.tap()
  await page.getByRole('textbox', { name: '姓名' }).fill('王小明')
  await next.tap()
  await page.getByRole('textbox', { name: '身份证号' }).fill('330199')
  await next.tap()
  await page.getByText('身份证号应为 18 位').waitFor()
  await page.getByRole('textbox', { name: '身份证号' }).fill(NUMBER)
  await next.tap()
  await page.getByText(NUMBER).waitFor()
  await page.getByRole('checkbox', { name: /我看过了/ }).tap()
  await settle(page)
  await takePicture(page, 'real-name-check-care')
  await page.getByRole('button', { name: '认证', exact: true }).tap()
  await verified(page, 'real-name-done-care')
  expect(faults).toEqual([])
})

test('a device that one does not know is signed out from another', async () => {
  const [mine, other] = [await open(), await open({ mode: 'care', scale: 1 })]
  const number = freshPhone()
  for (const { page } of [mine, other]) {
    const { ticket } = await control('zlb-tickets', { kind: 'ticket', person: { name: '李', idNumber: 'none', phone: number } })
    await page.goto(`/packages/account/zlb/index?ticket=${ticket}`)
    await page.waitForURL((url) => !url.pathname.includes('/zlb/'))
  }
  const { page } = mine
  await page.goto('/pages/me/index')
  await page.getByRole('link', { name: /^登录的设备/ }).tap()
  await page.getByText('您正在用').waitFor()
  const out = page.getByRole('button', { name: /^让.*退出登录$/ })
  expect(await out.count()).toBe(1)
  await settle(page)
  await takePicture(page, 'devices')
  await out.tap()
  await page.getByRole('dialog').getByRole('button', { name: '退出登录' }).tap()
  await page.getByRole('heading', { name: '没有别的设备' }).waitFor()
  await other.page.goto('/pages/me/index')
  await other.page.getByRole('heading', { name: '您还没有登录' }).waitFor()
  expect(mine.faults).toEqual([])
})
