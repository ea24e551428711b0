import type { Browser, Page } from 'playwright-core'
import { expect } from 'vitest'

export { launchChromium } from '../browser/chromium.ts'

/** The demo accounts of the seed. */
export const demoStaff = {
  admin: { username: 'admin', password: 'Demo-admin-2026' },
  charity: { username: 'charity', password: 'Demo-charity-2026' },
  finance: { username: 'finance', password: 'Demo-finance-2026' },
  auditor: { username: 'auditor', password: 'Demo-auditor-2026' },
  security: { username: 'security', password: 'Demo-security-2026' },
  policy: { username: 'policy', password: 'Demo-policy-2026' },
  leader: { username: 'leader', password: 'Demo-leader-2026' },
  steward: { username: 'steward', password: 'Demo-steward-2026' },
  district: { username: 'district', password: 'Demo-district-2026' },
  street: { username: 'street', password: 'Demo-street-2026' },
  grid: { username: 'grid', password: 'Demo-grid-2026' },
} as const
export type DemoStaff = keyof typeof demoStaff

export interface AdminPage {
  page: Page
  /** Faults the browser saw: exceptions, refused scripts, failed files. Empty when all went well. */
  faults: string[]
}

/** A page of the panel in a fresh browser profile. */
export async function openAdmin(browser: Browser, bff: string): Promise<AdminPage> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    acceptDownloads: true,
  })
  context.setDefaultTimeout(15_000)
  const page = await context.newPage()
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(error.message))
  page.on('console', (message) => {
    // The browser itself reports each refused request as an error; refusals are what some journeys are about.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) faults.push(message.text())
  })
  await page.goto(`${bff}/admin/`)
  return { page, faults }
}

export async function fillSignIn(page: Page, username: string, password: string): Promise<void> {
  await page.getByLabel('账号').fill(username)
  await page.getByLabel('密码', { exact: true }).fill(password)
  await page.getByRole('button', { name: '登录', exact: true }).click()
}

/** A page where this person is signed in and sees the first page of the menu. */
export async function openAdminAs(browser: Browser, bff: string, who: DemoStaff, firstPage = '捐赠记录'): Promise<AdminPage> {
  const opened = await openAdmin(browser, bff)
  await fillSignIn(opened.page, demoStaff[who].username, demoStaff[who].password)
  await opened.page.getByRole('heading', { level: 1, name: firstPage }).waitFor()
  return opened
}

/** Goes to a page by the menu, as a person does. */
export async function goTo(page: Page, title: string): Promise<void> {
  await page.getByRole('navigation', { name: '主菜单' }).getByRole('link', { name: title, exact: true }).click()
  await page.getByRole('heading', { level: 1, name: title }).waitFor()
}

/** Chooses from a list by its label and the beginning of the choice. */
export async function choose(page: Page, label: string, choice: string): Promise<void> {
  await page.getByRole('combobox', { name: label }).click()
  await page.locator('.ant-select-item-option').filter({ hasText: choice }).first().click()
}

/** Types a date into a date field. */
export async function fillDate(page: Page, label: string, date: string): Promise<void> {
  const field = page.getByLabel(label)
  await field.fill(date)
  await field.press('Enter')
}

/** Expects what the page shows to become right, in the time a slow machine needs. */
export function eventually<T>(read: () => T | Promise<T>) {
  return expect.poll(read, { timeout: 15_000 })
}
