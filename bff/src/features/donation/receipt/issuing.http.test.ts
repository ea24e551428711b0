import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../../scripts/testing/database.ts'
import { guestH5, guestWeapp, key, type SignedIn } from '../../../../testing/actors.ts'
import { clientOf, startTestApp, type TestApp } from '../../../../testing/app.ts'
import { type District, district } from '../../../../testing/district.ts'
import { pastGift } from '../../../../testing/gifts.ts'
import { payStandIn } from '../../../../testing/pay-stand-in.ts'
import { until } from '../../../../testing/wait.ts'
import type { GiftDocument } from '../giving/store.ts'
import type { ReceiptDocument } from './store.ts'

let app: TestApp
let place: District
let donor: SignedIn
const pay = payStandIn(inject('standIns').pay)

beforeAll(async () => {
  app = await startTestApp(inject('bffEnvironment'), freshDatabaseName())
  place = await district(app)
  donor = await guestH5(app)
})
afterAll(() => app.close())

const receipts = () => app.db.collection<ReceiptDocument>('receipts')
const paidGift = (change: Partial<GiftDocument> = {}, at = place) => pastGift(app, at, { donorId: donor.accountId, ...change })
const receiptOf = (gift: { _id: string }, by = donor) => by.call('getMyReceipt', { params: { giftId: gift._id } })
const check = (number: string | null, code: string | null) =>
  clientOf(app.url, null)('verifyReceipt', { params: { number: number ?? '' }, query: { check: code ?? '' } })

describe('issuing', () => {
  test('a gift paid in WeChat gets its receipt without anyone asking', async () => {
    const giver = await guestWeapp(app)
    const { gift, payment } = await giver.call('createGift', {
      body: { projectId: place.campaignId, codeId: place.codeId, amountFen: 1, anonymous: false, donorName: '王阿姨' },
      idempotencyKey: key(),
    })
    await expect(giver.call('getMyReceipt', { params: { giftId: gift.id } })).rejects.toMatchObject({ status: 409, code: 'wrong_state' })
    await pay.payJsapi(payment)
    await until(
      () => receipts().findOne({ giftId: gift.id }),
      (receipt) => receipt?.state === 'issued',
    )
    const receipt = await giver.call('getMyReceipt', { params: { giftId: gift.id } })
    expect(receipt).toMatchObject({
      title: '捐赠凭证（非票据）',
      state: 'issued',
      charityName: '演示慈善组织',
      charityUscc: place.uscc,
      handler: '周老师',
      projectTitle: '独居老人午餐',
      kind: 'money',
      amountFen: 1,
      amountWords: '人民币壹分',
      donorLabel: '王阿姨',
      giftId: gift.id,
      reversedAt: null,
      replacesNumber: null,
      waivedAt: null,
    })
    expect(receipt.number).toMatch(new RegExp(`^${place.uscc}-\\d{4}-\\d{6}$`))
    expect(await receipts().countDocuments({ giftId: gift.id })).toBe(1)
  })

  test('is over what the giver paid, not what a coupon of WeChat’s paid for them', async () => {
    const giver = await guestWeapp(app)
    const give = async (couponFen: number) => {
      const { gift, payment } = await giver.call('createGift', {
        body: { projectId: place.campaignId, codeId: place.codeId, amountFen: 100, anonymous: false, donorName: '王阿姨' },
        idempotencyKey: key(),
      })
      await pay.behave(gift.id, { couponFen })
      await pay.payJsapi(payment)
      await until(
        () => app.db.collection<GiftDocument>('gifts').findOne({ _id: gift.id }),
        (kept) => kept?.state === 'paid',
      )
      return gift.id
    }
    const part = await give(20)
    expect(await giver.call('getMyGift', { params: { giftId: part } })).toMatchObject({ amountFen: 100 })
    expect(await giver.call('getMyReceipt', { params: { giftId: part } })).toMatchObject({
      amountFen: 80,
      couponFen: 20,
      amountWords: '人民币捌角整',
    })
    const whole = await give(100)
    await expect(giver.call('getMyReceipt', { params: { giftId: whole } })).rejects.toMatchObject({
      code: 'wrong_state',
      message: expect.stringContaining('优惠券'),
    })
  })

  test('a gift from before there were receipts gets one when it is asked for, and the same one again', async () => {
    const gift = await paidGift({ anonymous: true, donorName: null, amountFen: 123_456 })
    const receipt = await receiptOf(gift)
    expect(receipt).toMatchObject({ state: 'issued', donorLabel: '匿名', anonymous: true, amountWords: '人民币壹仟贰佰叁拾肆元伍角陆分' })
    expect(await receiptOf(gift)).toEqual(receipt)
  })

  test.each(['awaiting', 'closed', 'quarantined'] as const)('a gift that is %s has none', async (state) => {
    const gift = await paidGift({ state, paidAt: null, transactionId: null })
    await expect(receiptOf(gift)).rejects.toMatchObject({ status: 409, code: 'wrong_state' })
    expect(await receipts().countDocuments({ giftId: gift._id })).toBe(0)
  })

  test('fifty gifts at once get fifty numbers in a row, and one gift asked for twenty times gets one', async () => {
    const fresh = await district(app)
    const gifts = await Promise.all(Array.from({ length: 50 }, () => paidGift({}, fresh)))
    const [first] = gifts
    if (!first) throw new Error('there are gifts')
    const all = await Promise.all([...gifts, ...Array.from({ length: 20 }, () => first)].map((gift) => receiptOf(gift)))
    const numbers = [...new Set(all.map((receipt) => receipt.number))].sort()
    const year = new Date(Date.now() + 8 * 3600_000).getUTCFullYear()
    expect(numbers).toEqual(Array.from({ length: 50 }, (_, index) => `${fresh.uscc}-${year}-${(index + 1).toString().padStart(6, '0')}`))
    expect(await receipts().countDocuments({ charityId: fresh.charityId })).toBe(50)
  })
})

