import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import type { viewModes } from '../browser/phone.ts'
import type { LayoutRules } from '../browser/survey-types.ts'

/** A picture of the whole page for a person to look at; the page scrolls within the screen, so the screen is made as tall as it. */
export async function takePicture(page: Page, name: string): Promise<void> {
  const height = await page
    .locator('.ms-page:visible')
    .first()
    .evaluate((element: { scrollHeight: number }) => element.scrollHeight)
  await page.setViewportSize({ width: 375, height: Math.min(Math.max(height + 70, 812), 6_000) })
  await page.screenshot({ path: fileURLToPath(new URL(`../out/h5/${name}.png`, import.meta.url)) })
  await page.setViewportSize({ width: 375, height: 812 })
}

/** The scale of look.md: body, secondary, height of what is pressed. */
export const rules: Record<(typeof viewModes)[number], LayoutRules> = {
  standard: { text: 16, mainText: 18, tabText: 16, target: 44, mainTarget: 44 },
  care: { text: 20, mainText: 22, tabText: 20, target: 44, mainTarget: 60 },
}
