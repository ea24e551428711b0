import { randomInt } from 'node:crypto'
import { shanghaiDate, systemClock } from '@minsheng/shared/units/clock'
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../../scripts/testing/database.ts'
import { guestWeapp, key, type SignedIn, staff } from '../../../../testing/actors.ts'
import { clientOf, startTestApp, type TestApp } from '../../../../testing/app.ts'
import { billLevers } from '../../../../testing/bill-levers.ts'
import { type District, district } from '../../../../testing/district.ts'
import { givingAt } from '../../../../testing/giving.ts'
import { ownStandIns } from '../../../../testing/own-stand-ins.ts'
import { payStandIn } from '../../../../testing/pay-stand-in.ts'
import { refundsOf } from '../../../../testing/refunds.ts'
import { createFieldCipher } from '../../../platform/crypto/field-cipher.ts'
import { loadKeyRing } from '../../../platform/crypto/keyring.ts'
import { type AccountName, creditBalanceFen } from '../ledger/domain.ts'
import type { JournalDocument } from '../ledger/store.ts'
import { createBillStore } from './bill/store.ts'
import { billDueAt, dateAfter } from './domain.ts'
import type { DifferenceDocument } from './store.ts'

/** A day whose bill is there by now, whatever the hour the tests run at. */
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
  await levers.behave()
})

/** A charity with a merchant number of its own, its finance, and gifts paid at given times of day. */
async function charity(title = '午餐') {
  const place = await district(app, { subMchid: String(randomInt(1_000_000_000, 9_999_999_999)), campaign: { title } })
  const giving = givingAt(app, place, pay)
  return {
    place,
    giving,
    finance: await staff(app, ['charity_finance'], place.charityId),
    async paid(at: string, amountFen: number): Promise<string> {
      const { gift } = await giving.give(await guestWeapp(app), key(), amountFen)
      await levers.timeIs(at)
      await pay.pay(gift.id)
      await giving.becomes(gift.id, 'paid')
      await levers.timeIsReal()
      return gift.id
    },
  }
}
/** The files as the product keeps them, opened with its keys. */
const keptBills = () => createBillStore(app.db, createFieldCipher(loadKeyRing({ keysDir: app.config.KEYS_DIR })))

const run = (by: SignedIn, { charityId }: District, day = date) =>
  by.call('runReconciliation', { body: { charityId, date: day }, idempotencyKey: key() })
const stored = (place: District) =>
  app.db.collection<DifferenceDocument>('reconciliation_differences').find({ charityId: place.charityId }).toArray()
const suspense = (place: District) =>
  app.db
    .collection<{ caseId: string; legs: unknown[] }>('journals')
    .find({ charityId: place.charityId, kind: 'suspense' })
    .sort({ _id: 1 })
    .toArray()
async function balance({ charityId }: District, account: AccountName): Promise<number> {
  const journals = await app.db.collection<JournalDocument>('journals').find({ charityId }).toArray()
  return creditBalanceFen(
    journals.flatMap((journal) => journal.legs),
    account,
  )
}
const inSuspense = (place: District) => balance(place, 'Suspense')
const state = (place: District) => clientOf(app.url, null)('getReconciliationState', { query: { charityId: place.charityId } })

