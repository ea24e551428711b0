import type { GiftCode } from '@minsheng/shared/contracts/donation'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest'
import { launchChromium } from '../browser/chromium.ts'
import { openPhone, type Phone, settle } from '../browser/phone.ts'
import { type Staff, signInStaff } from '../weapp/staff.ts'
import { countOrders, giveButton, openBooks, openCode, payInCashier, printedLink } from './giver.ts'

const { bff: base } = inject('system')
let browser: Browser
let staff: Staff
let code: GiftCode
let phone: Phone
/** Of someone who has not given. */
let reader: Phone

beforeAll(async () => {
  browser = await launchChromium()
  staff = await signInStaff(base)
  code = await staff.codeForGiving()
  reader = await openPhone(browser, { base })
})
afterEach(async () => {
  await reader.page.unrouteAll({ behavior: 'ignoreErrors' })
  await phone?.close()
})
afterAll(() => browser.close())

interface Place {
  name: string
  address: () => string
  /** The request that the page lives on. */
  lives: string
  /** Something that is there when it has its answer. */
  shows: () => string
}

const places: Place[] = [
  { name: 'home', address: () => '/', lives: '**/api/v1/projects*', shows: () => '看全部公益项目' },
  { name: 'projects', address: () => '/packages/donation/projects/index', lives: '**/api/v1/projects*', shows: () => code.campaignTitle },
  {
    name: 'project',
    address: () => `/packages/donation/project/index?id=${code.campaignId}`,
    lives: '**/api/v1/projects/*',
    shows: () => code.campaignTitle,
  },
  { name: 'giving', address: () => printedLink(code), lives: '**/api/v1/code-scans', shows: () => code.campaignTitle },
  { name: 'my gifts', address: () => '/packages/donation/my-gifts/index', lives: '**/api/v1/gifts*', shows: () => '您还没有捐过' },
]

const shown = (page: Page, words: string | RegExp) => page.getByText(words).first()
const retry = (page: Page) => page.getByRole('button', { name: '再试一次' })
const offlineWords = '手机没有连上网络'

