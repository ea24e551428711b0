import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { axeFaults } from '../browser/axe.ts'
import { launchChromium } from '../browser/chromium.ts'
import { openPhone, settle, viewModes } from '../browser/phone.ts'
import '../../scripts/testing/provided-context.ts'
import { childOf, registered, zlbTicket } from './known.ts'
import { takePicture } from './look.ts'

const { bff: base } = inject('system')
const CARD = '6222021234567890128'
let browser: Browser
beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser.close())

test.each(viewModes)('in %s a mother finds what is her child’s in her own list, and applies for it with her own card', async (mode) => {
  const [sequence, name, masked] = mode === 'care' ? (['062', '沈秀英', '沈*英'] as const) : (['064', '唐美珍', '唐*珍'] as const)
  const mother = await registered(base, sequence, name, 36)
  await childOf(base, mother, mode === 'care' ? '沈小宝' : '唐小宝')
  const child = mode === 'care' ? '沈*宝' : '唐*宝'
  const phone = await openPhone(browser, { base, view: { mode, scale: 1 } })
  const { page, faults } = phone
  await page.goto(`/packages/account/zlb/index?ticket=${await zlbTicket(mother)}`)
  await page.waitForURL((url) => !url.pathname.includes('/zlb/'))
  await page.goto('/packages/policy/list/index?of=mine')
  await page.getByRole('button', { name: '去看看，再决定' }).tap()
  await page.getByRole('button', { name: '同意', exact: true }).tap()
  await page.getByText('已经同意').first().waitFor()
  await page.goto('/packages/policy/list/index?of=mine')
  await page.getByRole('heading', { name: /^孩子的/ }).waitFor()
  await settle(page)
  await takePicture(page, `children-${mode}`)
  expect(await axeFaults(page)).toEqual([])

  await page
    .getByRole('region', { name: `${child}的政策` })
    .getByRole('link', { name: /^育儿补贴/ })
    .tap()
  await page.getByText(`正在替${child}办事`).waitFor()
  await page.getByText('符合条件').first().waitFor()
  await settle(page)
  await takePicture(page, `child-benefit-${mode}`)
  expect(await axeFaults(page)).toEqual([])
  await page.getByRole('button', { name: '申请', exact: true }).tap()
  await page.getByRole('heading', { level: 1, name: '申请育儿补贴' }).waitFor()
  await page.getByText(masked).first().waitFor()
  await page.getByRole('textbox', { name: '开户银行' }).fill('杭州银行湖滨支行')
  await page.getByRole('textbox', { name: '银行卡号' }).fill(CARD)
  await settle(page)
  await takePicture(page, `child-apply-${mode}`)
  await page.getByRole('button', { name: '下一步，核对一遍' }).tap()
  await page.getByRole('checkbox', { name: /以上情况属实/ }).tap()
  await page.getByRole('button', { name: '提交申请' }).tap()
  await page.getByText('等街道受理').waitFor()
  await page.getByRole('button', { name: /您交了什么/ }).tap()
  await page.getByText('监护人替孩子提交').waitFor()
  await settle(page)
  await takePicture(page, `child-application-${mode}`)
  expect(await axeFaults(page)).toEqual([])
  await page.getByRole('button', { name: '回到我自己' }).tap()
  await page.getByRole('heading', { name: /^孩子的/ }).waitFor()
  expect(faults).toEqual([])
  await phone.close()
})
