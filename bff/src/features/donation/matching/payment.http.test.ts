import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../../scripts/testing/database.ts'
import { guestH5, key, type SignedIn, staff } from '../../../../testing/actors.ts'
import { startTestApp, type TestApp } from '../../../../testing/app.ts'
import { dayFromToday } from '../../../../testing/bodies.ts'
import { checkLater } from '../../../../testing/books.ts'
import {
  decideMatching,
  decidePayment,
  raisedOf,
  recordMatching,
  recordPayment,
  shownMatchings,
  standingMatching,
} from '../../../../testing/companies.ts'
import { campaignWith } from '../../../../testing/disclosure.ts'
import { type District, district } from '../../../../testing/district.ts'
import { bookedGift, refundsOf } from '../../../../testing/refunds.ts'
import { until } from '../../../../testing/wait.ts'
import { sheetRows } from '../../../../testing/workbook.ts'

let app: TestApp
let place: District
let finance: SignedIn
let owner: SignedIn
let resident: SignedIn
let both: SignedIn
beforeAll(async () => {
  app = await startTestApp(inject('bffEnvironment'), freshDatabaseName())
  resident = await guestH5(app)
  place = await district(app)
  finance = await staff(app, ['charity_finance'], place.charityId)
  owner = await staff(app, ['charity_owner'], place.charityId)
  both = await staff(app, ['charity_owner', 'charity_finance'], place.charityId)
})
/** Each test has a campaign of its own. */
beforeEach(async () => {
  place = { ...place, campaignId: await campaignWith(app, place, { startsOn: dayFromToday(-10), endsOn: dayFromToday(100) }) }
})
afterAll(() => app.close())

const shown = () => shownMatchings(resident, place)
const raised = () => raisedOf(resident, place)
const standing = (change: Parameters<typeof standingMatching>[3] = {}) => standingMatching(finance, owner, place, change)

