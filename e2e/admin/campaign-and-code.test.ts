import { shanghaiDate } from '@minsheng/shared/units/clock'
import type { Browser } from 'playwright-core'
import { PNG } from 'pngjs'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { addDays, campaignPlan } from './campaign-plan.ts'
import { choose, eventually, fillDate, goTo, launchChromium, openAdminAs } from './staff-browser.ts'

const { bff } = inject('system')
let browser: Browser

beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser.close())

test('a charity writes a campaign, corrects it, publishes it, and gives it a place and a code', async () => {
  const { page, faults } = await openAdminAs(browser, bff, 'charity')
  const mark = Date.now().toString(36)
  const title = `巷口的热粥 ${mark}`
  const venue = `巷口粥铺 ${mark}`
  const today = shanghaiDate(new Date())
  const endsOn = addDays(today, 90)

  await goTo(page, '募捐活动')
  await page.getByRole('button', { name: '新建募捐活动' }).click()
  await page.getByRole('button', { name: '保存草稿' }).click()
  const summary = page.getByRole('alert', { name: '需要修改的内容' })
  await summary.waitFor()
  expect(await summary.textContent()).toContain('活动名称：请填写')
  // The charity's people write for their own charity only.
  expect(await page.getByRole('combobox', { name: '慈善组织' }).isDisabled()).toBe(true)

  for (const [label, text] of Object.entries(campaignPlan)) await page.getByLabel(label, { exact: true }).fill(text)
  await page.getByLabel('活动名称').fill(title)
  await fillDate(page, '开始日期', today)
  await fillDate(page, '结束日期', endsOn)
  const picture = page.locator('input[type=file]')
  await picture.setInputFiles({ name: 'plan.txt', mimeType: 'text/plain', buffer: Buffer.from('not a picture') })
  await page.getByText('只能上传 JPEG、PNG 或 WebP 图片').waitFor()
  await picture.setInputFiles({ name: 'porridge.png', mimeType: 'image/png', buffer: PNG.sync.write(new PNG({ width: 300, height: 200 })) })
  const cover = page.getByRole('img', { name: '已上传的封面' })
  await eventually(() => cover.evaluate((image: { naturalWidth: number }) => image.naturalWidth)).toBeGreaterThan(0)
  await page.getByRole('radio', { name: /在本组织自有渠道收款/ }).check()
  await page.getByLabel('目标金额').fill('1000.50')
  await page.getByLabel('预算第 1 项用途').fill('米和豆子')
  await page.getByLabel('预算第 1 项金额').fill('800')
  await page.getByRole('button', { name: '加一项' }).click()
  await page.getByLabel('预算第 2 项用途').fill('燃气')
  await page.getByLabel('预算第 2 项金额').fill('200')
  await page.getByText('比目标少 ¥0.50').waitFor()
  await page.getByRole('button', { name: '保存草稿' }).click()
  await summary.getByRole('button', { name: '预算：预算各项之和要等于目标金额' }).waitFor()
  await page.getByLabel('预算第 2 项金额').fill('200.50')
  await page.getByText('与目标金额一致').waitFor()

  await page.getByRole('button', { name: '保存草稿' }).click()
  const drawer = page.getByRole('dialog', { name: title })
  await drawer.getByText('草稿', { exact: true }).waitFor()
  await drawer.getByText('¥200.50').waitFor()

  await drawer.getByRole('button', { name: '发布' }).click()
  await page
    .getByRole('dialog', { name: `发布“${title}”？` })
    .getByRole('button', { name: '发布' })
    .click()
  await drawer.getByRole('button', { name: /^备案编号：/ }).click()

  await page.getByRole('heading', { level: 1, name: '修改募捐活动' }).waitFor()
  await summary.getByRole('button', { name: /^法律意见：/ }).waitFor()
  expect(await page.locator('.ant-form-item-has-error').filter({ hasText: '备案编号' }).count()).toBe(1)
  await page.getByRole('radio', { name: /^演示/ }).check()
  await page.getByRole('button', { name: '保存并发布' }).click()
  await page
    .getByRole('dialog', { name: `发布“${title}”？` })
    .getByRole('button', { name: '发布' })
    .click()
  await drawer.getByText('募捐中').waitFor()

  await drawer.getByRole('button', { name: '生成公益码' }).click()
  const making = page.getByRole('dialog', { name: '生成公益码' })
  await making.getByText(title).waitFor()
  await making.getByRole('button', { name: '新增点位' }).click()
  const adding = page.getByRole('dialog', { name: '新增点位' })
  await adding.getByRole('button', { name: '保存' }).click()
  await adding.getByText('有 3 处需要修改').waitFor()
  await adding.getByLabel('点位名称').fill(venue)
  await adding.getByRole('radio', { name: '爱心商户' }).check()
  await adding.getByLabel('所在社区').fill('小营社区')
  await adding.getByLabel('地址').fill('杭州市上城区小营巷 3 号')
  await adding.getByRole('button', { name: '保存' }).click()
  await adding.waitFor({ state: 'hidden' })
  await making.getByText(venue).waitFor()
  await making.getByRole('button', { name: '生成', exact: true }).click()

  const code = page.getByRole('dialog', { name: `${venue} 的公益码` })
  const drawing = code.getByRole('img', { name: `${title} 在 ${venue} 的公益码` })
  await drawing.waitFor()
  // An image that the content security policy refused would have no size.
  expect(await drawing.evaluate((image: { naturalWidth: number }) => image.naturalWidth)).toBeGreaterThan(100)
  expect(await code.getByText(`${bff}/g/`).textContent()).toMatch(/\/g\/[A-Za-z0-9_-]{12}\?u=[0-9A-Z]{18}&e=\d{8}&k=.+&s=.+/)

  const download = page.waitForEvent('download')
  await code.getByRole('button', { name: '下载 PNG' }).click()
  expect((await download).suggestedFilename()).toBe(`公益码-${title}-${venue}.png`)

  await code.getByRole('button', { name: '暂停' }).click()
  const pausing = page.getByRole('dialog', { name: '暂停这个公益码' })
  await pausing.getByRole('button', { name: '确定暂停' }).click()
  await pausing.getByText('请填写原因').waitFor()
  await pausing.getByLabel('原因').fill('粥铺歇业三天')
  await pausing.getByRole('button', { name: '确定暂停' }).click()
  await code.getByText('原因：粥铺歇业三天').waitFor()
  await code.getByText('已暂停').waitFor()

  await code.getByRole('button', { name: '吊销' }).click()
  const revoking = page.getByRole('dialog', { name: '吊销这个公益码' })
  await revoking.getByText('不能恢复').first().waitFor()
  await revoking.getByRole('button', { name: '印错了' }).click()
  await revoking.getByRole('button', { name: '确定吊销，不可恢复' }).click()
  await code.getByText('已吊销').waitFor()
  await code.getByText('不能使用').waitFor()
  expect(await code.getByRole('button', { name: /恢复|暂停|吊销|下载/ }).count()).toBe(0)
  expect(faults).toEqual([])
})

