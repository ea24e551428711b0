import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { axeFaults } from '../browser/axe.ts'
import { launchChromium } from '../browser/chromium.ts'
import { openPast } from '../browser/past.ts'
import { openPhone, type Phone, settle, viewModes, viewNames } from '../browser/phone.ts'
import { controlFaults, layoutFaults } from '../browser/survey.ts'
import { signInStaff } from '../weapp/staff.ts'
import { appPages } from './app-pages.ts'
import { give, giveTo } from './giver.ts'
import { rules, takePicture } from './look.ts'
import type { Screen, World } from './screen.ts'
import { screens } from './screens.ts'

const { bff: base } = inject('system')

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

let browser: Browser
beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser.close())

test('every page of the app is among the screens looked at here', async () => {
  const covered = new Set(screens.map(({ page }) => page))
  expect((await appPages()).filter((page) => !covered.has(page))).toEqual([])
})

interface Visitor {
  mode: (typeof viewModes)[number]
  phone: Phone
  world: World
}

describe('in both views', () => {
  const visitors: Visitor[] = []

  beforeAll(async () => {
    const staff = await signInStaff(base)
    const code = await staff.codeForGiving()
    const [pausedCode] = await staff.codesIn('paused')
    if (!pausedCode) throw new Error('the seed has no paused code')
    for (const mode of viewModes) {
      const phone = await openPhone(browser, { base, view: { mode, scale: 1 } })
      const tracedGiftId = await traced(phone.page, code.campaignId)
      visitors.push({ mode, phone, world: { code, pausedCode, paidGiftId: await give(phone.page, code, '6.60'), tracedGiftId } })
    }
  })
  afterAll(async () => {
    for (const { phone } of visitors) await phone.close()
  })

  async function lookAt({ state, open }: Screen, { mode, phone, world }: Visitor): Promise<void> {
    const { page, faults } = phone
    faults.length = 0
    await open(page, world)
    await settle(page)
    await takePicture(page, `${state}-${mode}`)
    const what = (of: string) => `${viewNames[mode]}: ${of}`
    expect.soft(await page.title(), what('title')).toMatch(/\p{Script=Han}/u)
    expect.soft(await page.locator('h1:visible').count(), what('first headings')).toBe(1)
    expect.soft(await axeFaults(page), what('axe')).toEqual([])
    expect.soft(await controlFaults(page), what('controls')).toEqual([])
    expect.soft(await layoutFaults(page, rules[mode]), what('layout')).toEqual([])
    expect.soft(faults, what('console')).toEqual([])
  }

  // Both views at once: looking takes a processor, and there are two.
  test.each(screens)('$state: axe, controls, sizes', async (screen) => {
    await Promise.all(visitors.map((visitor) => lookAt(screen, visitor)))
  })
})
