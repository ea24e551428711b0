import { AppError } from '@minsheng/shared/errors'
import { type Clock, shanghaiDate } from '@minsheng/shared/units/clock'
import { derivedId } from '../../../platform/crypto/id.ts'
import { isDuplicateKey, type Session } from '../../../platform/db/index.ts'
import type { CharityStore } from '../charity/store.ts'
import { donorLabel } from '../giving/present.ts'
import type { GiftDocument, GivingStore } from '../giving/store.ts'
import { type RefundJournal, refundJournal } from '../ledger/domain.ts'
import type { LedgerStore } from '../ledger/store.ts'
import { bankReason, nextAskAt, refundableFen, refusalOf, routeOf, spentReason, undoBefore } from './domain.ts'
import type { RefundDocument, RefundStore } from './store.ts'

export type RefundDesk = ReturnType<typeof createRefundDesk>

interface Outcome {
  refund: RefundDocument
  journal: RefundJournal | null
}

const wrongState = (detail: string) => new AppError('wrong_state', { detail })
const moved = () => wrongState('这笔退款的状态已经变了，请刷新后查看')

/** The money part of a refund, as the ledger posts it. */
export const refunded = (refund: RefundDocument) => ({
  charityId: refund.charityId,
  campaignId: refund.campaignId,
  codeId: refund.codeId,
  outTradeNo: refund.giftId,
  outRefundNo: refund._id,
  amountFen: refund.amountFen,
})

/** A refund of a gift as it begins. */
export function refundOf(
  gift: GiftDocument,
  asked: Pick<RefundDocument, '_id' | 'amountFen' | 'kind' | 'state' | 'reason' | 'requestedBy'>,
  now: Date,
): RefundDocument {
  if (gift.transactionId === null || gift.paidAt === null) throw new Error(`a paid gift without payment: ${gift._id}`)
  const goesNow = asked.state === 'accepted'
  return {
    ...asked,
    giftId: gift._id,
    charityId: gift.charityId,
    campaignId: gift.campaignId,
    codeId: gift.codeId,
    subMchid: gift.subMchid,
    transactionId: gift.transactionId,
    giftAmountFen: gift.amountFen,
    giftPaidAt: gift.paidAt,
    projectTitle: gift.projectTitle,
    charityName: gift.charityName,
    donorLabel: donorLabel(gift),
    route: routeOf(gift.paidAt, now, gift.channel),
    decision: null,
    bank: null,
    settledAt: null,
    hold: null,
    asks: 0,
    nextAskAt: goesNow ? nextAskAt(0, now) : null,
    rev: 0,
    createdAt: now,
    history: [{ at: now, to: asked.state, why: asked.kind }],
  }
}

