import { fileURLToPath } from 'node:url'
import type { GiftCode, LedgerProof } from '@minsheng/shared/contracts/donation'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest'
import { launchChromium } from '../browser/chromium.ts'
import { openPast, type Past } from '../browser/past.ts'
import { openPhone, type Phone } from '../browser/phone.ts'
import { signInStaff } from '../weapp/staff.ts'
import { give, giveTo } from './giver.ts'
import { readSmsCode } from './sms.ts'

const { bff: base } = inject('system')
let browser: Browser
let code: GiftCode
let past: Past
const phones: Phone[] = []

async function phone(): Promise<Phone> {
  const opened = await openPhone(browser, { base })
  phones.push(opened)
  return opened
}

beforeAll(async () => {
  browser = await launchChromium()
  code = await (await signInStaff(base)).codeForGiving()
  past = await openPast()
})
afterEach(async () => {
  await Promise.all(phones.splice(0).map((opened) => opened.close()))
})
afterAll(async () => {
  await past.close()
  await browser.close()
})

const where = (giftId: string) => `/packages/trace/where/index?id=${giftId}`
const proof = (giftId: string) => `/packages/trace/proof/index?id=${giftId}`

/** Yuan of each part of the bar, and of each use, as fen. */
async function shownFen(page: Page, selector: string): Promise<number[]> {
  const texts = await page.locator(selector).allTextContents()
  return texts.map((text) => Number(text.replace(/[¥,.]/g, '')))
}

/** A gift to a project of its own, on a day that is over; this much of it is spent. */
async function spentGift(page: Page, amount: string, spentFen: number): Promise<string> {
  const project = await past.freshProject(code.campaignId)
  const giftId = await giveTo(page, project, amount)
  await past.hideProject(project.id)
  await past.makeOldest(giftId)
  if (spentFen > 0) await past.spend(giftId, spentFen)
  return giftId
}

describe('我的这笔钱去了哪里', () => {
  test('from the thanks: nothing used yet, and when the giver is told', async () => {
    const { page, faults } = await phone()
    await give(page, code, '6.60')
    await page.getByRole('button', { name: '这笔钱去了哪里' }).tap()
    await page.getByRole('heading', { level: 1, name: '我的这笔钱去了哪里' }).waitFor()
    await page.getByRole('heading', { level: 2, name: '还没有用出去' }).waitFor()
    await page.getByText('什么时候告诉您').waitFor()
    expect(await shownFen(page, '.parts-bar__fen')).toEqual([0, 660])
    expect(faults).toEqual([])
  })

  test('used: each purchase with its voucher; the parts add up to the gift, to the fen', async () => {
    const { page, faults } = await phone()
    const giftId = await spentGift(page, '6.60', 320)
    await past.spend(giftId, 107, { purpose: '给老人送餐的保温箱', spentOn: '2026-07-01' })
    await page.goto(where(giftId))
    await page.getByRole('heading', { level: 2, name: '用在了这 2 处' }).waitFor()
    await page.getByRole('heading', { level: 3, name: '望江街道老年食堂食材' }).waitFor()
    await page.getByText('付给：演示菜场').first().waitFor()
    await page.getByText('凭证：发票 2406…5678').first().waitFor()
    await page.getByText('这张发票 ¥3.20，全部由您这一笔爱心支付').waitFor()
    const uses = await shownFen(page, '.where__share .ms-money')
    expect(uses).toEqual([107, 320])
    expect(await shownFen(page, '.parts-bar__fen')).toEqual([427, 233])
    expect(uses.reduce((sum, fen) => sum + fen, 233)).toBe(660)
    expect(faults).toEqual([])
  })

  test('parts that do not add up are not shown: it is being looked at, and then it is well', async () => {
    const { page } = await phone()
    const giftId = await spentGift(page, '6.60', 320)
    await page.route('**/api/v1/gifts/*/trace', async (route) => {
      const answer = await route.fetch()
      await route.fulfill({ json: { ...(await answer.json()), usedFen: 321 } })
    })
    await page.goto(where(giftId))
    await page.getByRole('heading', { name: '正在核对' }).waitFor()
    expect(await page.getByText('¥3.20').count()).toBe(0)
    await page.unrouteAll({ behavior: 'wait' })
    await page.getByRole('button', { name: '再看一次' }).tap()
    await page.getByRole('heading', { level: 2, name: '用在了这 1 处' }).waitFor()
  })

  test("another's gift and one that does not exist say the same", async () => {
    const giver = await phone()
    const giftId = await give(giver.page, code, '1.00')
    const stranger = await phone()
    for (const path of [where(giftId), proof(giftId), where('GY_none'), proof('GY_none')]) {
      await stranger.page.goto(path)
      await stranger.page.getByText('没有找到这笔捐赠').waitFor()
    }
  })
})

