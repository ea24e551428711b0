import { usccCheckCharacter } from '@minsheng/shared/units/uscc'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { fillDate, goTo, launchChromium, openAdminAs } from './staff-browser.ts'

const { bff } = inject('system')
let browser: Browser

beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser.close())

/** A code no charity of the seed has: organisation number from the clock. */
function freshUscc(): string {
  const first17 = `53330102MJ${(Date.now() % 10_000_000).toString().padStart(7, '0')}`
  return `${first17}${usccCheckCharacter(first17)}`
}

test('the bureau registers a charity: a mistyped code is shown beside its field, a certificate about to end is warned of', async () => {
  const { page, faults } = await openAdminAs(browser, bff, 'admin')
  const uscc = freshUscc()
  const wrong = `${uscc.slice(0, 17)}${uscc[17] === '0' ? '1' : '0'}`
  const contact = `周${uscc.slice(-6)}`
  const name = `试登记的慈善会 ${uscc.slice(-6)}`
  await goTo(page, '慈善组织')
  await page.getByRole('button', { name: '登记慈善组织' }).click()
  const drawer = page.getByRole('dialog', { name: '登记慈善组织' })
  await drawer.getByLabel('组织名称').fill(name)
  await drawer.getByLabel('统一社会信用代码').fill(wrong)
  await drawer.getByLabel('联系人').fill('周慧')
  await drawer.locator('.ant-form-item-has-error').filter({ hasText: '统一社会信用代码不对' }).waitFor()
  await drawer.getByLabel('联系电话').fill('0571-00000009')
  await drawer.getByLabel('地址').fill('杭州市上城区演示路 9 号')
  await drawer.getByLabel('公开募捐资格证书编号').fill('演示证字第0009号')
  await fillDate(page, '证书有效期至', new Date(Date.now() + 10 * 86_400_000).toISOString().slice(0, 10))
  await drawer.getByRole('button', { name: '保存' }).click()
  await drawer.getByText('有 1 处需要修改').waitFor()

  await drawer.getByLabel('统一社会信用代码').fill(uscc)
  await drawer.getByRole('button', { name: '保存' }).click()
  await drawer.waitFor({ state: 'hidden' })
  await page.getByText(new RegExp(`${name}：公开募捐资格证书还有 \\d+ 天到期`)).waitFor()

  await page.getByRole('button', { name: '登记慈善组织' }).click()
  await drawer.getByLabel('组织名称').fill('同一个代码')
  await drawer.getByLabel('统一社会信用代码').fill(uscc)
  await drawer.getByLabel('联系人').fill('周慧')
  await drawer.getByLabel('联系电话').fill('0571-00000009')
  await drawer.getByLabel('地址').fill('杭州市上城区演示路 9 号')
  await drawer.getByRole('button', { name: '保存' }).click()
  await drawer.locator('.ant-form-item-has-error').filter({ hasText: '已经登记过' }).waitFor()
  await drawer.getByRole('button', { name: '取消' }).click()
  await page.getByRole('button', { name: '不保存，关闭' }).click()

  await page.getByRole('button', { name: `修改${name}` }).click()
  const editing = page.getByRole('dialog', { name: `修改“${name}”` })
  await expect.poll(() => editing.getByLabel('统一社会信用代码').inputValue()).toBe(uscc)
  await editing.getByLabel('联系人').fill(contact)
  await editing.getByRole('button', { name: '保存' }).click()
  await page.getByText(contact).waitFor()
  expect(faults).toEqual([])
})
