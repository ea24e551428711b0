import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../../scripts/testing/database.ts'
import { guestH5, guestWeapp, key } from '../../../../testing/actors.ts'
import { startTestApp, type TestApp } from '../../../../testing/app.ts'
import { type District, district } from '../../../../testing/district.ts'
import { givingAt } from '../../../../testing/giving.ts'
import { payStandIn } from '../../../../testing/pay-stand-in.ts'
import { until } from '../../../../testing/wait.ts'

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

const longAgo = () => new Date(Date.now() - 2 * 60_000)

describe('WeChat Pay does not take the order', () => {
  test.each(['error_500', 'rate_limited', 'lost_answer', 'forged_answer', 'timeout'] as const)(
    '%s: 503 with Retry-After, and the same key afterwards gives the same gift',
    async (api) => {
      for (const by of api === 'timeout' ? [await guestWeapp(app)] : [await guestH5(app), await guestWeapp(app)]) {
        const idempotencyKey = key()
        const id = at.numberOf(by, idempotencyKey)
        await pay.behave(id, { api })
        await expect(at.give(by, idempotencyKey)).rejects.toMatchObject({
          status: 503,
          code: 'upstream_unavailable',
          retryAfterSeconds: expect.any(Number),
        })
        expect(await at.stateOf(id)).toBe('awaiting')
        await pay.behave(id, {})
        const { gift } = await at.give(by, idempotencyKey)
        expect(gift.id).toBe(id)
        expect(await at.gifts.countDocuments({ donorId: by.accountId })).toBe(1)
        expect((await pay.order(id))?.state).toBe('NOTPAY')
      }
    },
  )

  test('asking about a payment while WeChat Pay is down still shows the gift', async () => {
    const by = await guestH5(app)
    const { gift } = await at.give(by)
    await pay.behave(gift.id, { api: 'error_500' })
    expect((await by.call('checkGiftPayment', { params: { giftId: gift.id } })).state).toBe('awaiting')
    await expect(by.call('resumeGiftPayment', { params: { giftId: gift.id }, idempotencyKey: key() })).rejects.toMatchObject({
      status: 503,
    })
  })
})

describe('the notice and the query', () => {
  test('a lost notice is made up for by the poller, with nobody asking', async () => {
    const { id } = await at.paidSilently()
    await at.due(id)
    await at.becomes(id, 'paid')
    expect((await at.journals.findOne({ outTradeNo: id }))?.source).toBe('query')
  })

  test('a payment is found although WeChat Pay was down when it was first asked', async () => {
    const { id } = await at.paidSilently()
    await pay.behave(id, { notice: 'silent', api: 'error_500' })
    await at.due(id)
    await until(
      async () => (await at.gifts.findOne({ _id: id }))?.checks ?? 0,
      (checks) => checks > 0,
    )
    expect(await at.stateOf(id)).toBe('awaiting')
    await pay.behave(id, { notice: 'silent' })
    await at.due(id)
    await at.becomes(id, 'paid')
  })

  test('doubled notices are one journal', async () => {
    const by = await guestWeapp(app)
    const { gift, payment } = await at.give(by)
    await pay.behave(gift.id, { notice: 'doubled', times: 5 })
    await pay.payJsapi(payment)
    await at.becomes(gift.id, 'paid')
    expect(await at.journals.countDocuments({ outTradeNo: gift.id })).toBe(1)
    expect(await at.notices.countDocuments({ 'facts.outTradeNo': gift.id })).toBe(1)
  })

  test('twenty notices racing twenty questions are one journal and one step of the gift', async () => {
    const { by, id } = await at.paidSilently()
    const questions = Array.from({ length: 20 }, () => by.call('checkGiftPayment', { params: { giftId: id } }))
    const [statuses, answers] = await Promise.all([pay.notify(id, { times: 20 }), Promise.all(questions)])
    expect(statuses).toEqual(Array.from({ length: 20 }, () => 204))
    expect(answers.every((answer) => answer.state === 'paid' || answer.state === 'awaiting')).toBe(true)
    await at.becomes(id, 'paid')
    await app.app.donation.idle()
    expect(await at.journals.countDocuments({ outTradeNo: id })).toBe(1)
    expect((await at.gifts.findOne({ _id: id }))?.history.map((step) => step.to)).toEqual(['awaiting', 'paid'])
    expect(await at.cases.countDocuments({ outTradeNo: id })).toBe(0)
  })
})

