import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { barriers } from '../admin/barriers.ts'
import { goTo, openAdminAs } from '../admin/staff-browser.ts'
import { axeFaults } from '../browser/axe.ts'
import { launchChromium } from '../browser/chromium.ts'
import { openPhone, settle, viewModes } from '../browser/phone.ts'
import { callsAs, callsOf, granted, type Known, registered, registeredPlaceSeen, todayHere, zlbTicket } from './known.ts'
import { takePicture } from './look.ts'

const { bff: base, standIns } = inject('system')
const MASKED = '屠*英'
const month = todayHere().slice(0, 7)
/** Its last day is never over, whatever day it is. */
const payOn = `${month}-${new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0)).getUTCDate()}`
let browser: Browser
beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser.close())

/** All that stands, paid for this month by two people and the bank. */
async function paidThisMonth(): Promise<void> {
  const [maker, second] = await Promise.all([callsAs(base, 'admin'), callsAs(base, 'leader')])
  const { id: batchId, rev } = await maker('makePayoutBatch', { body: { month, payOn }, idempotencyKey: crypto.randomUUID() })
  const params = { batchId }
  await second('decidePayoutBatch', { params, body: { decision: 'approve', rev } })
  const bytes = await maker('takePayoutFile', { params, body: { purpose: '交杭州银行代发，王会计去办' } })
  const answer = await fetch(`${standIns.phone}/bank/payments`, { method: 'POST', body: Buffer.from(bytes) })
  await maker('takePayoutReturns', { params, body: Buffer.from(await answer.arrayBuffer()), contentType: 'text/csv' })
}

/** She moved away, was heard, and it ended with this month: what was paid for it was not due. */
async function endedThisMonth(known: Known & { residentId: string }): Promise<void> {
  const me = await callsOf(base, known)
  await registeredPlaceSeen(base, known.residentId, 'elsewhere')
  const award = (await me('listMyAwards')).items.find(({ policyId }) => policyId === 'aged-allowance')
  const params = { awardId: award?.id ?? '' }
  const words = '户籍这个月已经迁出上城区，这个月起不再符合条件'
  const clerk = await callsAs(base, 'street')
  const told = await clerk('giveChangeNotice', { params, body: { rev: award?.rev ?? 0, kind: 'stop', words, fromMonth: month } })
  const heard = await me('speakOnChange', { params, body: { rev: told.rev, words: '户口是迁到女儿家去了' } })
  const second = await callsAs(base, 'admin')
  await second('decideChange', { params, body: { rev: heard.rev, confirm: true, words: '核对了户籍，已经迁出本区' } })
}

/** Her phone, once in each view. */
async function herPhones(known: Known) {
  const phones = []
  for (const mode of viewModes) {
    const phone = await openPhone(browser, { base, view: { mode, scale: 1 } })
    await phone.page.goto(`/packages/account/zlb/index?ticket=${await zlbTicket(known)}`)
    await phone.page.waitForURL((url) => !url.pathname.includes('/zlb/'))
    phones.push({ ...phone, mode })
  }
  return phones
}

/** Nothing of the desk keeps anyone out, and a person looks at the picture. */
async function deskSeen(page: Page, at: string): Promise<void> {
  expect(await barriers(page), at).toEqual([])
  // The menu stands where the page is scrolled to.
  await page.evaluate('scrollTo(0, 0)')
  await page.screenshot({ path: fileURLToPath(new URL(`../out/admin/recovery-${at}.png`, import.meta.url)), fullPage: true })
}

/** A list of the desk holds nothing; with `more`, that is seen only on its second page. */
const holdsNothing = (page: Page, list: 'overpaid' | 'recoveries', more = false) =>
  page.route(`**/api/v1/admin/${list}*`, (route) => {
    const isFirst = !route.request().url().includes('cursor=')
    return route.fulfill({ json: { items: [], nextCursor: more && isFirst ? 'more' : null } })
  })

test('the desk with nothing to do, with more to look through, and without an answer', async () => {
  const { page, faults } = await openAdminAs(browser, base, 'admin', '捐赠记录')
  await holdsNothing(page, 'overpaid')
  await holdsNothing(page, 'recoveries')
  await goTo(page, '多发追回')
  await page.getByRole('heading', { name: '没有多发的' }).waitFor()
  await deskSeen(page, 'none')
  await holdsNothing(page, 'overpaid', true)
  await page.route('**/api/v1/admin/recoveries*', (route) => route.fulfill({ status: 503, contentType: 'text/html', body: '<p>503</p>' }))
  await page.reload()
  await page.getByText('如果一直这样，请告诉系统管理员。').waitFor()
  await page.getByRole('button', { name: '接着看' }).waitFor()
  await deskSeen(page, 'failed')
  await page.getByRole('button', { name: '接着看' }).click()
  await page.getByRole('heading', { name: '没有多发的' }).waitFor()
  await page.unrouteAll({ behavior: 'wait' })
  await page.getByRole('button', { name: '再试一次' }).click()
  await page.getByRole('button', { name: '再试一次' }).waitFor({ state: 'detached' })
  expect(faults).toEqual([])
  await page.context().close()
})

