import type { Gift, GiftCode } from '@minsheng/shared/contracts/donation'
import type { Locator, Page } from 'playwright-core'
import { inject } from 'vitest'
import '../../scripts/testing/provided-context.ts'

/** Time for the money to arrive: cashier, notice, question, page. */
export const patience = 20_000

/** The link as it is printed, on the host that serves this run. */
export function printedLink({ link }: Pick<GiftCode, 'link'>): string {
  const { pathname, search } = new URL(link)
  return new URL(`${pathname}${search}`, inject('system').bff).href
}

/** Opens a printed link as a camera does. */
export async function openCode(page: Page, code: GiftCode): Promise<void> {
  await page.goto(printedLink(code))
  await page.getByRole('heading', { level: 1, name: code.campaignTitle }).waitFor()
}

/** Fingers that count what they press. */
export function countingTaps() {
  let taps = 0
  return {
    async tap(where: Locator): Promise<void> {
      taps += 1
      await where.tap()
    },
    count: () => taps,
  }
}

export const giveButton = (page: Page) => page.locator('.ms-page__bottom').getByRole('button', { name: /^捐/ })
export const confirmButton = (page: Page) => page.getByRole('button', { name: '确认支付' })

/** Types an amount of one's own. */
export async function typeAmount(page: Page, amount: string): Promise<void> {
  await page.getByRole('radio', { name: '其他金额' }).click()
  await page.getByRole('textbox', { name: '金额（元）' }).fill(amount)
}

/** Pays in the cashier and waits for the page that says thanks. */
export async function payInCashier(page: Page): Promise<void> {
  await page.waitForURL(/\/cashier\/h5/)
  await confirmButton(page).click()
  await page.getByRole('heading', { level: 1, name: '谢谢您，钱已到账' }).waitFor({ timeout: patience })
}

/** Gives through the page from code to thanks, and answers the number of the gift. */
export async function give(page: Page, code: GiftCode, amount: string, name?: string): Promise<string> {
  await openCode(page, code)
  await typeAmount(page, amount)
  if (name !== undefined) {
    await page.getByRole('button', { name: /留下称呼或匿名/ }).click()
    await page.getByRole('textbox', { name: '怎么称呼您' }).fill(name)
  }
  await giveButton(page).click()
  await payInCashier(page)
  return new URL(page.url()).searchParams.get('id') ?? ''
}

/** Gives to a project without a code. */
export async function giveTo(page: Page, project: { id: string; title: string }, amount: string): Promise<string> {
  await page.goto(`/packages/donation/giving/index?id=${project.id}`)
  await page.getByRole('heading', { level: 1, name: project.title }).waitFor()
  await typeAmount(page, amount)
  await giveButton(page).click()
  await payInCashier(page)
  return new URL(page.url()).searchParams.get('id') ?? ''
}

/** Counts the orders that the page sends. */
export function countOrders(page: Page): () => number {
  let orders = 0
  page.on('request', (request) => {
    if (request.method() === 'POST' && new URL(request.url()).pathname === '/api/v1/gifts') orders += 1
  })
  return () => orders
}

interface Desk {
  giftsOf(codeId: string): Promise<(Gift & { donorLabel: string })[]>
  publicTotals(projectId: string): Promise<{ raisedFen: number; giftCount: number }>
}

/** The books as they are now; `since` tells what was added later. */
export async function openBooks(desk: Desk, code: GiftCode) {
  const before = { gifts: await desk.giftsOf(code.id), totals: await desk.publicTotals(code.campaignId) }
  const known = new Set(before.gifts.map(({ id }) => id))
  return {
    async since() {
      const totals = await desk.publicTotals(code.campaignId)
      return {
        gifts: (await desk.giftsOf(code.id)).filter(({ id }) => !known.has(id)),
        raisedFen: totals.raisedFen - before.totals.raisedFen,
        giftCount: totals.giftCount - before.totals.giftCount,
      }
    },
  }
}
