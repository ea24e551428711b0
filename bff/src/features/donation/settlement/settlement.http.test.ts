import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../../scripts/testing/database.ts'
import { guestWeapp, key, type SignedIn, staff } from '../../../../testing/actors.ts'
import { startTestApp, type TestApp } from '../../../../testing/app.ts'
import { dayFromToday } from '../../../../testing/bodies.ts'
import { booksOf } from '../../../../testing/books.ts'
import { type District, district } from '../../../../testing/district.ts'
import { givingAt } from '../../../../testing/giving.ts'
import { payStandIn } from '../../../../testing/pay-stand-in.ts'
import { bookedGift, refundsOf } from '../../../../testing/refunds.ts'
import { createLog } from '../../../platform/log/index.ts'
import { checkLedger } from '../ledger/checks.ts'
import type { JournalDocument } from '../ledger/store.ts'

let app: TestApp
let place: District
let books: ReturnType<typeof booksOf>
let finance: SignedIn
let owner: SignedIn

beforeAll(async () => {
  app = await startTestApp(inject('bffEnvironment'), freshDatabaseName(), { environment: { SIGN_IN_LIMIT_FACTOR: '100' } })
})
beforeEach(async () => {
  place = await district(app)
  books = booksOf(place)
  finance = await staff(app, ['charity_finance'], place.charityId)
  owner = await staff(app, ['charity_owner'], place.charityId)
})
afterAll(() => app.close())

const decide = (settlement: { id: string; rev: number }, approve = true, by = owner) =>
  by.call('decideSettlement', { params: { settlementId: settlement.id }, body: { rev: settlement.rev, approve, note: '与银行流水一致' } })
const funds = (date?: string) => finance.call('getCharityFunds', { params: { charityId: place.charityId }, query: date ? { date } : {} })

test('recorded by finance, confirmed by the owner: the money moves from WeChat to the bank, the fee apart', async () => {
  await bookedGift(app, place, { amountFen: 1_000 })
  expect(await funds(dayFromToday(0))).toMatchObject({ unsettledFen: 1_000, unsettledAtEndFen: 1_000, bankFen: 0 })
  const reference = randomUUID()
  const recorded = await books.settle(finance, { reference, clearedFen: 600, feeFen: 6 })
  expect(recorded).toMatchObject({ state: 'requested', clearedFen: 600, feeFen: 6, bankFen: 594 })
  expect(await funds()).toMatchObject({ unsettledFen: 1_000, bankFen: 0, unsettledAtEndFen: null })
  expect(await decide(recorded)).toMatchObject({ state: 'confirmed' })
  expect(await funds(dayFromToday(-1))).toMatchObject({ unsettledFen: 400, bankFen: 594, unsettledAtEndFen: 0 })
  const journal = await app.db.collection<JournalDocument>('journals').findOne({ _id: `settlement:${place.charityId}:${reference}` })
  expect(journal?.legs).toEqual([
    { account: 'Bank', side: 'debit', amountFen: 594 },
    { account: 'ChannelFee', side: 'debit', amountFen: 6 },
    { account: 'WxClearing', side: 'credit', amountFen: 600 },
  ])
})

