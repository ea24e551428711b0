import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { barriers } from '../admin/barriers.ts'
import { goTo, openAdminAs } from '../admin/staff-browser.ts'
import { axeFaults } from '../browser/axe.ts'
import { launchChromium } from '../browser/chromium.ts'
import { openPhone, settle } from '../browser/phone.ts'
import { granted, registered, zlbTicket } from './known.ts'
import { takePicture } from './look.ts'

const { bff: base, standIns } = inject('system')
const OTHER_CARD = '6228480402564890018'
let browser: Browser
beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser.close())

const deskPicture = (page: Page, name: string) =>
  page.screenshot({ path: fileURLToPath(new URL(`../out/admin/${name}.png`, import.meta.url)), fullPage: true, animations: 'disabled' })

/** On the phone of one of the two, with their payments open. */
async function myPayments(known: Awaited<ReturnType<typeof registered>>, mode: 'standard' | 'care') {
  const phone = await openPhone(browser, { base, view: { mode, scale: 1 } })
  await phone.page.goto(`/packages/account/zlb/index?ticket=${await zlbTicket(known)}`)
  await phone.page.waitForURL((url) => !url.pathname.includes('/zlb/'))
  await phone.page.goto('/packages/policy/payments/index')
  const look = async (at: string) => {
    await settle(phone.page)
    await takePicture(phone.page, `payments-${at}-${mode}`)
    expect(await axeFaults(phone.page), at).toEqual([])
  }
  return { ...phone, look }
}

test('a batch, a second person, the bank: one is paid, the other changes the card that came back', async () => {
  const paid = await registered(base, '058', '鲍秀兰')
  const refused = await registered(base, '060', '岑玉仙')
  await granted(base, paid)
  await granted(base, refused)

  const maker = await openAdminAs(browser, base, 'admin', '捐赠记录')
  await goTo(maker.page, '待遇发放')
  await maker.page.getByRole('button', { name: '做这个月的一批' }).click()
  await maker.page.getByRole('button', { name: '开始做' }).click()
  await maker.page.getByText('这一批是您做的，要由另一位同事审核').waitFor()
  const address = new URL(maker.page.url()).pathname
  await maker.page.getByRole('row', { name: /鲍\*兰/ }).waitFor()
  expect(await barriers(maker.page), 'the batch').toEqual([])
  await deskPicture(maker.page, 'payout-waiting')

  const second = await openAdminAs(browser, base, 'leader', '一键呼报表')
  await goTo(second.page, '待遇发放')
  await second.page.getByRole('link', { name: /^打开/ }).first().waitFor()
  expect(await barriers(second.page), 'the batches').toEqual([])
  await deskPicture(second.page, 'payouts')
  await second.page.getByRole('link', { name: /^打开/ }).first().click()
  const deciding = second.page.getByRole('region', { name: '审核' })
  await deciding.getByRole('button', { name: '退回' }).click()
  await deciding.getByRole('textbox', { name: '退回的原因', description: '请写明为什么退回' }).waitFor()
  await deskPicture(second.page, 'payout-deciding')
  await deciding.getByRole('button', { name: '同意发放' }).click()
  await second.page.getByText('已审核，待交银行').waitFor()

  await maker.page.reload()
  const counter = maker.page.getByRole('region', { name: '交银行' })
  await counter.getByRole('button', { name: '取银行文件' }).click()
  await maker.page.getByLabel('交给哪家银行、谁去办').fill('交杭州银行代发，王会计去办')
  const [download] = await Promise.all([maker.page.waitForEvent('download'), maker.page.getByRole('button', { name: '取出文件' }).click()])
  const bytes = await readFile(await download.path())
  const rows = new TextDecoder('gb18030').decode(bytes).split('\r\n')
  const refusedNumber = rows.find((row) => row.includes(',岑玉仙,'))?.split(',')[0] ?? ''
  await counter.getByRole('button', { name: '交回执' }).waitFor()
  const wrong = await fetch(`${standIns.phone}/bank/payments?misbehave=stranger`, { method: 'POST', body: bytes })
  await maker.page
    .getByLabel('选回执文件')
    .setInputFiles({ name: 'huizhi.csv', mimeType: 'text/csv', buffer: Buffer.from(await wrong.arrayBuffer()) })
  await maker.page.getByText('序号 9999 不在送出的文件里').waitFor()
  await deskPicture(maker.page, 'payout-returns-refused')
  const answer = await fetch(`${standIns.phone}/bank/payments?refuse=${refusedNumber}&reason=账户已销户`, { method: 'POST', body: bytes })
  await maker.page
    .getByLabel('选回执文件')
    .setInputFiles({ name: 'huizhi.csv', mimeType: 'text/csv', buffer: Buffer.from(await answer.arrayBuffer()) })
  await maker.page.getByText('已对完账').waitFor()
  await maker.page
    .getByRole('row', { name: /岑\*仙/ })
    .getByText('销户或停用')
    .waitFor()
  expect(await barriers(maker.page), 'the answer').toEqual([])
  await deskPicture(maker.page, 'payout-settled')
  expect(maker.faults.filter((fault) => !fault.includes('400'))).toEqual([])
  expect(second.faults).toEqual([])
  expect(new URL(maker.page.url()).pathname).toBe(address)
  for (const one of [maker, second]) await one.page.context().close()

  const hers = await myPayments(paid, 'standard')
  await hers.page.getByText('已到账', { exact: true }).first().waitFor()
  await hers.look('paid')
  expect(hers.faults).toEqual([])
  await hers.close()

  const other = await myPayments(refused, 'care')
  await other.page.getByRole('heading', { name: '“高龄津贴”有一笔没有发成' }).waitFor()
  await other.look('refused')
  await other.page.getByRole('button', { name: '换一张卡' }).tap()
  await other.page.getByText('杭州银行湖滨支行 6222 **** 0128').waitFor()
  await other.page.getByRole('button', { name: '换成这张卡' }).tap()
  await other.page.getByText('卡号是 16 到 19 位数字，请对照银行卡再填一遍').first().waitFor()
  await other.look('card')
  await other.page.getByRole('textbox', { name: '开户银行' }).fill('农业银行湖滨支行')
  await other.page.getByRole('textbox', { name: '银行卡号' }).fill(OTHER_CARD)
  await other.page.getByRole('button', { name: '换成这张卡' }).tap()
  await other.page.getByRole('heading', { name: '卡换好了' }).waitFor()
  await other.page.getByText('农业银行湖滨支行 6228 **** 0018').waitFor()
  await other.look('card-changed')
  await other.page.getByRole('button', { name: '回去看看' }).tap()
  await other.page
    .getByText(/下一批一起补发/)
    .first()
    .waitFor()
  expect(other.faults).toEqual([])
  await other.close()
})
