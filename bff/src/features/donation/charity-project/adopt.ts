import type { Clock } from '@minsheng/shared/units/clock'
import type { CampaignDocument, CampaignStore } from '../campaign/store.ts'
import { ownProjectOf } from './domain.ts'
import type { CharityProjectStore } from './store.ts'

/** Makes a campaign a project of its own; harmless to repeat. */
export async function makeOwnProject(campaign: CampaignDocument, charityProjects: CharityProjectStore, createdAt: Date): Promise<string> {
  const { _id } = await charityProjects.insert({
    ...ownProjectOf(campaign),
    state: 'open',
    endedOn: null,
    rev: 0,
    createdAt,
    history: [{ at: createdAt, by: 'system', what: `made for ${campaign._id}` }],
  })
  return _id
}

/** Campaigns of before there were projects get one of their own each, and a draft keeps none until it is handed in. */
export async function adoptCampaigns(parts: {
  campaigns: CampaignStore
  charityProjects: CharityProjectStore
  clock: Clock
}): Promise<void> {
  const { campaigns, charityProjects, clock } = parts
  for (const campaign of await campaigns.unadopted()) {
    const projectId = campaign.state === 'draft' ? null : await makeOwnProject(campaign, charityProjects, clock.now())
    await campaigns.adopt(campaign._id, projectId)
  }
}
