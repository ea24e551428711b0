import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../../scripts/testing/database.ts'
import { guestWeapp, key, type SignedIn, staff } from '../../../../testing/actors.ts'
import { startTestApp, type TestApp } from '../../../../testing/app.ts'
import { banked, checkLater, needsVouchersAndSeals, spend } from '../../../../testing/books.ts'
import { type District, district } from '../../../../testing/district.ts'
import { givingAt } from '../../../../testing/giving.ts'
import { payStandIn } from '../../../../testing/pay-stand-in.ts'
import { bookedDaysAgo, bookedGift, refundsOf } from '../../../../testing/refunds.ts'
import { until } from '../../../../testing/wait.ts'

let app: TestApp
let place: District
let at: ReturnType<typeof givingAt>
let of: ReturnType<typeof refundsOf>
let finance: SignedIn
let owner: SignedIn
const pay = payStandIn(inject('standIns').pay)
beforeAll(async () => {
  app = await startTestApp(inject('bffEnvironment'), freshDatabaseName())
  place = await district(app)
  at = givingAt(app, place, pay)
  of = refundsOf(app)
  finance = await staff(app, ['charity_finance'], place.charityId)
  owner = await staff(app, ['charity_owner'], place.charityId)
})
afterAll(() => app.close())

const raisedFen = async () => (await at.ledger.campaignTotals([place.campaignId])).get(place.campaignId)?.raisedFen ?? 0

describe('taking a gift back', () => {
  test('within ten minutes: back the way it came, out of the totals, the gift still counted', async () => {
    const before = await raisedFen()
    const { by, id } = await at.paid()
    const told = await by.call('getMyGift', { params: { giftId: id } })
    expect(Date.parse(told.undoBefore ?? '') - Date.parse(told.paidAt ?? '')).toBe(600_000)
    const refund = await of.undo(by, id)
    expect(refund).toMatchObject({ giftId: id, amountFen: 100, kind: 'undo', route: 'wechat', state: 'accepted', settledAt: null })
    expect(told.returnRoute).toBeNull()
    expect(await by.call('getMyGift', { params: { giftId: id } })).toMatchObject({ state: 'paid', undoBefore: null, returnRoute: 'wechat' })
    await of.becomes(refund.id, 'succeeded')
    expect(await of.kindsOf(id)).toEqual(['gift_paid', 'refund_accepted', 'refund_succeeded'])
    expect(await by.call('getMyGift', { params: { giftId: id } })).toMatchObject({ refundedFen: 100, refundingFen: 0, undoBefore: null })
    expect(await by.call('listMyGifts', {})).toMatchObject({ totalPaidFen: 0, paidCount: 1 })
    await until(raisedFen, (now) => now === before)
    expect(await pay.refunds(id)).toMatchObject([{ outRefundNo: refund.id, refundFen: 100, status: 'SUCCESS' }])
  })

  test('once: the same key again gives the same refund, another key is refused with words', async () => {
    const { by, id } = await at.paid()
    const idempotencyKey = key()
    const first = await of.undo(by, id, idempotencyKey)
    expect((await of.undo(by, id, idempotencyKey)).id).toBe(first.id)
    await expect(of.undo(by, id)).rejects.toMatchObject({ code: 'wrong_state', message: '这笔捐赠已经全部退回或正在退回' })
    await of.becomes(first.id, 'succeeded')
    expect(await pay.refunds(id)).toHaveLength(1)
  })

  test('ten times at once with ten keys: one refund', async () => {
    const { by, id } = await at.paid()
    const tries = await Promise.allSettled(Array.from({ length: 10 }, () => of.undo(by, id)))
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    await until(
      () => pay.refunds(id),
      (made) => made.length === 1 && made[0]?.status === 'SUCCESS',
    )
    expect(await of.refunds.countDocuments({ giftId: id })).toBe(1)
  })

  test('after ten minutes it is refused, and the words say whom to ask', async () => {
    const { by, id } = await at.paid()
    await at.gifts.updateOne({ _id: id }, { $set: { paidAt: new Date(Date.now() - 600_001) } })
    const refused = {
      code: 'wrong_state',
      message: '付款已经超过 10 分钟，不能自己撤销了。如果需要退款，请联系演示慈善组织（周老师 0571-00000000）',
    }
    await expect(of.undo(by, id)).rejects.toMatchObject(refused)
    expect(await of.refunds.countDocuments({ giftId: id })).toBe(0)
  })

  test("a stranger's gift can't be found, an unpaid one can't be taken back", async () => {
    const { id } = await at.paid()
    await expect(of.undo(await guestWeapp(app), id)).rejects.toMatchObject({ code: 'not_found' })
    const by = await guestWeapp(app)
    const { gift } = await at.give(by)
    await expect(of.undo(by, gift.id)).rejects.toMatchObject({ code: 'wrong_state', message: '这笔捐赠没有到账，不能退款' })
  })

  test('what the project has already spent is not given back', async () => {
    const elsewhere = await district(app)
    const there = givingAt(app, elsewhere, pay)
    const by = await guestWeapp(app)
    const { gift } = await there.give(by)
    await pay.pay(gift.id)
    await there.becomes(gift.id, 'paid')
    await spend(app, elsewhere, 60)
    await expect(of.undo(by, gift.id)).rejects.toMatchObject({
      code: 'wrong_state',
      message: '这个项目的善款已经用出去一部分，只剩 0.40 元，不够退这笔钱',
    })
  })
})

