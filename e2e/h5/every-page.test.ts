import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { axeFaults } from '../browser/axe.ts'
import { launchChromium } from '../browser/chromium.ts'
import { openPast } from '../browser/past.ts'
import { openPhone, type Phone, settle, viewModes, viewNames } from '../browser/phone.ts'
import { controlFaults, layoutFaults } from '../browser/survey.ts'
import type { LayoutRules } from '../browser/survey-types.ts'
import { signInStaff } from '../weapp/staff.ts'
import { appPages } from './app-pages.ts'
import { give, giveTo } from './giver.ts'
import { screens, type World } from './screens.ts'

const { bff: base } = inject('system')

/** A picture of the whole page for a person to look at; the page scrolls within the screen, so the screen is made as tall as it. */
async function takePicture(page: Page, name: string): Promise<void> {
  const height = await page
    .locator('.ms-page:visible')
    .first()
    .evaluate((element: { scrollHeight: number }) => element.scrollHeight)
  await page.setViewportSize({ width: 375, height: Math.min(Math.max(height + 70, 812), 6_000) })
  await page.screenshot({ path: fileURLToPath(new URL(`../out/h5/${name}.png`, import.meta.url)) })
  await page.setViewportSize({ width: 375, height: 812 })
}

/** A gift of a sealed day, spent in two purchases. */
async function traced(page: Page, campaignId: string): Promise<string> {
  const past = await openPast()
  const project = await past.freshProject(campaignId)
  const giftId = await giveTo(page, project, '128.00')
  await past.hideProject(project.id)
  await past.makeOldest(giftId)
  await past.spend(giftId, 3_260, { purpose: '给老人送餐的保温箱两只', payee: '演示·上城日用品商店', spentOn: '2026-07-01' })
  await past.spend(giftId, 2_875)
  await past.close()
  return giftId
}

/** The scale of look.md: body, secondary, height of what is pressed. */
const rules: Record<(typeof viewModes)[number], LayoutRules> = {
  standard: { text: 16, mainText: 18, tabText: 16, target: 44, mainTarget: 44 },
  care: { text: 20, mainText: 22, tabText: 20, target: 44, mainTarget: 60 },
}

let browser: Browser
beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser.close())

test('every page of the app is among the screens looked at here', async () => {
  const covered = new Set(screens.map(({ page }) => page))
  expect((await appPages()).filter((page) => !covered.has(page))).toEqual([])
})

describe.each(viewModes)('%s', (mode) => {
  let phone: Phone
  let world: World

  beforeAll(async () => {
    const staff = await signInStaff(base)
    const code = await staff.codeForGiving()
    const [pausedCode] = await staff.codesIn('paused')
    if (!pausedCode) throw new Error('the seed has no paused code')
    phone = await openPhone(browser, { base, view: { mode, scale: 1 } })
    const tracedGiftId = await traced(phone.page, code.campaignId)
    world = { code, pausedCode, paidGiftId: await give(phone.page, code, '6.60'), tracedGiftId }
  })
  afterAll(() => phone?.close())

  test.each(screens)(`${viewNames[mode]} $state: axe, controls, sizes`, async ({ state, open }) => {
    const { page, faults } = phone
    faults.length = 0
    await open(page, world)
    await settle(page)
    await takePicture(page, `${state}-${mode}`)
    expect.soft(await page.title(), 'title').toMatch(/\p{Script=Han}/u)
    expect.soft(await page.locator('h1:visible').count(), 'first headings').toBe(1)
    expect.soft(await axeFaults(page), 'axe').toEqual([])
    expect.soft(await controlFaults(page), 'controls').toEqual([])
    expect.soft(await layoutFaults(page, rules[mode]), 'layout').toEqual([])
    expect.soft(faults, 'console').toEqual([])
  })
})