describe('when the company pays', () => {
  const gifts = () => owner.call('listGifts', { query: { campaignId: place.campaignId } })

  test('finance records it, the owner confirms: a gift of the company, in the books and in the total', async () => {
    const { id } = await standing()
    await bookedGift(app, place, { amountFen: 300 })
    const payment = await recordPayment(finance, id, 300)
    expect(payment).toMatchObject({ state: 'recorded', giftId: null })
    expect((await raised()).raisedFen).toBe(300)
    const confirmed = await decidePayment(owner, payment)
    expect(confirmed).toMatchObject({ state: 'confirmed', giftId: expect.stringMatching(/^GY_/) })
    await until(raised, ({ raisedFen }) => raisedFen === 600)
    expect(await raised()).toMatchObject({ giftCount: 2 })
    expect((await shown())[0]).toMatchObject({ owedFen: 300, paidFen: 300, giftCount: 1 })
    expect((await gifts()).items[0]).toMatchObject({ donorLabel: '演示·湖滨食品公司', channel: 'bank', amountFen: 300, state: 'paid' })
    const receipt = () =>
      app.db.collection<{ _id: string; giftId: string; state: string }>('receipts').findOne({ giftId: confirmed.giftId ?? '' })
    await until(receipt, (made) => made?.state === 'issued')
    const report = await checkLater(app)
    expect(report.checks.filter(({ breaches }) => breaches > 0)).toEqual([])
  })

  test('a company that wants no name gives anonymously', async () => {
    const { id } = await standing({ nameOnGifts: false })
    await decidePayment(owner, await recordPayment(finance, id, 100))
    expect((await gifts()).items[0]).toMatchObject({ donorLabel: '匿名', donorName: null })
  })

  test('one bank receipt is booked once, however it is typed and whoever tries', async () => {
    const { id } = await standing()
    const reference = `abc${key().slice(0, 8)}`
    const payment = await recordPayment(finance, id, 100, reference)
    await expect(recordPayment(finance, id, 100, reference.toUpperCase())).rejects.toMatchObject({ code: 'already_exists' })
    const tries = await Promise.allSettled(Array.from({ length: 8 }, () => decidePayment(owner, payment)))
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    await until(raised, ({ raisedFen }) => raisedFen === 100)
    expect((await gifts()).items).toHaveLength(1)
  })

  test('a transfer that is not there is rejected, costs nothing, and its number is free again', async () => {
    const { id } = await standing()
    const reference = `ABC${key().slice(0, 8)}`
    expect(await decidePayment(owner, await recordPayment(finance, id, 100, reference), false)).toMatchObject({
      state: 'rejected',
      giftId: null,
    })
    expect((await raised()).raisedFen).toBe(0)
    expect(await recordPayment(finance, id, 100, reference)).toMatchObject({ state: 'recorded' })
  })

  test('stands in the numbers and the tables as what it is: a bank transfer, with no number of WeChat Pay', async () => {
    const { id } = await standing()
    await bookedGift(app, place, { amountFen: 250, codeId: null, channel: 'h5' })
    await decidePayment(owner, await recordPayment(finance, id, 700, 'BANKREF0700'))
    const scope = { campaignId: place.campaignId }
    const { byChannel, byVenue } = await owner.call('getStatistics', { query: scope })
    expect(byChannel.map(({ channel, keptFen }) => [channel, keptFen])).toEqual([
      ['bank', 700],
      ['h5', 250],
    ])
    expect(byVenue.map(({ id: venueId, label, keptFen }) => [venueId, label, keptFen])).toEqual([
      [null, '企业银行转账', 700],
      [null, '没有扫码（项目页）', 250],
    ])
    const taken = (table: 'gifts' | 'statistics') =>
      owner.call('exportWorkbook', { body: { table, charityId: null, from: null, to: null, reason: '试', ...scope } })
    const { header, rows } = await sheetRows(await taken('gifts'), '捐赠记录')
    const row = rows.find((cells) => cells[header.indexOf('支付方式')] === '银行转账') ?? []
    expect(header).toContain('微信支付单号')
    expect(row[header.indexOf('微信支付单号')] || null).toBeNull()
    expect(row[header.indexOf('银行流水号')]).toBe('BANKREF0700')
    expect((await sheetRows(await taken('statistics'), '按支付方式')).rows.map((cells) => cells[0])).toEqual(['银行转账', '网页'])
  })

  test('is not thanked for by a message to an account that nobody reads', async () => {
    const params = { campaignId: place.campaignId }
    await owner.call('setAutomaticThanks', { params, body: { rev: 0, enabled: true, text: '谢谢' } })
    const { id } = await standing()
    const { giftId } = await decidePayment(owner, await recordPayment(finance, id, 100))
    await until(
      () => app.db.collection('receipts').countDocuments({ giftId, state: 'issued', paidBy: 'bank' }),
      (count) => count === 1,
    )
    const gift = await bookedGift(app, place, { amountFen: 1 })
    const thanked = (ids: (string | null)[]) => app.db.collection('mailing_deliveries').countDocuments({ giftId: { $in: ids } })
    await until(
      () => thanked([gift._id]),
      (count) => count === 1,
    )
    expect(await thanked([giftId])).toBe(0)
  })

  test('two people, an agreement in force, and a day that makes sense', async () => {
    const recorded = await recordMatching(finance, place)
    await expect(recordPayment(finance, recorded.id, 100)).rejects.toMatchObject({ code: 'wrong_state' })
    const { id } = await decideMatching(owner, recorded)
    await expect(decidePayment(both, await recordPayment(both, id, 100))).rejects.toMatchObject({ code: 'forbidden' })
    for (const receivedOn of [dayFromToday(1), dayFromToday(-6)])
      await expect(
        finance.call('recordMatchingPayment', {
          params: { matchingId: id },
          body: { amountFen: 100, receivedOn, bankReference: 'ABCD1' },
          idempotencyKey: key(),
        }),
      ).rejects.toMatchObject({ code: 'invalid_input', issues: [{ path: 'body.receivedOn' }] })
  })

  test('it is given back by bank transfer, never through WeChat Pay', async () => {
    const { id } = await standing()
    const { giftId } = await decidePayment(owner, await recordPayment(finance, id, 100))
    const back = refundsOf(app)
    const refund = await back.decide(owner, await back.request(finance, giftId ?? '', 60))
    expect(refund).toMatchObject({ route: 'bank', state: 'accepted' })
    await finance.call('recordBankRefund', {
      params: { refundId: refund.id },
      body: { rev: refund.rev, paidOn: dayFromToday(0), voucherNumber: '银回单 1' },
    })
    await until(raised, ({ raisedFen }) => raisedFen === 40)
    const report = await checkLater(app)
    expect(report.checks.filter(({ breaches }) => breaches > 0)).toEqual([])
  })
})
