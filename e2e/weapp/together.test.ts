import type { GiftCode } from '@minsheng/shared/contracts/donation'
import { afterEach, beforeAll, describe, expect, inject, it } from 'vitest'
import type { WeappApp } from '../weapp-host/index.ts'
import { openMinsheng, screenFile } from './launch.ts'
import { type Staff, signInStaff } from './staff.ts'

const teamPage = 'packages/together/team/index'
const startPage = 'packages/together/start/index'
const patience = 15_000

let staff: Staff
let code: GiftCode
const open: WeappApp[] = []
beforeAll(async () => {
  staff = await signInStaff(inject('system').bff)
  code = await staff.codeForGiving()
})
afterEach(() => {
  for (const app of open.splice(0)) app.close()
})
function phone(path: string): WeappApp {
  const app = openMinsheng({ path })
  open.push(app)
  return app
}

async function start(words: string): Promise<WeappApp> {
  const app = phone(`${startPage}?id=${code.campaignId}`)
  await app.waitForText(code.campaignTitle, patience)
  await app.input('想说的话', words)
  await app.tap('发起')
  await app.waitForRoute(teamPage, patience)
  return app
}

describe('giving together from the compiled mini-program', () => {
  it('WeChat finds the words good, the page is handed on, and a gift through it raises it', async () => {
    const owner = await start('我们楼的周阿婆吃上了热饭，一起来帮帮别的老人。')
    await owner.waitForText('转给亲友', patience)
    const shared = owner.runInPage('onShareAppMessage', { from: 'button' }) as { title: string; path: string }
    expect(shared.title).toBe('一起帮忙')
    expect(shared.path).toMatch(/^\/packages\/together\/team\/index\?id=TM_/)
    await owner.screenshot(screenFile('together-own'), { fullPage: true })

    const raisedBefore = (await staff.publicTotals(code.campaignId)).raisedFen
    const friend = phone(shared.path.slice(1))
    await friend.waitForText('一起帮忙', patience)
    await friend.tap('捐一笔', patience)
    await friend.waitForText('您从“一起捐”的页面来', patience)
    await friend.tap('其他金额', patience)
    await friend.input('金额', '2')
    await friend.tap('捐 ¥2.00')
    await friend.waitForText('钱已到账', 30_000)
    expect((await staff.publicTotals(code.campaignId)).raisedFen).toBe(raisedBefore + 200)

    const again = phone(shared.path.slice(1))
    await again.waitForText('1 人捐过', patience)
    await again.waitForText('爱心人士', patience)
    expect(again.page().text()).toContain('¥2.00')
    await again.screenshot(screenFile('together-friend'), { fullPage: true })
    for (const app of open) expect(app.faults).toEqual([])
  })

  it('words that are not to be shown: told to the owner with the way out, seen by nobody else', async () => {
    const owner = await start('这里写着演示违规的话')
    await owner.waitForText('没有通过', patience)
    await owner.waitForText(/请换一种说法/)
    const { path } = owner.runInPage('onShareAppMessage', { from: 'menu' }) as { path: string }
    expect(path).toBe('/packages/donation/projects/index')
    expect(owner.page().byRole('button', /转给亲友|捐一笔/)).toEqual([])
    expect(owner.faults).toEqual([])
  })
})
