import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../../scripts/testing/database.ts'
import { guestH5, type SignedIn, staff } from '../../../../testing/actors.ts'
import { startTestApp, type TestApp } from '../../../../testing/app.ts'
import { type District, district } from '../../../../testing/district.ts'
import { givingAt } from '../../../../testing/giving.ts'
import { payStandIn } from '../../../../testing/pay-stand-in.ts'
import { until } from '../../../../testing/wait.ts'
import type { NoticeDocument } from './store.ts'

let app: TestApp
let place: District
let at: ReturnType<typeof givingAt>
const pay = payStandIn(inject('standIns').pay)
beforeAll(async () => {
  app = await startTestApp(inject('bffEnvironment'), freshDatabaseName())
  place = await district(app)
  at = givingAt(app, place, pay)
})
afterAll(() => app.close())

describe('money that fits no order', () => {
  test('one order paid again under another transaction is a case, not a second gift', async () => {
    const { id, transactionId } = await at.paidSilently()
    await at.ledger.post(at.journalOf(id, 'first-payment'))
    await at.becomes(id, 'paid')
    expect(await pay.notify(id)).toEqual([204])
    const found = await until(
      () => at.cases.findOne({ outTradeNo: id }),
      (one) => one !== null,
    )
    expect(found).toMatchObject({
      kind: 'paid_again',
      transactionId,
      charityId: place.charityId,
      expected: '只付一次（微信支付单号 first-payment）',
      arrived: `又付了 1.00 元（微信支付单号 ${transactionId}）`,
    })
    expect(await at.journals.countDocuments({ outTradeNo: id })).toBe(1)
    expect(await at.gifts.findOne({ _id: id })).toMatchObject({ state: 'paid', transactionId: 'first-payment' })
  })

  test('a payment for an order we never made is taken in, and is a case the bureau sees', async () => {
    const { id, transactionId } = await at.paidSilently(250)
    expect(await pay.notify(id, { tamper: 'unknown_order' })).toEqual([204])
    const found = await until(
      () => at.cases.findOne({ kind: 'order_unknown', transactionId }),
      (one) => one !== null,
    )
    expect(found).toMatchObject({ charityId: null, expected: '没有这个订单', arrived: '2.50 元' })
    expect(await at.stateOf(id)).toBe('awaiting')
  })

  test("cases page without gaps; a charity sees its own alone, and the words are a clerk's", async () => {
    for (let index = 0; index < 3; index += 1) {
      const { id } = await at.paidSilently()
      await pay.notify(id, { tamper: 'wrong_amount' })
      await at.becomes(id, 'quarantined')
    }
    const pages = async (by: SignedIn) => {
      const found: string[] = []
      let cursor: string | undefined
      do {
        const page = await by.call('listPaymentCases', { query: { limit: 1, cursor } })
        found.push(...page.items.map((one) => `${one.kind}|${one.expected}|${one.arrived}`))
        cursor = page.nextCursor ?? undefined
      } while (cursor)
      return found
    }
    const all = await pages(await staff(app, ['auditor']))
    expect(all).toHaveLength(await at.cases.countDocuments())
    const own = await pages(await staff(app, ['charity_finance'], place.charityId))
    expect(own.filter((one) => one === 'amount_differs|1.00 元|1.01 元')).toHaveLength(3)
    expect(own.some((one) => one.startsWith('order_unknown'))).toBe(false)
    const other = await district(app)
    expect(await pages(await staff(app, ['charity_owner'], other.charityId))).toEqual([])
  })
})

describe('a process that died', () => {
  test('between journal and gift: the event brings the gift along', async () => {
    const { id, transactionId } = await at.paidSilently()
    expect(await at.ledger.post(at.journalOf(id, transactionId))).toBe('posted')
    await at.becomes(id, 'paid')
    expect(await at.gifts.findOne({ _id: id })).toMatchObject({ transactionId, payerIp: null, nextCheckAt: null })
    expect(await at.journals.countDocuments({ outTradeNo: id })).toBe(1)
  })

  test('between inbox and ledger: what was received is processed, once', async () => {
    const { id, transactionId } = await at.paidSilently()
    const notice: NoticeDocument = {
      _id: `left-over-${randomBytes(6).toString('hex')}`,
      receivedAt: new Date(),
      eventType: 'TRANSACTION.SUCCESS',
      raw: Buffer.from('{}'),
      facts: {
        outTradeNo: id,
        transactionId,
        state: 'SUCCESS',
        spMchid: app.config.WECHAT_PAY_SP_MCHID,
        subMchid: place.subMchid,
        spAppid: app.config.WECHAT_PAY_SP_APPID,
        amountFen: 100,
        payerTotalFen: 100,
        currency: 'CNY',
        paidAt: new Date(),
      },
      state: 'received',
      outcome: null,
      nextTryAt: new Date(),
      tries: 0,
    }
    await at.notices.insertOne(notice)
    await at.becomes(id, 'paid')
    await until(
      () => at.notices.findOne({ _id: notice._id }),
      (kept) => kept?.state === 'processed' && kept.outcome === 'posted',
    )
    expect(await at.journals.countDocuments({ outTradeNo: id })).toBe(1)
  })

  test('a notice that can’t be processed is put off ever longer, and kept', async () => {
    const id = `stuck-${randomBytes(6).toString('hex')}`
    const facts = {
      outTradeNo: 'GY_stuck',
      transactionId: null,
      state: 'SUCCESS',
      spMchid: '1',
      subMchid: '1',
      spAppid: 'wx',
      amountFen: 1,
      payerTotalFen: 1,
      currency: 'CNY',
      paidAt: null,
    } as const
    await at.notices.insertOne({
      _id: id,
      receivedAt: new Date(),
      eventType: 'TRANSACTION.SUCCESS',
      raw: Buffer.from('{}'),
      facts,
      state: 'received',
      outcome: null,
      nextTryAt: new Date(),
      tries: 3,
    })
    const kept = await until(
      () => at.notices.findOne({ _id: id }),
      (one) => one?.tries === 4 && one.nextTryAt.getTime() > Date.now() + 60_000,
    )
    expect(kept).toMatchObject({ state: 'received', outcome: null })
  })
})

test('the books and the gifts agree to the fen in the end', async () => {
  await app.app.donation.idle()
  const paid = await at.gifts.find({ state: 'paid' }).toArray()
  const posted = await at.journals.find({}).toArray()
  expect(posted.map((journal) => journal.outTradeNo).sort()).toEqual(paid.map((gift) => gift._id).sort())
  const totals = (await (await guestH5(app)).call('getProject', { params: { projectId: place.campaignId } })).totals
  await until(
    async () => (await (await guestH5(app)).call('getProject', { params: { projectId: place.campaignId } })).totals,
    (now) => now.raisedFen === paid.reduce((sum, gift) => sum + gift.amountFen, 0) && now.giftCount === paid.length,
  )
  expect(totals.giftCount).toBeGreaterThan(2)
})
