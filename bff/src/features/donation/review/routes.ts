import { donationContract as contract } from '@minsheng/shared/contracts/donation'
import { AppError, type FieldIssue } from '@minsheng/shared/errors'
import { type Clock, shanghaiDate } from '@minsheng/shared/units/clock'
import { actorId } from '../../../platform/auth/actor.ts'
import { newId } from '../../../platform/crypto/id.ts'
import { type Route, route } from '../../../platform/http/route.ts'
import { mayReviewCampaigns, mayRunCampaigns } from '../access.ts'
import type { CampaignDesk } from '../campaign/desk.ts'
import { fieldsOf, isDraft, isPublic, publishIssues, submitIssues } from '../campaign/domain.ts'
import type { CampaignStore, StoredChange } from '../campaign/store.ts'
import type { CharityProjectStore } from '../charity-project/store.ts'
import { changeIssues, counselRefusal, hasOpenChange } from './domain.ts'

interface ReviewParts {
  campaigns: CampaignStore
  charityProjects: CharityProjectStore
  desk: CampaignDesk
  clock: Clock
}

const refuse = (issues: readonly FieldIssue[]) => {
  if (issues.length > 0)
    throw new AppError('invalid_input', { issues: issues.map((issue) => ({ ...issue, path: `campaign.${issue.path}` })) })
}
const notPublished = () => new AppError('wrong_state', { detail: '发布以后才能更正或变更；草稿请直接修改' })