test('two people change one draft: the second is told, and nothing of the first is lost', async () => {
  const first = await openAdminAs(browser, bff, 'charity')
  const second = await openAdminAs(browser, bff, 'charity')
  for (const { page } of [first, second]) {
    await page.goto(`${bff}/admin/campaigns?state=draft`)
    await page.getByRole('button', { name: '查看冬天的一床暖被' }).click()
    await page.getByRole('button', { name: '修改草稿' }).click()
    await page.getByLabel('募捐地域').waitFor()
  }
  const mark = Date.now().toString(36)
  await first.page.getByLabel('募捐地域').fill(`上城区南星街道 ${mark}`)
  await first.page.getByRole('button', { name: '保存草稿' }).click()
  await first.page.getByText('草稿已保存').waitFor()

  await second.page.getByLabel('募捐地域').fill('全国')
  await second.page.getByRole('button', { name: '保存草稿' }).click()
  await second.page.getByText('这条内容刚被别人改过').waitFor()
  await second.page.getByRole('button', { name: '重新读取' }).click()
  await eventually(() => second.page.getByLabel('募捐地域').inputValue()).toBe(`上城区南星街道 ${mark}`)
})

test('filters live in the address and survive a reload', async () => {
  const { page } = await openAdminAs(browser, bff, 'admin')
  await goTo(page, '募捐活动')
  await choose(page, '状态', '已结束')
  await eventually(() => new URL(page.url()).searchParams.get('state')).toBe('closed')
  const table = page.getByRole('region', { name: '募捐活动' })
  await table.getByText('高龄老人的夏日清凉').waitFor()
  await eventually(() => table.getByText('募捐中').count()).toBe(0)
  await page.reload()
  await table.getByText('高龄老人的夏日清凉').waitFor()
  expect(await table.getByText('募捐中').count()).toBe(0)
  await page.getByRole('button', { name: '清除筛选' }).click()
  await table.getByText('募捐中').first().waitFor()
})