describe('a day that agrees', () => {
  test('titles with commas, one fen, a fee, the last second of the day and the first of the next: nothing differs', async () => {
    const { place, finance, paid } = await charity('午餐,晚餐与"点心",`都送')
    await levers.rate(60)
    await paid(`${date}T00:00:00+08:00`, 1)
    await paid(`${date}T12:00:00+08:00`, 123_456)
    await paid(`${date}T23:59:59+08:00`, 5_000_000)
    await paid(`${dateAfter(date, 1)}T00:00:00+08:00`, 700)
    const day = await run(finance, place)
    expect(day).toMatchObject({
      state: 'reconciled',
      why: null,
      bill: { paymentCount: 3, paymentFen: 5_123_457, refundCount: 0, refundFen: 0 },
      books: { paymentCount: 3, paymentFen: 5_123_457 },
      unsettledDifferences: 0,
      nextTryAt: null,
    })
    expect(await run(finance, place, dateAfter(date, 1))).toMatchObject({ state: 'reconciled', bill: { paymentCount: 1, paymentFen: 700 } })
    expect(await stored(place)).toEqual([])

    const { files } = await finance.call('getReconciliation', { params: { reconciliationId: day.id } })
    expect(files).toMatchObject([{ subMchid: place.subMchid, lineCount: 3 }])
    const kept = await keptBills().file(date, place.subMchid, files[0]?.sha1 ?? '')
    const asGiven = await fetch(`${standIns.pay}/_control/bills/${date}?sub_mchid=${place.subMchid}`)
    expect(kept.equals(Buffer.from(await asGiven.arrayBuffer()))).toBe(true)
    const chunks = await app.db.collection<{ data: { buffer: Uint8Array } }>('bill_files.chunks').find().toArray()
    expect(chunks.length).toBeGreaterThan(0)
    for (const { data } of chunks) expect(Buffer.from(data.buffer).toString('latin1')).not.toContain('JSAPI')
    expect(kept.toString('utf8')).toContain('JSAPI')
    const lines = await app.db.collection('bill_lines').find({ subMchid: place.subMchid, date }).toArray()
    expect(lines.map((line) => line.feeHundredThousandths).sort()).toEqual([0, 30_000_000, 741_000].sort())
    await levers.rate(0)
  })

  test('a refund is compared with its journal, whatever day the books have it under; a fen more in the bill is a case', async () => {
    const { place, finance, paid } = await charity()
    const owner = await staff(app, ['charity_owner'], place.charityId)
    const giftId = await paid(`${date}T09:00:00+08:00`, 1_000)
    await levers.timeIs(`${date}T15:00:00+08:00`)
    const refund = await refundsOf(app).request(finance, giftId, 400)
    await refundsOf(app).decide(owner, refund)
    await refundsOf(app).becomes(refund.id, 'succeeded')
    await levers.timeIsReal()
    expect(await run(finance, place)).toMatchObject({
      state: 'reconciled',
      bill: { paymentCount: 1, paymentFen: 1_000, refundCount: 1, refundFen: 400 },
    })
    await levers.alter({ kind: 'amount', number: refund.id, amountFen: 401 })
    expect(await run(finance, place)).toMatchObject({ state: 'differences', unsettledDifferences: 1 })
    expect(await stored(place)).toMatchObject([
      { kind: 'amount_differs', item: 'refund', subject: refund.id, books: '4.00 元', bill: '4.01 元' },
    ])
    expect(await inSuspense(place)).toBe(-1)
  })

  test('a day without payments has no bill, and that is agreement', async () => {
    const { place, finance } = await charity()
    expect(await run(finance, place)).toMatchObject({
      state: 'reconciled',
      bill: { paymentCount: 0, paymentFen: 0 },
      unsettledDifferences: 0,
    })
  })
})

