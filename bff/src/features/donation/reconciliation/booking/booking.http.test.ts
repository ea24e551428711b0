import { randomInt } from 'node:crypto'
import { shanghaiDate } from '@minsheng/shared/units/clock'
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../../../scripts/testing/database.ts'
import { guestWeapp, key, type SignedIn, staff } from '../../../../../testing/actors.ts'
import { clientOf, startTestApp, type TestApp } from '../../../../../testing/app.ts'
import { billLevers } from '../../../../../testing/bill-levers.ts'
import { checkLater } from '../../../../../testing/books.ts'
import { district } from '../../../../../testing/district.ts'
import { givingAt } from '../../../../../testing/giving.ts'
import { ownStandIns } from '../../../../../testing/own-stand-ins.ts'
import { payStandIn } from '../../../../../testing/pay-stand-in.ts'
import { refundsOf } from '../../../../../testing/refunds.ts'
import { until } from '../../../../../testing/wait.ts'
import { createOutside } from '../../../../outside.ts'
import { loadKeyRing } from '../../../../platform/crypto/keyring.ts'
import type { JournalDocument } from '../../ledger/store.ts'
import type { ReceiptDocument } from '../../receipt/store.ts'
import { dateAfter } from '../domain.ts'

const date = dateAfter(shanghaiDate(new Date()), -3)
let standIns: Awaited<ReturnType<typeof ownStandIns>>
let levers: ReturnType<typeof billLevers>
let pay: ReturnType<typeof payStandIn>
let app: TestApp
let bureau: SignedIn
beforeAll(async () => {
  standIns = await ownStandIns(inject('bffEnvironment'))
  levers = billLevers(standIns.pay)
  pay = payStandIn(standIns.pay)
  app = await startTestApp(standIns.environment, freshDatabaseName())
  bureau = await staff(app, ['bureau'])
})
afterAll(async () => {
  await app.close()
  await standIns.stop()
})
afterEach(async () => {
  await levers.timeIsReal()
  await levers.clearAlterations()
})

const journals = () => app.db.collection<JournalDocument>('journals')
const receipts = () => app.db.collection<ReceiptDocument>('receipts')
const fromPaper = (amountFen: number, change: { campaignId?: string | null } = {}) => ({
  amountFen,
  campaignId: null,
  voucherNumber: '商户平台交易单 4200',
  note: '已在商户平台查到这一笔',
  ...change,
})

async function charity() {
  const place = await district(app, { subMchid: String(randomInt(1_000_000_000, 9_999_999_999)) })
  const finance = await staff(app, ['charity_finance'], place.charityId)
  const owner = await staff(app, ['charity_owner'], place.charityId)
  return {
    place,
    finance,
    owner,
    giving: givingAt(app, place, pay),
    /** Compares the day, and gives back the one case that waits. */
    async found() {
      await finance.call('runReconciliation', { body: { charityId: place.charityId, date }, idempotencyKey: key() })
      const { items } = await finance.call('listDifferences', { query: { state: 'open' } })
      expect(items).toHaveLength(1)
      return { differenceId: items[0]?.id ?? '', rev: items[0]?.rev ?? 0 }
    },
    compare: () => finance.call('runReconciliation', { body: { charityId: place.charityId, date }, idempotencyKey: key() }),
    left: async () => (await clientOf(app.url, null)('getProject', { params: { projectId: place.campaignId } })).totals.raisedFen,
    state: () => clientOf(app.url, null)('getReconciliationState', { query: { charityId: place.charityId } }),
    propose: ({ differenceId, rev }: { differenceId: string; rev: number }, asked = fromPaper(333)) =>
      finance.call('proposeBooking', { params: { differenceId }, body: { rev, ...asked } }),
    confirm: (found: { differenceId: string }, rev: number, by = owner, decision: 'confirm' | 'send_back' = 'confirm') =>
      by.call('confirmDifference', { params: { differenceId: found.differenceId }, body: { rev, decision } }),
  }
}

/** The ledger at the end of each test: nothing that must always hold is broken. */
async function ledgerHolds() {
  const report = await checkLater(app)
  expect(report.checks.filter((check) => check.breaches > 0)).toEqual([])
}

