import { donationContract as contract } from '@minsheng/shared/contracts/donation'
import { AppError } from '@minsheng/shared/errors'
import { type Clock, shanghaiDate } from '@minsheng/shared/units/clock'
import { actorId } from '../../../platform/auth/actor.ts'
import { derivedId } from '../../../platform/crypto/id.ts'
import { decodeCursor, toPage } from '../../../platform/db/cursor.ts'
import { type Route, route } from '../../../platform/http/route.ts'
import { charityScope, mayReadDesk, mayRunCampaigns } from '../access.ts'
import { isPublic } from '../campaign/domain.ts'
import type { CampaignStore } from '../campaign/store.ts'
import type { CharityStore } from '../charity/store.ts'
import type { ProgressStore } from '../progress/store.ts'
import { changeIssues, milestonesOf } from './domain.ts'
import { presentCharityProject } from './present.ts'
import type { CharityProjectDocument, CharityProjectStore } from './store.ts'

interface CharityProjectParts {
  charityProjects: CharityProjectStore
  campaigns: CampaignStore
  charities: CharityStore
  progress: ProgressStore
  clock: Clock
}

export function charityProjectRoutes({ charityProjects, campaigns, charities, progress, clock }: CharityProjectParts): Route[] {
  async function present(found: readonly CharityProjectDocument[]) {
    const ids = found.map(({ _id }) => _id)
    const [owners, raising, done] = await Promise.all([
      charities.many([...new Set(found.map(({ charityId }) => charityId))]),
      campaigns.ofProjects(ids),
      progress.milestonesDone(ids),
    ])
    return found.map((project) =>
      presentCharityProject(project, {
        charityName: owners.find(({ _id }) => _id === project.charityId)?.name ?? '',
        milestones: milestonesOf(project.milestones, done),
        campaigns: raising.filter(({ projectId }) => projectId === project._id).map(({ _id, title }) => ({ id: _id, title })),
      }),
    )
  }
  async function presentOne(project: CharityProjectDocument) {
    const [one] = await present([project])
    if (!one) throw new Error('one project presents as one')
    return one
  }

  return [
    route({
      operation: contract.listCharityProjects,
      load: ({ actor }) => charityScope(actor),
      allow: mayReadDesk,
      audit: { none: 'reading a list that holds no personal data' },
      run: async ({ query }, scope) => {
        const page = toPage(await charityProjects.list(scope, query, decodeCursor(query.cursor), query.limit), query.limit)
        return { items: await present(page.rows), nextCursor: page.nextCursor }
      },
    }),
    route({
      operation: contract.createCharityProject,
      load: async ({ body }) => {
        const charity = await charities.get(body.charityId)
        return charity && { charityId: charity._id }
      },
      allow: mayRunCampaigns,
      audit: { action: 'project.create', subject: (_, project) => project?.id ?? 'new' },
      run: async ({ body, context }) =>
        presentOne(
          await charityProjects.insert({
            _id: derivedId('prj', context.idempotencySeed ?? ''),
            ...body,
            state: 'open',
            endedOn: null,
            rev: 0,
            createdAt: clock.now(),
            history: [],
          }),
        ),
    }),
    route({
      operation: contract.updateCharityProject,
      load: ({ params }) => charityProjects.get(params.projectId),
      allow: mayRunCampaigns,
      audit: { action: 'project.update', subject: (project) => project._id },
      run: async ({ body, actor }, project) => {
        if (project.state === 'closed') throw new AppError('wrong_state', { detail: '项目已经结束，不能再改' })
        const isTold = (await campaigns.ofProjects([project._id])).some(isPublic)
        const issues = changeIssues(project, body.project, isTold)
        if (issues.length > 0) throw new AppError('invalid_input', { issues })
        const updated = await charityProjects.update(project._id, body.rev, body.project, actorId(actor), clock.now())
        if (!updated) throw new AppError('conflict')
        return presentOne(updated)
      },
    }),
    route({
      operation: contract.closeCharityProject,
      load: ({ params }) => charityProjects.get(params.projectId),
      allow: mayRunCampaigns,
      audit: { action: 'project.close', subject: (project) => project._id },
      run: async ({ body, actor }, project) => {
        if (project.state === 'closed') throw new AppError('wrong_state')
        const today = shanghaiDate(clock.now())
        const raising = (await campaigns.ofProjects([project._id])).filter(({ state }) => state === 'published' || state === 'in_review')
        if (raising.length > 0)
          throw new AppError('wrong_state', { detail: `请先结束它的募捐活动：${raising.map(({ title }) => title).join('、')}` })
        if (today < project.startsOn) throw new AppError('wrong_state', { detail: '项目还没有开始，不能结束' })
        const closed = await charityProjects.close(project._id, body.rev, today, actorId(actor), clock.now())
        if (!closed) throw new AppError('conflict')
        return presentOne(closed)
      },
    }),
  ]
}
