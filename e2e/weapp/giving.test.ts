import type { GiftCode } from '@minsheng/shared/contracts/donation'
import { afterEach, beforeAll, describe, expect, inject, it } from 'vitest'
import type { WeappApp } from '../weapp-host/index.ts'
import { openMinsheng, screenFile } from './launch.ts'
import { type Staff, signInStaff } from './staff.ts'

const givingPage = 'packages/donation/giving/index'
const thanksPage = 'packages/donation/thanks/index'
const patience = 15_000

let staff: Staff
let code: GiftCode
let app: WeappApp | undefined

beforeAll(async () => {
  staff = await signInStaff(inject('system').bff)
  code = await staff.codeForGiving()
})
afterEach(() => {
  app?.close()
  app = undefined
})

/** What the desk sees now, to compare with later. */
async function books() {
  const gifts = await staff.giftsOf(code.id)
  return { ids: new Set(gifts.map(({ id }) => id)), raisedFen: (await staff.publicTotals(code.campaignId)).raisedFen }
}

async function newGifts(before: Awaited<ReturnType<typeof books>>) {
  return (await staff.giftsOf(code.id)).filter(({ id }) => !before.ids.has(id))
}

const byScene = (scene: string) => `${givingPage}?scene=${encodeURIComponent(scene)}`

/** Fills in one yuan; the button then names the sum. */
async function chooseOneYuan(phone: WeappApp): Promise<void> {
  await phone.tap('其他金额', patience)
  await phone.input('金额', '1')
  await phone.waitForText('捐 ¥1.00')
}

const countCalls = (phone: WeappApp, method: string, path: RegExp) =>
  phone.requests.filter((request) => request.method === method && path.test(new URL(request.url).pathname)).length

describe('giving one yuan from the compiled mini-program', () => {
  it('from a scanned code to the thanks page: one paid gift, and the public total rises by 100 fen', async () => {
    const before = await books()
    app = openMinsheng({ path: byScene(code.scene), scene: 1047 })
    await app.waitForText(code.campaignTitle, patience)
    await app.waitForText(code.venueName)
    await chooseOneYuan(app)
    await app.screenshot(screenFile('giving-one-yuan'), { fullPage: true })
    const button = await app.waitForText('捐 ¥1.00')
    // An impatient person taps twice.
    await Promise.all([app.tap(button), app.tap(button)])
    await app.waitForRoute(thanksPage, patience)
    await app.waitForText('钱已到账', 30_000)
    await app.waitForText('¥1.00')
    await app.settle(patience)
    await app.screenshot(screenFile('giving-thanks'), { fullPage: true })

    expect(app.screen.payments).toEqual(['paid'])
    expect(countCalls(app, 'POST', /^\/api\/v1\/gifts$/)).toBe(1)
    expect(await newGifts(before)).toMatchObject([
      { state: 'paid', amountFen: 100, channel: 'jsapi', codeId: code.id, projectId: code.campaignId },
    ])
    expect((await staff.publicTotals(code.campaignId)).raisedFen).toBe(before.raisedFen + 100)
    expect(app.faults).toEqual([])
  })

  it('from a printed link that WeChat opens (q), and from the scanner on the home page', async () => {
    app = openMinsheng({ path: `${givingPage}?q=${encodeURIComponent(code.link)}`, scene: 1011 })
    await app.waitForText(code.campaignTitle, patience)
    app.close()
    app = openMinsheng({ scanResult: code.link })
    await app.tap(/扫公益码/, patience)
    await app.waitForRoute(givingPage, patience)
    await app.waitForText(code.campaignTitle, patience)
    expect(app.faults).toEqual([])
  })

  it('while the program is already open, a new scan leads to its own code', async () => {
    app = openMinsheng()
    await app.settle(patience)
    app.scanInto(byScene(code.scene))
    await app.waitForText(code.campaignTitle, patience)
    expect(app.stack()).toEqual([givingPage])
    expect(app.faults).toEqual([])
  })
})