describe('a payment the books miss', () => {
  test('of an order we know, quarantined for its amount: the gift is paid with what came, has its receipt, and the day agrees', async () => {
    const { place, giving, found, propose, confirm, compare, state, left } = await charity()
    const giver = await guestWeapp(app)
    const { gift } = await giving.give(giver, key(), 300)
    await giving.gifts.updateOne({ _id: gift.id }, { $set: { state: 'quarantined', nextCheckAt: null } })
    await levers.alter({ kind: 'stranger', date, subMchid: place.subMchid, amountFen: 333, outTradeNo: gift.id })
    const open = await found()
    const asked = await propose(open)
    expect(asked).toMatchObject({
      state: 'explained',
      bookableAs: 'booked_as_gift',
      resolution: 'booked_as_gift',
      amountFen: 333,
      booking: { giftId: gift.id, campaignId: place.campaignId, amountFen: 333, journalNumber: null },
    })
    expect(await state()).toMatchObject({ differences: 1 })
    const booked = await confirm(open, asked.rev)
    expect(booked).toMatchObject({ state: 'booked', booking: { journalNumber: expect.stringMatching(/^pay:/) } })
    expect(await state()).toMatchObject({ differences: 0 })
    expect(await journals().findOne({ _id: booked.booking?.journalNumber ?? '' })).toMatchObject({
      kind: 'gift_paid',
      outTradeNo: gift.id,
      amountFen: 333,
      source: 'bill',
    })
    expect(await giver.call('getMyGift', { params: { giftId: gift.id } })).toMatchObject({ state: 'paid', amountFen: 333 })
    await until(
      () => receipts().findOne({ giftId: gift.id }),
      (receipt) => receipt?.state === 'issued' && receipt.amountFen === 333,
    )
    expect(await left()).toBe(333)
    expect(await compare()).toMatchObject({ state: 'reconciled', unsettledDifferences: 0 })
    expect((await giver.call('getMyGiftTrace', { params: { giftId: gift.id } })).settled).toBe(true)
    await ledgerHolds()
  })

  test('of an order nobody knows: for the project that finance names, as a gift without a name', async () => {
    const { place, found, propose, confirm, compare, finance } = await charity()
    await levers.alter({ kind: 'stranger', date, subMchid: place.subMchid, amountFen: 333, outTradeNo: `OUT${randomInt(1e9)}` })
    const open = await found()
    await expect(propose(open)).rejects.toMatchObject({ code: 'invalid_input', issues: [{ path: 'body.campaignId' }] })
    const elsewhere = await district(app)
    await expect(propose(open, fromPaper(333, { campaignId: elsewhere.campaignId }))).rejects.toMatchObject({
      code: 'invalid_input',
      issues: [{ path: 'body.campaignId' }],
    })
    const asked = await propose(open, fromPaper(333, { campaignId: place.campaignId }))
    expect(asked.booking).toMatchObject({ giftId: null, projectTitle: '独居老人午餐' })
    const booked = await confirm(open, asked.rev, bureau)
    expect(booked.state).toBe('booked')
    const { items } = await finance.call('listGifts', { query: { charityId: place.charityId } })
    expect(items).toMatchObject([{ amountFen: 333, state: 'paid', receiptAtDesk: true }])
    // Nobody here can fetch the paper, so finance has it to hand over.
    const params = { giftId: items[0]?.id ?? '' }
    expect(await finance.call('getGiftReceipt', { params })).toMatchObject({ state: 'issued', amountFen: 333, donorLabel: '未留名' })
    expect(await compare()).toMatchObject({ state: 'reconciled' })
    await ledgerHolds()
  })

  test('not for another amount, not by an old copy, not by the one who asked, not sent back and confirmed, and once when raced', async () => {
    const { place, found, propose, confirm, finance } = await charity()
    await levers.alter({ kind: 'stranger', date, subMchid: place.subMchid, amountFen: 333 })
    const open = await found()
    const named = { campaignId: place.campaignId }
    for (const amountFen of [332, 334])
      await expect(propose(open, fromPaper(amountFen, named))).rejects.toMatchObject({
        code: 'invalid_input',
        issues: [{ path: 'body.amountFen', message: expect.stringContaining('3.33 元') }],
      })
    await expect(propose({ ...open, rev: 9 }, fromPaper(333, named))).rejects.toMatchObject({ code: 'conflict' })
    const both = await staff(app, ['charity_finance', 'charity_owner'], place.charityId)
    const own = await both.call('proposeBooking', {
      params: { differenceId: open.differenceId },
      body: { rev: open.rev, ...fromPaper(333, named) },
    })
    await expect(confirm(open, own.rev, both)).rejects.toMatchObject({ code: 'wrong_state' })
    const back = await confirm(open, own.rev, bureau, 'send_back')
    expect(back).toMatchObject({ state: 'open', explainedByYou: false })
    await expect(confirm(open, back.rev)).rejects.toMatchObject({ code: 'wrong_state' })
    const asked = await propose({ ...open, rev: back.rev }, fromPaper(333, named))
    await expect(propose({ ...open, rev: asked.rev }, fromPaper(333, named))).rejects.toMatchObject({ code: 'wrong_state' })
    const races = await Promise.allSettled([confirm(open, asked.rev), confirm(open, asked.rev, bureau), confirm(open, asked.rev)])
    expect(races.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const race of races)
      if (race.status === 'rejected') expect(['conflict', 'wrong_state']).toContain((race.reason as { code: string }).code)
    expect(await journals().countDocuments({ charityId: place.charityId, kind: 'gift_paid' })).toBe(1)
    const stranger = await staff(app, ['charity_finance'], (await district(app)).charityId)
    await expect(
      stranger.call('proposeBooking', { params: { differenceId: open.differenceId }, body: { rev: 0, ...fromPaper(333) } }),
    ).rejects.toMatchObject({ code: 'not_found' })
    expect((await finance.call('listDifferences', { query: { state: 'booked' } })).items).toHaveLength(1)
    await ledgerHolds()
  })

  test('a second payment of a paid order is refused, and so is a difference without money', async () => {
    const { place, giving, found, propose } = await charity()
    const { gift } = await giving.give(await guestWeapp(app), key(), 333)
    await levers.timeIs(`${date}T09:00:00+08:00`)
    await pay.pay(gift.id)
    await giving.becomes(gift.id, 'paid')
    await levers.timeIsReal()
    await levers.alter({ kind: 'stranger', date, subMchid: place.subMchid, amountFen: 333, outTradeNo: gift.id })
    const open = await found()
    await expect(propose(open)).rejects.toMatchObject({ code: 'wrong_state', message: expect.stringContaining('已经付过一次') })
    await levers.clearAlterations()
    await levers.alter({ kind: 'drop', number: gift.id })
    const missing = await found()
    await expect(propose(missing)).rejects.toMatchObject({ code: 'wrong_state', message: expect.stringContaining('说明差异') })
  })
})

