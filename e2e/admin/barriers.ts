import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { eventually } from './staff-browser.ts'

/** What axe calls serious or critical on the page as it stands, each with where. */
export async function barriers(page: Page): Promise<string[]> {
  await eventually(() => page.locator('.ant-skeleton, .ant-spin-spinning').count()).toBe(0)
  // Colours are measured when nothing is fading any more.
  await page.waitForTimeout(400)
  const { violations } = await new AxeBuilder({ page }).analyze()
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`)
}
