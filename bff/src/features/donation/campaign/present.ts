import type { Campaign, Project, ProjectSummary } from '@minsheng/shared/contracts/donation'
import { presentCharityFacts } from '../charity/present.ts'
import type { CharityDocument } from '../charity/store.ts'
import type { Totals } from '../ledger/store.ts'
import { pictureUrl } from '../picture/url.ts'
import type { CampaignDocument } from './store.ts'

const presentTotals = (totals: Totals) => ({ raisedFen: totals.raisedFen, giftCount: totals.giftCount, asOf: totals.asOf.toISOString() })

export interface PresentedWith {
  charity: CharityDocument
  totals: Totals
  notAccepting: string | null
}

export function presentProjectSummary(campaign: CampaignDocument, { charity, totals, notAccepting }: PresentedWith): ProjectSummary {
  return {
    id: campaign._id,
    title: campaign.title,
    purpose: campaign.purpose,
    charityName: charity.name,
    coverUrl: pictureUrl(campaign.coverPictureId),
    channel: campaign.channel,
    goalFen: campaign.goalFen,
    totals: presentTotals(totals),
    endsOn: campaign.endsOn,
    acceptsGifts: notAccepting === null,
  }
}

export function presentProject(campaign: CampaignDocument, parts: PresentedWith): Project {
  return {
    ...presentProjectSummary(campaign, parts),
    story: campaign.story,
    beneficiaries: campaign.beneficiaries,
    use: campaign.use,
    budget: campaign.budget,
    cost: campaign.cost,
    surplusPlan: campaign.surplusPlan,
    queryMethod: campaign.queryMethod,
    area: campaign.area,
    leader: campaign.leader,
    account: campaign.account,
    startsOn: campaign.startsOn,
    filingNumber: campaign.filingNumber,
    designatedUrl: campaign.designatedUrl,
    state: campaign.state,
    notAcceptingReason: parts.notAccepting,
    charity: presentCharityFacts(parts.charity),
    suggestedAmountsFen: campaign.suggestedAmountsFen,
  }
}

export function presentCampaign(campaign: CampaignDocument, charity: CharityDocument, totals: Totals): Campaign {
  const { _id, history: _history, publishedAt: _publishedAt, createdAt, ...fields } = campaign
  return { id: _id, ...fields, charityName: charity.name, totals: presentTotals(totals), coverUrl: pictureUrl(campaign.coverPictureId), createdAt: createdAt.toISOString() }
}