describe('a process that died half way leaves no gap', () => {
  async function halfGiven(change: Partial<ReceiptDocument>) {
    const fresh = await district(app)
    const gift = await paidGift({}, fresh)
    const { number } = await receiptOf(gift)
    const series = number?.slice(0, -7) ?? ''
    // As if the second number had been taken for this receipt and nothing more been written.
    const stuck = await paidGift({}, fresh)
    const template = await receipts().findOne({ giftId: gift._id })
    if (!template) throw new Error('the first receipt is there')
    await receipts().insertOne({
      ...template,
      _id: `rcp_${stuck._id}`,
      giftId: stuck._id,
      state: 'pending',
      number: null,
      issuedAt: null,
      ...change,
    })
    await app.db
      .collection<{ _id: string; last: number; pending: string | null }>('receipt_series')
      .updateOne({ _id: series }, { $set: { last: 2, pending: `rcp_${stuck._id}` } })
    const next = await receiptOf(await paidGift({}, fresh))
    return { series, stuck, next }
  }

  test('the next one finishes what was begun, then takes its own number', async () => {
    const { series, stuck, next } = await halfGiven({})
    expect(next.number).toBe(`${series}-000003`)
    expect((await receiptOf(stuck)).number).toBe(`${series}-000002`)
  })

  test('a number whose receipt was reversed meanwhile goes to the next', async () => {
    const { series, next } = await halfGiven({ state: 'reversed', reversal: 'refunded', reversedAt: new Date() })
    expect(next.number).toBe(`${series}-000002`)
  })
})

describe('money that goes back', () => {
  async function refunded(gift: GiftDocument, refundedFen: number) {
    await app.db.collection<GiftDocument>('gifts').updateOne({ _id: gift._id }, { $set: { refundedFen } })
    await app.db.collection<{ _id: string }>('journals').insertOne({
      _id: `refund-succeeded:${gift._id}-${refundedFen}`,
      outbox: [
        {
          id: `evt_${gift._id}_${refundedFen}`,
          type: 'refund.succeeded',
          at: new Date(),
          payload: { outTradeNo: gift._id, amountFen: refundedFen },
        },
      ],
    } as never)
  }
  const statesOf = async (gift: GiftDocument) =>
    (await receipts().find({ giftId: gift._id }).sort({ createdAt: 1 }).toArray()).map(({ state, reversal, amountFen }) => ({
      state,
      reversal,
      amountFen,
    }))

  test('all of it: the receipt is reversed, and whoever checks it is told', async () => {
    const gift = await paidGift()
    const { number, checkCode } = await receiptOf(gift)
    await refunded(gift, 100)
    await until(
      () => statesOf(gift),
      ([only]) => only?.state === 'reversed',
    )
    expect(await statesOf(gift)).toEqual([{ state: 'reversed', reversal: 'refunded', amountFen: 100 }])
    expect(await receiptOf(gift)).toMatchObject({ state: 'reversed', number })
    expect(await check(number, checkCode)).toMatchObject({ state: 'reversed', reversal: 'refunded' })
  })

  test('a part of it: another receipt over the rest takes its place under the next number', async () => {
    const gift = await paidGift({ amountFen: 1_000 })
    const before = await receiptOf(gift)
    await refunded(gift, 400)
    await until(
      () => statesOf(gift),
      (states) => states.length === 2 && states[1]?.state === 'issued',
    )
    expect(await statesOf(gift)).toEqual([
      { state: 'reversed', reversal: 'replaced', amountFen: 1_000 },
      { state: 'issued', reversal: null, amountFen: 600 },
    ])
    const after = await receiptOf(gift)
    expect(after).toMatchObject({ state: 'issued', amountFen: 600, amountWords: '人民币陆元整', replacesNumber: before.number })
    expect(after.number).not.toBe(before.number)
    expect(await check(before.number, before.checkCode)).toMatchObject({ state: 'reversed', reversal: 'replaced', amountFen: 1_000 })
    expect(await check(after.number, after.checkCode)).toMatchObject({ state: 'issued', amountFen: 600 })
  })

  test('before there was a receipt: none is made for what is not there any more', async () => {
    const gift = await paidGift({ refundedFen: 100 })
    await expect(receiptOf(gift)).rejects.toMatchObject({ status: 409, code: 'wrong_state' })
  })

  test('an undo in WeChat reverses it', async () => {
    const giver = await guestWeapp(app)
    const { gift, payment } = await giver.call('createGift', {
      body: { projectId: place.campaignId, codeId: null, amountFen: 300, anonymous: true, donorName: null },
      idempotencyKey: key(),
    })
    await pay.payJsapi(payment)
    const current = () => receipts().findOne({ giftId: gift.id })
    await until(current, (receipt) => receipt?.state === 'issued')
    await giver.call('undoGift', { params: { giftId: gift.id }, idempotencyKey: key() })
    await until(current, (receipt) => receipt?.state === 'reversed')
    expect((await current())?.reversal).toBe('refunded')
  })
})