describe('a refund made outside', () => {
  async function refundedOutside(amountFen: number) {
    const at = await charity()
    const { gift } = await at.giving.give(await guestWeapp(app), key(), 1_000)
    await pay.behave(gift.id, { refund: { delayMs: 0 } })
    await levers.timeIs(`${date}T09:00:00+08:00`)
    await pay.pay(gift.id)
    await at.giving.becomes(gift.id, 'paid')
    const outRefundNo = `5020${randomInt(1e12)}`
    await createOutside(app.config, loadKeyRing({ keysDir: app.config.KEYS_DIR }), app.clock).pay.refund({
      outRefundNo,
      transactionId: (await at.giving.gifts.findOne({ _id: gift.id }))?.transactionId ?? '',
      subMchid: at.place.subMchid,
      amountFen,
      totalFen: 1_000,
      reason: '商户平台退款',
    })
    await until(
      () => pay.refunds(gift.id),
      ([refund]) => refund?.status === 'SUCCESS',
    )
    await levers.timeIsReal()
    return { ...at, giftId: gift.id, outRefundNo }
  }

  test.each([
    [400, 600],
    [1_000, 0],
  ])('%d of 1,000 fen: the gift is given back so far, its receipt follows, and the day agrees', async (amountFen, keptFen) => {
    const { giftId, outRefundNo, found, propose, confirm, compare, left, giving, state } = await refundedOutside(amountFen)
    await until(
      () => receipts().findOne({ giftId, state: 'issued' }),
      (receipt) => receipt?.amountFen === 1_000,
    )
    const open = await found()
    const asked = await propose(open, fromPaper(amountFen))
    expect(asked.booking).toMatchObject({ as: 'booked_as_refund', giftId })
    const booked = await confirm(open, asked.rev)
    expect(booked).toMatchObject({ state: 'booked', booking: { journalNumber: `refund-succeeded:${outRefundNo}` } })
    expect(await giving.gifts.findOne({ _id: giftId })).toMatchObject({ state: 'paid', refundedFen: amountFen })
    expect(await refundsOf(app).refunds.findOne({ _id: outRefundNo })).toMatchObject({ state: 'succeeded', amountFen, nextAskAt: null })
    expect(await left()).toBe(keptFen)
    await until(
      () => receipts().find({ giftId }).sort({ createdAt: 1 }).toArray(),
      ([first, second]) =>
        first?.state === 'reversed' && (keptFen === 0 ? !second : second?.amountFen === keptFen && second.state === 'issued'),
    )
    expect(await compare()).toMatchObject({ state: 'reconciled' })
    expect(await state()).toMatchObject({ differences: 0 })
    await ledgerHolds()
  })

  test('is refused beyond what the gift has left, a part that waits for another word counted in', async () => {
    const { giftId, finance, found, propose } = await refundedOutside(700)
    await refundsOf(app).request(finance, giftId, 400)
    const open = await found()
    const asked = await propose(open, fromPaper(700))
    const word = { params: { differenceId: open.differenceId }, body: { rev: asked.rev, decision: 'confirm' as const } }
    await expect(bureau.call('confirmDifference', word)).rejects.toMatchObject({
      code: 'wrong_state',
      message: expect.stringContaining('最多还能退 6.00 元'),
    })
    expect(await journals().countDocuments({ outTradeNo: giftId })).toBe(1)
    await ledgerHolds()
  })
})
