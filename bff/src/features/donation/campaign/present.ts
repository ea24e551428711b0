import type { Campaign, Milestone, Project, ProjectSpending, ProjectSummary } from '@minsheng/shared/contracts/donation'
import { presentCharityFacts } from '../charity/present.ts'
import type { CharityDocument } from '../charity/store.ts'
import type { CharityProjectDocument } from '../charity-project/store.ts'
import { disclosureWords } from '../disclosure/domain.ts'
import type { Totals } from '../ledger/store.ts'
import { pictureUrl } from '../picture/present.ts'
import { presentChange, presentPublicChanges } from '../review/present.ts'
import type { CampaignDocument } from './store.ts'

const presentTotals = (totals: Totals) => ({ raisedFen: totals.raisedFen, giftCount: totals.giftCount, asOf: totals.asOf.toISOString() })

export interface PresentedWith {
  charity: CharityDocument
  /** The charity project the money is for. */
  project: CharityProjectDocument | null
  totals: Totals
  /** What should have been told and was not. */
  pause: string | null
  notAccepting: string | null
  /** Calendar date in Asia/Shanghai. */
  today: string
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
    demo: charity.demo || campaign.channel === 'demo',
  }
}

export function presentProject(
  campaign: CampaignDocument,
  parts: PresentedWith & { milestones: Milestone[] },
  spending: ProjectSpending,
): Project {
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
    spending,
    undertaking: parts.project && { id: parts.project._id, name: parts.project.name, milestones: parts.milestones },
    disclosureWords: disclosureWords(campaign, parts.charity.name, parts.today),
    changes: presentPublicChanges(campaign.changes),
  }
}

/** A campaign as the desk edits it. */
export function presentCampaign(campaign: CampaignDocument, { charity, project, totals, pause }: PresentedWith): Campaign {
  return {
    id: campaign._id,
    charityId: campaign.charityId,
    charityName: charity.name,
    title: campaign.title,
    purpose: campaign.purpose,
    story: campaign.story,
    channel: campaign.channel,
    startsOn: campaign.startsOn,
    endsOn: campaign.endsOn,
    area: campaign.area,
    leader: campaign.leader,
    account: campaign.account,
    beneficiaries: campaign.beneficiaries,
    use: campaign.use,
    cost: campaign.cost,
    surplusPlan: campaign.surplusPlan,
    queryMethod: campaign.queryMethod,
    filingNumber: campaign.filingNumber,
    designatedUrl: campaign.designatedUrl,
    counselApproval: campaign.counselApproval,
    goalFen: campaign.goalFen,
    budget: campaign.budget,
    suggestedAmountsFen: campaign.suggestedAmountsFen,
    coverPictureId: campaign.coverPictureId,
    coverUrl: pictureUrl(campaign.coverPictureId),
    projectId: campaign.projectId,
    projectName: project?.name ?? null,
    emergency: campaign.emergency,
    filedOn: campaign.filedOn,
    state: campaign.state,
    totals: presentTotals(totals),
    submittedAt: campaign.submittedAt?.toISOString() ?? null,
    publishedAt: campaign.publishedAt?.toISOString() ?? null,
    closedOn: campaign.closedOn,
    counselConfirmedAt: campaign.counselConfirmed?.at.toISOString() ?? null,
    returned: campaign.returned && {
      at: campaign.returned.at.toISOString(),
      note: campaign.returned.note,
      reasons: campaign.returned.reasons,
    },
    changes: campaign.changes.map(presentChange),
    disclosurePause: pause,
    rev: campaign.rev,
    createdAt: campaign.createdAt.toISOString(),
  }
}
