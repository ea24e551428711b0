import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../../scripts/testing/database.ts'
import { guestH5, guestWeapp, key, type SignedIn, staff } from '../../../../testing/actors.ts'
import { startTestApp, type TestApp } from '../../../../testing/app.ts'
import { type District, district } from '../../../../testing/district.ts'
import { payStandIn } from '../../../../testing/pay-stand-in.ts'
import { until } from '../../../../testing/wait.ts'
import { derivedId } from '../../../platform/crypto/id.ts'
import { systemClock } from '@minsheng/shared/units/clock'
import { createLog } from '../../../platform/log/index.ts'
import { giftPaidJournal } from '../ledger/domain.ts'
import { createLedgerStore } from '../ledger/store.ts'
import type { GiftDocument, NoticeDocument } from './store.ts'

let app: TestApp
let place: District
const pay = payStandIn(inject('standIns').pay)
beforeAll(async () => {
  app = await startTestApp(inject('bffEnvironment'), freshDatabaseName())
  place = await district(app)
})
afterAll(() => app.close())

const gifts = () => app.db.collection<GiftDocument>('gifts')
const journals = () => app.db.collection<{ _id: string; outTradeNo: string; transactionId: string; source: string }>('journals')
const cases = () => app.db.collection<{ _id: string; kind: string; outTradeNo: string; transactionId: string; charityId: string | null; expected: string; arrived: string }>('payment_cases')
const notices = () => app.db.collection<NoticeDocument>('payment_notices')

const give = (by: SignedIn, idempotencyKey = key(), amountFen = 100) =>
  by.call('createGift', { body: { projectId: place.campaignId, codeId: place.codeId, amountFen, anonymous: false, donorName: null }, idempotencyKey })
/** The number an order will have, so that the stand-in can be told before. */
const numberOf = (by: SignedIn, idempotencyKey: string) => derivedId('GY', `${by.accountId}|${idempotencyKey}`)
const stateOf = async (id: string) => (await gifts().findOne({ _id: id }))?.state
const becomes = (id: string, state: string) => until(() => stateOf(id), (now) => now === state)
const due = (id: string, change: Partial<GiftDocument> = {}) => gifts().updateOne({ _id: id }, { $set: { nextCheckAt: new Date(0), ...change } })
const longAgo = () => new Date(Date.now() - 2 * 60_000)

/** An order that is paid without a word from WeChat Pay. */
async function paidSilently(amountFen = 100) {
  const by = await guestWeapp(app)
  const { gift } = await give(by, key(), amountFen)
  await pay.behave(gift.id, { notice: 'silent' })
  await gifts().updateOne({ _id: gift.id }, { $set: { nextCheckAt: null } })
  await pay.pay(gift.id)
  const { transactionId } = (await pay.order(gift.id)) ?? {}
  if (!transactionId) throw new Error('paid')
  return { by, id: gift.id, transactionId }
}
function journalOf(id: string, transactionId: string, amountFen = 100) {
  const now = new Date()
  return giftPaidJournal(
    { charityId: place.charityId, campaignId: place.campaignId, codeId: place.codeId, outTradeNo: id, spMchid: app.config.WECHAT_PAY_SP_MCHID, transactionId, amountFen, paidAt: now, source: 'notice' },
    now,
  )
}
const ledger = () => createLedgerStore({ db: app.db, log: createLog('silent'), clock: systemClock })

describe('WeChat Pay does not take the order', () => {
  test.each(['error_500', 'rate_limited', 'lost_answer', 'forged_answer', 'timeout'] as const)('%s: 503 with Retry-After, and the same key afterwards gives the same gift', async (api) => {
    for (const by of api === 'timeout' ? [await guestWeapp(app)] : [await guestH5(app), await guestWeapp(app)]) {
      const idempotencyKey = key()
      const id = numberOf(by, idempotencyKey)
      await pay.behave(id, { api })
      await expect(give(by, idempotencyKey)).rejects.toMatchObject({ status: 503, code: 'upstream_unavailable', retryAfterSeconds: expect.any(Number) })
      expect(await stateOf(id)).toBe('awaiting')
      await pay.behave(id, {})
      const { gift } = await give(by, idempotencyKey)
      expect(gift.id).toBe(id)
      expect(await gifts().countDocuments({ donorId: by.accountId })).toBe(1)
      expect((await pay.order(id))?.state).toBe('NOTPAY')
    }
  })

  test('asking about a payment while WeChat Pay is down still shows the gift', async () => {
    const by = await guestH5(app)
    const { gift } = await give(by)
    await pay.behave(gift.id, { api: 'error_500' })
    expect((await by.call('checkGiftPayment', { params: { giftId: gift.id } })).state).toBe('awaiting')
    await expect(by.call('resumeGiftPayment', { params: { giftId: gift.id }, idempotencyKey: key() })).rejects.toMatchObject({ status: 503 })
  })
})