describe('differences', () => {
  test('one gift missing here and one amount different: exactly two cases, also after a rerun; gone when the bill is right', async () => {
    const { place, finance, paid } = await charity()
    const right = await paid(`${date}T09:00:00+08:00`, 1_000)
    const wrong = await paid(`${date}T10:00:00+08:00`, 2_000)
    await levers.alter({ kind: 'stranger', date, subMchid: place.subMchid, amountFen: 333, outTradeNo: 'OUTSIDE01' })
    await levers.alter({ kind: 'amount', number: wrong, amountFen: 2_050 })
    expect(await run(finance, place)).toMatchObject({
      state: 'differences',
      unsettledDifferences: 2,
      bill: { paymentCount: 3, paymentFen: 3_383 },
    })
    const words = (await stored(place)).map(({ kind, outTradeNo, books, bill, state: now }) => [kind, outTradeNo, books, bill, now])
    expect(words.sort()).toEqual([
      ['amount_differs', wrong, '20.00 元', '20.50 元', 'open'],
      ['missing_here', 'OUTSIDE01', '没有这一笔', '3.33 元', 'open'],
    ])
    expect(await inSuspense(place)).toBe(383)
    expect(await state(place)).toMatchObject({ differences: 2 })

    const before = await stored(place)
    for (let again = 0; again < 2; again += 1) expect(await run(bureau, place)).toMatchObject({ unsettledDifferences: 2 })
    expect(await stored(place)).toEqual(before)
    expect(await suspense(place)).toHaveLength(2)

    await levers.clearAlterations()
    expect(await run(finance, place)).toMatchObject({ state: 'reconciled', unsettledDifferences: 0 })
    const after = await stored(place)
    expect(after.map(({ kind, state: now, closeReason }) => [kind, now, closeReason]).sort()).toEqual([
      ['amount_differs', 'vanished', '再次核对时，两边金额一致'],
      ['missing_here', 'vanished', '微信支付更新了账单，不再列出这一笔'],
    ])
    expect(await inSuspense(place)).toBe(0)
    expect(await state(place)).toEqual({ reconciledTo: date, differences: 0 })
    expect(await app.db.collection('bill_lines').countDocuments({ subMchid: place.subMchid, date })).toBe(2)

    await levers.alter({ kind: 'drop', number: right })
    await levers.alter({ kind: 'amount', number: wrong, amountFen: 2_010 })
    expect(await run(finance, place)).toMatchObject({ unsettledDifferences: 2 })
    expect((await stored(place)).filter(({ kind }) => kind === 'amount_differs')).toMatchObject([
      { state: 'open', billFen: 2_010, closeReason: null },
    ])
    expect(await inSuspense(place)).toBe(10 - 1_000)
  })

  test('asked for by ten at once, a day is compared without a case too many', async () => {
    const { place, finance, paid } = await charity()
    const gone = await paid(`${date}T09:00:00+08:00`, 100)
    await levers.alter({ kind: 'drop', number: gone })
    await levers.alter({ kind: 'stranger', date, subMchid: place.subMchid, amountFen: 50 })
    const answers = await Promise.allSettled(Array.from({ length: 10 }, (_, index) => run(index % 2 ? bureau : finance, place)))
    expect(answers.some(({ status }) => status === 'fulfilled')).toBe(true)
    for (const answer of answers) if (answer.status === 'rejected') expect(answer.reason).toMatchObject({ code: 'wrong_state' })
    expect((await stored(place)).map(({ kind }) => kind).sort()).toEqual(['missing_here', 'missing_there'])
    expect(await suspense(place)).toHaveLength(2)
  })

  test('finance explains, a second person confirms; not the same one, not an old copy, not twice', async () => {
    const { place, paid } = await charity()
    const both = await staff(app, ['charity_finance', 'charity_owner'], place.charityId)
    const owner = await staff(app, ['charity_owner'], place.charityId)
    await levers.alter({ kind: 'drop', number: await paid(`${date}T09:00:00+08:00`, 100) })
    await run(both, place)
    const { items } = await both.call('listDifferences', { query: { state: 'open' } })
    expect(items).toHaveLength(1)
    const params = { differenceId: items[0]?.id ?? '' }
    const explain = (rev: number) =>
      both.call('resolveDifference', { params, body: { rev, resolution: 'corrected_in_bill', note: '已联系微信支付更正' } })
    const decide = (by: SignedIn, rev: number, decision: 'confirm' | 'send_back') =>
      by.call('confirmDifference', { params, body: { rev, decision } })
    await expect(decide(owner, 0, 'confirm')).rejects.toMatchObject({ code: 'wrong_state' })
    await expect(explain(5)).rejects.toMatchObject({ code: 'conflict' })
    expect(await explain(0)).toMatchObject({ state: 'explained', explainedByYou: true, rev: 1 })
    await expect(explain(1)).rejects.toMatchObject({ code: 'wrong_state' })
    await expect(decide(both, 1, 'confirm')).rejects.toMatchObject({ code: 'wrong_state' })
    expect(await decide(owner, 1, 'send_back')).toMatchObject({ state: 'open', note: '已联系微信支付更正', explainedByYou: false })
    expect(await explain(2)).toMatchObject({ state: 'explained' })
    expect(await state(place)).toMatchObject({ differences: 1 })
    const races = await Promise.allSettled([decide(owner, 3, 'confirm'), decide(bureau, 3, 'confirm')])
    expect(races.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await state(place)).toMatchObject({ reconciledTo: date, differences: 0 })
    // Confirmed stays confirmed, and the money stays set aside, as long as the difference is there.
    expect(await run(both, place)).toMatchObject({ state: 'reconciled', unsettledDifferences: 0 })
    expect(await inSuspense(place)).toBe(-100)
  })
})

describe('money that is no gift', () => {
  const nonGift = (place: District) => balance(place, 'NonGift')
  async function explained(resolution: 'not_a_gift' | 'bill_is_right') {
    const { place, finance } = await charity()
    const owner = await staff(app, ['charity_owner'], place.charityId)
    await levers.alter({ kind: 'stranger', date, subMchid: place.subMchid, amountFen: 70 })
    await run(finance, place)
    const found = (await finance.call('listDifferences', { query: { state: 'open' } })).items[0]
    const params = { differenceId: found?.id ?? '' }
    const { rev } = await finance.call('resolveDifference', { params, body: { rev: 0, resolution, note: '场地租金' } })
    const confirm = (by = owner) => by.call('confirmDifference', { params, body: { rev, decision: 'confirm' } })
    return { place, finance, params, confirm }
  }

  test('leaves Suspense once a second person confirms, raced or repeated', async () => {
    const { place, finance, params, confirm } = await explained('not_a_gift')
    expect(await inSuspense(place)).toBe(70)
    const outcomes = await Promise.allSettled([confirm(), confirm(bureau)])
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await inSuspense(place)).toBe(0)
    expect(await nonGift(place)).toBe(70)
    expect(await app.db.collection<JournalDocument>('journals').findOne({ _id: `suspense-released:${params.differenceId}` })).toMatchObject(
      {
        amountFen: 70,
      },
    )
    await expect(confirm()).rejects.toMatchObject({ code: 'wrong_state' })
    // Compared again, it is still there and still confirmed.
    expect(await run(finance, place)).toMatchObject({ state: 'reconciled' })
    expect(await nonGift(place)).toBe(70)
  })

  test('comes back when the difference is gone after all', async () => {
    const { place, finance, confirm } = await explained('not_a_gift')
    await confirm()
    await levers.clearAlterations()
    expect(await run(finance, place)).toMatchObject({ state: 'reconciled' })
    expect(await nonGift(place)).toBe(0)
    expect(await inSuspense(place)).toBe(0)
  })

  test('stays in Suspense with any other explanation', async () => {
    const { place, confirm } = await explained('bill_is_right')
    await confirm()
    expect(await inSuspense(place)).toBe(70)
    expect(await nonGift(place)).toBe(0)
  })
})

