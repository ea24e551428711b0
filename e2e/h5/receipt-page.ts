import type { Page } from 'playwright-core'

/** What stands beside a label on the page of a receipt. */
export async function factOf(page: Page, label: string): Promise<string> {
  const row = page.locator('.ms-facts__row', { hasText: label }).locator('.ms-facts__value')
  return (await row.first().textContent())?.trim() ?? ''
}

/** Where the QR code of the receipt on the screen leads, on the host that serves this run. */
export async function verifyPath(page: Page): Promise<string> {
  const [number, check] = [await factOf(page, '凭证编号'), await factOf(page, '校验码')]
  return `/r/${number}?c=${check.replaceAll('-', '')}`
}