describe('a code that is not to be trusted', () => {
  it.each([
    ['forged', () => byScene(`${code.scene.slice(0, 20)}${code.scene[20] === 'A' ? 'B' : 'A'}${code.scene.slice(21)}`)],
    ['foreign', () => `${givingPage}?q=${encodeURIComponent('https://example.com/pay?to=someone')}`],
  ])('%s: says 不要付款 and offers no way to pay', async (name, path) => {
    const before = await books()
    app = openMinsheng({ path: path(), scene: 1047 })
    await app.waitForText('不要付款', patience)
    await app.settle(patience)
    await app.screenshot(screenFile(`giving-${name}`), { fullPage: true })
    expect(app.page().byRole('textbox')).toEqual([])
    expect(app.page().byRole('button', /捐/)).toEqual([])
    expect(await newGifts(before)).toEqual([])
    expect(app.faults).toEqual([])
  })
})

describe('a payment that is given up', () => {
  it('stays, says that no money was taken, and can be resumed to the same gift', async () => {
    const before = await books()
    app = openMinsheng({ path: byScene(code.scene), payment: 'cancel' })
    await app.waitForText(code.campaignTitle, patience)
    await chooseOneYuan(app)
    await app.tap('捐 ¥1.00')
    await app.waitForText('您还没有付款', patience)
    await app.waitForText(/没有扣钱/)
    await app.screenshot(screenFile('giving-cancelled'), { fullPage: true })
    expect(app.page().route).toBe(givingPage)
    expect(await newGifts(before)).toMatchObject([{ state: 'awaiting', amountFen: 100, paidAt: null }])
    expect((await staff.publicTotals(code.campaignId)).raisedFen).toBe(before.raisedFen)

    app.phone.payment = 'pay'
    await app.tap('继续支付')
    await app.waitForRoute(thanksPage, patience)
    await app.waitForText('钱已到账', 30_000)
    expect(await newGifts(before)).toMatchObject([{ state: 'paid', amountFen: 100 }])
    expect((await staff.publicTotals(code.campaignId)).raisedFen).toBe(before.raisedFen + 100)
    expect(app.screen.payments).toEqual(['cancelled', 'paid'])
    expect(app.faults).toEqual([])
  })
})

describe('one person, one phone', () => {
  it('finds the gift again after the program was closed, without logging in anew', async () => {
    const storage = new Map<string, string>()
    app = openMinsheng({ path: byScene(code.scene), storage, loginLabel: 'returning-person' })
    await app.waitForText(code.campaignTitle, patience)
    await chooseOneYuan(app)
    await app.tap('捐 ¥1.00')
    await app.waitForText('钱已到账', 30_000)
    app.close()
    app = openMinsheng({ path: 'packages/donation/my-gifts/index', storage, loginLabel: 'returning-person' })
    await app.waitForText(code.campaignTitle, patience)
    expect(app.page().text()).toContain('¥1.00')
    expect(countCalls(app, 'POST', /sessions\/guest$/)).toBe(0)
    expect(countCalls(app, 'POST', /sessions\/refresh$/)).toBe(1)
  })

  it("does not see another person's gift", async () => {
    app = openMinsheng({ path: 'packages/donation/my-gifts/index' })
    await app.settle(patience)
    expect(app.page().text()).not.toContain(code.campaignTitle)
    expect(app.page().text()).toContain('还没有捐过')
  })

  it('without a network says so, takes no order twice, and goes on when the network is back', async () => {
    const before = await books()
    app = openMinsheng({ path: byScene(code.scene) })
    await app.waitForText(code.campaignTitle, patience)
    await chooseOneYuan(app)
    app.setNetwork('none')
    await app.tap('捐 ¥1.00')
    await app.waitForText(/网络/, patience)
    expect(app.page().route).toBe(givingPage)
    app.setNetwork('wifi')
    await app.tap('捐 ¥1.00', patience)
    await app.waitForText('钱已到账', 30_000)
    expect(await newGifts(before)).toMatchObject([{ state: 'paid', amountFen: 100 }])
    expect(app.faults).toEqual([])
  })
})
