import type { CharityProjectFields, Milestone } from '@minsheng/shared/contracts/donation'
import type { FieldIssue } from '@minsheng/shared/errors'
import type { CampaignFields } from '../campaign/domain.ts'

export type { CharityProjectFields }
export type CharityProjectState = 'open' | 'closed'

/** What was told to donors when a campaign for the project was published stays as it was told. */
const TOLD = ['name', 'purpose', 'startsOn'] as const

const words: Record<(typeof TOLD)[number], string> = { name: '项目名称', purpose: '项目目的', startsOn: '开始日期' }

/**
 * What of a project can't be changed any more.
 * @param isTold a campaign for the project has been published
 */
export function changeIssues(before: CharityProjectFields, after: CharityProjectFields, isTold: boolean): FieldIssue[] {
  const moved: FieldIssue[] =
    before.charityId === after.charityId ? [] : [{ path: 'body.project.charityId', message: '项目不能换到别的慈善组织' }]
  const frozen = TOLD.filter((field) => isTold && before[field] !== after[field])
  return [...moved, ...frozen.map((field) => ({ path: `body.project.${field}`, message: `募捐活动已经发布，${words[field]}不能再改` }))]
}

/** The project of a campaign from before there were projects, or of one that has none of its own. */
export function ownProjectOf(campaign: CampaignFields & { _id: string }): CharityProjectFields & { _id: string } {
  return {
    _id: `prj_${campaign._id.replace(/^cmp_/, '')}`,
    charityId: campaign.charityId,
    name: campaign.title,
    purpose: campaign.purpose,
    startsOn: campaign.startsOn,
    endsOn: campaign.endsOn,
    budget: campaign.budget,
    milestones: [],
  }
}

/**
 * Steps of the plan, each with the day a published post said it was done: the first that named it counts.
 * @param done step and day of each published post that names one, in any order
 */
export function milestonesOf(steps: CharityProjectFields['milestones'], done: readonly { milestoneId: string; on: string }[]): Milestone[] {
  return steps.map((step) => {
    const days = done.filter(({ milestoneId }) => milestoneId === step.id).map(({ on }) => on)
    return { ...step, doneOn: days.sort()[0] ?? null }
  })
}
