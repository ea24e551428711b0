import { readFileSync } from 'node:fs'
import type { GiftCode } from '@minsheng/shared/contracts/donation'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { launchChromium } from '../browser/chromium.ts'
import { openPhone, type Phone, settle } from '../browser/phone.ts'
import { signInStaff } from '../weapp/staff.ts'
import { give } from './giver.ts'
import { takePicture } from './look.ts'
import { signIn } from './volunteer.ts'

const { bff: base } = inject('system')
let browser: Browser
let code: GiftCode
const phones: Phone[] = []
beforeAll(async () => {
  browser = await launchChromium()
  code = await (await signInStaff(base)).codeForGiving()
})
afterAll(async () => {
  await Promise.all(phones.map((opened) => opened.close()))
  await browser.close()
})

async function signedIn(): Promise<Phone> {
  const opened = await openPhone(browser, { base })
  phones.push(opened)
  await opened.page.goto('/pages/me/index')
  await signIn(opened.page)
  return opened
}

/** An elder asks, one question a step. @returns the code to be told */
async function invites(page: Page): Promise<string> {
  await page.goto('/packages/mine/proxies/index')
  await page.getByRole('button', { name: '请人替我办' }).tap()
  const next = page.getByRole('button', { name: '下一步' })
  await next.tap()
  await page.getByText('请填写称呼').first().waitFor()
  await page.getByRole('textbox', { name: '对方怎么称呼您' }).fill('王奶奶')
  await page.getByRole('textbox', { name: '您请谁' }).fill('女儿小芳')
  await page.getByRole('radio', { name: '子女' }).tap()
  await next.tap()
  await page.getByRole('radio', { name: /给对方一个代办码/ }).tap()
  await next.tap()
  await page.getByRole('checkbox', { name: /捐赠和凭证/ }).tap()
  await takePicture(page, 'proxy-invite-scopes')
  await next.tap()
  await page.getByRole('radio', { name: /半年/ }).tap()
  await next.tap()
  await page.getByRole('checkbox', { name: /我看过了/ }).tap()
  await page.getByRole('button', { name: '同意并授权' }).tap()
  await page.getByRole('heading', { level: 1, name: '请女儿小芳替我办' }).waitFor()
  await settle(page)
  await takePicture(page, 'proxy-code')
  const told = await page.getByText(/^\d{4} \d{4}$/).textContent()
  return told?.trim() ?? ''
}

test('an elder invites, her daughter accepts and looks at her receipt, the elder withdraws, the daughter is refused', async () => {
  const elder = await signedIn()
  const giftId = await give(elder.page, code, '8.80')
  const told = await invites(elder.page)

  const daughter = await signedIn()
  const { page } = daughter
  await page.goto('/packages/mine/proxies/index')
  await page.getByRole('button', { name: '我有代办码，替人办' }).tap()
  await page.getByRole('textbox', { name: '代办码' }).fill(told)
  await page.getByRole('button', { name: '下一步' }).tap()
  await page.getByRole('button', { name: '接受，替王奶奶办' }).tap()
  await page.getByRole('button', { name: /^打开，王奶奶/ }).tap()
  await page.getByRole('button', { name: '现在替王奶奶办事' }).waitFor()
  expect(await page.getByText('请不要接受').count(), 'a warning of an invitation that was accepted').toBe(0)
  await page.getByRole('button', { name: '现在替王奶奶办事' }).tap()
  const acting = page.getByRole('region', { name: '代办提示' }).getByText('正在替王奶奶办事')
  await acting.waitFor()
  await takePicture(page, 'proxy-acting')
  await page.getByRole('link', { name: '看捐赠和凭证' }).tap()
  await page.getByText('¥8.80').first().waitFor()
  await acting.waitFor()
  await takePicture(page, 'proxy-acting-gifts')
  await page.getByRole('button', { name: /^捐赠凭证/ }).tap()
  await page.getByText('人民币捌元捌角整').waitFor()

  const other = elder.page
  await other.goto('/packages/mine/deeds/index')
  await other.getByText('看捐赠凭证').waitFor()
  await takePicture(other, 'proxy-deeds')
  await other.goto('/packages/mine/proxies/index')
  await other.getByRole('button', { name: /^打开，女儿小芳/ }).tap()
  await other.getByRole('button', { name: '收回授权' }).tap()
  await other.getByRole('button', { name: '收回，马上生效' }).tap()
  await other.getByText('您已结束').waitFor()

  // Her page is still open: the list she comes back to asks anew and is refused. What stood there goes, and she is herself again.
  expect(page.url()).toContain(giftId)
  await page.goBack()
  await page.getByText('这份代办授权已经结束').waitFor()
  expect(await page.getByText('正在替王奶奶办事').count()).toBe(0)
  expect(await page.getByText('¥8.80').filter({ visible: true }).count(), 'no old rows').toBe(0)
  expect(
    await page
      .getByRole('button', { name: /^捐赠凭证/ })
      .filter({ visible: true })
      .count(),
  ).toBe(0)
  await page.getByRole('button', { name: '再试一次' }).tap()
  await page.getByText('这份代办授权已经结束').waitFor({ state: 'hidden' })
  expect(await page.getByText('¥8.80').filter({ visible: true }).count(), 'her own list').toBe(0)
  expect([...elder.faults, ...daughter.faults]).toEqual([])
})

test('my data: what is held, a copy to keep, once', async () => {
  const { page, faults } = await signedIn()
  await give(page, code, '3.30')
  await page.goto('/pages/me/index')
  await page.getByRole('link', { name: /我的资料/ }).tap()
  await page.getByRole('button', { name: /^捐赠记录（1）/ }).tap()
  await page.getByText('¥3.30').waitFor()
  await takePicture(page, 'my-data-signed-in')
  await page.getByRole('link', { name: '下载一份资料' }).tap()
  await page.getByRole('button', { name: '要一份资料' }).tap()
  const take = page.getByRole('button', { name: '下载到手机' })
  await take.waitFor()
  await takePicture(page, 'data-copy-ready')
  const [download] = await Promise.all([page.waitForEvent('download'), take.tap()])
  expect(download.suggestedFilename()).toBe('我的资料.zip')
  const content = readFileSync(await download.path())
  expect(content.subarray(0, 2).toString()).toBe('PK')
  await page.getByText('已经取走').waitFor()

  await page.goto('/packages/mine/consents/index')
  await page.getByRole('button', { name: '同意', exact: true }).tap()
  await page.getByText('已经同意').waitFor()
  await takePicture(page, 'consents-given')
  await page.goto('/packages/mine/household/index')
  await page.getByText('没有找到您的居民登记').waitFor()
  await page.goto('/packages/mine/closing/index')
  await settle(page)
  await takePicture(page, 'closing')
  expect(faults).toEqual([])
})
