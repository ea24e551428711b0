import { AppError } from '@minsheng/shared/errors'
import type { Clock } from '@minsheng/shared/units/clock'
import { derivedId } from '../../../../platform/crypto/id.ts'
import { isDuplicateKey, type Session } from '../../../../platform/db/index.ts'
import type { BillLine } from '../../../../ports/bill.ts'
import { isPublic } from '../../campaign/domain.ts'
import type { CampaignStore } from '../../campaign/store.ts'
import type { CharityStore } from '../../charity/store.ts'
import { outsideDonor } from '../../giving/domain.ts'
import type { GiftDocument, GivingStore } from '../../giving/store.ts'
import { giftPaidJournal, type Journal, refundJournal } from '../../ledger/domain.ts'
import type { LedgerStore } from '../../ledger/store.ts'
import { refunded, refundOf } from '../../refund/desk.ts'
import { refusalOf, spentReason } from '../../refund/domain.ts'
import type { RefundStore } from '../../refund/store.ts'
import type { BillStore } from '../bill/store.ts'
import type { Cases } from '../cases.ts'
import type { DifferenceDocument } from '../store.ts'
import { amountIssue, type Booking, bookableAs, campaignIssue, giftRefusal, isPlainNumber, refundRefusal } from './domain.ts'

export interface BookingAsked {
  amountFen: number
  campaignId: string | null
  voucherNumber: string
  note: string
}

export type BookingDesk = ReturnType<typeof createBookingDesk>

const wrongState = (detail: string) => new AppError('wrong_state', { detail })
const issue = (found: { path: string; message: string }) => new AppError('invalid_input', { issues: [found] })

/**
 * Books what a bill has and the books miss, as the very event that was missed: the gift's own journal, or the refund's, while
 * the case's money leaves Suspense the way it came. All that follows a gift or a refund follows these.
 */
