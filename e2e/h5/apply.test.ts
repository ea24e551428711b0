import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { barriers } from '../admin/barriers.ts'
import { goTo, openAdminAs } from '../admin/staff-browser.ts'
import { axeFaults } from '../browser/axe.ts'
import { launchChromium } from '../browser/chromium.ts'
import { openPhone, settle, viewModes } from '../browser/phone.ts'
import '../../scripts/testing/provided-context.ts'
import { type Known, registered, zlbTicket } from './known.ts'
import { takePicture } from './look.ts'

const { bff: base } = inject('system')
const CARD = '6222021234567890128'
let browser: Browser
beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser.close())

/** Comes in from 浙里办, which says who she is, and agrees to be matched with the register. */
async function comeIn(page: Page, person: Known): Promise<void> {
  await page.goto(`/packages/account/zlb/index?ticket=${await zlbTicket(person)}`)
  await page.waitForURL((url) => !url.pathname.includes('/zlb/'))
  await page.goto('/packages/policy/list/index?of=mine')
  await page.getByRole('button', { name: '去看看，再决定' }).tap()
  await page.getByRole('button', { name: '同意', exact: true }).tap()
  await page.getByText('已经同意').first().waitFor()
}

/** The street's clerk takes an application to a proposal; somebody of the district agrees. */
async function decided(title: string, who: string): Promise<void> {
  const clerk = await openAdminAs(browser, base, 'street', '网格地图')
  await goTo(clerk.page, '救助申请')
  await clerk.page
    .getByRole('button', { name: `打开 ${who} 的${title}申请` })
    .first()
    .click()
  const drawer = clerk.page.getByRole('dialog', { name: '救助申请' })
  expect(await barriers(clerk.page), 'an application').toEqual([])
  await drawer.getByRole('region', { name: '受理' }).getByRole('button', { name: '受理' }).click()
  const check = drawer.getByRole('region', { name: '核对', exact: true })
  await check.getByLabel('怎么核对的').fill('核对了户籍登记和出生日期')
  await check.getByRole('button', { name: '核对完毕' }).click()
  const propose = drawer.getByRole('region', { name: '提出意见' })
  await propose.getByRole('button', { name: '提出意见' }).click()
  await propose.getByRole('alert', { name: '需要修改的内容' }).waitFor()
  await propose.getByRole('radio', { name: '给予', exact: true }).check()
  await propose.getByLabel(/^说明/).fill('年满 80 周岁，户籍在本区，建议给予')
  await propose.getByRole('button', { name: '提出意见' }).click()
  await drawer.getByText('意见：给予').waitFor()
  expect(clerk.faults).toEqual([])
  await clerk.page.context().close()

  const other = await openAdminAs(browser, base, 'admin')
  await goTo(other.page, '救助申请')
  await other.page
    .getByRole('button', { name: `打开 ${who} 的${title}申请` })
    .first()
    .click()
  const deciding = other.page.getByRole('dialog', { name: '救助申请' })
  await deciding.getByRole('region', { name: '决定', exact: true }).getByRole('button', { name: '同意给予' }).click()
  await deciding.getByRole('region', { name: '书面决定' }).waitFor()
  expect(await barriers(other.page), 'a decision').toEqual([])
  expect(other.faults).toEqual([])
  await other.page.context().close()
}

test.each(viewModes)(
  'in %s a woman of 87 confirms her allowance, two people of the office decide, and it stands on her list',
  async (mode) => {
    const [sequence, name, masked] = mode === 'care' ? (['042', '郑玉兰', '郑*兰'] as const) : (['044', '钱桂花', '钱*花'] as const)
    const known = await registered(base, sequence, name)
    const phone = await openPhone(browser, { base, view: { mode, scale: 1 } })
    const { page, faults } = phone
    await comeIn(page, known)
    await page.goto('/packages/policy/benefit/index?of=mine&id=aged-allowance')
    await page.getByRole('button', { name: '确认领取' }).tap()
    await page.getByRole('heading', { level: 1, name: '申请高龄津贴' }).waitFor()
    await page.getByText('按现在知道的情况，您符合条件。').waitFor()
    await page.getByRole('button', { name: '确认领取' }).tap()
    await page.getByRole('alert').filter({ hasText: '2 处需要修改' }).waitFor()
    await page.getByRole('textbox', { name: '开户银行' }).fill('杭州银行湖滨支行')
    await page.getByRole('textbox', { name: '银行卡号' }).fill(CARD)
    await settle(page)
    await takePicture(page, `apply-${mode}`)
    expect(await axeFaults(page)).toEqual([])
    expect(await page.getByRole('alert').filter({ hasText: '需要修改' }).count(), 'what was corrected').toBe(0)
    await page.getByRole('button', { name: '确认领取' }).tap()
    await page.getByText('请先勾选“以上情况属实，同意核对”').waitFor()
    await page.getByRole('checkbox', { name: /以上情况属实/ }).tap()
    await page.getByRole('button', { name: '确认领取' }).tap()
    await page.getByText('等街道受理').waitFor()
    await settle(page)
    await takePicture(page, `application-${mode}`)
    expect(await axeFaults(page)).toEqual([])

    await decided('高龄津贴', masked)

    await page.goto('/packages/policy/applications/index')
    await page.getByRole('link', { name: /高龄津贴，已批准/ }).tap()
    await page.getByRole('heading', { name: '书面决定' }).waitFor()
    await page.getByText('每月 ¥50.00').waitFor()
    await page.getByText(/^行政复议：/).waitFor()
    await settle(page)
    await takePicture(page, `application-approved-${mode}`)
    expect(await axeFaults(page)).toEqual([])
    await page.goto('/packages/policy/benefit/index?of=mine&id=aged-allowance')
    await page.getByText('正在享受').waitFor()
    await page.getByText('下次发放').waitFor()
    expect(faults).toEqual([])
    await phone.close()
  },
)

test('with a photo of the paper that nobody can look up, hers goes in; taken back, it is over', async () => {
  const known = await registered(base, '046', '冯素芬')
  const phone = await openPhone(browser, { base })
  const { page, faults } = phone
  await comeIn(page, known)
  await page.goto('/packages/policy/apply/index?id=temporary-relief')
  await page.getByText('身份已经核实，不用交').waitFor()
  await page.getByText(/您仍然可以申请|还不能确定/).waitFor()
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByRole('button', { name: /^给“遇到困难的说明/ }).tap()])
  await chooser.setFiles({ name: 'paper.png', mimeType: 'image/png', buffer: await page.screenshot() })
  await page.getByText('已加上 1 张').waitFor()
  await page.getByRole('textbox', { name: '开户银行' }).fill('杭州银行湖滨支行')
  await page.getByRole('textbox', { name: '银行卡号' }).fill(CARD)
  await settle(page)
  await takePicture(page, 'apply-with-photo')
  await page.getByRole('button', { name: '下一步，核对一遍' }).tap()
  await page.getByText(/遇到困难的说明（单据可以后补） 1 张/).waitFor()
  await page.getByText('6222 0212 3456 7890 128').waitFor()
  await page.getByRole('checkbox', { name: /以上情况属实/ }).tap()
  await settle(page)
  await takePicture(page, 'apply-check')
  expect(await axeFaults(page)).toEqual([])
  await page.getByRole('button', { name: '提交申请' }).tap()
  await page.getByText('等街道受理').waitFor()
  await page.getByRole('button', { name: '撤回申请' }).tap()
  await page.getByRole('dialog').getByRole('button', { name: '撤回', exact: true }).tap()
  await page.getByText('已撤回', { exact: true }).waitFor()
  expect(faults).toEqual([])
  await phone.close()
})