test('whoever signs in as the demo resident finds where the demo gifts went, surplus and picture of the voucher included', async () => {
  const { page, faults } = await phone()
  await page.goto('/packages/account/sign-in/index')
  await page.getByRole('textbox', { name: '手机号' }).fill('13800000001')
  await page.getByRole('button', { name: '获取验证码' }).tap()
  await page.getByText('已发到 13800000001').waitFor()
  await page.getByRole('textbox', { name: '短信验证码' }).fill(await readSmsCode('13800000001'))
  await page.getByRole('button', { name: '登录', exact: true }).tap()
  await page.getByText('演示居民').first().waitFor()
  await page.goto(where('GY_demo_summer_016'))
  await page.getByRole('heading', { level: 2, name: '用在了这 2 处' }).waitFor()
  await page.getByText(/^结余转到/).waitFor()
  await page.getByRole('img', { name: '第一批 120 份热饭的凭证图片' }).waitFor()
  await page
    .getByText(/由 \d+ 份爱心合起来，其中有您的一份/)
    .first()
    .waitFor()
  expect(await shownFen(page, '.parts-bar__fen')).toEqual([100_000])
  expect(await shownFen(page, '.where__share .ms-money')).toEqual([82_400, 17_600])
  await page.screenshot({ path: fileURLToPath(new URL('../out/h5/where-demo.png', import.meta.url)), fullPage: true })
  const shown = await page
    .getByRole('img', { name: '第一批 120 份热饭的凭证图片' })
    .locator('img')
    .or(page.locator('img[alt="第一批 120 份热饭的凭证图片"]'))
    .first()
    .getAttribute('src')
  const [large] = await Promise.all([
    page.context().waitForEvent('page'),
    page.getByRole('button', { name: '看大图：第一批 120 份热饭的凭证' }).tap(),
  ])
  await large.waitForURL(new URL(shown ?? '', base).href)
  expect(faults).toEqual([])
})

describe('自己核对', () => {
  test('the phone computes the day again and finds the gift in it; the heads are public', async () => {
    const { page, faults } = await phone()
    const giftId = await spentGift(page, '6.60', 320)
    await page.goto(where(giftId))
    await page.getByRole('button', { name: '自己核对' }).tap()
    await page.getByRole('heading', { level: 1, name: '一致', exact: true }).waitFor()
    await page.getByText('和公开的指纹表比').waitFor()
    await page.getByRole('button', { name: /详细数字/ }).tap()
    await page.getByText(`"outTradeNo":"${giftId}"`).waitFor()
    await page.getByRole('button', { name: '看公开的账本指纹' }).tap()
    await page.getByRole('heading', { level: 1, name: '账本指纹' }).waitFor()
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '保存指纹全表' }).tap()])
    expect(download.suggestedFilename()).toBe('账本指纹.txt')
    expect(faults).toEqual([])
  })

  type Sealed = Extract<LedgerProof, { state: 'sealed' }>
  test.each<[string, string, (answer: Sealed) => Sealed]>([
    ['a changed journal', '对不上', (answer) => ({ ...answer, journal: answer.journal.replace('"codeId"', '"codeID"') })],
    ['another amount', '不是您这一笔', (answer) => ({ ...answer, journal: answer.journal.replace('"amountFen":660', '"amountFen":600') })],
    ['a root made to fit nothing', '对不上', (answer) => ({ ...answer, seal: { ...answer.seal, root: '0'.repeat(64) } })],
    ['a head of its own', '接不上', (answer) => ({ ...answer, seal: { ...answer.seal, head: '0'.repeat(64) } })],
  ])('a server that misbehaves is caught: %s', async (_, words, tamper) => {
    const { page } = await phone()
    const giftId = await spentGift(page, '6.60', 0)
    await page.route('**/api/v1/gifts/*/ledger-proof', async (route) => {
      const answer = await route.fetch()
      await route.fulfill({ json: tamper((await answer.json()) as Sealed) })
    })
    await page.goto(proof(giftId))
    await page.getByRole('heading', { level: 1, name: '不一致' }).waitFor()
    await page.getByText(words).first().waitFor()
    await page.getByRole('button', { name: '拨打 12345' }).waitFor()
    await page.unrouteAll({ behavior: 'wait' })
    await page.getByRole('button', { name: '再核对一次' }).tap()
    await page.getByRole('heading', { level: 1, name: '一致', exact: true }).waitFor()
  })

  test('books edited behind our back after the day was sealed no longer fit', async () => {
    const { page } = await phone()
    const giftId = await spentGift(page, '6.60', 0)
    const { _id } = await past.journalOf(giftId)
    const journals = past.db.collection<{ _id: string }>('journals')
    await journals.updateOne({ _id }, { $set: { 'legs.0.amountFen': 661 } })
    await page.goto(proof(giftId))
    await page.getByRole('heading', { level: 1, name: '不一致' }).waitFor()
    await journals.updateOne({ _id }, { $set: { 'legs.0.amountFen': 660 } })
    await page.getByRole('button', { name: '再核对一次' }).tap()
    await page.getByRole('heading', { level: 1, name: '一致', exact: true }).waitFor()
  })

  test('a phone that can not compute it says so and hands the proof on', async () => {
    const { page, context } = await phone()
    const giftId = await spentGift(page, '6.60', 0)
    await context.addInitScript('delete globalThis.BigInt')
    await page.goto(proof(giftId))
    await page.getByRole('heading', { level: 1, name: '这部手机自己算不了' }).waitFor()
    await page.getByRole('button', { name: '复制证明' }).waitFor()
  })

  test("today's gift waits for tonight", async () => {
    const { page } = await phone()
    const giftId = await give(page, code, '1.00')
    await page.goto(proof(giftId))
    await page.getByRole('heading', { level: 1, name: '今晚封账后可以核对' }).waitFor()
  })

  test('without network it says so and works again with it', async () => {
    const { page, context } = await phone()
    const giftId = await spentGift(page, '6.60', 0)
    await page.goto(where(giftId))
    await page.getByRole('button', { name: '自己核对' }).waitFor()
    await context.setOffline(true)
    await page.getByText('手机没有连上网络').first().waitFor()
    await context.setOffline(false)
    await page.getByRole('button', { name: '自己核对' }).tap()
    await page.getByRole('heading', { level: 1, name: '一致', exact: true }).waitFor()
  })
})