describe('refused', () => {
  test('more than WeChat holds, when recorded and when confirmed', async () => {
    await bookedGift(app, place, { amountFen: 100 })
    await expect(books.settle(finance, { clearedFen: 101 })).rejects.toMatchObject({
      code: 'wrong_state',
      message: expect.stringContaining('账上待结算的只有 1.00 元'),
    })
    const [first, second] = [await books.settle(finance, { clearedFen: 60 }), await books.settle(finance, { clearedFen: 60 })]
    const outcomes = await Promise.allSettled([decide(first), decide(second)])
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await funds()).toMatchObject({ unsettledFen: 40, bankFen: 60 })
  })

  test('one payout twice, naming the first; rejected, its number is free again', async () => {
    await bookedGift(app, place, { amountFen: 500 })
    const reference = randomUUID()
    const first = await books.settle(finance, { reference })
    await expect(books.settle(finance, { reference })).rejects.toMatchObject({
      code: 'already_exists',
      issues: [{ path: 'body.reference', message: expect.stringMatching(/已经登记过（.*¥1\.00）/) }],
    })
    await decide(first, false)
    const again = await books.settle(finance, { reference })
    await decide(again)
    await expect(books.settle(finance, { reference })).rejects.toMatchObject({ code: 'already_exists' })
  })

  test('the recorder confirming, an old copy, a second word, another charity', async () => {
    await bookedGift(app, place, { amountFen: 500 })
    const both = await staff(app, ['charity_finance', 'charity_owner'], place.charityId)
    const recorded = await books.settle(both)
    await expect(decide(recorded, true, both)).rejects.toMatchObject({ status: 403, message: expect.stringContaining('不能复核自己') })
    await expect(decide({ ...recorded, rev: 9 })).rejects.toMatchObject({ code: 'conflict' })
    const stranger = await staff(app, ['charity_owner'], (await district(app)).charityId)
    await expect(decide(recorded, true, stranger)).rejects.toMatchObject({ code: 'not_found' })
    const outcomes = await Promise.allSettled([decide(recorded), decide(recorded)])
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    await expect(decide(recorded)).rejects.toMatchObject({ code: 'wrong_state' })
  })

  test.each([
    [{ settledOn: dayFromToday(1) }, 'body.settledOn'],
    [{ clearedFen: 0 }, 'body.clearedFen'],
    [{ feeFen: 100 }, 'body.feeFen'],
    [{ feeFen: -1 }, 'body.feeFen'],
    [{ reference: '有空格 的' }, 'body.reference'],
    [{ bankReceiptNumber: ' ' }, 'body.bankReceiptNumber'],
  ])('%j', async (change, path) => {
    await bookedGift(app, place, { amountFen: 500 })
    await expect(books.settle(finance, change)).rejects.toMatchObject({
      issues: expect.arrayContaining([expect.objectContaining({ path })]),
    })
  })
})

describe('taken back', () => {
  const reverse = (settlement: { id: string; rev: number }, by = finance, reason = '金额看错') =>
    by.call('requestSettlementReversal', {
      params: { settlementId: settlement.id },
      body: { rev: settlement.rev, reason },
      idempotencyKey: key(),
    })
  const allow = (settlement: { id: string; rev: number }, approve = true, by = owner) =>
    by.call('decideSettlementReversal', {
      params: { settlementId: settlement.id },
      body: { rev: settlement.rev, approve, note: '核对过银行流水' },
    })
  const settled = async (change: Record<string, unknown> = {}) => decide(await books.settle(finance, change))

  test('by two people and with a reason: posted back leg by leg, and the right entry takes the same number', async () => {
    await bookedGift(app, place, { amountFen: 1_000 })
    const reference = randomUUID()
    const wrong = await settled({ reference, clearedFen: 900, feeFen: 9 })
    const asked = await reverse(wrong)
    expect(asked).toMatchObject({ state: 'confirmed', reversalWaits: true, reversal: { reason: '金额看错', requestedByYou: true } })
    expect(await funds()).toMatchObject({ unsettledFen: 100, bankFen: 891 })
    expect(await allow(asked)).toMatchObject({ state: 'reversed', reversalWaits: false, reversal: { approved: true } })
    expect(await funds()).toMatchObject({ unsettledFen: 1_000, bankFen: 0 })
    const right = await settled({ reference, clearedFen: 600, feeFen: 6 })
    expect(await funds()).toMatchObject({ unsettledFen: 400, bankFen: 594 })
    const journals = await app.db
      .collection<JournalDocument>('journals')
      .find({ charityId: place.charityId, kind: { $in: ['settlement', 'settlement_reversed'] } })
      .sort({ postedAt: 1 })
      .toArray()
    expect(journals.map(({ _id, amountFen }) => [_id, amountFen])).toEqual([
      [`settlement:${place.charityId}:${reference}`, 900],
      [`settlement-reversed:${wrong.id}`, 900],
      [`settlement:${place.charityId}:${reference}:2`, 600],
    ])
    await allow(await reverse(right))
    expect(await settled({ reference, clearedFen: 1 })).toMatchObject({ state: 'confirmed' })
  })

  test('refused it stands, and may be asked for again', async () => {
    await bookedGift(app, place, { amountFen: 100 })
    const refused = await allow(await reverse(await settled()), false)
    expect(refused).toMatchObject({ state: 'confirmed', reversalWaits: false, reversal: { approved: false } })
    expect(await funds()).toMatchObject({ bankFen: 100 })
    expect(await reverse(refused)).toMatchObject({ reversalWaits: true })
  })

  test('not by the one who asked, not from an old copy, not twice at once, not what was never posted', async () => {
    await bookedGift(app, place, { amountFen: 100 })
    const waiting = await books.settle(finance)
    await expect(reverse(waiting)).rejects.toMatchObject({ code: 'wrong_state', message: '只有已经记账的结算才能冲正' })
    const both = await staff(app, ['charity_finance', 'charity_owner'], place.charityId)
    const asked = await reverse(await decide(waiting), both)
    await expect(allow(asked, true, both)).rejects.toMatchObject({ status: 403, message: expect.stringContaining('不能审批自己') })
    await expect(reverse(asked)).rejects.toMatchObject({ code: 'wrong_state' })
    await expect(allow({ ...asked, rev: 0 })).rejects.toMatchObject({ code: 'conflict' })
    const outcomes = await Promise.allSettled([allow(asked), allow(asked)])
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await funds()).toMatchObject({ unsettledFen: 100, bankFen: 0 })
  })

  test('what is spent already shows that it came: refused with the way out', async () => {
    await bookedGift(app, place, { amountFen: 100 })
    const one = await settled()
    const spending = await books.request(finance, { amountFen: 60 })
    await books.decide(owner, spending)
    await expect(allow(await reverse(one))).rejects.toMatchObject({
      code: 'wrong_state',
      message: expect.stringContaining('银行账户账面上只有 0.40 元'),
    })
  })
})

