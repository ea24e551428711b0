import type { Browser, BrowserContext, Page, Request } from 'playwright-core'
import { surveyScript } from './survey.ts'

export interface View {
  mode: 'standard' | 'care'
  scale: 1 | 1.2 | 1.4 | 2
}
export const viewNames: Record<View['mode'], string> = { standard: '标准版', care: '关怀版' }
export const viewModes = ['standard', 'care'] as const

export interface PhoneOptions {
  /** Where the resident's pages are served. */
  base: string
  /** What this person chose earlier; absent: nothing yet. */
  view?: View
  /** False: a keyboard and no touch screen. */
  touch?: boolean
  /** How the browser names itself. */
  userAgent?: string
}

export interface Phone {
  context: BrowserContext
  page: Page
  /** What the page did wrong: exceptions and what it reported as errors. Empty when all went well. */
  faults: string[]
  close(): Promise<void>
}

/** A browser on a phone of its own: nothing kept from anyone else, but the view when one is given. */
export async function openPhone(browser: Browser, { base, view, touch = true, userAgent }: PhoneOptions): Promise<Phone> {
  const kept = view ? [{ name: 'view', value: JSON.stringify({ data: `${view.mode}/${view.scale}` }) }] : []
  const context = await browser.newContext({
    baseURL: base,
    ...(userAgent === undefined ? {} : { userAgent }),
    viewport: { width: 375, height: 812 },
    hasTouch: touch,
    isMobile: touch,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    reducedMotion: 'reduce',
    storageState: { cookies: [], origins: [{ origin: new URL(base).origin, localStorage: kept }] },
  })
  context.setDefaultTimeout(15_000)
  await context.addInitScript({ content: await surveyScript() })
  const page = await context.newPage()
  watchRequests(page)
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(error.message))
  page.on('console', (message) => {
    // The browser reports every refused or lost request by itself; those are what some journeys are about.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) faults.push(message.text())
  })
  return { context, page, faults, close: () => context.close() }
}

const underWay = new WeakMap<Page, Set<Request>>()

/** Remembers what is being fetched; the browser's own "idle" is known only half a second later. */
function watchRequests(page: Page): void {
  const open = new Set<Request>()
  underWay.set(page, open)
  page.on('request', (request) => {
    // What is held open to be told of changes never comes to rest.
    if (!/stream$/.test(new URL(request.url()).pathname)) open.add(request)
  })
  page.on('requestfinished', (request) => open.delete(request))
  page.on('requestfailed', (request) => open.delete(request))
}

const QUIET_MS = 100

/** Waits until a page shows what it lives on and nothing has been fetched for a moment. */
export async function settle(page: Page): Promise<void> {
  await page.locator('.ms-page:visible').first().waitFor()
  const deadline = Date.now() + 15_000
  for (let quietSince = Date.now(); Date.now() - quietSince < QUIET_MS; ) {
    // The gallery shows a skeleton for good.
    const waits = (await page.locator('.ms-skeleton:not(.gallery__group *):visible').count()) > 0
    if (waits || (underWay.get(page)?.size ?? 0) > 0) quietSince = Date.now()
    if (Date.now() > deadline) throw new Error(`${page.url()} does not come to rest`)
    await page.waitForTimeout(20)
  }
}