/** What people decide about refunds; each decision, its journal and the gift's own sums in one transaction. */
export function createRefundDesk(parts: {
  refunds: RefundStore
  gifts: GivingStore
  ledger: LedgerStore
  charities: CharityStore
  clock: Clock
}) {
  const { refunds, gifts, ledger, charities, clock } = parts

  /** The work sees what the campaign has left, and nobody else takes of it meanwhile. */
  async function guarded(campaignId: string, work: (session: Session, leftFen: number) => Promise<Outcome>): Promise<RefundDocument> {
    await ledger.openGuard(campaignId)
    const { refund, journal } = await refunds.transaction(async (session) =>
      work(session, await ledger.guardedBalance(campaignId, session)),
    )
    if (journal) await ledger.told(journal)
    return refund
  }

  /** The same request gives the same refund, however often it is run. */
  async function once(id: string, giftId: string, make: () => Promise<RefundDocument>): Promise<RefundDocument> {
    const sameGift = (found: RefundDocument) => {
      if (found.giftId !== giftId) throw new AppError('idempotency_key_reused')
      return found
    }
    const made = await refunds.refund(id)
    if (made) return sameGift(made)
    try {
      return await make()
    } catch (error) {
      const other = isDuplicateKey(error) ? await refunds.refund(id) : null
      if (other) return sameGift(other)
      throw error
    }
  }

  async function freshGift(id: string, session: Session) {
    const [gift, of] = [await gifts.giftWith(id, session), await refunds.partsIn(id, session)]
    if (!gift) throw new AppError('not_found')
    return { gift, of }
  }

  async function lateWords(charityId: string): Promise<string> {
    const charity = await charities.get(charityId)
    const whom = charity ? `${charity.name}（${charity.contactName} ${charity.contactPhone}）` : '慈善组织'
    return `付款已经超过 10 分钟，不能自己撤销了。如果需要退款，请联系${whom}`
  }

  return {
    /** Takes a gift back for its donor. @throws AppError `wrong_state` with words */
    undo(gift: GiftDocument, by: string, seed: string): Promise<RefundDocument> {
      const _id = derivedId('RF', seed)
      return once(_id, gift._id, async () => {
        const late = await lateWords(gift.charityId)
        return guarded(gift.campaignId, async (session, leftFen) => {
          const { gift: fresh, of } = await freshGift(gift._id, session)
          const now = clock.now()
          const amountFen = refundableFen(fresh, of)
          const refusal = refusalOf(fresh, of, amountFen)
          if (refusal) throw wrongState(refusal)
          const before = undoBefore(fresh)
          if (before === null || now > before) throw wrongState(late)
          const spent = spentReason(leftFen, amountFen)
          if (spent) throw wrongState(spent)
          const refund = refundOf(fresh, { _id, amountFen, kind: 'undo', state: 'accepted', reason: null, requestedBy: by }, now)
          const journal = refundJournal('refund_accepted', refunded(refund), now)
          await refunds.insertIn(refund, session)
          await ledger.postWith(journal, session)
          await gifts.countReturned(fresh._id, { refundingFen: amountFen }, session, { returnRoute: refund.route })
          return { refund, journal }
        })
      })
    },
    /** Asks for a refund; a second person decides. It keeps its part of the gift from now on. @throws AppError `wrong_state` with words */
    request(gift: GiftDocument, asked: { amountFen: number; reason: string }, by: string, seed: string): Promise<RefundDocument> {
      const _id = derivedId('RF', seed)
      return once(_id, gift._id, () =>
        guarded(gift.campaignId, async (session, leftFen) => {
          const { gift: fresh, of } = await freshGift(gift._id, session)
          const refusal = refusalOf(fresh, of, asked.amountFen) ?? spentReason(leftFen, asked.amountFen)
          if (refusal) throw wrongState(refusal)
          const refund = refundOf(fresh, { _id, ...asked, kind: 'charity', state: 'requested', requestedBy: by }, clock.now())
          await refunds.insertIn(refund, session)
          return { refund, journal: null }
        }),
      )
    },
    /** The second person's word. @throws AppError `forbidden` to the one who asked | `conflict` | `wrong_state` */
    decide(refund: RefundDocument, word: { rev: number; approve: boolean; note: string }, by: string): Promise<RefundDocument> {
      if (refund.requestedBy === by) throw new AppError('forbidden', { detail: '不能审批自己提出的退款，请由另一位负责人审批' })
      return guarded(refund.campaignId, async (session, leftFen) => {
        const fresh = await refunds.refundIn(refund._id, session)
        if (fresh?.state !== 'requested') throw moved()
        if (fresh.rev !== word.rev) throw new AppError('conflict')
        const now = clock.now()
        const decision = { by, at: now, note: word.note }
        if (!word.approve)
          return {
            refund: await refunds.moveIn(fresh, { to: 'rejected', why: 'decision', at: now, set: { decision } }, session),
            journal: null,
          }
        const spent = spentReason(leftFen, fresh.amountFen)
        if (spent) throw wrongState(spent)
        // A year may have gone by while the request waited.
        const route = fresh.route === 'bank' ? 'bank' : routeOf(fresh.giftPaidAt, now)
        const set = { decision, route, nextAskAt: route === 'wechat' ? nextAskAt(0, now) : null }
        const accepted = await refunds.moveIn(fresh, { to: 'accepted', why: 'decision', at: now, set }, session)
        const journal = refundJournal('refund_accepted', refunded(accepted), now)
        await ledger.postWith(journal, session)
        await gifts.countReturned(fresh.giftId, { refundingFen: fresh.amountFen }, session, { returnRoute: route })
        return { refund: accepted, journal }
      })
    },
    /** The charity gave the money back by bank transfer. @throws AppError `invalid_input` | `conflict` | `wrong_state` */
    async recordTransfer(
      refund: RefundDocument,
      transfer: { rev: number; paidOn: string; voucherNumber: string },
      by: string,
    ): Promise<RefundDocument> {
      const { paidOn, voucherNumber } = transfer
      const paidOnIssue = (message: string) => new AppError('invalid_input', { issues: [{ path: 'body.paidOn', message }] })
      await ledger.openCharityGuard('Bank', refund.charityId)
      const { refund: paid, journal } = await refunds.transaction(async (session) => {
        const bankFen = await ledger.guardedCharityBalance('Bank', refund.charityId, session)
        const fresh = await refunds.refundIn(refund._id, session)
        if (fresh?.state !== 'accepted' || fresh.route !== 'bank') throw moved()
        if (fresh.withdrawal?.decision === null) throw wrongState('这笔退款正在等待撤回审批，请先处理完再登记转账')
        if (fresh.rev !== transfer.rev) throw new AppError('conflict')
        const now = clock.now()
        if (paidOn > shanghaiDate(now)) throw paidOnIssue('转账日期不能晚于今天')
        if (paidOn < shanghaiDate(fresh.decision?.at ?? fresh.createdAt)) throw paidOnIssue('转账日期不能早于审批日期')
        const short = bankReason(bankFen, fresh.amountFen)
        if (short) throw wrongState(short)
        const set = { bank: { paidOn, voucherNumber, by }, settledAt: now, hold: null }
        const succeeded = await refunds.moveIn(fresh, { to: 'succeeded', why: 'bank transfer', at: now, set }, session)
        const posted = refundJournal('refund_succeeded', refunded(succeeded), now, 'Bank')
        await ledger.postWith(posted, session)
        await gifts.countReturned(fresh.giftId, { refundingFen: -fresh.amountFen, refundedFen: fresh.amountFen }, session, {
          returnRoute: 'bank',
        })
        return { refund: succeeded, journal: posted }
      })
      await ledger.told(journal)
      return paid
    },
  }
}
