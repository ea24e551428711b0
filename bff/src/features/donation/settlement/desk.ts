import { AppError } from '@minsheng/shared/errors'
import { type Clock, formatDate, shanghaiDate } from '@minsheng/shared/units/clock'
import { formatYuan } from '@minsheng/shared/units/money'
import { derivedId } from '../../../platform/crypto/id.ts'
import type { Session } from '../../../platform/db/index.ts'
import type { CharityDocument } from '../charity/store.ts'
import { type Journal, payoutReversedJournal, settlementJournal, topUpJournal } from '../ledger/domain.ts'
import type { LedgerStore } from '../ledger/store.ts'
import { type Held, kindOf, reversalRefusal, type SettlementKind, transferRefusal } from './domain.ts'
import { claimOf, type SettlementDocument, type SettlementStore } from './store.ts'

export type SettlementDesk = ReturnType<typeof createSettlementDesk>

type Asked = Pick<SettlementDocument, 'settledOn' | 'reference' | 'clearedFen' | 'feeFen' | 'bankReceiptNumber'> & {
  kind: SettlementKind
}

interface Decision {
  rev: number
  approve: boolean
  note: string
}

const wrongState = (detail: string) => new AppError('wrong_state', { detail })
const moved = () => wrongState('这笔结算的状态已经变了，请刷新后查看')
const numberWords: Record<SettlementKind, string> = { payout: '结算单号', top_up: '充值单号' }

/** The journal of a confirmed one. */
const journalOf = (one: SettlementDocument, at: Date): Journal =>
  kindOf(one) === 'payout' ? settlementJournal(one, at) : topUpJournal({ ...one, amountFen: one.clearedFen }, at)

