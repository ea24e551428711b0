import { AppError } from '@minsheng/shared/errors'
import type { Clock } from '@minsheng/shared/units/clock'
import type { GivingStore } from '../giving/store.ts'
import { type RefundJournal, refundJournal } from '../ledger/domain.ts'
import type { LedgerStore } from '../ledger/store.ts'
import { refunded } from './desk.ts'
import type { RefundDocument, RefundStore } from './store.ts'

export type RefundWithdrawal = ReturnType<typeof createRefundWithdrawal>

const wrongState = (detail: string) => new AppError('wrong_state', { detail })
const WITHDRAWN_HOLD = '慈善组织撤回了这笔退款，钱仍在项目里；需要退的请重新申请'

/** A refund that was accepted and waits for its bank transfer, taken back by two people; nothing has left the account yet. */
export function createRefundWithdrawal(parts: { refunds: RefundStore; gifts: GivingStore; ledger: LedgerStore; clock: Clock }) {
  const { refunds, gifts, ledger, clock } = parts

  const waitsForTransfer = (refund: RefundDocument | null): refund is RefundDocument =>
    refund?.state === 'accepted' && refund.route === 'bank'

  return {
    /** @throws AppError `conflict` | `wrong_state` */
    async request(seen: RefundDocument, asked: { rev: number; reason: string }, by: string): Promise<RefundDocument> {
      const waiting = seen.withdrawal?.decision === null ? seen.withdrawal : null
      // The same request again, after its answer was lost.
      if (waiting && waiting.requestedBy === by && waiting.reason === asked.reason) return seen
      if (!waitsForTransfer(seen)) throw wrongState('只有等待银行转账的退款才能撤回')
      if (waiting) throw wrongState('这笔退款已经在等待撤回审批')
      if (seen.rev !== asked.rev) throw new AppError('conflict')
      const at = clock.now()
      const withdrawal = { reason: asked.reason, requestedBy: by, requestedAt: at, decision: null }
      const changed = await refunds.move(seen, { to: 'accepted', why: 'withdrawal asked for', at, set: { withdrawal } })
      if (!changed) throw new AppError('conflict')
      return changed
    },
    /** The second person's word. @throws AppError `forbidden` to the one who asked | `conflict` | `wrong_state` */
    async decide(seen: RefundDocument, word: { rev: number; approve: boolean; note: string }, by: string): Promise<RefundDocument> {
      if (seen.withdrawal?.requestedBy === by) throw new AppError('forbidden', { detail: '不能审批自己提出的撤回，请由另一位负责人审批' })
      const { refund, journal } = await refunds.transaction(
        async (session): Promise<{ refund: RefundDocument; journal: RefundJournal | null }> => {
          const fresh = await refunds.refundIn(seen._id, session)
          if (!waitsForTransfer(fresh) || fresh.withdrawal?.decision !== null) throw wrongState('这笔退款的状态已经变了，请刷新后查看')
          if (fresh.rev !== word.rev) throw new AppError('conflict')
          const at = clock.now()
          const withdrawal = { ...fresh.withdrawal, decision: { by, at, approve: word.approve, note: word.note } }
          if (!word.approve) {
            const kept = await refunds.moveIn(fresh, { to: 'accepted', why: 'withdrawal refused', at, set: { withdrawal } }, session)
            return { refund: kept, journal: null }
          }
          const set = { withdrawal, settledAt: at, hold: WITHDRAWN_HOLD }
          const closed = await refunds.moveIn(fresh, { to: 'closed', why: 'withdrawn', at, set }, session)
          await gifts.countReturned(fresh.giftId, { refundingFen: -fresh.amountFen }, session)
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