test('what was paid for a month that ended: told, heard, decided by another, paid back, and settled on her phone', async () => {
  const known = await registered(base, '066', '屠菊英')
  await granted(base, known)
  await paidThisMonth()
  await endedThisMonth(known)

  const maker = await openAdminAs(browser, base, 'admin', '捐赠记录')
  const { page: desk } = maker
  await goTo(desk, '多发追回')
  const overpaid = desk.getByRole('region', { name: '多发了的待遇' }).getByRole('row', { name: /屠\*英/ })
  await overpaid.getByRole('button', { name: '提出处理' }).waitFor()
  await deskSeen(desk, 'overpaid')
  await overpaid.getByRole('button', { name: '提出处理' }).click()
  const proposing = desk.getByRole('dialog', { name: `${MASKED}的高龄津贴：多发 ¥50.00` })
  await proposing.getByRole('button', { name: '告知本人' }).click()
  await proposing.getByRole('textbox', { name: '理由', description: /请写明理由，居民会看到/ }).waitFor()
  await deskSeen(desk, 'proposing')
  await proposing.getByLabel(/^理由/).fill('户籍这个月已经迁出，这个月的津贴多发了。请转账退到区民政局的对公账户，可以分两次。')
  // Nobody is told of what is waived.
  await proposing.getByRole('radio', { name: '不追回' }).check()
  await proposing.getByRole('button', { name: '提出，请同事决定' }).waitFor()
  await proposing.getByRole('radio', { name: '转账退回' }).check()
  await proposing.getByRole('button', { name: '告知本人' }).click()
  await desk.getByText('已告知', { exact: true }).waitFor()
  await deskSeen(desk, 'told')

  const phones = await herPhones(known)
  const onHerPhones = async (at: string, words: RegExp) => {
    const look = async ({ page, mode }: (typeof phones)[number]) => {
      await page.goto('/packages/policy/awards/index')
      await page.getByRole('heading', { name: words }).waitFor()
      await settle(page)
      await takePicture(page, `recovery-${at}-${mode}`)
      expect(await axeFaults(page), `${at} ${mode}`).toEqual([])
    }
    await Promise.all(phones.map(look))
  }
  await onHerPhones('told', /^高龄津贴：可能多发了，先听您说$/)
  const [, care] = phones
  const hers = care?.page as Page
  await hers.getByRole('button', { name: '提交' }).tap()
  await hers.getByText('请写明您的情况，至少 2 个字').first().waitFor()
  await hers.getByRole('textbox', { name: '说说您的情况' }).fill('钱已经买药用了，分两次退行不行')
  await hers.getByRole('button', { name: '提交' }).tap()
  await hers.getByRole('heading', { name: '高龄津贴：等另一位工作人员决定' }).waitFor()
  await settle(hers)
  await takePicture(hers, 'recovery-heard-care')
  expect(await axeFaults(hers), 'heard').toEqual([])

  const second = await openAdminAs(browser, base, 'leader', '一键呼报表')
  await goTo(second.page, '多发追回')
  await second.page.getByRole('link', { name: `打开 ${MASKED} 的 高龄津贴` }).click()
  const deciding = second.page.getByRole('region', { name: '决定' })
  await deciding.getByRole('button', { name: '决定追回' }).click()
  await deciding.getByRole('textbox', { name: '理由', description: /请写明理由，居民会看到/ }).waitFor()
  await deskSeen(second.page, 'deciding')
  await deciding.getByLabel(/^理由/).fill('户籍迁出的日期核对过；同意分两次退')
  await deciding.getByRole('button', { name: '决定追回' }).click()
  await second.page.getByText('还没退完').waitFor()
  await deskSeen(second.page, 'decided')
  await onHerPhones('open', /^高龄津贴：请转账退回$/)

  await desk.reload()
  const recording = desk.getByRole('region', { name: '登记退回的钱' })
  await recording.getByRole('button', { name: '登记' }).click()
  await recording.getByRole('spinbutton', { name: '金额（元）', description: /请填金额/ }).waitFor()
  await recording.getByRole('textbox', { name: '银行流水号', description: /请写银行流水号/ }).waitFor()
  await deskSeen(desk, 'recording')
  await recording.getByLabel('金额（元）').fill('50')
  await recording.getByLabel('银行流水号').fill('20261201-7')
  await recording.getByRole('button', { name: '登记' }).click()
  await desk.getByText(/等另一人核对/).waitFor()
  await deskSeen(desk, 'recorded')
  await second.page.reload()
  const confirming = second.page.getByRole('region', { name: '核对' })
  await confirming.getByRole('button', { name: '不对', exact: true }).click()
  await confirming.getByRole('textbox', { name: '哪里不对', description: /请写明哪里不对/ }).waitFor()
  await deskSeen(second.page, 'confirming')
  await confirming.getByRole('button', { name: '核对无误' }).click()
  await second.page.getByText('已办结').waitFor()
  await goTo(second.page, '多发追回')
  await second.page.getByRole('row', { name: /屠\*英.*已办结/ }).waitFor()
  await deskSeen(second.page, 'settled')
  await onHerPhones('settled', /^高龄津贴：已经退清$/)
  for (const { faults, close } of phones) {
    expect(faults).toEqual([])
    await close()
  }
  for (const { page, faults } of [maker, second]) {
    expect(faults).toEqual([])
    await page.context().close()
  }
})