/** What moved between WeChat and the bank, as two people record it; each decision and its journal in one transaction. */
export function createSettlementDesk({ store, ledger, clock }: { store: SettlementStore; ledger: LedgerStore; clock: Clock }) {
  const held = async (charityId: string): Promise<Held> => ({
    unsettledFen: await ledger.charityBalance('WxClearing', charityId),
    bankFen: await ledger.charityBalance('Bank', charityId),
  })

  /** Both accounts under their guards, always in this order; spending takes the bank's after its campaign's. */
  async function guarded(
    charityId: string,
    work: (session: Session, held: Held) => Promise<{ settlement: SettlementDocument; journal: Journal | null }>,
  ): Promise<SettlementDocument> {
    await ledger.openCharityGuard('Bank', charityId)
    await ledger.openCharityGuard('WxClearing', charityId)
    const { settlement, journal } = await store.transaction(async (session) => {
      const bankFen = await ledger.guardedCharityBalance('Bank', charityId, session)
      const unsettledFen = await ledger.guardedCharityBalance('WxClearing', charityId, session)
      return work(session, { bankFen, unsettledFen })
    })
    if (journal) await ledger.told(journal)
    return settlement
  }

  return {
    /** @throws AppError `invalid_input` | `already_exists` naming the earlier one | `wrong_state` */
    async request(charity: CharityDocument, asked: Asked, by: string, seed: string): Promise<SettlementDocument> {
      const now = clock.now()
      if (asked.settledOn > shanghaiDate(now))
        throw new AppError('invalid_input', { issues: [{ path: 'body.settledOn', message: '日期不能晚于今天' }] })
      const _id = derivedId('ST', seed)
      const made = await store.get(_id)
      const refusal = made ? null : transferRefusal(asked.kind, asked.clearedFen, await held(charity._id))
      if (refusal) throw wrongState(refusal)
      const claim = claimOf(asked.kind, asked.reference)
      const kept = await store.insert({
        _id,
        charityId: charity._id,
        charityName: charity.name,
        ...asked,
        state: 'requested',
        claim,
        requestedBy: by,
        decision: null,
        rev: 0,
        createdAt: now,
        history: [{ at: now, by, to: 'requested', why: 'recorded' }],
      })
      if (kept) {
        const isSame = kept.reference === asked.reference && kept.clearedFen === asked.clearedFen && kindOf(kept) === asked.kind
        if (!isSame) throw new AppError('idempotency_key_reused')
        return kept
      }
      const holder = await store.holderOf(charity._id, claim)
      const use = holder ? `（${formatDate(new Date(`${holder.settledOn}T00:00:00+08:00`))}，¥${formatYuan(holder.clearedFen)}）` : ''
      throw new AppError('already_exists', {
        issues: [{ path: 'body.reference', message: `这个${numberWords[asked.kind]}已经登记过${use}` }],
      })
    },
    /** The second person's word. @throws AppError `forbidden` to the one who recorded it | `conflict` | `wrong_state` */
    async decide(seen: SettlementDocument, { rev, approve, note }: Decision, by: string): Promise<SettlementDocument> {
      if (seen.requestedBy === by) throw new AppError('forbidden', { detail: '不能复核自己登记的结算，请由另一位负责人复核' })
      return guarded(seen.charityId, async (session, money) => {
        const fresh = await store.getIn(seen._id, session)
        if (fresh?.state !== 'requested') throw moved()
        if (fresh.rev !== rev) throw new AppError('conflict')
        const at = clock.now()
        const word = { by, at, why: note }
        const decision = { by, at, note }
        if (!approve) {
          const rejected = { to: 'rejected', ...word, set: { decision }, freesClaim: true } as const
          return { settlement: await store.moveIn(fresh, rejected, session), journal: null }
        }
        const refusal = transferRefusal(kindOf(fresh), fresh.clearedFen, money)
        if (refusal) throw wrongState(refusal)
        const before = await store.reversedIn(fresh, session)
        const round = before > 0 ? { round: before + 1 } : {}
        const settlement = await store.moveIn(fresh, { to: 'confirmed', ...word, set: { decision, ...round } }, session)
        const journal = journalOf(settlement, at)
        await ledger.postWith(journal, session)
        return { settlement, journal }
      })
    },
    /** Asks to take a posted one back. @throws AppError `conflict` | `wrong_state` */
    async askReversal(seen: SettlementDocument, asked: { rev: number; reason: string }, by: string): Promise<SettlementDocument> {
      // The same request again, after its answer was lost.
      if (seen.reversal?.decision === null && seen.reversal.requestedBy === by && seen.reversal.reason === asked.reason) return seen
      if (seen.state !== 'confirmed') throw wrongState('只有已经记账的结算才能冲正')
      if (seen.reversal?.decision === null) throw wrongState('这笔结算已经在等待冲正审批')
      const reversal = { reason: asked.reason, requestedBy: by, requestedAt: clock.now(), decision: null }
      const changed = await store.askReversal(seen._id, asked.rev, reversal)
      if (!changed) throw new AppError('conflict')
      return changed
    },
    /** The second person's word on taking it back. @throws AppError `forbidden` to the one who asked | `conflict` | `wrong_state` */
    async decideReversal(seen: SettlementDocument, { rev, approve, note }: Decision, by: string): Promise<SettlementDocument> {
      if (seen.reversal?.requestedBy === by) throw new AppError('forbidden', { detail: '不能审批自己提出的冲正，请由另一位负责人审批' })
      return guarded(seen.charityId, async (session, money) => {
        const fresh = await store.getIn(seen._id, session)
        if (fresh?.state !== 'confirmed' || fresh.reversal?.decision !== null) throw moved()
        if (fresh.rev !== rev) throw new AppError('conflict')
        const at = clock.now()
        const set = { reversal: { ...fresh.reversal, decision: { by, at, approve, note } } }
        const word = { by, at, why: note, set }
        if (!approve) return { settlement: await store.moveIn(fresh, { to: 'confirmed', ...word }, session), journal: null }
        const refusal = reversalRefusal(kindOf(fresh), fresh.clearedFen - fresh.feeFen, money)
        if (refusal) throw wrongState(refusal)
        const settlement = await store.moveIn(fresh, { to: 'reversed', ...word, freesClaim: true }, session)
        const kind = kindOf(fresh) === 'payout' ? 'settlement' : 'top_up'
        const journal = payoutReversedJournal({ ...fresh, kind, settlementId: fresh._id }, at)
        await ledger.postWith(journal, session)
        return { settlement, journal }
      })
    },
  }
}