describe("a charity's refund", () => {
  test('finance asks, the owner approves, WeChat gives it back', async () => {
    const { id } = await at.paid()
    const asked = await of.request(finance, id, 40)
    expect(asked).toMatchObject({ state: 'requested', amountFen: 40, giftAmountFen: 100, requestedByYou: true, reason: '捐赠人要求退款' })
    expect(await of.kindsOf(id)).toEqual(['gift_paid'])
    expect(await pay.refunds(id)).toEqual([])
    const decided = await of.decide(owner, asked)
    expect(decided).toMatchObject({ state: 'accepted', decisionNote: '已电话核实', requestedByYou: false })
    await of.becomes(asked.id, 'succeeded')
    expect(await at.gifts.findOne({ _id: id })).toMatchObject({ refundedFen: 40, refundingFen: 0 })
    expect((await finance.call('listRefunds', { query: { giftId: id } })).items).toMatchObject([{ id: asked.id, state: 'succeeded' }])
  })

  test('whoever asked can not approve, even as owner', async () => {
    const both = await staff(app, ['charity_finance', 'charity_owner'], place.charityId)
    const { id } = await at.paid()
    const asked = await of.request(both, id, 100)
    await expect(of.decide(both, asked)).rejects.toMatchObject({
      code: 'forbidden',
      message: '不能审批自己提出的退款，请由另一位负责人审批',
    })
    expect((await of.decide(owner, asked)).state).toBe('accepted')
  })

  test('rejected, it keeps nothing of the gift; decided twice or on an old page, it is refused', async () => {
    const { id } = await at.paid()
    const asked = await of.request(finance, id, 100)
    await expect(of.decide(owner, { ...asked, rev: 7 })).rejects.toMatchObject({ code: 'conflict' })
    expect((await of.decide(owner, asked, false)).state).toBe('rejected')
    await expect(of.decide(owner, asked)).rejects.toMatchObject({ code: 'wrong_state' })
    expect((await of.request(finance, id, 100)).state).toBe('requested')
  })

  test('60 and 60 of 100 at once: one passes', async () => {
    const { id } = await at.paid()
    const tries = await Promise.allSettled([of.request(finance, id, 60), of.request(finance, id, 60)])
    expect(tries.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(tries.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { message: '这笔捐赠最多还能退 0.40 元' } })
  })

  test('two owners approve two requests at once for what the project has left only once: one passes', async () => {
    const elsewhere = await district(app)
    const [theirs, first, second] = [
      await staff(app, ['charity_finance'], elsewhere.charityId),
      await staff(app, ['charity_owner'], elsewhere.charityId),
      await staff(app, ['charity_owner'], elsewhere.charityId),
    ]
    const [one, two] = [await bookedGift(app, elsewhere), await bookedGift(app, elsewhere)]
    const asked = [await of.request(theirs, one._id, 100), await of.request(theirs, two._id, 100)] as const
    await spend(app, elsewhere, 80)
    const tries = await Promise.allSettled([of.decide(first, asked[0]), of.decide(second, asked[1])])
    expect(tries.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  })

  test('the 51st part is refused', async () => {
    const gift = await bookedGift(app, place, { amountFen: 100 })
    for (let part = 0; part < 50; part += 1) await of.request(finance, gift._id, 1)
    await expect(of.request(finance, gift._id, 1)).rejects.toMatchObject({ message: '一笔捐赠最多分 50 次退，已经用完' })
  })

  test("another charity's people see nothing of it", async () => {
    const elsewhere = await district(app)
    const { id } = await at.paid()
    const asked = await of.request(finance, id, 100)
    await expect(of.request(await staff(app, ['charity_finance'], elsewhere.charityId), id, 1)).rejects.toMatchObject({ code: 'not_found' })
    const other = await staff(app, ['charity_owner'], elsewhere.charityId)
    await expect(of.decide(other, asked)).rejects.toMatchObject({ code: 'not_found' })
    expect((await other.call('listRefunds', { query: { charityId: place.charityId } })).items).toEqual([])
  })

  test('a gift older than a year goes by bank transfer, and WeChat is never asked', async () => {
    const donor = await guestWeapp(app)
    const gift = await bookedDaysAgo(app, place, 366, { donorId: donor.accountId })
    const seen = () => donor.call('getMyGift', { params: { giftId: gift._id } })
    const asked = await of.request(finance, gift._id, 100)
    expect(asked.route).toBe('bank')
    expect(await seen()).toMatchObject({ refundingFen: 0, returnRoute: null })
    const accepted = await of.decide(owner, asked)
    expect(await seen()).toMatchObject({ refundingFen: 100, returnRoute: 'bank' })
    expect(accepted).toMatchObject({ state: 'accepted', route: 'bank' })
    const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)
    const record = (paidOn: string) =>
      finance.call('recordBankRefund', { params: { refundId: asked.id }, body: { rev: accepted.rev, paidOn, voucherNumber: '回单 0001' } })
    await expect(record('2999-01-01')).rejects.toMatchObject({ issues: [{ path: 'body.paidOn', message: '转账日期不能晚于今天' }] })
    await expect(record('2020-01-01')).rejects.toMatchObject({ issues: [{ path: 'body.paidOn', message: '转账日期不能早于审批日期' }] })
    // By the books nothing has come into the bank account yet.
    await expect(record(today)).rejects.toMatchObject({ code: 'wrong_state', message: expect.stringContaining('请先在“结算”里登记') })
    await banked(app, place, 100)
    expect(await record(today)).toMatchObject({ state: 'succeeded', paidOn: today, voucherNumber: '回单 0001' })
    expect(await seen()).toMatchObject({ refundedFen: 100, returnRoute: 'bank' })
    await expect(record(today)).rejects.toMatchObject({ code: 'wrong_state' })
    const journal = await of.journals.findOne({ _id: `refund-succeeded:${asked.id}` })
    expect(journal?.legs).toEqual([
      { account: 'RefundPayable', side: 'debit', amountFen: 100 },
      { account: 'Bank', side: 'credit', amountFen: 100 },
    ])
    expect(await pay.refunds(gift._id)).toEqual([])
    const { id } = await at.paid()
    const byWechat = await of.decide(owner, await of.request(finance, id, 100))
    await expect(
      finance.call('recordBankRefund', {
        params: { refundId: byWechat.id },
        body: { rev: byWechat.rev, paidOn: today, voucherNumber: '1' },
      }),
    ).rejects.toMatchObject({ code: 'wrong_state' })
  })
})

test('the ledger holds after all of this', async () => {
  await app.app.donation.idle()
  const { checks, ok } = await checkLater(app)
  expect(checks.filter(({ name, breaches, checked }) => breaches > 0 || (checked === 0 && !needsVouchersAndSeals.includes(name)))).toEqual(
    [],
  )
  expect(ok).toBe(true)
})
