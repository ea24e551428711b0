import { donationContract as contract, type ProjectSpending } from '@minsheng/shared/contracts/donation'
import { AppError } from '@minsheng/shared/errors'
import { type Clock, shanghaiDate } from '@minsheng/shared/units/clock'
import type { Actor } from '../../../platform/auth/actor.ts'
import { derivedId } from '../../../platform/crypto/id.ts'
import { decodeCursor, toPage } from '../../../platform/db/cursor.ts'
import { type Route, route } from '../../../platform/http/route.ts'
import { charityScope, mayReadDesk, mayReadOfCharity, mayReadPublic, mayRunCampaigns } from '../access.ts'
import type { CharityStore } from '../charity/store.ts'
import type { LedgerStore } from '../ledger/store.ts'
import type { PictureStore } from '../picture/store.ts'
import { type CampaignState, publishIssues } from './domain.ts'
import { presentCampaign, presentProject, presentProjectSummary } from './present.ts'
import type { Projects } from './projects.ts'
import type { CampaignDocument, CampaignStore } from './store.ts'

interface CampaignParts {
  campaigns: CampaignStore
  charities: CharityStore
  ledger: LedgerStore
  pictures: PictureStore
  projects: Projects
  /** Where a campaign's money went. */
  spendingOf: (campaign: CampaignDocument) => Promise<ProjectSpending>
  clock: Clock
}

export function campaignRoutes({ campaigns, charities, ledger, pictures, projects, spendingOf, clock }: CampaignParts): Route[] {
  const actorName = (actor: Actor) => (actor.kind === 'anonymous' ? 'anonymous' : actor.accountId)

  async function withCharity(id: string) {
    const campaign = await campaigns.get(id)
    const charity = campaign && (await charities.get(campaign.charityId))
    return campaign && charity ? { campaign, charity, charityId: charity._id } : null
  }
  type Loaded = NonNullable<Awaited<ReturnType<typeof withCharity>>>

  async function answer(campaign: CampaignDocument, charity: Loaded['charity']) {
    const totals = (await ledger.campaignTotals([campaign._id])).get(campaign._id)
    if (!totals) throw new Error('totals of a campaign are always there')
    return presentCampaign(campaign, charity, totals)
  }

  async function requirePicture(id: string | null, path: string) {
    if (id !== null && !(await pictures.get(id)))
      throw new AppError('invalid_input', { issues: [{ path, message: '封面图片不存在，请重新上传' }] })
  }

  async function move({ campaign, charity }: Loaded, rev: number, from: CampaignState, to: CampaignState, actor: Actor) {
    if (campaign.state !== from) throw new AppError('wrong_state')
    const moved = await campaigns.move(campaign._id, rev, from, to, actorName(actor), clock.now())
    if (!moved) throw new AppError('conflict')
    return answer(moved, charity)
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
        return found && found.campaign.state !== 'draft' ? found : null
      },
      allow: mayReadPublic,
      audit: { none: 'public page' },
      run: async (_, { campaign, ...facts }) => presentProject(campaign, facts, await spendingOf(campaign)),
    }),
    route({
      operation: contract.listCampaigns,
      load: ({ actor }) => charityScope(actor),
      allow: mayReadDesk,
      audit: { none: 'reading a list that holds no personal data' },
      run: async ({ query }, scope) => {
        const { rows, nextCursor } = toPage(await campaigns.list(scope, query, decodeCursor(query.cursor), query.limit), query.limit)
        const found = await projects.withFacts(rows)
        return { items: found.map(({ campaign, charity, totals }) => presentCampaign(campaign, charity, totals)), nextCursor }
      },
    }),
    route({
      operation: contract.getCampaign,
      load: ({ params }) => withCharity(params.campaignId),
      allow: mayReadOfCharity,
      audit: { none: 'reading a page that holds no personal data' },
      run: (_, { campaign, charity }) => answer(campaign, charity),
    }),
    route({
      operation: contract.createCampaign,
      load: async ({ body }) => {
        const charity = await charities.get(body.charityId)
        return charity && { charity, charityId: charity._id }
      },
      allow: mayRunCampaigns,
      audit: { action: 'campaign.draft', subject: (_, campaign) => campaign?.id ?? 'new' },
      run: async ({ body, context }, { charity }) => {
        await requirePicture(body.coverPictureId, 'body.coverPictureId')
        const id = derivedId('cmp', context.idempotencySeed ?? '')
        return answer(
          await campaigns.insert({ _id: id, ...body, state: 'draft', rev: 0, createdAt: clock.now(), publishedAt: null, history: [] }),
          charity,
        )
      },
    }),
    route({
      operation: contract.updateCampaign,
      load: ({ params }) => withCharity(params.campaignId),
      allow: mayRunCampaigns,
      audit: { action: 'campaign.update', subject: ({ campaign }) => campaign._id },
      run: async ({ body }, { campaign, charity }) => {
        if (campaign.state !== 'draft') throw new AppError('wrong_state', { detail: '已发布的活动不能直接修改' })
        if (body.campaign.charityId !== campaign.charityId)
          throw new AppError('invalid_input', { issues: [{ path: 'body.campaign.charityId', message: '活动不能换到别的慈善组织' }] })
        await requirePicture(body.campaign.coverPictureId, 'body.campaign.coverPictureId')
        const updated = await campaigns.updateDraft(campaign._id, body.rev, body.campaign)
        if (!updated) throw new AppError('conflict')
        return answer(updated, charity)
      },
    }),
    route({
      operation: contract.publishCampaign,
      load: ({ params }) => withCharity(params.campaignId),
      allow: mayRunCampaigns,
      audit: { action: 'campaign.publish', subject: ({ campaign }) => campaign._id },
      run: ({ body, actor }, loaded) => {
        if (loaded.campaign.state !== 'draft') throw new AppError('wrong_state')
        // What is judged must be what is published.
        if (loaded.campaign.rev !== body.rev) throw new AppError('conflict')
        const issues = publishIssues(loaded.campaign, loaded.charity, shanghaiDate(clock.now()))
        if (issues.length > 0)
          throw new AppError('invalid_input', { issues: issues.map((issue) => ({ ...issue, path: `campaign.${issue.path}` })) })
        return move(loaded, body.rev, 'draft', 'published', actor)
      },
    }),
    route({
      operation: contract.closeCampaign,
      load: ({ params }) => withCharity(params.campaignId),
      allow: mayRunCampaigns,
      audit: { action: 'campaign.close', subject: ({ campaign }) => campaign._id },
      run: ({ body, actor }, loaded) => move(loaded, body.rev, 'published', 'closed', actor),
    }),
  ]
}
