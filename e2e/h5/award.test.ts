import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { barriers } from '../admin/barriers.ts'
import { type DemoStaff, goTo, openAdminAs } from '../admin/staff-browser.ts'
import { axeFaults } from '../browser/axe.ts'
import { launchChromium } from '../browser/chromium.ts'
import { openPast } from '../browser/past.ts'
import { openPhone, settle, viewModes } from '../browser/phone.ts'
import { callsOf, granted, registered, registeredPlaceSeen, zlbTicket } from './known.ts'
import { takePicture } from './look.ts'

const { bff: base } = inject('system')
let browser: Browser
beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser.close())

const deskPicture = (page: Page, name: string) =>
  page.screenshot({ path: fileURLToPath(new URL(`../out/admin/${name}.png`, import.meta.url)) })

/** At the desk, with someone's benefit open. */
async function atTheDesk(who: DemoStaff, firstPage: string, masked: string, name: string, act: (page: Page) => Promise<void>) {
  const { page, faults } = await openAdminAs(browser, base, who, firstPage)
  await goTo(page, '待遇')
  const open = page.getByRole('button', { name: `打开 ${masked} 的高龄津贴` })
  await open.waitFor()
  await deskPicture(page, `awards-${name}`)
  expect(await barriers(page), 'benefits').toEqual([])
  await open.click()
  await page.getByRole('dialog', { name: '待遇' }).getByRole('heading', { name: '从前到现在' }).waitFor()
  await act(page)
  expect(await barriers(page), 'a benefit').toEqual([])
  expect(faults).toEqual([])
  await page.context().close()
}

test.each(viewModes)('in %s: a benefit that may end, her words, and the decision in writing', async (mode) => {
  const [sequence, name, masked] = mode === 'care' ? (['052', '何素英', '何*英'] as const) : (['054', '施巧珍', '施*珍'] as const)
  const known = await registered(base, sequence, name)
  await granted(base, known)
  const phone = await openPhone(browser, { base, view: { mode, scale: 1 } })
  const { page, faults } = phone
  const look = async (at: string) => {
    await settle(page)
    await takePicture(page, `awards-${at}-${mode}`)
    expect(await axeFaults(page), at).toEqual([])
  }
  await page.goto(`/packages/account/zlb/index?ticket=${await zlbTicket(known)}`)
  await page.waitForURL((url) => !url.pathname.includes('/zlb/'))
  await page.goto('/packages/policy/awards/index')
  await page.getByText('每月 ¥50.00').waitFor()
  await look('standing')

  await registeredPlaceSeen(base, known.residentId, 'elsewhere')
  await atTheDesk('street', '网格地图', masked, `notice-${mode}`, async (desk) => {
    const notice = desk.getByRole('region', { name: '告知变更' })
    await notice.getByRole('button', { name: '告知居民' }).click()
    await notice.getByRole('alert', { name: '需要修改的内容' }).waitFor()
    await notice.getByRole('radio', { name: '停发' }).check()
    await notice.getByLabel(/^理由/).fill('户籍已经迁出上城区，从下个月起不再符合条件')
    await deskPicture(desk, `award-notice-${mode}`)
    await notice.getByRole('button', { name: '告知居民' }).click()
    await desk.getByRole('dialog', { name: '待遇' }).getByText('等本人说').waitFor()
    await deskPicture(desk, `award-noticed-${mode}`)
  })

  await page.reload()
  await page.getByRole('heading', { name: '可能要变，先听您说' }).waitFor()
  await page.getByRole('button', { name: '提交' }).tap()
  await page.getByText('请写明您的情况，至少 2 个字').first().waitFor()
  await look('notice')
  await page.getByRole('textbox', { name: '说说您的情况' }).fill('我只是把户口迁到女儿家，人还住在这里')
  await page.getByRole('button', { name: '提交' }).tap()
  await page.getByRole('heading', { name: '等另一位工作人员决定' }).waitFor()
  await look('heard')

  await atTheDesk('admin', '捐赠记录', masked, `heard-${mode}`, async (desk) => {
    const deciding = desk.getByRole('region', { name: '决定变更' })
    await deciding.getByLabel(/^理由/).fill('核对了户籍，已经迁出本区；人住在这里不影响，这项按户籍发')
    await deskPicture(desk, `award-deciding-${mode}`)
    await deciding.getByRole('button', { name: '停发，下个月起' }).click()
    await desk
      .getByRole('dialog', { name: '待遇' })
      .getByText(/^决定：/)
      .waitFor()
    await deskPicture(desk, `award-decided-${mode}`)
  })

  await page.reload()
  await page.getByText(/为止$/).waitFor()
  await page.getByRole('button', { name: /从前到现在/ }).tap()
  await page.getByRole('heading', { name: '不同意怎么办' }).waitFor()
  await page.getByText(/^行政复议：最晚\d{4}年/).waitFor()
  await look('decided')
  expect(faults).toEqual([])
  await phone.close()
})

test('whoever was told and stays silent is visited: nobody in, and the next time told', async () => {
  const { residentId, ...known } = await registered(base, '056', '邵玉珍')
  const me = await callsOf(base, known)
  await me('getMyBenefits')
  const past = await openPast()
  const day = (ago: number) => new Date(Date.now() - ago * 86_400_000)
  await past.db.collection<{ _id: string }>('policy_tellings').insertOne({
    _id: `tel_${crypto.randomUUID()}`,
    accountId: 'acc_journey',
    residentId,
    policyId: 'aged-allowance',
    path: ['plc_district', 'plc_s2', 'plc_s2c1', 'plc_s2c1g1'],
    toldAt: day(33),
    openedAt: null,
    answer: null,
    answeredAt: null,
    answeredBy: null,
    triedAt: null,
    createdAt: day(33),
  } as never)
  await past.close()
  const { page, faults } = await openAdminAs(browser, base, 'street', '网格地图')
  await goTo(page, '政策上门名单')
  const row = page.getByRole('row', { name: /邵\*珍/ })
  await row.waitFor()
  expect(await barriers(page), 'the visits').toEqual([])
  await row.getByRole('button', { name: /没遇到人/ }).click()
  await row.getByText(/没遇到$/).waitFor()
  await deskPicture(page, 'policy-visits')
  await row.getByRole('button', { name: /已告知/ }).click()
  await row.waitFor({ state: 'detached' })
  expect(faults).toEqual([])
  await page.context().close()
})
