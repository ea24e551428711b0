import { randomUUID } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { createClient } from '@minsheng/shared/client'
import { type Contracts, contracts } from '@minsheng/shared/contracts/index'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { httpTransport } from '../weapp/staff.ts'
import { barriers } from './barriers.ts'
import { choose, demoStaff, goTo, launchChromium, openAdminAs } from './staff-browser.ts'

const { bff } = inject('system')
let browser: Browser
beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser.close())

/** Nothing keeps anyone out, and a person looks at the picture. */
async function seen(page: Page, name: string): Promise<void> {
  expect(await barriers(page), name).toEqual([])
  await page.evaluate('scrollTo(0, 0)')
  await page.screenshot({ path: fileURLToPath(new URL(`../out/admin/${name}.png`, import.meta.url)), fullPage: true })
}

const clientWith = (token: string | null) => createClient<Contracts>(contracts, httpTransport(bff), () => token)
/** A point within the first community of 湖滨: the middle of its corners. */
async function inHubin() {
  const { accessToken } = await clientWith(null)('signInStaff', { body: demoStaff.district })
  const call = clientWith(accessToken)
  const [district] = (await call('listPlaces', { query: { kind: 'district' } })).items
  const { features } = await call('getPlaceMap', { params: { placeId: district?.id ?? '' }, query: { kind: 'community' } })
  const first = features.find(({ properties }) => properties.name.startsWith('湖滨演示一社区'))
  const ring = (first?.geometry.type === 'Polygon' ? first.geometry.coordinates[0] : first?.geometry.coordinates[0]?.[0])?.slice(1) ?? []
  const middle = (axis: 0 | 1) => ring.reduce((sum, point) => sum + Number(point[axis]), 0) / ring.length
  return { call, place: { lat: middle(1), lng: middle(0), accuracyM: 10, datum: 'wgs84' as const } }
}

/** Somebody tells of another by a phone of their own. */
async function reported(words: string, place: Awaited<ReturnType<typeof inHubin>>['place']): Promise<string> {
  const { accessToken } = await clientWith(null)('openGuestSession', { body: { channel: 'h5' } })
  const { id } = await clientWith(accessToken)('reportHelp', {
    body: { category: null, words, address: '演示路 8 号门口', place },
    idempotencyKey: randomUUID(),
  })
  return id
}

test('terms are proposed by one, published by another, and count from their day', async () => {
  const maker = await openAdminAs(browser, bff, 'policy')
  const { page } = maker
  await goTo(page, '一键呼时限')
  await page.getByText('正在用', { exact: true }).waitFor()
  await page.getByRole('button', { name: '拟一版新的时限' }).click()
  const drawer = page.getByRole('dialog', { name: '拟一版新的时限' })
  await drawer.getByRole('button', { name: '交给同事同意' }).click()
  await drawer.getByText('请选择从哪天起').first().waitFor()
  await drawer.getByText('请写明为什么改，至少 2 个字').first().waitFor()
  await seen(page, 'help-terms-missing')
  await drawer.getByRole('textbox', { name: '从哪天起' }).fill('2031-01-01')
  await page.keyboard.press('Enter')
  // A life may not take longer than water: the server says so at its field.
  await drawer.getByRole('spinbutton', { name: '人身安全办好' }).fill('90')
  await drawer.getByLabel(/为什么改/).fill('演示：试一试')
  await drawer.getByRole('button', { name: '交给同事同意' }).click()
  await drawer
    .getByText(/人身安全比水电气急，办好的时限不能更长/)
    .first()
    .waitFor()
  await drawer.getByRole('spinbutton', { name: '人身安全办好' }).fill('1')
  await drawer.getByRole('button', { name: '交给同事同意' }).click()
  const version = page.getByRole('region', { name: /^2031年1月1日/ })
  await version.getByText('等同事同意').waitFor()
  expect(await version.getByRole('button', { name: '同意，按日期公布' }).count(), 'nobody agrees to their own').toBe(0)
  await seen(page, 'help-terms-proposed')

  const second = await openAdminAs(browser, bff, 'admin')
  await goTo(second.page, '一键呼时限')
  const theirs = second.page.getByRole('region', { name: /^2031年1月1日/ })
  await theirs.getByRole('button', { name: '同意，按日期公布' }).click()
  await theirs.getByText('请写明理由，至少 2 个字').first().waitFor()
  await theirs.getByRole('textbox', { name: '理由' }).fill('核对过')
  await theirs.getByRole('button', { name: '同意，按日期公布' }).click()
  await theirs.getByText('还没开始').waitFor()
  await seen(second.page, 'help-terms-published')
  expect([...maker.faults, ...second.faults]).toEqual([])
  await Promise.all([page.context().close(), second.page.context().close()])
})

test('two who tell of one thing: the desk takes them together and apart, and hands it to a colleague by name', async () => {
  const { call, place } = await inHubin()
  const [first, second] = [await reported('老人倒在门口', place), await reported('有位老人摔在地上', place)]
  const { page, faults } = await openAdminAs(browser, bff, 'district', '网格地图')
  await goTo(page, '一键呼')
  await expect
    .poll(async () => (await call('getDeskCall', { params: { callId: second } })).likely.map(({ id }) => id), { timeout: 15_000 })
    .toEqual([first])
  const openCall = async (callId: string) => {
    await page.goto(`${bff}/admin/help-calls?open=${callId}`)
    await page.getByRole('dialog', { name: '一键呼' }).getByText('经过', { exact: true }).waitFor()
    return page.getByRole('dialog', { name: '一键呼' })
  }
  const later = await openCall(second)
  await later.getByRole('button', { name: '是同一件事，并过去' }).click()
  await later.getByText('请选是哪一个').first().waitFor()
  await seen(page, 'help-likely')
  await later.getByRole('radio', { name: /别人替他呼叫/ }).check()
  await later.getByRole('button', { name: '是同一件事，并过去' }).click()
  await page.getByText('已并在一起，按最急的一级、最早的期限办').waitFor()

  const whole = await openCall(first)
  await whole.getByRole('button', { name: '我来' }).click()
  await whole.getByRole('button', { name: '请他接手' }).click()
  await whole.getByText('请选一位同事').first().waitFor()
  await whole.getByRole('button', { name: '分开，另外派人' }).click()
  await whole.getByText('请选哪一个不是').first().waitFor()
  await seen(page, 'help-together')
  await choose(page, '交给谁', '演示')
  await whole.getByLabel(/为什么交/).fill('我在另一个现场')
  await whole.getByRole('button', { name: '请他接手' }).click()
  await whole.getByRole('button', { name: '不交了，我自己办' }).waitFor()
  await seen(page, 'help-handed-over')
  await page.goto(`${bff}/admin/help-wall`)
  await page.setViewportSize({ width: 1920, height: 1080 })
  await page.getByRole('list', { name: '最先到期的呼叫' }).or(page.getByText('（有人在办）').first()).first().waitFor()
  await page.screenshot({ path: fileURLToPath(new URL('../out/admin/help-wall-busy.png', import.meta.url)) })
  expect(faults).toEqual([])
  await page.context().close()
})
