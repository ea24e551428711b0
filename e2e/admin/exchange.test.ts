import { createClient } from '@minsheng/shared/client'
import { type Contracts, contracts } from '@minsheng/shared/contracts/index'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { httpTransport } from '../weapp/staff.ts'
import { barriers } from './barriers.ts'
import { demoStaff, eventually, goTo, launchChromium, openAdminAs } from './staff-browser.ts'

const { bff, standIns } = inject('system')
let browser: Browser

beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser.close())

/** Whom the register writes of: someone of the seed, in a grid that no other journey is about. */
async function someone() {
  const anyone = createClient<Contracts>(contracts, httpTransport(bff), () => null)
  const { accessToken } = await anyone('signInStaff', { body: demoStaff.steward })
  const steward = createClient<Contracts>(contracts, httpTransport(bff), () => accessToken)
  const { items } = await steward('searchResidents', { body: { placeId: 'plc_s9c2g2', limit: 1 } })
  const residentId = items[0]?.id ?? ''
  const whole = async (field: 'name' | 'idNumber') =>
    (await steward('revealResident', { params: { residentId }, body: { field, purpose: 'verify', note: null } })).value ?? ''
  return { name: await whole('name'), idNumber: await whole('idNumber') }
}

test('a row that can’t be taken is named, its hidden part is looked at on record, mended, and counts from then on', async () => {
  const { name, idNumber } = await someone()
  const wrong = `${idNumber.slice(0, 17)}${idNumber.endsWith('1') ? '2' : '1'}`
  const row = { recordId: 'rec-e2e-exchange', changedAt: '2026-10-02 08:00:00', name, idNumber: wrong, category: '1', grade: '2' }
  const rows = [{ ...row, issuedOn: '2023-06-01', expiresOn: '2043-05-31' }]
  await fetch(`${standIns.hub}/_control/rows`, { method: 'POST', body: JSON.stringify({ register: 'disability', rows }) })

  const { page, faults } = await openAdminAs(browser, bff, 'steward', '网格地图')
  await goTo(page, '数据交换')
  await page.getByRole('button', { name: '取残疾人证（残联）的变化' }).click()
  await page.getByRole('button', { name: /处理残疾人证（残联）的 \d+ 条问题数据/ }).click()
  const list = page.getByRole('row').filter({ hasText: '抄错' })
  await list.getByRole('button').click()
  const drawer = page.getByRole('dialog', { name: '处理问题数据' })
  await drawer.getByText('身份证号（有问题）').waitFor()
  expect(await drawer.textContent()).not.toContain(wrong)
  expect(await barriers(page), 'letter').toEqual([])
  await drawer.getByRole('button', { name: '查看收到的身份证号，会留下记录' }).click()
  await drawer.getByText(wrong).waitFor()

  await drawer.getByLabel('依据').fill('对照残疾人证')
  await drawer.getByRole('button', { name: '改好，重新收' }).click()
  await drawer.getByRole('alert').first().waitFor()
  await drawer.getByLabel('身份证号').fill(idNumber)
  await drawer.getByRole('button', { name: '改好，重新收' }).click()
  await page.getByText('改好收下了').first().waitFor()
  await eventually(() => page.getByRole('row').filter({ hasText: '抄错' }).count()).toBe(0)

  await goTo(page, '居民')
  await page.getByLabel('姓名、拼音、电话、身份证号或地址').fill(idNumber)
  await page.getByRole('button', { name: '查找' }).click()
  await page
    .getByRole('button', { name: /^查看 / })
    .first()
    .click()
  const facts = page.getByRole('dialog', { name: '居民' }).getByRole('region', { name: '情况和来源' })
  // What it says stays hidden until someone gives a purpose; whose word it is and until when is told.
  await eventually(() => facts.textContent()).toMatch(/残疾等级：\*{4}残联，2026年10月2日.*有效到 2043年5月31日/)
  expect(faults).toEqual([])
})