describe.each(places)('$name', ({ address, lives, shows }) => {
  test('the network goes and comes back: said in words, what was read stays readable', async () => {
    const { page, context } = reader
    await page.goto(address())
    await shown(page, shows()).waitFor()
    await context.setOffline(true)
    await page.getByRole('status').filter({ hasText: offlineWords }).waitFor()
    await shown(page, shows()).waitFor()
    await context.setOffline(false)
    await page.getByText(offlineWords).waitFor({ state: 'detached' })
  })

  test('no network when it asks: words and a way to try again that works', async () => {
    const { page } = reader
    await page.route(lives, (route) => route.abort('internetdisconnected'))
    await page.goto(address())
    await page.getByRole('alert').filter({ hasText: '网络不通' }).waitFor()
    await retry(page).tap()
    await page.getByRole('alert').filter({ hasText: '网络不通' }).waitFor()
    await page.unroute(lives)
    await retry(page).tap()
    await shown(page, shows()).waitFor()
    expect(await page.getByRole('alert').filter({ hasText: '网络不通' }).count()).toBe(0)
  })

  test('the service is down: says what to do and whom to call, and trying again works', async () => {
    const { page } = reader
    await page.route(lives, (route) =>
      route.fulfill({
        status: 503,
        contentType: 'application/problem+json',
        json: { type: 'urn:minsheng:problem:unavailable', title: '服务正忙，请稍后再试', status: 503, code: 'unavailable' },
      }),
    )
    await page.goto(address())
    await page.getByRole('alert').filter({ hasText: '服务正忙' }).waitFor()
    await shown(page, '12345').waitFor()
    await page.unroute(lives)
    await retry(page).tap()
    await shown(page, shows()).waitFor()
  })

  test('an answer that is not ours (a proxy, a login page): an error in words, never an empty page', async () => {
    const { page } = reader
    await page.route(lives, (route) =>
      route.fulfill({ status: 502, contentType: 'text/html', body: '<html><body>502 Bad Gateway</body></html>' }),
    )
    await page.goto(address())
    await page.getByRole('alert').filter({ hasText: '再试一次' }).waitFor()
    expect(await page.locator('body').textContent()).not.toMatch(/Bad Gateway|internal|undefined|\[object/)
    await page.unroute(lives)
    await retry(page).tap()
    await shown(page, shows()).waitFor()
  })

  test('a slow answer: says to wait', async () => {
    const { page } = reader
    let answer: () => void = () => undefined
    const asked = new Promise<void>((resolve) => {
      answer = resolve
    })
    await page.route(lives, async (route) => {
      await asked
      await route.continue()
    })
    await page.goto(address())
    await page.getByRole('status').filter({ hasText: '请稍候' }).waitFor()
    answer()
    await shown(page, shows()).waitFor()
    expect(await page.getByText('请稍候').count()).toBe(0)
  })
})

describe('a page that was not fetched before the network went', () => {
  const answer = (page: Page) => page.getByRole('dialog').filter({ hasText: '网络不通，请检查网络后再试' })

  test.each([
    ['a page', '隐私政策', '隐私政策'],
    ['a tab', '服务', '服务'],
  ])('%s: the touch is answered in words, and trying again opens it when the network is back', async (_, link, title) => {
    phone = await openPhone(browser, { base })
    const { page, context } = phone
    await page.goto('/pages/me/index')
    await settle(page)
    await context.setOffline(true)
    await page.getByRole('link', { name: link, exact: true }).tap()
    await answer(page).waitFor()
    await retry(page).tap()
    // It says 正在重试… until that try has failed too.
    await retry(page).waitFor()
    expect(page.url()).toContain('/pages/me/')
    await context.setOffline(false)
    await retry(page).tap()
    await page.getByRole('heading', { level: 1, name: title }).waitFor()
    await answer(page).waitFor({ state: 'detached' })
    expect(phone.faults).toEqual([])
  })

  test('it can be left unopened', async () => {
    phone = await openPhone(browser, { base })
    const { page, context } = phone
    await page.goto('/pages/me/index')
    await settle(page)
    await context.setOffline(true)
    await page.getByRole('link', { name: '隐私政策' }).tap()
    await page.getByRole('button', { name: '先不打开' }).tap()
    await answer(page).waitFor({ state: 'detached' })
    await page.getByRole('heading', { level: 1, name: '我的' }).waitFor()
    expect(phone.faults).toEqual([])
  })

  test('the first page: says so and opens when its files can be had', async () => {
    phone = await openPhone(browser, { base })
    const { page } = phone
    const fetched: string[] = []
    page.on('request', (request) => fetched.push(request.url()))
    await page.goto('/packages/account/legal/index?doc=privacy')
    await settle(page)
    const entry = await (await page.request.get('/')).text()
    const files = fetched.filter((url) => /\/(js|css)\//.test(url) && !entry.includes(new URL(url).pathname))
    expect(files.length).toBeGreaterThan(0)
    await phone.close()
    phone = await openPhone(browser, { base })
    const other = phone.page
    await other.route(
      (url) => files.includes(url.href),
      (route) => route.abort('connectionreset'),
    )
    await other.goto('/packages/account/legal/index?doc=privacy')
    await answer(other).waitFor()
    await other.unrouteAll()
    await retry(other).tap()
    await other.getByRole('heading', { level: 1, name: '隐私政策' }).waitFor()
    expect(phone.faults).toEqual([])
  })
})

test('one call opens the session, and a reload goes on with it: nothing is refused on the way', async () => {
  phone = await openPhone(browser, { base })
  const { page } = phone
  const calls: string[] = []
  page.on('response', (answer) => {
    if (answer.url().includes('/api/')) calls.push(`${answer.status()} ${new URL(answer.url()).pathname}`)
  })
  await page.goto('/packages/donation/my-gifts/index')
  await settle(page)
  await page.reload()
  await settle(page)
  expect(calls).toEqual(Array(2).fill(['201 /api/v1/sessions/guest', '200 /api/v1/gifts']).flat())
})

test('giving without a network: no order is lost or doubled', async () => {
  phone = await openPhone(browser, { base })
  const { page, context } = phone
  const books = await openBooks(staff, code)
  await openCode(page, code)
  await context.setOffline(true)
  await giveButton(page).tap()
  await page.getByRole('alert').filter({ hasText: '网络不通' }).waitFor()
  await shown(page, '没有扣钱').waitFor()
  await context.setOffline(false)
  await giveButton(page).tap()
  await payInCashier(page)
  expect((await books.since()).gifts).toMatchObject([{ state: 'paid' }])
})

test('the answer to an order is lost on the way: giving again is still one gift', async () => {
  phone = await openPhone(browser, { base })
  const { page } = phone
  const orders = countOrders(page)
  const books = await openBooks(staff, code)
  await openCode(page, code)
  let lost = false
  await page.route('**/api/v1/gifts', async (route) => {
    if (lost) return route.continue()
    lost = true
    await route.fetch()
    await route.abort('connectionreset')
  })
  await giveButton(page).tap()
  await page.getByRole('alert').filter({ hasText: '网络不通' }).waitFor()
  await giveButton(page).tap()
  await payInCashier(page)
  expect(orders()).toBe(2)
  const { gifts, giftCount } = await books.since()
  expect(gifts).toHaveLength(1)
  expect(giftCount).toBe(1)
})

describe('nothing to show', () => {
  test.each([
    ['/', '现在没有正在募捐的项目'],
    ['/packages/donation/projects/index', '现在没有正在募捐的项目'],
  ])('%s', async (address, words) => {
    const { page } = reader
    await page.route('**/api/v1/projects*', (route) => route.fulfill({ json: { items: [], nextCursor: null } }))
    await page.goto(address)
    await page.getByRole('heading', { name: words }).waitFor()
  })

  test('my gifts leads to the projects', async () => {
    const { page } = reader
    await page.goto('/packages/donation/my-gifts/index')
    await page.getByRole('heading', { name: '您还没有捐过' }).waitFor()
    await page.getByRole('button', { name: '看看公益项目' }).tap()
    await page.getByRole('heading', { level: 1, name: '公益项目' }).waitFor()
  })

  test('an address that no page has leads home', async () => {
    const { page } = reader
    await page.goto('/no/such/page')
    await page.getByRole('button', { name: /扫公益码/ }).waitFor()
  })

  test.each([
    ['/packages/donation/project/index?id=cmp_none', '没有找到这个项目'],
    ['/packages/donation/giving/index?id=cmp_none', '没有找到这个项目'],
    ['/packages/donation/thanks/index?id=GY00000000000000', '没有找到这笔捐赠'],
  ])('%s says that there is no such thing', async (address, words) => {
    await reader.page.goto(address)
    await reader.page.getByRole('heading', { name: words }).waitFor()
  })
})