export function createBookingDesk(parts: {
  cases: Cases
  kept: BillStore
  gifts: GivingStore
  refunds: RefundStore
  campaigns: Pick<CampaignStore, 'get'>
  charities: Pick<CharityStore, 'get'>
  ledger: LedgerStore
  clock: Clock
}) {
  const { cases, kept, gifts, refunds, campaigns, charities, ledger, clock } = parts

  async function lineOf(difference: DifferenceDocument): Promise<BillLine> {
    const line = await kept.line(difference.charityId, difference.date, difference)
    if (!line) throw wrongState('账单里现在没有这一笔，请先点“重新核对”')
    return line
  }

  async function projectTitle(campaignId: string, charityId: string): Promise<string> {
    const campaign = await campaigns.get(campaignId)
    if (campaign?.charityId !== charityId || !isPublic(campaign))
      throw issue({ path: 'body.campaignId', message: '这不是本组织公开的项目，请重新选择' })
    return campaign.title
  }

  async function giftPlan(difference: DifferenceDocument, line: BillLine, campaignId: string | null) {
    const order = await gifts.giftForMoney(line.outTradeNo)
    const refusal = giftRefusal(difference.charityId, order)
    if (refusal) throw wrongState(refusal)
    const wrong = campaignIssue(order, campaignId)
    if (wrong) throw issue(wrong)
    if (order) return { campaignId: order.campaignId, projectTitle: order.projectTitle, giftId: order._id }
    const chosen = campaignId ?? ''
    return { campaignId: chosen, projectTitle: await projectTitle(chosen, difference.charityId), giftId: null }
  }

  async function refundPlan(difference: DifferenceDocument, line: BillLine) {
    const gift = await gifts.giftForMoney(line.outTradeNo)
    const refusal = refundRefusal(difference.charityId, line, gift)
    if (refusal || !gift) throw wrongState(refusal ?? '')
    return { campaignId: gift.campaignId, projectTitle: gift.projectTitle, giftId: gift._id }
  }

  /** A gift whose order nobody knows; no account stands behind it. */
  async function unnamedGift(booking: Booking, line: BillLine, charityId: string, now: Date): Promise<GiftDocument> {
    const charity = await charities.get(charityId)
    if (!charity) throw new Error(`charity ${charityId} is missing`)
    return {
      // Refunds of it are told of under WeChat Pay's number of the order.
      _id: isPlainNumber(line.outTradeNo) ? line.outTradeNo : derivedId('GY', `bill|${line.spMchid}|${line.transactionId}`),
      donorId: outsideDonor(line.transactionId),
      campaignId: booking.campaignId,
      charityId,
      codeId: null,
      amountFen: line.amountFen,
      anonymous: false,
      donorName: null,
      projectTitle: booking.projectTitle,
      charityName: charity.name,
      venueName: null,
      channel: 'jsapi',
      subMchid: line.subMchid,
      payerIp: null,
      state: 'paid',
      payBefore: now,
      paidAt: line.at,
      transactionId: line.transactionId,
      checks: 0,
      nextCheckAt: null,
      rev: 0,
      createdAt: now,
      history: [{ at: now, to: 'paid', why: 'booked from the bill' }],
    }
  }

  async function bookGift(held: DifferenceDocument, booking: Booking, line: BillLine, session: Session): Promise<Journal[]> {
    const now = clock.now()
    const fresh = booking.giftId === null ? null : await gifts.giftWith(booking.giftId, session)
    const paid = { paidAt: line.at, transactionId: line.transactionId, amountFen: line.amountFen, subMchid: line.subMchid }
    const own = await gifts.ownPartOf(line.transactionId, line.amountFen)
    const gift = fresh ?? (await unnamedGift(booking, line, held.charityId, now))
    if (fresh) {
      if (!(await gifts.bookWith(fresh, { ...paid, ...own }, now, session))) throw wrongState('这笔捐赠已经入账，请重新核对这一天')
    } else await gifts.insertWith(gift, session)
    const { charityId, campaignId, codeId, _id: outTradeNo } = gift
    const facts = { charityId, campaignId, codeId, outTradeNo, spMchid: line.spMchid, source: 'bill' as const, ...paid, ...own }
    const journal = giftPaidJournal(facts, now)
    await ledger.postWith(journal, session)
    return [journal]
  }

  async function bookRefund(held: DifferenceDocument, booking: Booking, line: BillLine, by: string, session: Session): Promise<Journal[]> {
    const now = clock.now()
    const giftId = booking.giftId ?? ''
    const leftFen = await ledger.guardedBalance(booking.campaignId, session)
    const gift = await gifts.giftWith(giftId, session)
    if (!gift) throw new Error(`gift ${giftId} of ${held._id} is missing`)
    const refusal = refusalOf(gift, await refunds.partsIn(giftId, session), line.amountFen) ?? spentReason(leftFen, line.amountFen)
    if (refusal) throw wrongState(refusal)
    const refund = {
      ...refundOf(
        gift,
        {
          _id: line.outRefundNo ?? '',
          amountFen: line.amountFen,
          kind: 'charity' as const,
          state: 'succeeded' as const,
          reason: `在微信支付商户平台退回，对账后补记：${held.note ?? ''}`,
          requestedBy: held.explainedBy ?? '',
        },
        now,
      ),
      route: 'wechat' as const,
      decision: { by, at: now, note: `对账补记，凭证 ${booking.voucherNumber}` },
      settledAt: line.at,
    }
    await refunds.insertIn(refund, session)
    await gifts.countReturned(giftId, { refundedFen: line.amountFen }, session, { returnRoute: 'wechat' })
    const journals = [refundJournal('refund_accepted', refunded(refund), now), refundJournal('refund_succeeded', refunded(refund), now)]
    for (const journal of journals) await ledger.postWith(journal, session)
    return journals
  }

  const numberOf = (booking: Booking, line: BillLine) =>
    booking.as === 'booked_as_gift' ? `pay:${line.spMchid}:${line.transactionId}` : `refund-succeeded:${line.outRefundNo}`

  return {
    /** What finance asks for, looked at before it goes to a second person. @throws AppError `invalid_input` | `wrong_state` */
    async plan(difference: DifferenceDocument, asked: BookingAsked): Promise<Booking> {
      const as = bookableAs(difference)
      if (as === null) throw wrongState('这种差异没有漏记的钱，不能补记入账，请说明差异')
      const wrong = amountIssue(difference, asked.amountFen)
      if (wrong) throw issue(wrong)
      const line = await lineOf(difference)
      const { amountFen, voucherNumber } = asked
      const of = as === 'booked_as_gift' ? await giftPlan(difference, line, asked.campaignId) : await refundPlan(difference, line)
      return { as, amountFen, ...of, voucherNumber, journalNumber: null }
    },
    /**
     * The second person agrees: the case, its Suspense journal, and the gift or refund with its own, all at once or not at all.
     * @returns null when somebody changed the case meanwhile @throws AppError `wrong_state`
     */
    async confirm(held: DifferenceDocument, booking: Booking, rev: number, by: string): Promise<DifferenceDocument | null> {
      const line = await lineOf(held)
      if (amountIssue({ ...held, billFen: line.amountFen }, booking.amountFen))
        throw wrongState('账单上的金额变了，请先点“重新核对”，再重新申请补记')
      const isGift = booking.as === 'booked_as_gift'
      if (!isGift) await ledger.openGuard(booking.campaignId)
      const work = (session: Session) => (isGift ? bookGift(held, booking, line, session) : bookRefund(held, booking, line, by, session))
      try {
        return await cases.book(held, rev, by, { ...booking, journalNumber: numberOf(booking, line) }, work)
      } catch (error) {
        if (isDuplicateKey(error)) throw wrongState('账本里已经有这一笔，请重新核对这一天')
        throw error
      }
    },
  }
}
