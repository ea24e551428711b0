import { AppError } from '@minsheng/shared/errors'
import type { Clock } from '@minsheng/shared/units/clock'
import { derivedId } from '../../../platform/crypto/id.ts'
import type { CampaignDocument, CampaignStore } from '../campaign/store.ts'
import type { CharityDocument } from '../charity/store.ts'
import { type Journal, surplusJournal } from '../ledger/domain.ts'
import type { LedgerStore } from '../ledger/store.ts'
import type { RefundStore } from '../refund/store.ts'
import type { SpendingStore } from '../spending/store.ts'
import { surplusChanged, surplusRefusal } from './domain.ts'
import type { SurplusDocument, SurplusStore } from './store.ts'

export type SurplusDesk = ReturnType<typeof createSurplusDesk>

type Asked = Pick<SurplusDocument, 'campaignId' | 'toCampaignId' | 'basis' | 'filedChange' | 'note'>

const wrongState = (detail: string) => new AppError('wrong_state', { detail })

/** What is left of a campaign that ended, handed on by two people; the decision and its journal in one transaction. */
export function createSurplusDesk(parts: {
  store: SurplusStore
  spendings: SpendingStore
  refunds: Pick<RefundStore, 'waitingOf'>
  campaigns: CampaignStore
  ledger: LedgerStore
  clock: Clock
}) {
  const { store, spendings, refunds, campaigns, ledger, clock } = parts

  async function waiting(campaignId: string): Promise<number> {
    return [...(await spendings.sums(campaignId, 'requested')).values()].reduce((sum, { count }) => sum + count, 0)
  }

  return {
    /** Asks for all that is left. @throws AppError `invalid_input` | `wrong_state` */
    async request(
      { campaign, charity }: { campaign: CampaignDocument; charity: CharityDocument },
      asked: Asked,
      by: string,
      seed: string,
    ): Promise<SurplusDocument> {
      const _id = derivedId('SP', seed)
      const made = await store.get(_id)
      if (made) {
        if (made.campaignId !== asked.campaignId || made.toCampaignId !== asked.toCampaignId) throw new AppError('idempotency_key_reused')
        return made
      }
      const [to, leftFen, waitingSpendings, waitingRefunds] = await Promise.all([
        campaigns.get(asked.toCampaignId),
        ledger.left(campaign._id),
        waiting(campaign._id),
        refunds.waitingOf(campaign._id),
      ])
      const refusal = surplusRefusal(campaign, to, { leftFen, waitingSpendings, waitingRefunds })
      if (refusal?.path === 'toCampaignId' || !to)
        throw new AppError('invalid_input', { issues: [{ path: 'body.toCampaignId', message: refusal?.message ?? '请选择另一个项目' }] })
      if (refusal) throw wrongState(refusal.message)
      const now = clock.now()
      const kept = await store.insert({
        _id,
        ...asked,
        charityId: charity._id,
        charityName: charity.name,
        projectTitle: campaign.title,
        toProjectTitle: to.title,
        amountFen: leftFen,
        surplusPlan: campaign.surplusPlan,
        state: 'requested',
        openFor: campaign._id,
        requestedBy: by,
        decision: null,
        rev: 0,
        createdAt: now,
        history: [{ at: now, by, to: 'requested', why: 'asked for' }],
      })
      if (!kept) throw wrongState('这个项目的结余已经在等待审批，请先处理那一笔')
      return kept
    },
    /** The second person's word. @throws AppError `forbidden` to the one who asked | `conflict` | `wrong_state` */
    async decide(seen: SurplusDocument, word: { rev: number; approve: boolean; note: string }, by: string): Promise<SurplusDocument> {
      if (seen.requestedBy === by) throw new AppError('forbidden', { detail: '不能审批自己提出的结余转用，请由另一位负责人审批' })
      const [from, to] = await Promise.all([campaigns.get(seen.campaignId), campaigns.get(seen.toCampaignId)])
      if (!from) throw new AppError('not_found')
      const waitingSpendings = await waiting(seen.campaignId)
      await ledger.openGuard(seen.campaignId)
      const { surplus, journal } = await store.transaction(
        async (session): Promise<{ surplus: SurplusDocument; journal: Journal | null }> => {
          const leftFen = await ledger.guardedBalance(seen.campaignId, session)
          const fresh = await store.getIn(seen._id, session)
          if (fresh?.state !== 'requested') throw wrongState('这笔结余转用的状态已经变了，请刷新后查看')
          if (fresh.rev !== word.rev) throw new AppError('conflict')
          const decision = { by, at: clock.now(), note: word.note }
          if (!word.approve) return { surplus: await store.decideIn(fresh, 'rejected', decision, session), journal: null }
          // Who asks for a refund takes the campaign's guard too: none can come between this look and the money.
          const money = { leftFen, waitingSpendings, waitingRefunds: await refunds.waitingOf(seen.campaignId, session) }
          const refusal = surplusRefusal(from, to, money)?.message ?? surplusChanged(fresh.amountFen, leftFen)
          if (refusal) throw wrongState(refusal)
          const confirmed = await store.decideIn(fresh, 'confirmed', decision, session)
          const posted = surplusJournal({ ...confirmed, surplusId: confirmed._id }, decision.at)
          await ledger.postWith(posted, session)
          return { surplus: confirmed, journal: posted }
        },
      )
      if (journal) await ledger.told(journal)
      return surplus
    },
  }
}
