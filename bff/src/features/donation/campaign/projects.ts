import { type Clock, shanghaiDate } from '@minsheng/shared/units/clock'
import type { CharityStore } from '../charity/store.ts'
import { pauseReason } from '../disclosure/domain.ts'
import type { Duties } from '../disclosure/duties.ts'
import type { LedgerStore } from '../ledger/store.ts'
import { isPublic, notAcceptingReason } from './domain.ts'
import type { PresentedWith } from './present.ts'
import type { CampaignDocument } from './store.ts'

export type CampaignWithFacts = PresentedWith & { campaign: CampaignDocument }
export type Projects = ReturnType<typeof createProjects>

/** Campaigns together with their charity, their totals from the ledger, and whether they take gifts today. */
export function createProjects(parts: {
  charities: CharityStore
  ledger: LedgerStore
  duties: Pick<Duties, 'bearing'>
  clock: Clock
  demoAllowed: boolean
}) {
  async function withCharity(campaigns: readonly CampaignDocument[]): Promise<Omit<CampaignWithFacts, 'totals'>[]> {
    const charities = await parts.charities.many([...new Set(campaigns.map((campaign) => campaign.charityId))])
    const byId = new Map(charities.map((charity) => [charity._id, charity]))
    const bearing = await parts.duties.bearing(campaigns, byId)
    const today = shanghaiDate(parts.clock.now())
    return campaigns.flatMap((campaign) => {
      const charity = byId.get(campaign.charityId)
      if (!charity) return []
      const { project = null, open = [] } = bearing.get(campaign._id) ?? {}
      const pause = pauseReason(open, today)
      const paused = pause === null ? null : `${pause}。`
      const reason = notAcceptingReason(campaign, charity, today, parts.demoAllowed)
      return [
        {
          campaign,
          charity,
          project,
          pause,
          // A missed report is told also where no gift would be taken anyway.
          notAccepting: isPublic(campaign) && paused !== null ? `${paused}${reason ?? ''}` : reason,
          today,
        },
      ]
    })
  }

  return {
    async withFacts(campaigns: readonly CampaignDocument[]): Promise<CampaignWithFacts[]> {
      const [found, totals] = await Promise.all([
        withCharity(campaigns),
        parts.ledger.campaignTotals(campaigns.map((campaign) => campaign._id)),
      ])
      return found.flatMap((facts) => {
        const sums = totals.get(facts.campaign._id)
        return sums ? [{ ...facts, totals: sums }] : []
      })
    },
    /** For an order: who is paid and whether gifts are taken, without summing the ledger for every gift. */
    withCharity,
  }
}
