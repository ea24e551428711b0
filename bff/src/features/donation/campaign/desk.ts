import type { Campaign } from '@minsheng/shared/contracts/donation'
import type { CharityDocument, CharityStore } from '../charity/store.ts'
import { presentCampaign } from './present.ts'
import type { Projects } from './projects.ts'
import type { CampaignDocument, CampaignStore } from './store.ts'

export type CampaignDesk = ReturnType<typeof createCampaignDesk>

/** A campaign as the desk loads and answers it. */
export function createCampaignDesk({
  campaigns,
  charities,
  projects,
}: {
  campaigns: CampaignStore
  charities: CharityStore
  projects: Projects
}) {
  return {
    async withCharity(id: string): Promise<{ campaign: CampaignDocument; charity: CharityDocument; charityId: string } | null> {
      const campaign = await campaigns.get(id)
      const charity = campaign && (await charities.get(campaign.charityId))
      return campaign && charity ? { campaign, charity, charityId: charity._id } : null
    },
    async answer(campaign: CampaignDocument): Promise<Campaign> {
      const [facts] = await projects.withFacts([campaign])
      if (!facts) throw new Error('the facts of a campaign are always there')
      return presentCampaign(campaign, facts)
    },
  }
}