describe('the notice and the query', () => {
  test('a lost notice is made up for by the poller, with nobody asking', async () => {
    const { id } = await paidSilently()
    await due(id)
    await becomes(id, 'paid')
    expect((await journals().findOne({ outTradeNo: id }))?.source).toBe('query')
  })

  test('a payment is found although WeChat Pay was down when it was first asked', async () => {
    const { id } = await paidSilently()
    await pay.behave(id, { notice: 'silent', api: 'error_500' })
    await due(id)
    await until(async () => (await gifts().findOne({ _id: id }))?.checks ?? 0, (checks) => checks > 0)
    expect(await stateOf(id)).toBe('awaiting')
    await pay.behave(id, { notice: 'silent' })
    await due(id)
    await becomes(id, 'paid')
  })

  test('doubled notices are one journal', async () => {
    const by = await guestWeapp(app)
    const { gift, payment } = await give(by)
    await pay.behave(gift.id, { notice: 'doubled', times: 5 })
    await pay.payJsapi(payment)
    await becomes(gift.id, 'paid')
    expect(await journals().countDocuments({ outTradeNo: gift.id })).toBe(1)
    expect(await notices().countDocuments({ 'facts.outTradeNo': gift.id })).toBe(1)
  })

  test('twenty notices racing twenty questions are one journal and one step of the gift', async () => {
    const { by, id } = await paidSilently()
    const questions = Array.from({ length: 20 }, () => by.call('checkGiftPayment', { params: { giftId: id } }))
    const [statuses, answers] = await Promise.all([pay.notify(id, { times: 20 }), Promise.all(questions)])
    expect(statuses).toEqual(Array.from({ length: 20 }, () => 204))
    expect(answers.every((answer) => answer.state === 'paid' || answer.state === 'awaiting')).toBe(true)
    await becomes(id, 'paid')
    await app.app.donation.idle()
    expect(await journals().countDocuments({ outTradeNo: id })).toBe(1)
    expect((await gifts().findOne({ _id: id }))?.history.map((step) => step.to)).toEqual(['awaiting', 'paid'])
    expect(await cases().countDocuments({ outTradeNo: id })).toBe(0)
  })
})

describe('time runs out', () => {
  test('an order nobody paid is closed at WeChat Pay and here', async () => {
    const { gift } = await give(await guestWeapp(app))
    await due(gift.id, { payBefore: longAgo() })
    await becomes(gift.id, 'closed')
    expect((await pay.order(gift.id))?.state).toBe('CLOSED')
    expect((await gifts().findOne({ _id: gift.id }))?.nextCheckAt).toBeNull()
  })

  test('an order that WeChat Pay has closed, or never had, is closed here', async () => {
    const { gift } = await give(await guestWeapp(app))
    await pay.expire(gift.id)
    await due(gift.id, { payBefore: longAgo() })
    await becomes(gift.id, 'closed')
    const by = await guestWeapp(app)
    const idempotencyKey = key()
    const id = numberOf(by, idempotencyKey)
    await pay.behave(id, { api: 'error_500' })
    await expect(give(by, idempotencyKey)).rejects.toMatchObject({ status: 503 })
    await pay.behave(id, {})
    await due(id, { payBefore: longAgo() })
    await becomes(id, 'closed')
    await expect(give(by, idempotencyKey)).rejects.toMatchObject({ status: 409, code: 'wrong_state', message: '这笔捐赠已关闭,请重新捐一笔' })
  })

  test('an order is not closed here while it is open there', async () => {
    const { gift } = await give(await guestWeapp(app))
    await pay.behave(gift.id, { api: 'error_500' })
    await due(gift.id, { payBefore: longAgo() })
    await until(async () => (await gifts().findOne({ _id: gift.id }))?.checks ?? 0, (checks) => checks > 0)
    expect(await stateOf(gift.id)).toBe('awaiting')
    await pay.behave(gift.id, {})
    await due(gift.id)
    await becomes(gift.id, 'closed')
  })

  test('an order paid in the last second is paid, not closed', async () => {
    const { id } = await paidSilently()
    await due(id, { payBefore: longAgo() })
    await becomes(id, 'paid')
  })

  test('money that arrives after the close is posted, and the total has it', async () => {
    const by = await guestWeapp(app)
    const { gift } = await give(by, key(), 4_321)
    await due(gift.id, { payBefore: longAgo() })
    await becomes(gift.id, 'closed')
    const before = (await by.call('getProject', { params: { projectId: place.campaignId } })).totals.raisedFen
    await pay.pay(gift.id, true)
    await becomes(gift.id, 'paid')
    expect(await journals().countDocuments({ outTradeNo: gift.id })).toBe(1)
    await until(async () => (await by.call('getProject', { params: { projectId: place.campaignId } })).totals.raisedFen, (raised) => raised >= before + 4_321)
    expect((await gifts().findOne({ _id: gift.id }))?.history.map((step) => step.to)).toEqual(['awaiting', 'closed', 'paid'])
  })
})

