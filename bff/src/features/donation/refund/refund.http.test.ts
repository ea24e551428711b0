import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../../scripts/testing/database.ts'
import { guestWeapp, key, type SignedIn, staff } from '../../../../testing/actors.ts'
import { startTestApp, type TestApp } from '../../../../testing/app.ts'
import { banked, spend } from '../../../../testing/books.ts'
import { type District, district } from '../../../../testing/district.ts'
import { givingAt } from '../../../../testing/giving.ts'
import { payStandIn } from '../../../../testing/pay-stand-in.ts'
import { bookedDaysAgo, bookedGift, refundsOf } from '../../../../testing/refunds.ts'
import { until } from '../../../../testing/wait.ts'
import { createLog } from '../../../platform/log/index.ts'
import { checkLedger } from '../ledger/checks.ts'

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

/** A gift paid a moment ago, and how WeChat Pay will treat its refunds. */
async function paid(refund: NonNullable<Parameters<typeof pay.behave>[1]['refund']> = {}, amountFen = 100) {
  const by = await guestWeapp(app)
  const { gift } = await at.give(by, key(), amountFen)
  await pay.behave(gift.id, { refund: { delayMs: 0, ...refund } })
  await pay.pay(gift.id)
  await at.becomes(gift.id, 'paid')
  return { by, id: gift.id }
}
const undo = (by: SignedIn, giftId: string, idempotencyKey = key()) => by.call('undoGift', { params: { giftId }, idempotencyKey })
const kindsOf = async (giftId: string) =>
  (await of.journals.find({ outTradeNo: giftId }).sort({ postedAt: 1 }).toArray()).map((journal) => journal.kind)
const raisedFen = async () => (await at.ledger.campaignTotals([place.campaignId])).get(place.campaignId)?.raisedFen ?? 0
/** Looked at two minutes on, when every state must have followed its journal. */
const check = () => checkLedger({ db: app.db, log: createLog('silent'), clock: { now: () => new Date(Date.now() + 120_000) } })

describe('taking a gift back', () => {
  test('within ten minutes: back the way it came, out of the totals, the gift still counted', async () => {
    const before = await raisedFen()
    const { by, id } = await paid()
    const told = await by.call('getMyGift', { params: { giftId: id } })
    expect(Date.parse(told.undoBefore ?? '') - Date.parse(told.paidAt ?? '')).toBe(600_000)
    const refund = await undo(by, id)
    expect(refund).toMatchObject({ giftId: id, amountFen: 100, kind: 'undo', route: 'wechat', state: 'accepted', settledAt: null })
    expect(told.returnRoute).toBeNull()
    expect(await by.call('getMyGift', { params: { giftId: id } })).toMatchObject({ state: 'paid', undoBefore: null, returnRoute: 'wechat' })
    await of.becomes(refund.id, 'succeeded')
    expect(await kindsOf(id)).toEqual(['gift_paid', 'refund_accepted', 'refund_succeeded'])
    expect(await by.call('getMyGift', { params: { giftId: id } })).toMatchObject({ refundedFen: 100, refundingFen: 0, undoBefore: null })
    expect(await by.call('listMyGifts', {})).toMatchObject({ totalPaidFen: 0, paidCount: 1 })
    await until(raisedFen, (now) => now === before)
    expect(await pay.refunds(id)).toMatchObject([{ outRefundNo: refund.id, refundFen: 100, status: 'SUCCESS' }])
  })

  test('once: the same key again gives the same refund, another key is refused with words', async () => {
    const { by, id } = await paid()
    const idempotencyKey = key()
    const first = await undo(by, id, idempotencyKey)
    expect((await undo(by, id, idempotencyKey)).id).toBe(first.id)
    await expect(undo(by, id)).rejects.toMatchObject({ code: 'wrong_state', message: '这笔捐赠已经全部退回或正在退回' })
    await of.becomes(first.id, 'succeeded')
    expect(await pay.refunds(id)).toHaveLength(1)
  })

  test('ten times at once with ten keys: one refund', async () => {
    const { by, id } = await paid()
    const tries = await Promise.allSettled(Array.from({ length: 10 }, () => undo(by, id)))
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    await until(
      () => pay.refunds(id),
      (made) => made.length === 1 && made[0]?.status === 'SUCCESS',
    )
    expect(await of.refunds.countDocuments({ giftId: id })).toBe(1)
  })

  test('after ten minutes it is refused, and the words say whom to ask', async () => {
    const { by, id } = await paid()
    await at.gifts.updateOne({ _id: id }, { $set: { paidAt: new Date(Date.now() - 600_001) } })
    const refused = {
      code: 'wrong_state',
      message: '付款已经超过 10 分钟，不能自己撤销了。如果需要退款，请联系演示慈善组织（周老师 0571-00000000）',
    }
    await expect(undo(by, id)).rejects.toMatchObject(refused)
    expect(await of.refunds.countDocuments({ giftId: id })).toBe(0)
  })

  test("a stranger's gift can't be found, an unpaid one can't be taken back", async () => {
    const { id } = await paid()
    await expect(undo(await guestWeapp(app), id)).rejects.toMatchObject({ code: 'not_found' })
    const by = await guestWeapp(app)
    const { gift } = await at.give(by)
    await expect(undo(by, gift.id)).rejects.toMatchObject({ code: 'wrong_state', message: '这笔捐赠没有到账，不能退款' })
  })

  test('what the project has already spent is not given back', async () => {
    const elsewhere = await district(app)
    const there = givingAt(app, elsewhere, pay)
    const by = await guestWeapp(app)
    const { gift } = await there.give(by)
    await pay.pay(gift.id)
    await there.becomes(gift.id, 'paid')
    await spend(app, elsewhere, 60)
    await expect(undo(by, gift.id)).rejects.toMatchObject({
      code: 'wrong_state',
      message: '这个项目的善款已经用出去一部分，只剩 0.40 元，不够退这笔钱',
    })
  })
})

