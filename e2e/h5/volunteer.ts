import type { Browser, Page } from 'playwright-core'
import { inject } from 'vitest'
import { goTo, openAdminAs } from '../admin/staff-browser.ts'
import { freshPhone, readSmsCode } from './sms.ts'

/** The charity's desk makes an invitation and hands over its link. */
export async function invite(browser: Browser): Promise<string> {
  const { bff } = inject('system')
  const { page } = await openAdminAs(browser, bff, 'charity')
  await goTo(page, '巡码')
  await page.getByRole('button', { name: '邀请志愿者' }).first().click()
  await page.getByLabel('邀请谁').fill('小营 王老师')
  await page.getByRole('button', { name: '生成邀请' }).click()
  const made = page.getByRole('dialog', { name: '邀请已生成' })
  await made.getByRole('img', { name: '邀请二维码' }).waitFor()
  const link = await made.getByText(/\/p\/inv_/).textContent()
  await page.context().close()
  return new URL(new URL(link?.trim() ?? '').pathname, bff).href
}

/** Signs in with a number of one's own; 关怀版 asks for one thing at a time. */
export async function signIn(page: Page, mode: 'standard' | 'care' = 'standard'): Promise<void> {
  const mine = freshPhone()
  await page.getByRole('button', { name: '手机号登录' }).tap()
  await page.getByRole('textbox', { name: '手机号' }).fill(mine)
  await page.getByRole('button', { name: '获取验证码' }).tap()
  if (mode === 'standard') await page.getByText(`已发到 ${mine}`).waitFor()
  await page.getByRole('textbox', { name: '短信验证码' }).fill(await readSmsCode(mine))
  await page.getByRole('button', { name: '登录', exact: true }).tap()
  await page.waitForURL((url) => !url.pathname.includes('/sign-in/'))
}

/** Goes to the venue of the round and checks a link there. */
export async function checkAt(page: Page, venue: string, link: string): Promise<void> {
  await page
    .getByRole('link', { name: new RegExp(venue) })
    .first()
    .tap()
  await page.getByRole('heading', { level: 1, name: venue }).waitFor()
  await page.getByRole('textbox', { name: '码里的链接' }).fill(link)
  await page.getByRole('button', { name: '核对这张码' }).tap()
}
