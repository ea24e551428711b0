import type { CampaignFunds, ProjectSpending } from '@minsheng/shared/contracts/donation'
import { shanghaiDate } from '@minsheng/shared/units/clock'
import type { CampaignDocument } from '../campaign/store.ts'
import type { LedgerStore } from '../ledger/store.ts'
import type { SurplusStore } from '../surplus/store.ts'
import { spentByLine } from './domain.ts'
import type { SpendingStore } from './store.ts'

export type SpendingFacts = ReturnType<typeof createSpendingFacts>

/** Where a campaign's money is and what it was spent on, in sums. */
export function createSpendingFacts({ store, surpluses, ledger }: { store: SpendingStore; surpluses: SurplusStore; ledger: LedgerStore }) {
  async function lines(campaign: CampaignDocument) {
    const sums = await store.sums(campaign._id, 'approved')
    const spent = spentByLine(campaign.budget, new Map([...sums].map(([label, { fen }]) => [label, fen])))
    const parts = [...sums.values()]
    return {
      lines: spent,
      spentFen: parts.reduce((sum, { fen }) => sum + fen, 0),
      count: parts.reduce((sum, { count }) => sum + count, 0),
    }
  }

  return {
    /** For everyone. What is left comes from the ledger, what was spent from the spendings; `ledger:check` holds them together. */
    async project(campaign: CampaignDocument): Promise<ProjectSpending> {
      const [{ lines: spent, spentFen, count }, leftFen, moved] = await Promise.all([
        lines(campaign),
        ledger.left(campaign._id),
        surpluses.confirmedOf(campaign._id),
      ])
      const sumOf = (direction: 'out' | 'in') =>
        moved.filter((one) => (one.campaignId === campaign._id) === (direction === 'out')).reduce((sum, one) => sum + one.amountFen, 0)
      return {
        spentFen,
        leftFen: Math.max(0, leftFen),
        surplusOutFen: sumOf('out'),
        surplusInFen: sumOf('in'),
        spendingCount: count,
        lines: spent,
        surpluses: moved.map((one) => {
          const isOut = one.campaignId === campaign._id
          return {
            direction: isOut ? 'out' : 'in',
            otherTitle: isOut ? one.toProjectTitle : one.projectTitle,
            amountFen: one.amountFen,
            on: shanghaiDate(one.decision?.at ?? one.createdAt),
            note: one.note,
          }
        }),
      }
    },
    /** For the desk that spends it. */
    async campaign(campaign: CampaignDocument): Promise<CampaignFunds> {
      const { _id, charityId } = campaign
      const [{ lines: spent }, waiting, leftFen, bankFen, unsettledFen, totals] = await Promise.all([
        lines(campaign),
        store.sums(_id, 'requested'),
        ledger.left(_id),
        ledger.charityBalance('Bank', charityId),
        ledger.charityBalance('WxClearing', charityId),
        ledger.campaignTotals([_id]),
      ])
      return {
        campaignId: _id,
        raisedFen: totals.get(_id)?.raisedFen ?? 0,
        leftFen: Math.max(0, leftFen),
        requestedFen: [...waiting.values()].reduce((sum, { fen }) => sum + fen, 0),
        bankFen,
        unsettledFen,
        lines: spent,
      }
    },
  }
}
