import { donationContract as contract } from '@minsheng/shared/contracts/donation'
import { AppError, type FieldIssue } from '@minsheng/shared/errors'
import type { Clock } from '@minsheng/shared/units/clock'
import { actorId } from '../../../platform/auth/actor.ts'
import { derivedId } from '../../../platform/crypto/id.ts'
import { decodeCursor, toPage } from '../../../platform/db/cursor.ts'
import { type Route, route } from '../../../platform/http/route.ts'
import { charityScope, mayGive, mayReadDesk, mayReadPublic, mayRunCampaigns } from '../access.ts'
import { isPublic } from '../campaign/domain.ts'
import type { CampaignStore } from '../campaign/store.ts'
import type { CharityProjectDocument, CharityProjectStore } from '../charity-project/store.ts'
import type { GivingStore } from '../giving/store.ts'
import type { PictureStore } from '../picture/store.ts'
import { presentProgress, presentProgressRow } from './present.ts'
import type { ProgressDocument, ProgressStore } from './store.ts'

interface ProgressParts {
  progress: ProgressStore
  charityProjects: CharityProjectStore
  campaigns: CampaignStore
  pictures: PictureStore
  gifts: GivingStore
  clock: Clock
}

const MY_NEWEST = 3
const MY_CAMPAIGNS = 200