describe('money that fits no order', () => {
  test('one order paid again under another transaction is a case, not a second gift', async () => {
    const { id, transactionId } = await paidSilently()
    await ledger().post(journalOf(id, 'first-payment'))
    await becomes(id, 'paid')
    expect(await pay.notify(id)).toEqual([204])
    const found = await until(() => cases().findOne({ outTradeNo: id }), (one) => one !== null)
    expect(found).toMatchObject({ kind: 'paid_again', transactionId, charityId: place.charityId, expected: '只付一次(微信支付单号 first-payment)', arrived: `又付了 1.00 元(微信支付单号 ${transactionId})` })
    expect(await journals().countDocuments({ outTradeNo: id })).toBe(1)
    expect(await gifts().findOne({ _id: id })).toMatchObject({ state: 'paid', transactionId: 'first-payment' })
  })

  test('a payment for an order we never made is taken in, and is a case the bureau sees', async () => {
    const { id, transactionId } = await paidSilently(250)
    expect(await pay.notify(id, { tamper: 'unknown_order' })).toEqual([204])
    const found = await until(() => cases().findOne({ kind: 'order_unknown', transactionId }), (one) => one !== null)
    expect(found).toMatchObject({ charityId: null, expected: '没有这个订单', arrived: '2.50 元' })
    expect(await stateOf(id)).toBe('awaiting')
  })

  test("cases page without gaps; a charity sees its own alone, and the words are a clerk's", async () => {
    for (let index = 0; index < 3; index += 1) {
      const { id } = await paidSilently()
      await pay.notify(id, { tamper: 'wrong_amount' })
      await becomes(id, 'quarantined')
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
    expect(all).toHaveLength(await cases().countDocuments())
    const own = await pages(await staff(app, ['charity_finance'], place.charityId))
    expect(own.filter((one) => one === 'amount_differs|1.00 元|1.01 元')).toHaveLength(3)
    expect(own.some((one) => one.startsWith('order_unknown'))).toBe(false)
    const other = await district(app)
    expect(await pages(await staff(app, ['charity_owner'], other.charityId))).toEqual([])
  })
})

describe('a process that died', () => {
  test('between journal and gift: the event brings the gift along', async () => {
    const { id, transactionId } = await paidSilently()
    expect(await ledger().post(journalOf(id, transactionId))).toBe('posted')
    await becomes(id, 'paid')
    expect(await gifts().findOne({ _id: id })).toMatchObject({ transactionId, payerIp: null, nextCheckAt: null })
    expect(await journals().countDocuments({ outTradeNo: id })).toBe(1)
  })

  test('between inbox and ledger: what was received is processed, once', async () => {
    const { id, transactionId } = await paidSilently()
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
    await notices().insertOne(notice)
    await becomes(id, 'paid')
    await until(() => notices().findOne({ _id: notice._id }), (kept) => kept?.state === 'processed' && kept.outcome === 'posted')
    expect(await journals().countDocuments({ outTradeNo: id })).toBe(1)
  })

  test('a notice that can’t be processed is put off ever longer, and kept', async () => {
    const id = `stuck-${randomBytes(6).toString('hex')}`
    const facts = { outTradeNo: 'GY_stuck', transactionId: null, state: 'SUCCESS', spMchid: '1', subMchid: '1', spAppid: 'wx', amountFen: 1, payerTotalFen: 1, currency: 'CNY', paidAt: null } as const
    await notices().insertOne({ _id: id, receivedAt: new Date(), eventType: 'TRANSACTION.SUCCESS', raw: Buffer.from('{}'), facts, state: 'received', outcome: null, nextTryAt: new Date(), tries: 3 })
    const kept = await until(() => notices().findOne({ _id: id }), (one) => one?.tries === 4 && one.nextTryAt.getTime() > Date.now() + 60_000)
    expect(kept).toMatchObject({ state: 'received', outcome: null })
  })
})

test('the books and the gifts agree to the fen in the end', async () => {
  await app.app.donation.idle()
  const paid = await gifts().find({ state: 'paid' }).toArray()
  const posted = await journals().find({}).toArray()
  expect(posted.map((journal) => journal.outTradeNo).sort()).toEqual(paid.map((gift) => gift._id).sort())
  const totals = (await (await guestH5(app)).call('getProject', { params: { projectId: place.campaignId } })).totals
  await until(
    async () => (await (await guestH5(app)).call('getProject', { params: { projectId: place.campaignId } })).totals,
    (now) => now.raisedFen === paid.reduce((sum, gift) => sum + gift.amountFen, 0) && now.giftCount === paid.length,
  )
  expect(totals.giftCount).toBeGreaterThan(5)
})
