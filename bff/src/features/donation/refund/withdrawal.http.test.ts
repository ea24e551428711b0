import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../../scripts/testing/database.ts'
import { key, type SignedIn, staff } from '../../../../testing/actors.ts'
import { startTestApp, type TestApp } from '../../../../testing/app.ts'
import { banked, checkLater, needsVouchersAndSeals } from '../../../../testing/books.ts'
import { type District, district } from '../../../../testing/district.ts'
import { givingAt } from '../../../../testing/giving.ts'
import { payStandIn } from '../../../../testing/pay-stand-in.ts'
import { bookedDaysAgo, refundsOf } from '../../../../testing/refunds.ts'
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
  // No withdrawal touches the bank account: something for the ledger's checks of it to look at.
  await banked(app, place, 100)
})
afterAll(() => app.close())

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
    const { id } = await at.paid()
    const byWechat = await of.decide(owner, await of.request(finance, id, 100))
    await expect(ask(byWechat)).rejects.toMatchObject({ message: '只有等待银行转账、或者微信支付没有受理的退款才能撤回' })
    await expect(ask({ id: refund.id, rev: 99 })).rejects.toMatchObject({ code: expect.stringMatching(/wrong_state|conflict/) })
  })

  describe('of a refund that WeChat Pay refuses', () => {
    const byTheCharity = async (_: SignedIn, id: string): Promise<{ id: string }> => of.decide(owner, await of.request(finance, id, 60))
    async function refused(begin = byTheCharity) {
      const { by, id } = await at.paid({ api: 'not_enough' })
      const { id: refundId } = await begin(by, id)
      await until(
        () => of.refunds.findOne({ _id: refundId }),
        (one) => one?.hold?.includes('余额不足') === true,
      )
      const kept = async () => (await of.refunds.findOne({ _id: refundId })) ?? { rev: -1, state: 'gone', nextAskAt: null }
      const asked = await ask({ id: refundId, rev: (await kept()).rev })
      const minuteLater = () =>
        of.refunds.updateOne({ _id: refundId }, { $set: { 'withdrawal.requestedAt': new Date(Date.now() - 61_000) } })
      return { by, id, asked, kept, minuteLater }
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

    test('who had taken their gift back in time may do so again', async () => {
      const { by, id, asked, minuteLater } = await refused(of.undo)
      await at.gifts.updateOne({ _id: id }, { $set: { paidAt: new Date(Date.now() - 3_600_000) } })
      await minuteLater()
      expect(await answer(asked)).toMatchObject({ state: 'closed' })
      const gift = await by.call('getMyGift', { params: { giftId: id } })
      expect(Date.parse(gift.undoBefore ?? '')).toBeGreaterThan(Date.now() + 86_400_000)
      await pay.behave(id, { refund: { delayMs: 0 } })
      await of.becomes((await of.undo(by, id)).id, 'succeeded')
    })

    test('not agreed to, WeChat Pay is asked again', async () => {
      const { id, asked } = await refused()
      await pay.behave(id, { refund: { delayMs: 0 } })
      expect(await answer(asked, false)).toMatchObject({ state: 'accepted', withdrawal: { approved: false } })
      await of.becomes(asked.id, 'succeeded')
    })

    test('one that WeChat Pay has after all goes on, and is not taken back', async () => {
      // The work is done there and its answer lost; what stands here is the refusal before.
      const { id } = await at.paid({ api: 'error_after_work', result: 'PROCESSING', notice: 'silent' })
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

test('the ledger holds after all of this', async () => {
  await app.app.donation.idle()
  const { checks, ok } = await checkLater(app)
  expect(checks.filter(({ name, breaches, checked }) => breaches > 0 || (checked === 0 && !needsVouchersAndSeals.includes(name)))).toEqual(
    [],
  )
  expect(ok).toBe(true)
})
