import { afterEach, expect, inject, it } from 'vitest'
import type { WeappApp } from '../weapp-host/index.ts'
import { openMinsheng, screenFile } from './launch.ts'
import { signInStaff } from './staff.ts'

const patience = 15_000
const messagesTab = 2
let app: WeappApp | undefined
afterEach(() => {
  app?.close()
  app = undefined
})

/** Comes to the first page again and again, as people do, until the tab bar tells of a message. */
async function untilBadge(phone: WeappApp, text: string | undefined): Promise<void> {
  const end = Date.now() + 30_000
  while (phone.screen.badges.get(messagesTab) !== text) {
    if (Date.now() > end) throw new Error(`the badge says ${phone.screen.badges.get(messagesTab) ?? 'nothing'}`)
    phone.scanInto('pages/home/index', 1001)
    await phone.settle(patience)
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
}

it('a gift taken back is told as a message: the tab shows one, and reading it takes that away', async () => {
  const code = await (await signInStaff(inject('system').bff)).codeForGiving()
  app = openMinsheng({ path: `packages/donation/giving/index?scene=${encodeURIComponent(code.scene)}`, scene: 1047 })
  await app.tap('其他金额', patience)
  await app.input('金额', '1')
  await app.tap('捐 ¥1.00', patience)
  await app.waitForText('钱已到账', 30_000)
  await app.tap(/^撤销这笔捐赠/, patience)
  await app.tap('确认撤销', patience)
  await app.settle(patience)

  await untilBadge(app, '1')
  await app.tapTab('消息')
  await app.waitForText('有 1 条没看', patience)
  await app.waitForText('没看过')
  await app.settle(patience)
  await app.screenshot(screenFile('messages-unread'), { fullPage: true })
  await app.tap(/¥1\.00 已退给您/)
  await app.waitForRoute('packages/account/message/index', patience)
  await app.waitForText(/已原路退回您付款的账户/, patience)
  await app.waitForText('看这笔捐赠')
  await app.screenshot(screenFile('message'), { fullPage: true })
  await app.back()
  await app.settle(patience)
  expect(app.screen.badges.get(messagesTab)).toBeUndefined()
  expect(app.page().text()).not.toContain('没看过')
  expect(app.faults).toEqual([])
})