export function reviewRoutes({ campaigns, charityProjects, desk, clock }: ReviewParts): Route[] {
  const today = () => shanghaiDate(clock.now())
  const kept = <T>(moved: T | null): T => {
    if (moved === null) throw new AppError('conflict')
    return moved
  }

  async function projectIssues(projectId: string | null, charityId: string): Promise<FieldIssue[]> {
    if (projectId === null) return []
    const project = await charityProjects.get(projectId)
    if (project?.charityId !== charityId) return [{ path: 'projectId', message: '没有这个慈善项目，请重新选择' }]
    return project.state === 'closed' ? [{ path: 'projectId', message: '这个慈善项目已经结束，请选择别的项目' }] : []
  }

  return [
    route({
      operation: contract.submitCampaign,
      load: ({ params }) => desk.withCharity(params.campaignId),
      allow: mayRunCampaigns,
      audit: { action: 'campaign.submit', subject: ({ campaign }) => campaign._id },
      run: async ({ body, actor }, { campaign, charity }) => {
        if (!isDraft(campaign)) throw new AppError('wrong_state')
        // What is judged must be what is handed in.
        if (campaign.rev !== body.rev) throw new AppError('conflict')
        refuse([...submitIssues(fieldsOf(campaign), charity, today()), ...(await projectIssues(campaign.projectId, charity._id))])
        const now = clock.now()
        const set = { submittedAt: now, returned: null }
        const moved = await campaigns.move(campaign._id, body.rev, campaign.state, 'in_review', actorId(actor), now, set)
        return desk.answer(kept(moved))
      },
    }),
    route({
      operation: contract.withdrawCampaign,
      load: ({ params }) => desk.withCharity(params.campaignId),
      allow: mayRunCampaigns,
      audit: { action: 'campaign.withdraw', subject: ({ campaign }) => campaign._id },
      run: async ({ body, actor }, { campaign }) => {
        if (campaign.state !== 'in_review') throw new AppError('wrong_state')
        const moved = await campaigns.move(campaign._id, body.rev, 'in_review', 'draft', actorId(actor), clock.now())
        return desk.answer(kept(moved))
      },
    }),
    route({
      operation: contract.decideCampaign,
      load: ({ params }) => desk.withCharity(params.campaignId),
      allow: mayReviewCampaigns,
      audit: { action: 'campaign.decide', subject: ({ campaign }) => campaign._id },
      run: async ({ body, actor }, { campaign, charity }) => {
        if (campaign.state !== 'in_review') throw new AppError('wrong_state')
        if (campaign.rev !== body.rev) throw new AppError('conflict')
        const [now, by] = [clock.now(), actorId(actor)]
        if (body.decision === 'return') {
          const returned = { by, at: now, note: body.note, reasons: body.reasons }
          const moved = await campaigns.move(campaign._id, body.rev, 'in_review', 'returned', by, now, { returned })
          return desk.answer(kept(moved))
        }
        // Certificates run out and days go by while a campaign waits.
        refuse([...publishIssues(campaign, charity, today()), ...(await projectIssues(campaign.projectId, charity._id))])
        const document = campaign.channel === 'own_site' ? campaign.counselApproval : null
        if (document !== null && !body.counselConfirmed)
          throw new AppError('invalid_input', {
            issues: [{ path: 'body.counselConfirmed', message: '自有渠道收款，请核对法律意见原件后勾选' }],
          })
        const counselConfirmed = document === null ? null : { by, at: now, document }
        const set = { publishedAt: now, counselConfirmed }
        return desk.answer(kept(await campaigns.move(campaign._id, body.rev, 'in_review', 'published', by, now, set)))
      },
    }),
    route({
      operation: contract.confirmCounsel,
      load: ({ params }) => desk.withCharity(params.campaignId),
      allow: mayReviewCampaigns,
      audit: { action: 'campaign.confirm-counsel', subject: ({ campaign }) => campaign._id },
      run: async ({ body, actor }, { campaign }) => {
        const refusal = counselRefusal(campaign)
        if (refusal) throw new AppError('wrong_state', { detail: refusal })
        const { rev, counselApproval: document } = body
        const confirmed = { by: actorId(actor), at: clock.now(), document }
        return desk.answer(kept(await campaigns.confirmCounsel(campaign._id, rev, confirmed)))
      },
    }),
    route({
      operation: contract.correctCampaign,
      load: ({ params }) => desk.withCharity(params.campaignId),
      allow: mayRunCampaigns,
      audit: { action: 'campaign.correct', subject: ({ campaign }) => campaign._id },
      run: async ({ body, actor }, { campaign }) => {
        if (!isPublic(campaign)) throw notPublished()
        const { field, text, note } = body
        const limit = contract.createCampaign.body.schema.shape[field].safeParse(text)
        if (!limit.success)
          throw new AppError('invalid_input', { issues: limit.error.issues.map(({ message }) => ({ path: 'body.text', message })) })
        if (text === campaign[field])
          throw new AppError('invalid_input', { issues: [{ path: 'body.text', message: '和原来的文字一样，没有更正' }] })
        const now = clock.now()
        const change: StoredChange = {
          id: newId('chg'),
          field,
          before: campaign[field],
          after: text,
          note,
          filingNumber: null,
          state: 'applied',
          requestedBy: actorId(actor),
          requestedAt: now,
          decidedBy: null,
          decidedAt: now,
          decisionNote: null,
        }
        return desk.answer(kept(await campaigns.addChange(campaign._id, body.rev, change)))
      },
    }),
    route({
      operation: contract.requestCampaignChange,
      load: ({ params }) => desk.withCharity(params.campaignId),
      allow: mayRunCampaigns,
      audit: { action: 'campaign.request-change', subject: ({ campaign }) => campaign._id },
      run: async ({ body, actor }, { campaign, charity }) => {
        if (!isPublic(campaign)) throw notPublished()
        if (hasOpenChange(campaign)) throw new AppError('wrong_state', { detail: '已经有一项变更在等民政局审核，请先等结果' })
        const before = campaign[body.field] ?? ''
        const same = body.text === before ? [{ path: 'body.text', message: '和原来的内容一样，没有变更' }] : []
        const issues = [...same, ...changeIssues(campaign, body, charity.uscc)]
        if (issues.length > 0) throw new AppError('invalid_input', { issues })
        const change: StoredChange = {
          id: newId('chg'),
          field: body.field,
          before,
          after: body.text,
          note: body.note,
          filingNumber: body.field === 'filingNumber' ? null : body.filingNumber,
          state: 'requested',
          requestedBy: actorId(actor),
          requestedAt: clock.now(),
          decidedBy: null,
          decidedAt: null,
          decisionNote: null,
        }
        return desk.answer(kept(await campaigns.addChange(campaign._id, body.rev, change)))
      },
    }),
    route({
      operation: contract.decideCampaignChange,
      load: async ({ params }) => {
        const found = await desk.withCharity(params.campaignId)
        const change = found?.campaign.changes.find(({ id }) => id === params.changeId)
        return found && change ? { ...found, change } : null
      },
      allow: mayReviewCampaigns,
      audit: { action: 'campaign.decide-change', subject: ({ campaign, change }) => `${campaign._id}/${change.id}` },
      run: async ({ body, actor }, { campaign, change }) => {
        if (change.state !== 'requested') throw new AppError('wrong_state')
        const decided: StoredChange = {
          ...change,
          state: body.approve ? 'applied' : 'rejected',
          decidedBy: actorId(actor),
          decidedAt: clock.now(),
          decisionNote: body.note,
        }
        return desk.answer(kept(await campaigns.decideChange(campaign._id, body.rev, decided)))
      },
    }),
  ]
}