describe("a charity's refund", () => {
  test('finance asks, the owner approves, WeChat gives it back', async () => {
    const { id } = await paid()
    const asked = await of.request(finance, id, 40)
    expect(asked).toMatchObject({ state: 'requested', amountFen: 40, giftAmountFen: 100, requestedByYou: true, reason: '捐赠人要求退款' })
    expect(await kindsOf(id)).toEqual(['gift_paid'])
    expect(await pay.refunds(id)).toEqual([])
    const decided = await of.decide(owner, asked)
    expect(decided).toMatchObject({ state: 'accepted', decisionNote: '已电话核实', requestedByYou: false })
    await of.becomes(asked.id, 'succeeded')
    expect(await at.gifts.findOne({ _id: id })).toMatchObject({ refundedFen: 40, refundingFen: 0 })
    expect((await finance.call('listRefunds', { query: { giftId: id } })).items).toMatchObject([{ id: asked.id, state: 'succeeded' }])
  })

  test('whoever asked can not approve, even as owner', async () => {
    const both = await staff(app, ['charity_finance', 'charity_owner'], place.charityId)
    const { id } = await paid()
    const asked = await of.request(both, id, 100)
    await expect(of.decide(both, asked)).rejects.toMatchObject({
      code: 'forbidden',
      message: '不能审批自己提出的退款，请由另一位负责人审批',
    })
    expect((await of.decide(owner, asked)).state).toBe('accepted')
  })

  test('rejected, it keeps nothing of the gift; decided twice or on an old page, it is refused', async () => {
    const { id } = await paid()
    const asked = await of.request(finance, id, 100)
    await expect(of.decide(owner, { ...asked, rev: 7 })).rejects.toMatchObject({ code: 'conflict' })
    expect((await of.decide(owner, asked, false)).state).toBe('rejected')
    await expect(of.decide(owner, asked)).rejects.toMatchObject({ code: 'wrong_state' })
    expect((await of.request(finance, id, 100)).state).toBe('requested')
  })

  test('60 and 60 of 100 at once: one passes', async () => {
    const { id } = await paid()
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
    const { id } = await paid()
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
    const { id } = await paid()
    const byWechat = await of.decide(owner, await of.request(finance, id, 100))
    await expect(
      finance.call('recordBankRefund', {
        params: { refundId: byWechat.id },
        body: { rev: byWechat.rev, paidOn: today, voucherNumber: '1' },
      }),
    ).rejects.toMatchObject({ code: 'wrong_state' })
  })
})

