import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../../scripts/testing/database.ts'
import { key } from '../../../../testing/actors.ts'
import { clientOf, startTestApp, type TestApp } from '../../../../testing/app.ts'
import { type District, district } from '../../../../testing/district.ts'
import { givingAt } from '../../../../testing/giving.ts'
import { payStandIn } from '../../../../testing/pay-stand-in.ts'
import { refundsOf } from '../../../../testing/refunds.ts'
import { until } from '../../../../testing/wait.ts'

let app: TestApp
let place: District
let at: ReturnType<typeof givingAt>
let of: ReturnType<typeof refundsOf>
const pay = payStandIn(inject('standIns').pay)
beforeAll(async () => {
  app = await startTestApp(inject('bffEnvironment'), freshDatabaseName())
  place = await district(app)
  at = givingAt(app, place, pay)
  of = refundsOf(app)
})
afterAll(() => app.close())

const state = async (id: string) => (await of.refunds.findOne({ _id: id }))?.state

describe('what WeChat Pay says, late, twice or never', () => {
  test('a lost notice is made up for by the poller', async () => {
    const { by, id } = await at.paid({ notice: 'silent', result: 'PROCESSING' })
    const refund = await of.undo(by, id)
    await of.becomes(refund.id, 'processing')
    await pay.settleRefund(refund.id)
    expect(await state(refund.id)).toBe('processing')
    await of.due(refund.id)
    await of.becomes(refund.id, 'succeeded')
    expect(await of.kindsOf(id)).toEqual(['gift_paid', 'refund_accepted', 'refund_succeeded'])
  })

  test('PROCESSING after SUCCESS changes nothing, and neither does the same notice ten times', async () => {
    const { by, id } = await at.paid({})
    const refund = await of.undo(by, id)
    await of.becomes(refund.id, 'succeeded')
    const settledAt = (await of.refunds.findOne({ _id: refund.id }))?.settledAt
    expect(await pay.notifyRefund(refund.id, { status: 'PROCESSING' })).toEqual([204])
    expect(await pay.notifyRefund(refund.id, { times: 10 })).toEqual(Array.from({ length: 10 }, () => 204))
    await app.app.donation.idle()
    expect(await of.refunds.findOne({ _id: refund.id })).toMatchObject({ state: 'succeeded', settledAt })
    expect(await of.kindsOf(id)).toEqual(['gift_paid', 'refund_accepted', 'refund_succeeded'])
    expect(await at.gifts.findOne({ _id: id })).toMatchObject({ refundedFen: 100, refundingFen: 0 })
  })

  test("a payment's notice that comes after its refund's: paid once, given back once", async () => {
    const { by, id } = await at.paid({}, 'reordered')
    const refund = await of.undo(by, id)
    await of.becomes(refund.id, 'succeeded')
    await until(
      () => at.notices.countDocuments({ 'facts.outTradeNo': id, state: 'processed' }),
      (count) => count === 1,
    )
    expect(await of.kindsOf(id)).toEqual(['gift_paid', 'refund_accepted', 'refund_succeeded'])
  })

  test.each(['awaiting', 'closed'] as const)(
    'a refund notice before its payment notice, the order %s here: the payment is posted first, the refund is a case',
    async (here) => {
      const { by, id } = await at.paid({ result: 'PROCESSING' })
      const known = await of.undo(by, id)
      await of.becomes(known.id, 'processing')
      // What the books look like when neither notice came and the refund was made on WeChat's own pages.
      await of.refunds.deleteOne({ _id: known.id })
      await of.journals.deleteMany({ outTradeNo: id })
      await at.gifts.updateOne({ _id: id }, { $set: { state: here, nextCheckAt: null, refundingFen: 0 }, $unset: { paidAt: '' } })
      expect(await pay.settleRefund(known.id)).toBeDefined()
      const found = await until(
        () => at.cases.findOne({ kind: 'refund_unknown', outTradeNo: id }),
        (one) => one !== null,
      )
      expect(found).toMatchObject({ charityId: place.charityId, expected: '没有这笔退款' })
      expect(await at.stateOf(id)).toBe('paid')
      expect(await of.kindsOf(id)).toEqual(['gift_paid'])
      expect((await at.gifts.findOne({ _id: id }))?.history.at(-1)).toMatchObject({ to: 'paid', why: 'query' })
    },
  )

  test('closed: the money is the project’s again, and the donor may ask again under a new number', async () => {
    const { by, id } = await at.paid({ result: 'CLOSED' })
    const refund = await of.undo(by, id)
    await of.becomes(refund.id, 'closed')
    expect(await of.kindsOf(id)).toEqual(['gift_paid', 'refund_accepted', 'refund_closed'])
    const gift = await by.call('getMyGift', { params: { giftId: id } })
    expect(gift).toMatchObject({ refundedFen: 0, refundingFen: 0 })
    expect(Date.parse(gift.undoBefore ?? '')).toBeGreaterThan(Date.now() + 86_400_000)
    await at.gifts.updateOne({ _id: id }, { $set: { paidAt: new Date(Date.now() - 3_600_000) } })
    await pay.behave(id, { refund: { delayMs: 0 } })
    const again = await of.undo(by, id)
    expect(again.id).not.toBe(refund.id)
    await of.becomes(again.id, 'succeeded')
    expect((await pay.refunds(id)).map(({ status }) => status)).toEqual(['CLOSED', 'SUCCESS'])
  })

  test('abnormal says why it stands still, and can still succeed', async () => {
    const { by, id } = await at.paid({ result: 'ABNORMAL' })
    const refund = await of.undo(by, id)
    await of.becomes(refund.id, 'abnormal')
    expect((await of.refunds.findOne({ _id: refund.id }))?.hold).toContain('商户平台')
    expect(await of.kindsOf(id)).toEqual(['gift_paid', 'refund_accepted'])
    await pay.settleRefund(refund.id)
    await of.becomes(refund.id, 'succeeded')
    expect(await of.refunds.findOne({ _id: refund.id })).toMatchObject({ hold: null, nextAskAt: null })
  })
})

