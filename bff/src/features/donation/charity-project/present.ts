import type { CharityProject, Milestone } from '@minsheng/shared/contracts/donation'
import type { CharityProjectDocument } from './store.ts'

export function presentCharityProject(
  project: CharityProjectDocument,
  parts: { charityName: string; milestones: Milestone[]; campaigns: { id: string; title: string }[] },
): CharityProject {
  return {
    id: project._id,
    charityId: project.charityId,
    charityName: parts.charityName,
    name: project.name,
    purpose: project.purpose,
    startsOn: project.startsOn,
    endsOn: project.endsOn,
    budget: project.budget,
    milestones: parts.milestones,
    campaigns: parts.campaigns,
    state: project.state,
    endedOn: project.endedOn,
    rev: project.rev,
    createdAt: project.createdAt.toISOString(),
  }
}
