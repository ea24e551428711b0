import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../../scripts/testing/database.ts'
import { guestH5, guestWeapp, key, type SignedIn } from '../../../../testing/actors.ts'
import { send, startTestApp, type TestApp } from '../../../../testing/app.ts'
import { type District, district } from '../../../../testing/district.ts'
import { payStandIn } from '../../../../testing/pay-stand-in.ts'
import { until } from '../../../../testing/wait.ts'

let app: TestApp
let place: District
const pay = payStandIn(inject('standIns').pay)

beforeAll(async () => {
  app = await startTestApp(inject('bffEnvironment'), freshDatabaseName())
  place = await district(app)
})
afterAll(() => app.close())

const body = (amountFen = 100) => ({ projectId: place.campaignId, codeId: place.codeId, amountFen, anonymous: false, donorName: '王阿姨' })
const raised = async () => (await (await guestH5(app)).call('getProject', { params: { projectId: place.campaignId } })).totals
const journals = () => app.db.collection<{ _id: string; outTradeNo: string }>('journals')

async function order(visitor: SignedIn, amountFen = 100) {
  return visitor.call('createGift', { body: body(amountFen), idempotencyKey: key() })
}

describe('giving in WeChat', () => {
  test('an ordered gift that is paid becomes one journal and raises the total', async () => {
    const before = await raised()
    const visitor = await guestWeapp(app)
    const { gift, payment } = await order(visitor, 1234)
    expect(gift.state).toBe('awaiting')
    expect((await pay.payJsapi(payment)).errMsg).toBe('requestPayment:ok')
    const paid = await until(
      () => visitor.call('getMyGift', { params: { giftId: gift.id } }),
      (value) => value.state === 'paid',
    )
    expect(paid.paidAt).not.toBeNull()
    expect(await journals().countDocuments({ outTradeNo: gift.id })).toBe(1)
    await until(raised, (totals) => totals.raisedFen === before.raisedFen + 1234 && totals.giftCount === before.giftCount + 1)
  })

  test('a silent payment is found by asking', async () => {
    const visitor = await guestWeapp(app)
    const { gift, payment } = await order(visitor)
    await pay.behave(gift.id, { notice: 'silent' })
    await pay.payJsapi(payment)
    const checked = await visitor.call('checkGiftPayment', { params: { giftId: gift.id } })
    expect(checked.state).toBe('paid')
    const journal = await app.db.collection('journals').findOne({ outTradeNo: gift.id })
    expect(journal?.source).toBe('query')
  })

  test('the same notice twenty times at once is one journal', async () => {
    const visitor = await guestWeapp(app)
    const { gift, payment } = await order(visitor)
    await pay.behave(gift.id, { notice: 'silent' })
    await pay.payJsapi(payment)
    expect(await pay.notify(gift.id, { times: 20 })).toEqual(Array.from({ length: 20 }, () => 204))
    await until(
      () => visitor.call('getMyGift', { params: { giftId: gift.id } }),
      (value) => value.state === 'paid',
    )
    expect(await journals().countDocuments({ outTradeNo: gift.id })).toBe(1)
  })

  test('the same key gives the same gift; another body under it is refused; a second order needs a second key', async () => {
    const visitor = await guestWeapp(app)
    const idempotencyKey = key()
    const first = await visitor.call('createGift', { body: body(), idempotencyKey })
    const again = await visitor.call('createGift', { body: body(), idempotencyKey })
    expect(again).toEqual(first)
    await expect(visitor.call('createGift', { body: body(200), idempotencyKey })).rejects.toMatchObject({
      status: 422,
      code: 'idempotency_key_reused',
    })
    expect((await order(visitor)).gift.id).not.toBe(first.gift.id)
  })
})

