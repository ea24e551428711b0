import { readFileSync } from 'node:fs'
import type { GiftCode } from '@minsheng/shared/contracts/donation'
import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest'
import { launchChromium } from '../browser/chromium.ts'
import { openPhone, type Phone } from '../browser/phone.ts'
import { signInStaff } from '../weapp/staff.ts'
import { give } from './giver.ts'
import { factOf, verifyPath } from './receipt-page.ts'

const { bff: base } = inject('system')
let browser: Browser
let code: GiftCode
const phones: Phone[] = []

async function phone(): Promise<Phone> {
  const opened = await openPhone(browser, { base })
  phones.push(opened)
  return opened
}

beforeAll(async () => {
  browser = await launchChromium()
  code = await (await signInStaff(base)).codeForGiving()
})
afterEach(async () => {
  await Promise.all(phones.splice(0).map((opened) => opened.close()))
})
afterAll(() => browser.close())

test('from the thanks to the receipt and its file, and whoever is handed the paper can check it', async () => {
  const { page, faults } = await phone()
  const giftId = await give(page, code, '6.60')
  await page.getByRole('button', { name: '看捐赠凭证' }).tap()
  await page.getByRole('heading', { level: 1, name: '捐赠凭证（非票据）' }).waitFor()
  await page.getByText('人民币陆元陆角整').waitFor()
  expect(await factOf(page, '订单号')).toBe(giftId)

  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '取凭证文件' }).tap()])
  expect(download.suggestedFilename()).toBe(`捐赠凭证-${await factOf(page, '凭证编号')}.pdf`)
  expect(
    readFileSync(await download.path())
      .subarray(0, 5)
      .toString(),
  ).toBe('%PDF-')

  const link = await verifyPath(page)
  const stranger = await phone()
  await stranger.page.goto(link)
  await stranger.page.getByRole('heading', { level: 1, name: '这张凭证是真的，现在有效' }).waitFor()
  await stranger.page.getByText('人民币陆元陆角整').waitFor()
  expect(stranger.page.url()).not.toContain(giftId)
  expect([...faults, ...stranger.faults]).toEqual([])
})

test('a forged check code is not our receipt; typed rightly it is found, and another paper begins anew', async () => {
  const { page } = await phone()
  await give(page, code, '1.00')
  await page.getByRole('button', { name: '看捐赠凭证' }).tap()
  await page.getByRole('heading', { level: 1, name: '捐赠凭证（非票据）' }).waitFor()
  const right = await factOf(page, '校验码')
  const number = await factOf(page, '凭证编号')
  await page.goto(`/r/${number}?c=${right.startsWith('0') ? '1' : '0'}${right.replaceAll('-', '').slice(1)}`)
  await page.getByRole('heading', { level: 1, name: '没有查到这张凭证' }).waitFor()
  await page.getByRole('textbox', { name: '校验码' }).fill(right.toLowerCase())
  await page.getByRole('button', { name: '核对', exact: true }).tap()
  await page.getByRole('heading', { level: 1, name: '这张凭证是真的，现在有效' }).waitFor()
  await page.getByRole('button', { name: '核对另一张' }).tap()
  await page.getByRole('heading', { level: 1, name: '核对捐赠凭证' }).waitFor()
  await page.getByRole('button', { name: '核对', exact: true }).tap()
  await page.getByText('请填写凭证上方的编号').waitFor()
})

test('who wants no receipt says so once; it stays on record and can be had all the same', async () => {
  const { page } = await phone()
  await give(page, code, '1.00')
  await page.getByRole('button', { name: '看我的捐赠' }).tap()
  await page.getByRole('button', { name: /^捐赠凭证/ }).tap()
  await page.getByRole('button', { name: '我不需要凭证' }).tap()
  await page.getByRole('button', { name: '不需要，请记录' }).tap()
  await page.getByText('表示不需要凭证，已记录').waitFor()
  await page.getByRole('button', { name: '我不需要凭证' }).waitFor({ state: 'detached' })
  await page.getByRole('button', { name: '取凭证文件' }).waitFor()
})
