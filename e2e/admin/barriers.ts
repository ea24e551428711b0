import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'

/** What axe calls serious or critical on the page as it stands, each with where. */
export async function barriers(page: Page): Promise<string[]> {
  // By itself, for pages are looked at two at a time and expect.poll belongs to one test at a time.
  const deadline = Date.now() + 15_000
  while ((await page.locator('.ant-skeleton, .ant-spin-spinning').count()) > 0) {
    if (Date.now() > deadline) throw new Error(`${page.url()} is still loading`)
    await page.waitForTimeout(50)
  }
  // Colours are measured when nothing is fading any more.
  await page.waitForTimeout(400)
  const { violations } = await new AxeBuilder({ page }).analyze()
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`)
}
