import { AppError } from '@minsheng/shared/errors'
import type { Clock } from '@minsheng/shared/units/clock'
import type { PayPort } from '../../../ports/pay.ts'
import type { GivingStore } from '../giving/store.ts'
import { type RefundJournal, refundJournal } from '../ledger/domain.ts'
import type { LedgerStore } from '../ledger/store.ts'
import { refunded } from './desk.ts'
import { ASKING_OVER_MS, isRefusedByWechat, undoAgain } from './domain.ts'
import type { SettleRefund } from './settle.ts'
import type { RefundDocument, RefundStore, WithdrawalDocument } from './store.ts'

export type RefundWithdrawal = ReturnType<typeof createRefundWithdrawal>

const wrongState = (detail: string) => new AppError('wrong_state', { detail })
const WITHDRAWN_HOLD = '慈善组织撤回了这笔退款，钱仍在项目里；需要退的请重新申请'

/**
 * A refund that was accepted and waits for its bank transfer, or that WeChat Pay refuses, taken back by two people;
 * nothing has left the account yet.
 */
export function createRefundWithdrawal(parts: {
  refunds: RefundStore
  gifts: GivingStore
  ledger: LedgerStore
  pay: Pick<PayPort, 'queryRefund'>
  settle: SettleRefund
  clock: Clock
}) {
  const { refunds, gifts, ledger, pay, settle, clock } = parts

  const waitsForPeople = (refund: RefundDocument | null): refund is RefundDocument =>
    refund !== null && ((refund.state === 'accepted' && refund.route === 'bank') || isRefusedByWechat(refund))

  /** @throws AppError `wrong_state` unless it is certain that WeChat Pay has not taken the refund and will not */
  async function mustBeUnknownToWechat(seen: RefundDocument, withdrawal: WithdrawalDocument): Promise<void> {
    const at = clock.now()
    if (at.getTime() - withdrawal.requestedAt.getTime() < ASKING_OVER_MS)
      throw wrongState('刚刚提出撤回，微信支付可能还在处理上一次请求，请过一分钟再审批')
    const known = await pay.queryRefund(seen._id, seen.subMchid)
    if (known === null) return
    const decision = { by: 'system', at, approve: false, note: '微信支付已经受理这笔退款' }
    await refunds.move(seen, {
      to: 'accepted',
      why: 'known to WeChat Pay',
      at,
      set: { withdrawal: { ...withdrawal, decision }, nextAskAt: at },
    })
    await settle(known, 'query')
    throw wrongState('微信支付已经受理了这笔退款，不能撤回，请刷新后查看')
  }

  return {
    /** @throws AppError `conflict` | `wrong_state` */
    async request(seen: RefundDocument, asked: { rev: number; reason: string }, by: string): Promise<RefundDocument> {
      const waiting = seen.withdrawal?.decision === null ? seen.withdrawal : null
      // The same request again, after its answer was lost.
      if (waiting && waiting.requestedBy === by && waiting.reason === asked.reason) return seen
      if (!waitsForPeople(seen)) throw wrongState('只有等待银行转账、或者微信支付没有受理的退款才能撤回')
      if (waiting) throw wrongState('这笔退款已经在等待撤回审批')
      if (seen.rev !== asked.rev) throw new AppError('conflict')
      const at = clock.now()
      const withdrawal = { reason: asked.reason, requestedBy: by, requestedAt: at, decision: null }
      // WeChat Pay is not asked any more while the second person's word is waited for.
      const changed = await refunds.move(seen, { to: 'accepted', why: 'withdrawal asked for', at, set: { withdrawal, nextAskAt: null } })
      if (!changed) throw new AppError('conflict')
      return changed
    },
    /** The second person's word. @throws AppError `forbidden` to the one who asked | `conflict` | `wrong_state` | `upstream_unavailable` */
    async decide(seen: RefundDocument, word: { rev: number; approve: boolean; note: string }, by: string): Promise<RefundDocument> {
      if (seen.withdrawal?.requestedBy === by) throw new AppError('forbidden', { detail: '不能审批自己提出的撤回，请由另一位负责人审批' })
      if (word.approve && seen.rev === word.rev && isRefusedByWechat(seen) && seen.withdrawal?.decision === null)
        await mustBeUnknownToWechat(seen, seen.withdrawal)
      const { refund, journal } = await refunds.transaction(
        async (session): Promise<{ refund: RefundDocument; journal: RefundJournal | null }> => {
          const fresh = await refunds.refundIn(seen._id, session)
          if (!waitsForPeople(fresh) || fresh.withdrawal?.decision !== null) throw wrongState('这笔退款的状态已经变了，请刷新后查看')
          if (fresh.rev !== word.rev) throw new AppError('conflict')
          const at = clock.now()
          const withdrawal = { ...fresh.withdrawal, decision: { by, at, approve: word.approve, note: word.note } }
          if (!word.approve) {
            const goesOn = fresh.route === 'wechat' ? { nextAskAt: at } : {}
            const set = { withdrawal, ...goesOn }
            const kept = await refunds.moveIn(fresh, { to: 'accepted', why: 'withdrawal refused', at, set }, session)
            return { refund: kept, journal: null }
          }
          const set = { withdrawal, settledAt: at, hold: WITHDRAWN_HOLD }
          const closed = await refunds.moveIn(fresh, { to: 'closed', why: 'withdrawn', at, set }, session)
          await gifts.countReturned(fresh.giftId, { refundingFen: -fresh.amountFen }, session, undoAgain(fresh, at))
          const posted = refundJournal('refund_closed', refunded(closed), at)
          await ledger.postWith(posted, session)
          return { refund: closed, journal: posted }
        },
      )
      if (journal) await ledger.told(journal)
      return refund
    },
  }
}
