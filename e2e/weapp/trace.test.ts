import type { GiftCode } from '@minsheng/shared/contracts/donation'
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest'
import { openPast, type Past } from '../browser/past.ts'
import type { WeappApp } from '../weapp-host/index.ts'
import { openMinsheng, screenFile } from './launch.ts'
import { signInStaff } from './staff.ts'

const wherePage = 'packages/trace/where/index'
const proofPage = 'packages/trace/proof/index'
const patience = 15_000

let code: GiftCode
let past: Past
let app: WeappApp | undefined

beforeAll(async () => {
  code = await (await signInStaff(inject('system').bff)).codeForGiving()
  past = await openPast()
})
afterEach(() => {
  app?.close()
  app = undefined
})
afterAll(() => past.close())

/** Gives from the compiled mini-program to a project of its own, puts the gift on a day that is over, and spends part of it. */
async function spentGift(phone: { storage: Map<string, string>; loginLabel: string }): Promise<string> {
  const project = await past.freshProject(code.campaignId)
  const giving = openMinsheng({ ...phone, path: `packages/donation/giving/index?id=${project.id}` })
  try {
    await giving.tap('其他金额', patience)
    await giving.input('金额', '6.60')
    await giving.tap('捐 ¥6.60', patience)
    await giving.waitForRoute('packages/donation/thanks/index', patience)
    await giving.waitForText('钱已到账', 30_000)
    const gift = await past.giftOf(project.id)
    await past.hideProject(project.id)
    await past.makeOldest(gift)
    await past.spend(gift, 320)
    return gift
  } finally {
    giving.close()
  }
}

describe('a gift followed from the compiled mini-program', () => {
  it('to its voucher, and checked by the phone itself; a changed book no longer fits', async () => {
    const phone = { storage: new Map<string, string>(), loginLabel: 'giver-who-checks' }
    const giftId = await spentGift(phone)
    app = openMinsheng({ ...phone, path: `${wherePage}?id=${giftId}` })
    await app.waitForText('望江街道老年食堂食材', patience)
    await app.waitForText('凭证：发票 2406…5678')
    await app.waitForText('¥3.20')
    await app.waitForText('¥3.40')
    await app.screenshot(screenFile('trace-where'), { fullPage: true })

    await app.tap('自己核对')
    await app.waitForRoute(proofPage, patience)
    await app.waitForText('您的手机刚刚自己算了一遍', patience)
    await app.screenshot(screenFile('trace-proof'), { fullPage: true })
    expect(app.faults).toEqual([])
    app.close()

    const { _id } = await past.journalOf(giftId)
    const journals = past.db.collection<{ _id: string }>('journals')
    await journals.updateOne({ _id }, { $set: { 'legs.0.amountFen': 661 } })
    app = openMinsheng({ ...phone, path: `${proofPage}?id=${giftId}` })
    await app.waitForText('不一致', patience)
    await app.screenshot(screenFile('trace-differs'), { fullPage: true })
    await journals.updateOne({ _id }, { $set: { 'legs.0.amountFen': 660 } })
    await app.tap('再核对一次')
    await app.waitForText('您的手机刚刚自己算了一遍', patience)
    expect(app.faults).toEqual([])
  })

  it('the public heads open for anybody', async () => {
    app = openMinsheng({ path: 'packages/trace/seals/index' })
    await app.waitForText('每天的指纹', patience)
    await app.waitForText('复制指纹全表的链接')
    expect(app.faults).toEqual([])
  })
})
