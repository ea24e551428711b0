import { AppError } from '@minsheng/shared/errors'
import { type Clock, formatDate, shanghaiDate } from '@minsheng/shared/units/clock'
import { formatYuan } from '@minsheng/shared/units/money'
import { derivedId } from '../../../platform/crypto/id.ts'
import type { CharityDocument } from '../charity/store.ts'
import { type Journal, settlementJournal } from '../ledger/domain.ts'
import type { LedgerStore } from '../ledger/store.ts'
import { settleRefusal } from './domain.ts'
import type { SettlementDocument, SettlementStore } from './store.ts'

export type SettlementDesk = ReturnType<typeof createSettlementDesk>

type Asked = Pick<SettlementDocument, 'settledOn' | 'reference' | 'clearedFen' | 'feeFen' | 'bankReceiptNumber'>

const wrongState = (detail: string) => new AppError('wrong_state', { detail })

/** What WeChat Pay paid out to the bank, as two people record it; the decision and its journal in one transaction. */
export function createSettlementDesk({ store, ledger, clock }: { store: SettlementStore; ledger: LedgerStore; clock: Clock }) {
  return {
    /** @throws AppError `invalid_input` | `already_exists` naming the earlier one | `wrong_state` */
    async request(charity: CharityDocument, asked: Asked, by: string, seed: string): Promise<SettlementDocument> {
      const now = clock.now()
      if (asked.settledOn > shanghaiDate(now))
        throw new AppError('invalid_input', { issues: [{ path: 'body.settledOn', message: '到账日期不能晚于今天' }] })
      const _id = derivedId('ST', seed)
      const made = await store.get(_id)
      const refusal = made ? null : settleRefusal(asked.clearedFen, await ledger.charityBalance('WxClearing', charity._id))
      if (refusal) throw wrongState(refusal)
      const kept = await store.insert({
        _id,
        charityId: charity._id,
        charityName: charity.name,
        ...asked,
        state: 'requested',
        claim: asked.reference,
        requestedBy: by,
        decision: null,
        rev: 0,
        createdAt: now,
        history: [{ at: now, by, to: 'requested', why: 'recorded' }],
      })
      if (kept) {
        if (kept.reference !== asked.reference || kept.clearedFen !== asked.clearedFen) throw new AppError('idempotency_key_reused')
        return kept
      }
      const holder = await store.holderOf(charity._id, asked.reference)
      const use = holder ? `（${formatDate(new Date(`${holder.settledOn}T00:00:00+08:00`))}，¥${formatYuan(holder.clearedFen)}）` : ''
      throw new AppError('already_exists', { issues: [{ path: 'body.reference', message: `这个结算单号已经登记过${use}` }] })
    },
    /** The second person's word. @throws AppError `forbidden` to the one who recorded it | `conflict` | `wrong_state` */
    async decide(seen: SettlementDocument, word: { rev: number; approve: boolean; note: string }, by: string): Promise<SettlementDocument> {
      if (seen.requestedBy === by) throw new AppError('forbidden', { detail: '不能复核自己登记的结算，请由另一位负责人复核' })
      await ledger.openCharityGuard('WxClearing', seen.charityId)
      const { settlement, journal } = await store.transaction(
        async (session): Promise<{ settlement: SettlementDocument; journal: Journal | null }> => {
          const unsettledFen = await ledger.guardedCharityBalance('WxClearing', seen.charityId, session)
          const fresh = await store.getIn(seen._id, session)
          if (fresh?.state !== 'requested') throw wrongState('这笔结算的状态已经变了，请刷新后查看')
          if (fresh.rev !== word.rev) throw new AppError('conflict')
          const decision = { by, at: clock.now(), note: word.note }
          if (!word.approve) return { settlement: await store.decideIn(fresh, 'rejected', decision, session), journal: null }
          const refusal = settleRefusal(fresh.clearedFen, unsettledFen)
          if (refusal) throw wrongState(refusal)
          const confirmed = await store.decideIn(fresh, 'confirmed', decision, session)
          const posted = settlementJournal(confirmed, decision.at)
          await ledger.postWith(posted, session)
          return { settlement: confirmed, journal: posted }
        },
      )
      if (journal) await ledger.told(journal)
      return settlement
    },
  }
}