describe('time runs out', () => {
  test('an order nobody paid is closed at WeChat Pay and here', async () => {
    const { gift } = await at.give(await guestWeapp(app))
    await at.due(gift.id, { payBefore: longAgo() })
    await at.becomes(gift.id, 'closed')
    expect((await pay.order(gift.id))?.state).toBe('CLOSED')
    expect((await at.gifts.findOne({ _id: gift.id }))?.nextCheckAt).toBeNull()
  })

  test('an order that WeChat Pay has closed, or never had, is closed here', async () => {
    const { gift } = await at.give(await guestWeapp(app))
    await pay.expire(gift.id)
    await at.due(gift.id, { payBefore: longAgo() })
    await at.becomes(gift.id, 'closed')
    const by = await guestWeapp(app)
    const idempotencyKey = key()
    const id = at.numberOf(by, idempotencyKey)
    await pay.behave(id, { api: 'error_500' })
    await expect(at.give(by, idempotencyKey)).rejects.toMatchObject({ status: 503 })
    await pay.behave(id, {})
    await at.due(id, { payBefore: longAgo() })
    await at.becomes(id, 'closed')
    await expect(at.give(by, idempotencyKey)).rejects.toMatchObject({
      status: 409,
      code: 'wrong_state',
      message: '这笔捐赠已关闭，请重新捐一笔',
    })
  })

  test('an order is not closed here while it is open there', async () => {
    const { gift } = await at.give(await guestWeapp(app))
    await pay.behave(gift.id, { api: 'error_500' })
    await at.due(gift.id, { payBefore: longAgo() })
    await until(
      async () => (await at.gifts.findOne({ _id: gift.id }))?.checks ?? 0,
      (checks) => checks > 0,
    )
    expect(await at.stateOf(gift.id)).toBe('awaiting')
    await pay.behave(gift.id, {})
    await at.due(gift.id)
    await at.becomes(gift.id, 'closed')
  })

  test('an order paid in the last second is paid, not closed', async () => {
    const { id } = await at.paidSilently()
    await at.due(id, { payBefore: longAgo() })
    await at.becomes(id, 'paid')
  })

  test('payments racing the local close: what WeChat Pay took is posted, the rest is closed, nothing is dropped', async () => {
    const by = await guestWeapp(app)
    const ids = await Promise.all(Array.from({ length: 28 }, async () => (await at.give(by)).gift.id))
    await at.gifts.updateMany({ _id: { $in: ids } }, { $set: { nextCheckAt: new Date(0), payBefore: longAgo() } })
    // The closing has begun; everybody pays at once.
    await until(
      () => at.gifts.countDocuments({ _id: { $in: ids }, state: 'closed' }),
      (closed) => closed > 0,
    )
    const answers = await Promise.allSettled(ids.map((id) => pay.pay(id)))
    const paidThere = answers.map(({ status }) => status === 'fulfilled')
    for (const [index, id] of ids.entries()) {
      await at.becomes(id, paidThere[index] ? 'paid' : 'closed')
      expect((await pay.order(id))?.state).toBe(paidThere[index] ? 'SUCCESS' : 'CLOSED')
      expect(await at.journals.countDocuments({ outTradeNo: id })).toBe(paidThere[index] ? 1 : 0)
    }
  })

  test('money that arrives after the close is posted, and the total has it', async () => {
    const by = await guestWeapp(app)
    const { gift } = await at.give(by, key(), 4_321)
    await at.due(gift.id, { payBefore: longAgo() })
    await at.becomes(gift.id, 'closed')
    const before = (await by.call('getProject', { params: { projectId: place.campaignId } })).totals.raisedFen
    await pay.pay(gift.id, true)
    await at.becomes(gift.id, 'paid')
    expect(await at.journals.countDocuments({ outTradeNo: gift.id })).toBe(1)
    await until(
      async () => (await by.call('getProject', { params: { projectId: place.campaignId } })).totals.raisedFen,
      (raised) => raised >= before + 4_321,
    )
    expect((await at.gifts.findOne({ _id: gift.id }))?.history.map((step) => step.to)).toEqual(['awaiting', 'closed', 'paid'])
  })
})
