import { donationContract as contract, type ProjectSpending } from '@minsheng/shared/contracts/donation'
import { AppError } from '@minsheng/shared/errors'
import { type Clock, shanghaiDate } from '@minsheng/shared/units/clock'
import { actorId } from '../../../platform/auth/actor.ts'
import { derivedId } from '../../../platform/crypto/id.ts'
import { decodeCursor, toPage } from '../../../platform/db/cursor.ts'
import { type Route, route } from '../../../platform/http/route.ts'
import { charityScope, mayReadDesk, mayReadOfCharity, mayReadPublic, mayRunCampaigns } from '../access.ts'
import type { CharityStore } from '../charity/store.ts'
import { milestonesOf } from '../charity-project/domain.ts'
import type { CharityProjectStore } from '../charity-project/store.ts'
import { endOf } from '../disclosure/domain.ts'
import type { PictureStore } from '../picture/store.ts'
import type { ProgressStore } from '../progress/store.ts'
import type { CampaignDesk } from './desk.ts'
import { type CampaignFields, isDraft, isPublic } from './domain.ts'
import { presentCampaign, presentProject, presentProjectSummary } from './present.ts'
import type { Projects } from './projects.ts'
import { type CampaignDocument, type CampaignStore, newCampaign } from './store.ts'

interface CampaignParts {
  campaigns: CampaignStore
  charities: CharityStore
  charityProjects: CharityProjectStore
  progress: ProgressStore
  pictures: PictureStore
  projects: Projects
  desk: CampaignDesk
  /** Where a campaign's money went. */
  spendingOf: (campaign: CampaignDocument) => Promise<ProjectSpending>
  clock: Clock
}

export function campaignRoutes(parts: CampaignParts): Route[] {
  const { campaigns, charities, charityProjects, progress, pictures, projects, desk, spendingOf, clock } = parts

  /** @throws AppError `invalid_input` when the picture or the project of this charity is not there */
  async function requireParts({ coverPictureId, projectId, charityId }: CampaignFields, at: string) {
    if (coverPictureId !== null && !(await pictures.get(coverPictureId)))
      throw new AppError('invalid_input', { issues: [{ path: `${at}.coverPictureId`, message: '封面图片不存在，请重新上传' }] })
    if (projectId !== null && (await charityProjects.get(projectId))?.charityId !== charityId)
      throw new AppError('invalid_input', { issues: [{ path: `${at}.projectId`, message: '没有这个慈善项目，请重新选择' }] })
  }

  return [
    route({
      operation: contract.listProjects,
      load: ({ query }) => ({ position: decodeCursor(query.cursor) }),
      allow: mayReadPublic,
      audit: { none: 'public list' },
      run: async ({ query }, { position }) => {
        const { rows, nextCursor } = toPage(await campaigns.listPublic(shanghaiDate(clock.now()), position, query.limit), query.limit)
        return {
          items: (await projects.withFacts(rows)).map(({ campaign, ...facts }) => presentProjectSummary(campaign, facts)),
          nextCursor,
        }
      },
    }),
    route({
      operation: contract.getProject,
      load: async ({ params }) => {
        const [found] = await projects.withFacts(await campaigns.many([params.projectId]))
        return found && isPublic(found.campaign) ? found : null
      },
      allow: mayReadPublic,
      audit: { none: 'public page' },
      run: async (_, { campaign, ...facts }) => {
        const steps = facts.project?.milestones ?? []
        const done = steps.length === 0 || facts.project === null ? [] : await progress.milestonesDone([facts.project._id])
        return presentProject(campaign, { ...facts, milestones: milestonesOf(steps, done) }, await spendingOf(campaign))
      },
    }),
    route({
      operation: contract.listCampaigns,
      load: ({ actor }) => charityScope(actor),
      allow: mayReadDesk,
      audit: { none: 'reading a list that holds no personal data' },
      run: async ({ query }, scope) => {
        const { rows, nextCursor } = toPage(await campaigns.list(scope, query, decodeCursor(query.cursor), query.limit), query.limit)
        const found = await projects.withFacts(rows)
        return { items: found.map(({ campaign, ...facts }) => presentCampaign(campaign, facts)), nextCursor }
      },
    }),
    route({
      operation: contract.getCampaign,
      load: ({ params }) => desk.withCharity(params.campaignId),
      allow: mayReadOfCharity,
      audit: { none: 'reading a page that holds no personal data' },
      run: (_, { campaign }) => desk.answer(campaign),
    }),
    route({
      operation: contract.createCampaign,
      load: async ({ body }) => {
        const charity = await charities.get(body.charityId)
        return charity && { charity, charityId: charity._id }
      },
      allow: mayRunCampaigns,
      audit: { action: 'campaign.draft', subject: (_, campaign) => campaign?.id ?? 'new' },
      run: async ({ body, context }) => {
        await requireParts(body, 'body')
        const _id = derivedId('cmp', context.idempotencySeed ?? '')
        return desk.answer(await campaigns.insert({ ...newCampaign(), _id, ...body, state: 'draft', createdAt: clock.now() }))
      },
    }),
    route({
      operation: contract.updateCampaign,
      load: ({ params }) => desk.withCharity(params.campaignId),
      allow: mayRunCampaigns,
      audit: { action: 'campaign.update', subject: ({ campaign }) => campaign._id },
      run: async ({ body }, { campaign }) => {
        if (!isDraft(campaign))
          throw new AppError('wrong_state', {
            detail: campaign.state === 'in_review' ? '民政局正在审核，要修改请先撤回' : '已发布的活动不能直接修改，请用“更正”或“变更”',
          })
        if (body.campaign.charityId !== campaign.charityId)
          throw new AppError('invalid_input', { issues: [{ path: 'body.campaign.charityId', message: '活动不能换到别的慈善组织' }] })
        await requireParts(body.campaign, 'body.campaign')
        const updated = await campaigns.updateDraft(campaign._id, body.rev, body.campaign)
        if (!updated) throw new AppError('conflict')
        return desk.answer(updated)
      },
    }),
    route({
      operation: contract.closeCampaign,
      load: ({ params }) => desk.withCharity(params.campaignId),
      allow: mayRunCampaigns,
      audit: { action: 'campaign.close', subject: ({ campaign }) => campaign._id },
      run: async ({ body, actor }, { campaign }) => {
        if (campaign.state !== 'published') throw new AppError('wrong_state')
        const [now, today] = [clock.now(), shanghaiDate(clock.now())]
        // One ended after its last day ended on its last day.
        const closedOn = endOf({ endsOn: campaign.endsOn, endedOn: today })
        const closed = await campaigns.move(campaign._id, body.rev, 'published', 'closed', actorId(actor), now, { closedOn })
        if (!closed) throw new AppError('conflict')
        return desk.answer(closed)
      },
    }),
  ]
}
