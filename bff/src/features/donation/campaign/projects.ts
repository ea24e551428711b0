import { type Clock, shanghaiDate } from '@minsheng/shared/units/clock'
import type { CharityStore } from '../charity/store.ts'
import type { LedgerStore } from '../ledger/store.ts'
import { notAcceptingReason } from './domain.ts'
import type { PresentedWith } from './present.ts'
import type { CampaignDocument } from './store.ts'

export type CampaignWithFacts = PresentedWith & { campaign: CampaignDocument }
export type Projects = ReturnType<typeof createProjects>

/** Campaigns together with their charity, their totals from the ledger, and whether they take gifts today. */
export function createProjects(parts: { charities: CharityStore; ledger: LedgerStore; clock: Clock; demoAllowed: boolean }) {
  return {
    async withFacts(campaigns: readonly CampaignDocument[]): Promise<CampaignWithFacts[]> {
      const [charities, totals] = await Promise.all([
        parts.charities.many([...new Set(campaigns.map((campaign) => campaign.charityId))]),
        parts.ledger.campaignTotals(campaigns.map((campaign) => campaign._id)),
      ])
      const byId = new Map(charities.map((charity) => [charity._id, charity]))
      const today = shanghaiDate(parts.clock.now())
      return campaigns.flatMap((campaign) => {
        const charity = byId.get(campaign.charityId)
        const sums = totals.get(campaign._id)
        if (!charity || !sums) return []
        return [{ campaign, charity, totals: sums, notAccepting: notAcceptingReason(campaign, charity, today, parts.demoAllowed) }]
      })
    },
  }
}
