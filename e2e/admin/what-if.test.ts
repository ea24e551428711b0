import { createClient } from '@minsheng/shared/client'
import { type Contracts, contracts } from '@minsheng/shared/contracts/index'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { barriers } from './barriers.ts'
import { choose, demoStaff, goTo, launchChromium, openAdminAs } from './staff-browser.ts'

const { bff } = inject('system')
let browser: Browser
beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser.close())

const POLICY = '最低生活保障（低保）'
const ALLOWANCE = '高龄津贴'
const STANDARD = '最低生活保障标准（每人每月）'

const call = (token: string | null) =>
  createClient<Contracts>(
    contracts,
    async ({ method, url, headers, body }) => {
      const response = await fetch(`${bff}${url}`, { method, headers, body: typeof body === 'string' ? body : undefined })
      return { status: response.status, header: (name) => response.headers.get(name), data: await response.json() }
    },
    () => token,
  )

/** A draft that raises an allowance, with an example that comes out right. */
async function raisedDraft(clerk: ReturnType<typeof call>) {
  const why = '试着提高，看看谁有变化'
  const draft = await clerk('createPolicyDraft', {
    body: { kind: 'parameter', key: 'agedEighty', why },
    idempotencyKey: crypto.randomUUID(),
  })
  const from = `${new Date().getFullYear() + 1}-12-01`
  const content = {
    ...draft.content,
    value: {
      from,
      value: 7_000,
      source: { title: '关于提高高龄津贴的通知', number: '上民〔2026〕31号', article: '第一条', quotation: '调整为每人每月70元' },
      confidence: 'text',
      illustrative: false,
    },
    cases: [
      {
        policy: 'aged-allowance',
        name: '86 周岁，提高到 70 元',
        on: from,
        person: { birthDate: `${new Date().getFullYear() - 85}-03-01`, registeredIn: 'district' },
        household: {},
        others: [],
        status: 'entitled',
        low: 7_000,
        high: 7_000,
      },
    ],
  }
  return clerk('savePolicyDraft', { params: { draftId: draft.id }, body: { rev: draft.rev, content, why } })
}

/** Waits until an answer to what is on the page now has come. */
const settled = (page: Page) => page.getByText(/^算好了，用了/).waitFor()

test('a clerk raises 低保标准 by a slider, sees at once who gets more in which street, and opens the list', async () => {
  const { page, faults } = await openAdminAs(browser, bff, 'policy')
  await goTo(page, '政策试算')
  await page.getByText('全区情况是最新的').waitFor()
  await page.getByRole('heading', { name: '先选一项政策' }).waitFor()
  await choose(page, '看哪项政策用的数', POLICY)
  await page.getByRole('heading', { name: '拖动一个数试试' }).waitFor()
  const slider = page.getByRole('slider', { name: `${STANDARD}，拖动` })
  await slider.focus()
  for (let step = 0; step < 12; step += 1) await slider.press('ArrowRight')
  expect(await page.getByLabel(STANDARD, { exact: true }).inputValue()).toBe('1305.00')
  await settled(page)
  expect(await barriers(page), 'what if').toEqual([])
  const streets = page.getByRole('region', { name: `按街道：${POLICY}` })
  const first = streets.getByRole('button', { name: /^变多，.+看名单$/ }).first()
  const named = (await first.getAttribute('aria-label')) ?? ''
  await first.click()
  const drawer = page.getByRole('dialog')
  const [, street = '', count = ''] = /^变多，(.+)，([\d,]+) [户人]，看名单$/.exec(named) ?? []
  await drawer.getByText(`变多：${POLICY}，${street}`).waitFor()
  await drawer.getByRole('row').nth(1).waitFor()
  const rows = drawer.getByRole('row').filter({ hasText: street })
  expect(await rows.count()).toBe(Math.min(20, Number(count.replaceAll(',', ''))))
  await page.keyboard.press('Escape')
  await drawer.waitFor({ state: 'hidden' })
  await page.getByRole('button', { name: '全部回到现在的' }).click()
  await page.getByRole('heading', { name: '拖动一个数试试' }).waitFor()
  expect(faults).toEqual([])
})

test('before a draft is handed on, and before it is agreed to, it shows who has more by it; coverage shows who does not have theirs', async () => {
  const { accessToken } = await call(null)('signInStaff', { body: demoStaff.policy })
  const clerk = call(accessToken)
  const draft = await raisedDraft(clerk)
  const leader = await openAdminAs(browser, bff, 'leader', '一键呼报表')
  const { page, faults } = await openAdminAs(browser, bff, 'policy')
  try {
    await page.goto(`${bff}/admin/policy-drafts/${draft.id}`)
    await page.getByRole('button', { name: '看全区谁有变化' }).click()
    await page
      .getByRole('region', { name: `按街道：${ALLOWANCE}` })
      .getByRole('button', { name: /^变多，/ })
      .first()
      .waitFor()
    expect(await barriers(page), 'preview').toEqual([])
    await page.getByRole('button', { name: '交复核' }).click()
    await page.getByText('要由没有参与起草的另一个人复核').waitFor()

    await leader.page.goto(`${bff}/admin/policy-drafts/${draft.id}`)
    await leader.page.getByRole('button', { name: '看全区谁得到、谁失去' }).click()
    const streets = leader.page.getByRole('region', { name: `按街道：${ALLOWANCE}` })
    await streets.getByRole('row').nth(1).waitFor()
    expect(await streets.getByRole('button', { name: /看名单/ }).count(), 'the leader sees numbers, not people').toBe(0)

    await goTo(page, '政策覆盖')
    await page.getByRole('region', { name: '每项政策' }).getByText(ALLOWANCE).waitFor()
    expect(await barriers(page), 'coverage').toEqual([])
    await page
      .getByRole('button', { name: /^符合，还没享受，.+看名单$/ })
      .first()
      .click()
    const drawer = page.getByRole('dialog')
    await drawer.getByText('政策上门名单').waitFor()
    await drawer.getByRole('row').nth(1).waitFor()
    expect([...faults, ...leader.faults]).toEqual([])
  } finally {
    const { rev } = await clerk('getPolicyDraft', { params: { draftId: draft.id } })
    await clerk('dropPolicyDraft', { params: { draftId: draft.id }, body: { rev } })
  }
})
