import { afterEach, expect, inject, it } from 'vitest'
import { type Known, registered } from '../h5/known.ts'
import type { WeappApp } from '../weapp-host/index.ts'
import { openMinsheng, screenFile } from './launch.ts'

const patience = 15_000
const { bff, standIns } = inject('system')

let app: WeappApp | undefined
afterEach(() => {
  app?.close()
  app = undefined
})

/** The same phone opens a page anew. */
function open(path: string, { phone }: Known): WeappApp {
  app?.close()
  app = openMinsheng({ path, loginLabel: phone })
  return app
}

/** Ticks a box, and goes on only when it is shown as ticked. */
async function tick(on: WeappApp, words: RegExp): Promise<void> {
  await on.settle(patience)
  const box = () => on.page().byRole('checkbox', words)[0]
  const found = box()
  if (!found) throw new Error(`nothing to tick says ${words}`)
  await on.tap(found)
  await expect.poll(() => box()?.attrs.ariaChecked, { timeout: patience }).toBe(true)
}

/** She signs in with the number WeChat has, gives her name and number once, and agrees to be matched with the register. */
async function known(): Promise<Known> {
  const person = await registered(bff, '048', '孙秋月')
  await fetch(`${standIns.hub}/_control/rows`, {
    method: 'POST',
    body: JSON.stringify({
      register: 'population',
      rows: [
        {
          recordId: `rec-${person.idNumber}`,
          changedAt: '2026-10-01 00:00:00',
          name: person.name,
          idNumber: person.idNumber,
          address: '上城区',
          gridCode: 'x',
        },
      ],
    }),
  })
  const me = open('pages/me/index', person)
  await me.tap('手机号登录', patience)
  await me.waitForRoute('packages/account/sign-in/index', patience)
  await me.tap('用微信的手机号登录', patience)
  await me.waitForText('手机号 ', patience)
  const naming = open('packages/mine/real-name/index', person)
  await naming.waitForText('身份证号核对完就丢掉', patience)
  await naming.settle(patience)
  await naming.input('姓名', person.name)
  await naming.input('身份证号', person.idNumber)
  await tick(naming, /我看过了/)
  await naming.tap('认证', patience)
  await naming.waitForText('已经实名', patience)
  const list = open('packages/policy/list/index?of=mine', person)
  await list.tap('去看看，再决定', patience)
  await list.waitForRoute('packages/mine/consents/index', patience)
  await list.waitForText('还没有同意', patience)
  const [yes] = list.page().byRole('button', /^同意$/)
  if (!yes) throw new Error('she can agree')
  await list.tap(yes)
  await list.waitForText('已经同意', patience)
  return person
}

it('in the compiled mini-program a woman of 87 confirms her allowance and follows it', { timeout: 90_000 }, async () => {
  const person = await known()
  const page = open('packages/policy/apply/index?id=aged-allowance', person)
  await page.waitForText('按现在知道的情况，您符合条件。', patience)
  await page.tap('确认领取', patience)
  await page.waitForText('有 2 处需要修改', patience)
  await page.input('开户银行', '杭州银行湖滨支行')
  await page.input('银行卡号', '6222021234567890128')
  await page.screenshot(screenFile('apply'), { fullPage: true })
  await tick(page, /以上情况属实/)
  await page.tap('确认领取', patience)
  await page.waitForRoute('packages/policy/application/index', patience)
  await page.waitForText('等街道受理', patience)
  await page.screenshot(screenFile('application'), { fullPage: true })
  expect(page.faults).toEqual([])
  expect(page.consoleLines('error')).toEqual([])
})
