import { type Clock, shanghaiDate } from '@minsheng/shared/units/clock'
import { isPublic } from '../campaign/domain.ts'
import type { CampaignDocument, CampaignStore } from '../campaign/store.ts'
import type { CharityDocument, CharityStore } from '../charity/store.ts'
import type { CharityProjectDocument, CharityProjectStore } from '../charity-project/store.ts'
import { annualDuty, campaignDuties, type Duty, projectDuties, type Told, type Undertaking } from './domain.ts'
import type { ReportStore } from './store.ts'

/** What a duty is about, with what its report needs. */
export interface DutyOf {
  duty: Duty
  name: string
  charity: CharityDocument
  /** Whose money the figures are of. */
  campaignIds: string[]
}

export type Duties = ReturnType<typeof createDuties>

const ofCampaign = ({ _id, startsOn, endsOn, closedOn }: CampaignDocument): Undertaking => ({
  id: _id,
  startsOn,
  endsOn,
  endedOn: closedOn,
})
const ofProject = ({ _id, startsOn, endsOn, endedOn }: CharityProjectDocument): Undertaking => ({ id: _id, startsOn, endsOn, endedOn })

/** What charities have to tell, worked out anew at every look from dates, law and what was told: no timer can be missed. */
export function createDuties(parts: {
  campaigns: CampaignStore
  charityProjects: CharityProjectStore
  charities: CharityStore
  reports: ReportStore
  clock: Clock
}) {
  const { campaigns, charityProjects, charities, reports, clock } = parts
  const annual = (charity: CharityDocument, told: readonly Told[], today: string) =>
    annualDuty({ id: charity._id, registeredOn: shanghaiDate(charity.createdAt) }, told, today)

  async function facts(of: readonly CampaignDocument[]) {
    const projectIds = [...new Set(of.flatMap(({ projectId }) => projectId ?? []))]
    const charityIds = [...new Set(of.map(({ charityId }) => charityId))]
    const [projects, told] = await Promise.all([
      charityProjects.many(projectIds),
      reports.told([...of.map(({ _id }) => _id), ...projectIds, ...charityIds]),
    ])
    return { projects: new Map(projects.map((project) => [project._id, project])), told }
  }

  return {
    /** For each campaign the public may see: its project, and all that decides whether its codes pause. */
    async bearing(of: readonly CampaignDocument[], owners: ReadonlyMap<string, CharityDocument>) {
      const today = shanghaiDate(clock.now())
      const { projects, told } = await facts(of)
      return new Map(
        of.map((campaign) => {
          const project = campaign.projectId === null ? undefined : projects.get(campaign.projectId)
          const charity = owners.get(campaign.charityId)
          const open = isPublic(campaign)
            ? [
                ...campaignDuties({ ...ofCampaign(campaign), emergency: campaign.emergency }, told, today),
                ...(project ? projectDuties(ofProject(project), told, today) : []),
                ...(charity ? [annual(charity, told, today)] : []),
              ]
            : []
          return [campaign._id, { project: project ?? null, open }] as const
        }),
      )
    },
    /** Everything one charity, or every charity, has to tell next. */
    async all(charityId: string | null): Promise<DutyOf[]> {
      const today = shanghaiDate(clock.now())
      const raising = await campaigns.publicOf(charityId)
      const { projects, told } = await facts(raising)
      const owners = await charities.many(charityId === null ? [...new Set(raising.map((campaign) => campaign.charityId))] : [charityId])
      return owners.flatMap((charity) => {
        const own = raising.filter((campaign) => campaign.charityId === charity._id)
        const about = (duty: Duty, name: string, campaignIds: string[]): DutyOf => ({ duty, name, charity, campaignIds })
        return [
          ...own.flatMap((campaign) =>
            campaignDuties({ ...ofCampaign(campaign), emergency: campaign.emergency }, told, today).map((duty) =>
              about(duty, campaign.title, [campaign._id]),
            ),
          ),
          ...[...new Set(own.flatMap(({ projectId }) => projectId ?? []))].flatMap((projectId) => {
            const project = projects.get(projectId)
            const raisedFor = own.filter((campaign) => campaign.projectId === projectId).map(({ _id }) => _id)
            return project ? projectDuties(ofProject(project), told, today).map((duty) => about(duty, project.name, raisedFor)) : []
          }),
          about(
            annual(charity, told, today),
            charity.name,
            own.map(({ _id }) => _id),
          ),
        ]
      })
    },
  }
}