describe('topped up', () => {
  const topUp = (change: Record<string, unknown> = {}) => books.settle(finance, { kind: 'top_up', ...change })

  test('WeChat gave back after everything was settled: below zero until the bank pays in, by two people', async () => {
    const pay = payStandIn(inject('standIns').pay)
    const giving = givingAt(app, place, pay)
    const by = await guestWeapp(app)
    const { gift } = await giving.give(by, key(), 120)
    await pay.behave(gift.id, { refund: { delayMs: 0 } })
    await pay.pay(gift.id)
    await giving.becomes(gift.id, 'paid')
    await bookedGift(app, place, { amountFen: 180 })
    await decide(await books.settle(finance, { clearedFen: 300 }))
    const refund = await by.call('undoGift', { params: { giftId: gift.id }, idempotencyKey: key() })
    await refundsOf(app).becomes(refund.id, 'succeeded')
    expect(await funds()).toMatchObject({ unsettledFen: -120, bankFen: 300 })
    const asked = await topUp({ clearedFen: 120 })
    expect(asked).toMatchObject({ kind: 'top_up', state: 'requested', clearedFen: 120, feeFen: 0 })
    expect(await decide(asked)).toMatchObject({ kind: 'top_up', state: 'confirmed' })
    expect(await funds()).toMatchObject({ unsettledFen: 0, bankFen: 180 })
  })

  test('never more than the bank has, when recorded and when confirmed; a number once; a payout may have the same', async () => {
    await bookedGift(app, place, { amountFen: 100 })
    const reference = randomUUID()
    await decide(await books.settle(finance, { reference, clearedFen: 100 }))
    await expect(topUp({ clearedFen: 101 })).rejects.toMatchObject({
      code: 'wrong_state',
      message: expect.stringContaining('银行账户账面上只有 1.00 元，不能充值 1.01 元'),
    })
    const [first, second] = [await topUp({ reference, clearedFen: 60 }), await topUp({ clearedFen: 60 })]
    await expect(topUp({ reference, clearedFen: 1 })).rejects.toMatchObject({
      issues: [{ path: 'body.reference', message: expect.stringMatching(/^这个充值单号已经登记过/) }],
    })
    const outcomes = await Promise.allSettled([decide(first), decide(second)])
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    await expect(topUp({ clearedFen: 2, feeFen: 1 })).rejects.toMatchObject({
      issues: [{ path: 'body.feeFen', message: '充值没有手续费，请填 0' }],
    })
  })
})

test('the same request again is one settlement', async () => {
  await bookedGift(app, place, { amountFen: 500 })
  const [idempotencyKey, reference] = [key(), randomUUID()]
  const body = { charityId: place.charityId, settledOn: dayFromToday(0), reference, clearedFen: 1, feeFen: 0, bankReceiptNumber: '1' }
  const ask = () => finance.call('requestSettlement', { body, idempotencyKey })
  expect(await ask()).toEqual(await ask())
  expect((await finance.call('listSettlements')).items).toHaveLength(1)
})

test('the ledger holds after all of this', async () => {
  await app.app.donation.idle()
  const { checks } = await checkLedger({ db: app.db, log: createLog('silent'), clock: { now: () => new Date() } })
  expect(checks.filter(({ breaches }) => breaches > 0)).toEqual([])
})
