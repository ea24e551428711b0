import type { Surplus } from '@minsheng/shared/contracts/donation'
import type { SurplusDocument } from './store.ts'

export function presentSurplus(surplus: SurplusDocument, readerId: string): Surplus {
  return {
    id: surplus._id,
    charityId: surplus.charityId,
    charityName: surplus.charityName,
    campaignId: surplus.campaignId,
    projectTitle: surplus.projectTitle,
    toCampaignId: surplus.toCampaignId,
    toProjectTitle: surplus.toProjectTitle,
    amountFen: surplus.amountFen,
    basis: surplus.basis,
    filedChange: surplus.filedChange,
    note: surplus.note,
    surplusPlan: surplus.surplusPlan,
    state: surplus.state,
    requestedAt: surplus.createdAt.toISOString(),
    requestedByYou: surplus.requestedBy === readerId,
    decidedAt: surplus.decision?.at.toISOString() ?? null,
    decisionNote: surplus.decision?.note ?? null,
    rev: surplus.rev,
  }
}