describe('notices from outside', () => {
  const refusedBefore = async () => (await fetch(`${app.url}/metrics`)).text()

  test.each(['forged_signature', 'altered_body', 'stale_timestamp', 'unknown_serial', 'signtest_probe'])(
    '%s is refused with 4xx and nothing is written',
    async (tamper) => {
      const visitor = await guestWeapp(app)
      const { gift, payment } = await order(visitor)
      await pay.behave(gift.id, { notice: 'silent' })
      await pay.payJsapi(payment)
      const inboxBefore = await app.db.collection('payment_notices').countDocuments()
      const statuses = await pay.notify(gift.id, { tamper })
      expect(statuses.every((status) => status >= 400 && status < 500)).toBe(true)
      expect(await app.db.collection('payment_notices').countDocuments()).toBe(inboxBefore)
      expect(await journals().countDocuments({ outTradeNo: gift.id })).toBe(0)
      expect(await refusedBefore()).toMatch(/minsheng_events_total\{event="notice_[a-z_]+"\} [1-9]/)
    },
  )

  test.each([
    ['wrong_amount', 'amount_differs'],
    ['wrong_payee', 'payee_differs'],
    ['wrong_appid', 'appid_differs'],
  ])('%s is quarantined with a case and the total stays', async (tamper, kind) => {
    const before = await raised()
    const visitor = await guestWeapp(app)
    const { gift, payment } = await order(visitor)
    await pay.behave(gift.id, { notice: 'silent' })
    await pay.payJsapi(payment)
    await pay.notify(gift.id, { tamper })
    await until(
      () => visitor.call('getMyGift', { params: { giftId: gift.id } }),
      (value) => value.state === 'quarantined',
    )
    expect(await app.db.collection('payment_cases').countDocuments({ outTradeNo: gift.id, kind })).toBe(1)
    expect(await journals().countDocuments({ outTradeNo: gift.id })).toBe(0)
    expect((await raised()).raisedFen).toBe(before.raisedFen)
  })

  test('an unsigned body is refused before anything else', async () => {
    const response = await send(app.url, {
      method: 'POST',
      url: '/api/v1/wechat-pay/transaction-notices',
      headers: { 'Content-Type': 'application/json' },
      body: '{}',
    })
    expect(response.status).toBe(401)
  })
})

describe('whose gift', () => {
  test("another visitor's gift answers like a missing one", async () => {
    const { gift } = await order(await guestWeapp(app))
    const stranger = await guestWeapp(app)
    await expect(stranger.call('getMyGift', { params: { giftId: gift.id } })).rejects.toMatchObject({ status: 404, code: 'not_found' })
    await expect(stranger.call('getMyGift', { params: { giftId: 'GY_none' } })).rejects.toMatchObject({ status: 404, code: 'not_found' })
    await expect(stranger.call('resumeGiftPayment', { params: { giftId: gift.id }, idempotencyKey: key() })).rejects.toMatchObject({
      status: 404,
    })
  })

  test('without a session nothing is ordered', async () => {
    const response = await send(app.url, {
      method: 'POST',
      url: '/api/v1/gifts',
      headers: { 'Content-Type': 'application/json', 'Idempotency-Key': key() },
      body: JSON.stringify(body()),
    })
    expect(response.status).toBe(401)
  })
})

describe('bad input', () => {
  test.each([0, -1, 0.5, 5_000_001, '100', { $gt: '' }, null])('amount %j is refused with its field', async (amountFen) => {
    const visitor = await guestH5(app)
    const response = await send(app.url, {
      method: 'POST',
      url: '/api/v1/gifts',
      headers: { 'Content-Type': 'application/json', 'Idempotency-Key': key(), Authorization: `Bearer ${visitor.token}` },
      body: JSON.stringify({ ...body(), amountFen }),
    })
    expect(response.status).toBe(400)
    expect(response.data).toMatchObject({ code: 'invalid_input', issues: [{ path: 'body.amountFen' }] })
  })

  test('all issues come at once, unknown fields by name', async () => {
    const visitor = await guestH5(app)
    const response = await send(app.url, {
      method: 'POST',
      url: '/api/v1/gifts',
      headers: { 'Content-Type': 'application/json', 'Idempotency-Key': key(), Authorization: `Bearer ${visitor.token}` },
      body: JSON.stringify({ projectId: { $gt: '' }, codeId: 5, amountFen: 'x', anonymous: 'yes', donorName: null, extra: 1 }),
    })
    expect(response.status).toBe(400)
    const paths = (response.data as { issues: { path: string }[] }).issues.map((issue) => issue.path).sort()
    expect(paths).toEqual(['body.amountFen', 'body.anonymous', 'body.codeId', 'body.extra', 'body.projectId'])
  })
})

describe('giving on the web', () => {
  test('an H5 order leads to the cashier and is paid there', async () => {
    const visitor = await guestH5(app)
    const { gift, payment } = await order(visitor, 500)
    expect(payment.kind).toBe('h5')
    if (payment.kind !== 'h5') return
    const page = await fetch(payment.url)
    expect(page.status).toBe(200)
    expect(await page.text()).toContain('5.00')
    const resumed = await visitor.call('resumeGiftPayment', { params: { giftId: gift.id }, idempotencyKey: key() })
    expect(resumed.payment.kind).toBe('h5')
  })
})