describe('a WeChat Pay that is down, slow or lying', () => {
  test.each(['error_500', 'lost_answer', 'error_after_work', 'forged_answer', 'bad_gateway'])(
    '%s: the same number again, never twice',
    async (api) => {
      const { by, id } = await at.paid({ api })
      const refund = await of.undo(by, id)
      await until(
        async () => (await of.refunds.findOne({ _id: refund.id }))?.asks ?? 0,
        (asks) => asks >= 1,
      )
      await app.app.donation.idle()
      expect(await state(refund.id)).not.toBe('rejected')
      await pay.behave(id, { refund: { delayMs: 0 } })
      await of.due(refund.id)
      await of.becomes(refund.id, 'succeeded')
      const made = await pay.refunds(id)
      expect(made.map(({ outRefundNo, refundFen }) => ({ outRefundNo, refundFen }))).toEqual([{ outRefundNo: refund.id, refundFen: 100 }])
      expect(await of.kindsOf(id)).toEqual(['gift_paid', 'refund_accepted', 'refund_succeeded'])
    },
  )

  test('not enough in the merchant account: it waits, says so, and goes on when there is', async () => {
    const { by, id } = await at.paid({ api: 'not_enough' })
    const refund = await of.undo(by, id)
    await until(
      async () => (await of.refunds.findOne({ _id: refund.id }))?.hold,
      (hold) => hold === '商户号可用余额不足，请充值；系统会继续尝试',
    )
    await pay.behave(id, { refund: { delayMs: 0 } })
    await of.due(refund.id)
    await of.becomes(refund.id, 'succeeded')
  })

  test("a payer's account that is gone: by bank transfer", async () => {
    const { by, id } = await at.paid({ api: 'account_abnormal' })
    const refund = await of.undo(by, id)
    const moved = await until(
      () => of.refunds.findOne({ _id: refund.id }),
      (one) => one?.route === 'bank',
    )
    expect(moved).toMatchObject({ state: 'accepted', nextAskAt: null, hold: '捐赠人的微信账户异常或已注销，请改用银行转账退回' })
    expect(await by.call('getMyGift', { params: { giftId: id } })).toMatchObject({ refundingFen: 100, returnRoute: 'bank' })
  })

  test('what differs from what was asked is a case, and moves nothing', async () => {
    const { by, id } = await at.paid({ notice: 'silent', result: 'PROCESSING' })
    const refund = await of.undo(by, id)
    await of.becomes(refund.id, 'processing')
    await pay.settleRefund(refund.id)
    for (const tamper of ['wrong_amount', 'wrong_payee']) {
      await at.cases.deleteMany({ kind: 'refund_differs' })
      expect(await pay.notifyRefund(refund.id, { tamper })).toEqual([204])
      await until(
        () => at.cases.countDocuments({ kind: 'refund_differs', outTradeNo: id }),
        (count) => count === 1,
      )
    }
    expect(await state(refund.id)).toBe('processing')
  })

  test.each(['forged_signature', 'altered_body', 'unknown_serial', 'signtest_probe', 'stale_timestamp'])(
    'a notice with %s is refused and not kept',
    async (tamper) => {
      const { by, id } = await at.paid({ notice: 'silent', result: 'PROCESSING' })
      const refund = await of.undo(by, id)
      await of.becomes(refund.id, 'processing')
      await pay.settleRefund(refund.id)
      const kept = () => app.db.collection('refund_notices').countDocuments({ 'facts.outRefundNo': refund.id })
      expect(await pay.notifyRefund(refund.id, { tamper })).toEqual([401])
      expect(await kept()).toBe(0)
      expect(await state(refund.id)).toBe('processing')
    },
  )
})

test('a refund accepted by a process that never reached WeChat Pay and ended is asked for by another, once', async () => {
  const cutOff = await startTestApp(inject('bffEnvironment'), app.config.MONGODB_DB, {
    work: false,
    environment: { WECHAT_PAY_API_BASE: 'http://127.0.0.1:9' },
  })
  const { by, id } = await at.paid({})
  const refund = await clientOf(cutOff.url, by.token)('undoGift', { params: { giftId: id }, idempotencyKey: key() })
  await cutOff.app.donation.idle()
  await cutOff.stop()
  expect(await pay.refunds(id)).toEqual([])
  expect(await state(refund.id)).toBe('accepted')
  await of.due(refund.id)
  await of.becomes(refund.id, 'succeeded')
  expect((await pay.refunds(id)).map(({ outRefundNo }) => outRefundNo)).toEqual([refund.id])
  expect(await of.kindsOf(id)).toEqual(['gift_paid', 'refund_accepted', 'refund_succeeded'])
})