export function progressRoutes({ progress, charityProjects, campaigns, pictures, gifts, clock }: ProgressParts): Route[] {
  /** @throws AppError `invalid_input` when a picture or a step of the plan is not there */
  async function requireParts(project: CharityProjectDocument, post: { pictureIds: string[]; milestoneId: string | null }, at: string) {
    const there = await Promise.all(post.pictureIds.map((id) => pictures.get(id)))
    const missing = there.some((picture) => picture === null)
    const unknown = post.milestoneId !== null && !project.milestones.some(({ id }) => id === post.milestoneId)
    const issues: FieldIssue[] = [
      ...(missing ? [{ path: `${at}.pictureIds`, message: '有图片没有上传成功，请重新上传' }] : []),
      ...(unknown ? [{ path: `${at}.milestoneId`, message: '计划里没有这一步，请重新选择' }] : []),
    ]
    if (issues.length > 0) throw new AppError('invalid_input', { issues })
  }
  const withProject = async (id: string) => {
    const post = await progress.get(id)
    const project = post && (await charityProjects.get(post.projectId))
    return post && project ? { post, project, charityId: post.charityId } : null
  }
  const answer = (post: ProgressDocument | null, project: CharityProjectDocument) => {
    if (!post) throw new AppError('conflict')
    return presentProgressRow(post, project)
  }
  const mustBe = (post: ProgressDocument, state: ProgressDocument['state']) => {
    if (post.state !== state)
      throw new AppError('wrong_state', {
        detail: state === 'draft' ? '已经发布的进展不能直接修改，请用“更正”' : '草稿还没有发布，请直接修改',
      })
  }

  return [
    route({
      operation: contract.listProgress,
      load: async ({ params }) => {
        const campaign = await campaigns.get(params.projectId)
        if (!campaign || !isPublic(campaign)) return null
        return { project: campaign.projectId === null ? null : await charityProjects.get(campaign.projectId) }
      },
      allow: mayReadPublic,
      audit: { none: 'public list' },
      run: async ({ query }, { project }) => {
        if (!project) return { items: [], nextCursor: null }
        const found = await progress.published([project._id], decodeCursor(query.cursor), query.limit)
        const page = toPage(found, query.limit, ({ publishedAt }) => publishedAt)
        return { items: page.rows.map((post) => presentProgress(post, project.milestones)), nextCursor: page.nextCursor }
      },
    }),
    route({
      operation: contract.listMyProgress,
      load: ({ actor }) => (actor.kind === 'visitor' ? actor : null),
      allow: mayGive,
      audit: { none: "reading of one's own projects" },
      run: async (_, visitor) => {
        const mine = await campaigns.many(await gifts.campaignsOfDonor(visitor.ownerIds, MY_CAMPAIGNS))
        const of = new Map(mine.flatMap((campaign) => (campaign.projectId === null ? [] : [[campaign.projectId, campaign] as const])))
        const posts = await progress.published([...of.keys()], null, MY_NEWEST)
        return {
          items: posts.slice(0, MY_NEWEST).flatMap((post) => {
            const campaign = of.get(post.projectId)
            const { _id, title, publishedAt } = post
            return campaign
              ? [{ id: _id, title, publishedAt: publishedAt.toISOString(), campaignId: campaign._id, projectTitle: campaign.title }]
              : []
          }),
        }
      },
    }),
    route({
      operation: contract.listProgressPosts,
      load: ({ actor }) => charityScope(actor),
      allow: mayReadDesk,
      audit: { none: 'reading a list that holds no personal data' },
      run: async ({ query }, scope) => {
        const page = toPage(await progress.list(scope, query, decodeCursor(query.cursor), query.limit), query.limit)
        const projects = await charityProjects.many([...new Set(page.rows.map(({ projectId }) => projectId))])
        const rows = page.rows.map((post) =>
          presentProgressRow(
            post,
            projects.find(({ _id }) => _id === post.projectId),
          ),
        )
        return { items: rows, nextCursor: page.nextCursor }
      },
    }),
    route({
      operation: contract.createProgressPost,
      load: ({ body }) => charityProjects.get(body.projectId),
      allow: mayRunCampaigns,
      audit: { action: 'progress.draft', subject: (project, post) => post?.id ?? `of ${project._id}` },
      run: async ({ body, actor, context }, project) => {
        await requireParts(project, body, 'body')
        const post = await progress.insert({
          _id: derivedId('pst', context.idempotencySeed ?? ''),
          ...body,
          charityId: project.charityId,
          state: 'draft',
          publishedAt: null,
          corrections: [],
          rev: 0,
          createdAt: clock.now(),
          createdBy: actorId(actor),
          history: [],
          outbox: [],
        })
        return presentProgressRow(post, project)
      },
    }),
    route({
      operation: contract.updateProgressPost,
      load: ({ params }) => withProject(params.postId),
      allow: mayRunCampaigns,
      audit: { action: 'progress.update', subject: ({ post }) => post._id },
      run: async ({ body }, { post, project }) => {
        mustBe(post, 'draft')
        const { projectId, ...fields } = body.post
        if (projectId !== post.projectId)
          throw new AppError('invalid_input', { issues: [{ path: 'body.post.projectId', message: '进展不能换到别的项目，请新写一条' }] })
        await requireParts(project, fields, 'body.post')
        return answer(await progress.updateDraft(post._id, body.rev, fields), project)
      },
    }),
    route({
      operation: contract.publishProgressPost,
      load: ({ params }) => withProject(params.postId),
      allow: mayRunCampaigns,
      audit: { action: 'progress.publish', subject: ({ post }) => post._id },
      run: async ({ body, actor }, { post, project }) => {
        mustBe(post, 'draft')
        if (!(await campaigns.ofProjects([project._id])).some(isPublic))
          throw new AppError('wrong_state', { detail: '这个项目还没有发布过募捐活动，居民看不到它的页面' })
        return answer(await progress.publish(post, body.rev, actorId(actor), clock.now()), project)
      },
    }),
    route({
      operation: contract.correctProgressPost,
      load: ({ params }) => withProject(params.postId),
      allow: mayRunCampaigns,
      audit: { action: 'progress.correct', subject: ({ post }) => post._id },
      run: async ({ body, actor }, { post, project }) => {
        mustBe(post, 'published')
        return answer(await progress.correct(post, body.rev, body, actorId(actor), clock.now()), project)
      },
    }),
  ]
}
