import type { Session } from '@minsheng/shared/contracts/identity'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { demoStaff, eventually, goTo, launchChromium, openAdminAs } from './staff-browser.ts'

const { bff } = inject('system')
let browser: Browser

beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser.close())

const writing = /新建|新增|登记慈善组织|生成|修改|发布|结束活动|暂停|恢复使用|吊销/

test('an auditor reads everything and is offered nothing that changes it', async () => {
  const { page, faults } = await openAdminAs(browser, bff, 'auditor')
  for (const title of ['捐赠记录', '募捐活动', '公益码', '点位', '慈善组织', '到账差异']) {
    await goTo(page, title)
    await eventually(() => page.getByRole('status', { name: `正在读取${title}` }).count()).toBe(0)
    expect(await page.getByRole('main').getByRole('button', { name: writing }).count(), title).toBe(0)
  }
  await goTo(page, '募捐活动')
  await page.getByRole('button', { name: '查看冬天的一床暖被' }).click()
  await page.getByRole('dialog', { name: '冬天的一床暖被' }).getByText('接受捐赠的账户').waitFor()
  expect(await page.getByRole('button', { name: writing }).count()).toBe(0)
  await page.goto(`${bff}/admin/codes?open=MZ4eYW1o6Ojj`)
  await page.getByRole('button', { name: '下载 PNG' }).waitFor()
  expect(await page.getByRole('button', { name: writing }).count()).toBe(0)
  expect(faults).toEqual([])
})

test('a page that one may not open says so once, asks the server nothing, and shows the way to one that is', async () => {
  const { page, faults } = await openAdminAs(browser, bff, 'admin')
  const asked: string[] = []
  page.on('request', (request) => asked.push(new URL(request.url()).pathname))
  await page.goto(`${bff}/admin/audit`)
  await page.getByRole('heading', { name: '您的岗位不能看这一页' }).waitFor()
  expect(await page.getByRole('alert').count()).toBe(0)
  await page.getByRole('button', { name: '去看捐赠记录' }).click()
  await page.getByRole('heading', { level: 1, name: '捐赠记录' }).waitFor()
  expect(asked.filter((path) => path.includes('/audit') && path.startsWith('/api/'))).toEqual([])
  expect(faults).toEqual([])
})

test('the server refuses an auditor what the panel does not offer', async () => {
  const json = { 'Content-Type': 'application/json' }
  const signedIn = await fetch(`${bff}/api/v1/sessions/staff`, { method: 'POST', headers: json, body: JSON.stringify(demoStaff.auditor) })
  const { accessToken } = (await signedIn.json()) as Session
  const attempt = async (path: string, body: unknown) => {
    const response = await fetch(`${bff}/api/v1/admin${path}`, {
      method: 'POST',
      headers: { ...json, Authorization: `Bearer ${accessToken}`, 'Idempotency-Key': crypto.randomUUID() },
      body: JSON.stringify(body),
    })
    return { status: response.status, code: ((await response.json()) as { code: string }).code }
  }
  const venue = { name: '审计员的点位', kind: 'shop', community: '小营社区', address: '小营巷 1 号' }
  expect(await attempt('/venues', venue)).toEqual({ status: 403, code: 'forbidden' })
  const change = await attempt('/codes/MZ4eYW1o6Ojj/state-changes', { rev: 0, to: 'paused', reason: '试一试' })
  // To someone who may not change it, a code is as good as missing.
  expect(['forbidden', 'not_found']).toContain(change.code)
  const publish = await attempt('/campaigns/cmp_quilt/publish', { rev: 0 })
  expect(['forbidden', 'not_found']).toContain(publish.code)
})