describe('an accepted bank refund taken back before its transfer', () => {
  const ask = (refund: { id: string; rev: number }, by = finance, idempotencyKey = key()) =>
    by.call('requestRefundWithdrawal', {
      params: { refundId: refund.id },
      body: { rev: refund.rev, reason: '捐赠人不用退了' },
      idempotencyKey,
    })
  const answer = (refund: { id: string; rev: number }, approve = true, by = owner) =>
    by.call('decideRefundWithdrawal', { params: { refundId: refund.id }, body: { rev: refund.rev, approve, note: '已电话核实' } })
  async function accepted(amountFen = 60) {
    const gift = await bookedDaysAgo(app, place, 400)
    return { gift, refund: await of.decide(owner, await of.request(finance, gift._id, amountFen)) }
  }
  const sums = async (id: string) => {
    const found = await at.gifts.findOne({ _id: id })
    return { refundingFen: found?.refundingFen ?? 0, refundedFen: found?.refundedFen ?? 0 }
  }

  test("finance asks, the owner confirms; the money is the project's again and can be asked for anew", async () => {
    const { gift, refund } = await accepted()
    expect(await sums(gift._id)).toEqual({ refundingFen: 60, refundedFen: 0 })
    const asked = await ask(refund)
    expect(asked).toMatchObject({ state: 'accepted', withdrawal: { requestedByYou: true, approved: null } })
    const transfer = { rev: asked.rev, paidOn: new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10), voucherNumber: '1' }
    await expect(finance.call('recordBankRefund', { params: { refundId: refund.id }, body: transfer })).rejects.toMatchObject({
      message: expect.stringContaining('等待撤回审批'),
    })
    expect(await answer(asked)).toMatchObject({ state: 'closed', withdrawal: { approved: true, decisionNote: '已电话核实' } })
    expect(await sums(gift._id)).toEqual({ refundingFen: 0, refundedFen: 0 })
    expect((await of.journals.findOne({ _id: `refund-closed:${refund.id}` }))?.legs).toEqual([
      { account: 'RefundPayable', side: 'debit', amountFen: 60 },
      { account: `Restricted:${place.campaignId}`, side: 'credit', amountFen: 60 },
    ])
    expect(await of.request(finance, gift._id, 100)).toMatchObject({ state: 'requested' })
  })

  test('refused, it waits for its transfer as before, and may be asked again', async () => {
    const { refund } = await accepted()
    const refused = await answer(await ask(refund), false)
    expect(refused).toMatchObject({ state: 'accepted', withdrawal: { approved: false } })
    expect(await answer(await ask(refused))).toMatchObject({ state: 'closed' })
  })

  test('not by the one who asked, not from an old copy, not twice, not of a refund that is with WeChat Pay', async () => {
    const { refund } = await accepted()
    const both = await staff(app, ['charity_finance', 'charity_owner'], place.charityId)
    const asked = await ask(refund, both)
    await expect(answer(asked, true, both)).rejects.toMatchObject({ status: 403, message: expect.stringContaining('不能审批自己') })
    await expect(ask(asked)).rejects.toMatchObject({ code: 'wrong_state' })
    await expect(answer({ ...asked, rev: refund.rev })).rejects.toMatchObject({ code: 'conflict' })
    const outcomes = await Promise.allSettled([answer(asked), answer(asked), answer(asked, false)])
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const { id } = await paid()
    const byWechat = await of.decide(owner, await of.request(finance, id, 100))
    await expect(ask(byWechat)).rejects.toMatchObject({ message: '只有等待银行转账、或者微信支付没有受理的退款才能撤回' })
    await expect(ask({ id: refund.id, rev: 99 })).rejects.toMatchObject({ code: expect.stringMatching(/wrong_state|conflict/) })
  })

  describe('of a refund that WeChat Pay refuses', () => {
    async function refused() {
      const { id } = await paid({ api: 'not_enough' })
      const { id: refundId } = await of.decide(owner, await of.request(finance, id, 60))
      await until(
        () => of.refunds.findOne({ _id: refundId }),
        (one) => one?.hold?.includes('余额不足') === true,
      )
      const kept = async () => (await of.refunds.findOne({ _id: refundId })) ?? { rev: -1, state: 'gone', nextAskAt: null }
      const asked = await ask({ id: refundId, rev: (await kept()).rev })
      const minuteLater = () =>
        of.refunds.updateOne({ _id: refundId }, { $set: { 'withdrawal.requestedAt': new Date(Date.now() - 61_000) } })
      return { id, asked, kept, minuteLater }
    }

    test('two people end it; WeChat Pay is asked first, and is not asked for the money again', async () => {
      const { id, asked, kept, minuteLater } = await refused()
      expect(asked).toMatchObject({ state: 'accepted', route: 'wechat', withdrawal: { approved: null } })
      expect((await kept()).nextAskAt).toBeNull()
      await expect(answer(asked)).rejects.toMatchObject({ code: 'wrong_state', message: expect.stringContaining('请过一分钟再审批') })
      await minuteLater()
      expect(await answer(asked)).toMatchObject({ state: 'closed', withdrawal: { approved: true } })
      expect(await sums(id)).toEqual({ refundingFen: 0, refundedFen: 0 })
      expect(await pay.refunds(id)).toEqual([])
      expect(await of.request(finance, id, 100)).toMatchObject({ state: 'requested' })
    })

    test('not agreed to, WeChat Pay is asked again', async () => {
      const { id, asked } = await refused()
      await pay.behave(id, { refund: { delayMs: 0 } })
      expect(await answer(asked, false)).toMatchObject({ state: 'accepted', withdrawal: { approved: false } })
      await of.becomes(asked.id, 'succeeded')
    })

    test('one that WeChat Pay has after all goes on, and is not taken back', async () => {
      // The work is done there and its answer lost; what stands here is the refusal before.
      const { id } = await paid({ api: 'error_after_work', result: 'PROCESSING', notice: 'silent' })
      const { id: refundId } = await of.decide(owner, await of.request(finance, id, 60))
      await until(
        () => pay.refunds(id),
        ({ length }) => length === 1,
      )
      await app.app.donation.idle()
      await of.refunds.updateOne({ _id: refundId }, { $set: { hold: '商户号可用余额不足', nextAskAt: null } })
      await pay.behave(id, { refund: { delayMs: 0 } })
      const asked = await ask({ id: refundId, rev: (await of.refunds.findOne({ _id: refundId }))?.rev ?? -1 })
      await of.refunds.updateOne({ _id: refundId }, { $set: { 'withdrawal.requestedAt': new Date(Date.now() - 61_000) } })
      await expect(answer(asked)).rejects.toMatchObject({ message: expect.stringContaining('不能撤回') })
      expect(await of.refunds.findOne({ _id: refundId })).toMatchObject({
        state: 'processing',
        withdrawal: { decision: { approve: false } },
      })
      await pay.settleRefund(refundId)
      await of.due(refundId)
      await of.becomes(refundId, 'succeeded')
      expect(await sums(id)).toEqual({ refundingFen: 0, refundedFen: 60 })
    })
  })

  test('the same request again is answered alike', async () => {
    const { refund } = await accepted()
    const idempotencyKey = key()
    expect(await ask(refund, finance, idempotencyKey)).toEqual(await ask(refund, finance, idempotencyKey))
    await ask(refund)
    expect((await of.refunds.findOne({ _id: refund.id }))?.history.filter(({ why }) => why === 'withdrawal asked for')).toHaveLength(1)
  })
})

/** Looked at only where there are vouchers, closed months and sealed days, and there are none here. */
const nothingHere = [
  'no voucher stands behind two spendings',
  'closed months are, counted again, what was closed',
  'every journal is as it was when its day was sealed',
]

test('the ledger holds after all of this', async () => {
  await app.app.donation.idle()
  const { checks, ok } = await check()
  expect(checks.filter(({ name, breaches, checked }) => breaches > 0 || (checked === 0 && !nothingHere.includes(name)))).toEqual([])
  expect(ok).toBe(true)
})
