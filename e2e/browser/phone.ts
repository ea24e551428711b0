import type { Browser, BrowserContext, Page } from 'playwright-core'
import { expect } from 'vitest'
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
}

export interface Phone {
  context: BrowserContext
  page: Page
  /** What the page did wrong: exceptions and what it reported as errors. Empty when all went well. */
  faults: string[]
  close(): Promise<void>
}

/** A browser on a phone of its own: nothing kept from anyone else, but the view when one is given. */
export async function openPhone(browser: Browser, { base, view, touch = true }: PhoneOptions): Promise<Phone> {
  const kept = view ? [{ name: 'view', value: JSON.stringify({ data: `${view.mode}/${view.scale}` }) }] : []
  const context = await browser.newContext({
    baseURL: base,
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
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(error.message))
  page.on('console', (message) => {
    // The browser reports every refused or lost request by itself; those are what some journeys are about.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) faults.push(message.text())
  })
  return { context, page, faults, close: () => context.close() }
}

/** Waits until a page shows what it lives on and nothing is being fetched. */
export async function settle(page: Page): Promise<void> {
  await page.locator('.ms-page:visible').first().waitFor()
  await page.waitForLoadState('networkidle')
  await expect.poll(() => page.locator('.ms-skeleton:not(.gallery__group *):visible').count(), { timeout: 15_000 }).toBe(0)
}