describe('bills that are late, broken or not to be had', () => {
  test('before 10:00 of the next day it waits; from 10:00 it is compared', async () => {
    const { place, finance, paid } = await charity()
    await paid(`${date}T09:00:00+08:00`, 100)
    await levers.timeIs(`${dateAfter(date, 1)}T09:59:00+08:00`)
    const waiting = await run(finance, place)
    expect(waiting).toMatchObject({ state: 'waiting', why: '微信支付还在生成这一天的账单', bill: null })
    expect(waiting.nextTryAt).not.toBeNull()
    expect(await state(place)).toEqual({ reconciledTo: null, differences: 0 })
    await levers.timeIs(`${dateAfter(date, 1)}T10:00:00+08:00`)
    expect(await run(finance, place)).toMatchObject({ state: 'reconciled' })
  })

  test.each([
    ['wrong_hash', '校验值不符'],
    ['no_auth', '拒绝提供账单'],
    ['error_500', '没有回应'],
    ['forged_answer', '没有回应'],
  ])('%s: nothing is compared or kept, and the clerk reads why', async (api, why) => {
    const { place, finance, paid } = await charity()
    await paid(`${date}T09:00:00+08:00`, 100)
    await levers.behave({ api })
    const failed = await run(finance, place)
    expect(failed).toMatchObject({ state: 'failed', bill: null, comparedAt: null })
    expect(failed.why).toContain(why)
    expect(failed.nextTryAt).not.toBeNull()
    expect(await app.db.collection('bill_lines').countDocuments({ subMchid: place.subMchid })).toBe(0)
    await levers.behave()
    expect(await run(finance, place)).toMatchObject({ state: 'reconciled', why: null })
  })

  test('no bill for a day with a paid gift: the gift is missing there', async () => {
    const { place, finance, paid } = await charity()
    await paid(`${date}T09:00:00+08:00`, 100)
    await levers.behave({ ready: 'missing' })
    expect(await run(finance, place)).toMatchObject({ state: 'differences', unsettledDifferences: 1 })
    expect(await stored(place)).toMatchObject([{ kind: 'missing_there', books: '1.00 元', bill: '没有这一笔' }])
  })

  test.each([0, 1, -400])('a day %d days from today is refused with a reason', async (days) => {
    const { place, finance } = await charity()
    await expect(run(finance, place, dateAfter(shanghaiDate(new Date()), days))).rejects.toMatchObject({ status: 409, code: 'wrong_state' })
  })
})

describe('by itself', () => {
  test('lays out every day from the first gift to yesterday and compares those whose bill is due', async () => {
    const { place, finance, paid } = await charity()
    await paid(`${date}T09:00:00+08:00`, 100)
    const job = app.app.donation.jobs.find(({ name }) => name === 'reconciliation')
    const { signal } = new AbortController()
    await Promise.all([job?.run(signal), job?.run(signal)])
    const { items } = await finance.call('listReconciliations', { query: { limit: 100 } })
    expect(items.map((day) => day.date)).toEqual([dateAfter(date, 2), dateAfter(date, 1), date])
    for (const day of items) expect(day.state).toBe(billDueAt(day.date) <= systemClock.now() ? 'reconciled' : 'waiting')
    expect((await state(place)).reconciledTo).toBe(items.find((day) => day.state === 'reconciled')?.date)
    const first = await finance.call('listReconciliations', { query: { limit: 2 } })
    const rest = await finance.call('listReconciliations', { query: { limit: 2, cursor: first.nextCursor ?? '' } })
    expect([...first.items, ...rest.items].map((day) => day.date)).toEqual(items.map((day) => day.date))
    expect((await finance.call('listReconciliations', { query: { from: date, to: date } })).items).toHaveLength(1)
  })
})
