import { donationContract as contract } from '@minsheng/shared/contracts/donation'
import { AppError } from '@minsheng/shared/errors'
import { type Clock, shanghaiDate } from '@minsheng/shared/units/clock'
import { actorId } from '../../../platform/auth/actor.ts'
import { decodeCursor, toPage } from '../../../platform/db/cursor.ts'
import { type Route, route } from '../../../platform/http/route.ts'
import { charityScope, inScope, mayPublishReports, mayReadDesk, mayReadPublic, mayRunCampaigns } from '../access.ts'
import { isPublic } from '../campaign/domain.ts'
import type { CampaignStore } from '../campaign/store.ts'
import type { CharityStore } from '../charity/store.ts'
import { presentPublicChanges } from '../review/present.ts'
import { lawWords, pauseReason } from './domain.ts'
import type { Duties } from './duties.ts'
import { presentDuty, presentPublicReport, presentReport } from './present.ts'
import type { ReportStore } from './store.ts'
import type { ReportWriting } from './writing.ts'

interface DisclosureParts {
  reports: ReportStore
  duties: Duties
  writing: ReportWriting
  campaigns: CampaignStore
  charities: CharityStore
  clock: Clock
}

export function disclosureRoutes({ reports, duties, writing, campaigns, charities, clock }: DisclosureParts): Route[] {
  const today = () => shanghaiDate(clock.now())

  return [
    route({
      operation: contract.listDisclosures,
      load: async ({ params }) => {
        const campaign = await campaigns.get(params.projectId)
        const charity = campaign && isPublic(campaign) ? await charities.get(campaign.charityId) : null
        return campaign && charity ? { campaign, charity } : null
      },
      allow: mayReadPublic,
      audit: { none: 'public list' },
      run: async ({ query }, { campaign, charity }) => {
        const subjects = [campaign._id, ...(campaign.projectId === null ? [] : [campaign.projectId]), charity._id]
        const [found, bearing] = await Promise.all([
          reports.published(subjects, decodeCursor(query.cursor), query.limit),
          duties.bearing([campaign], new Map([[charity._id, charity]])),
        ])
        const page = toPage(found, query.limit, ({ publishedAt }) => publishedAt)
        const open = bearing.get(campaign._id)?.open ?? []
        return {
          items: page.rows.map(presentPublicReport),
          nextCursor: page.nextCursor,
          projectTitle: campaign.title,
          charityName: charity.name,
          rules: [...new Set(open.map(({ kind }) => lawWords(kind, today())))],
          overdue: pauseReason(open, today()),
          changes: presentPublicChanges(campaign.changes),
        }
      },
    }),
    route({
      operation: contract.listDuties,
      load: ({ actor, query }) => {
        const scope = charityScope(actor)
        if (!scope) return null
        const charityId = query.charityId ?? (scope.all ? null : scope.charityId)
        return charityId === null || inScope(actor, charityId) ? { charityId } : null
      },
      allow: mayReadDesk,
      audit: { none: 'reading a list that holds no personal data' },
      run: async (_, { charityId }) => {
        const found = await duties.all(charityId)
        const drafts = await reports.drafts(found.map(({ duty }) => duty.subjectId))
        const draftOf = ({ kind, subjectId }: { kind: string; subjectId: string }) =>
          drafts.find((draft) => draft.kind === kind && draft.subjectId === subjectId)?._id ?? null
        const items = found
          .map((of) => presentDuty(of, today(), draftOf(of.duty)))
          .sort((a, b) => a.dueOn.localeCompare(b.dueOn) || a.subjectName.localeCompare(b.subjectName, 'zh'))
        return { items, today: today() }
      },
    }),
    route({
      operation: contract.listReports,
      load: ({ actor }) => charityScope(actor),
      allow: mayReadDesk,
      audit: { none: 'reading a list that holds no personal data' },
      run: async ({ query }, scope) => {
        const page = toPage(await reports.list(scope, query, decodeCursor(query.cursor), query.limit), query.limit)
        return { items: page.rows.map(presentReport), nextCursor: page.nextCursor }
      },
    }),
    route({
      operation: contract.createReport,
      load: ({ body }) => writing.subject(body.subjectId),
      allow: mayRunCampaigns,
      audit: { action: 'report.draft', subject: (of, report) => report?.id ?? `of ${of.id}` },
      run: async ({ body, actor, context }, of) =>
        presentReport(await writing.begin(of.charityId, body, actorId(actor), context.idempotencySeed ?? '')),
    }),
    route({
      operation: contract.updateReport,
      load: ({ params }) => reports.get(params.reportId),
      allow: mayRunCampaigns,
      audit: { action: 'report.update', subject: (report) => report._id },
      run: async ({ body }, report) => presentReport(await writing.update(report, body)),
    }),
    route({
      operation: contract.publishReport,
      load: ({ params }) => reports.get(params.reportId),
      allow: mayPublishReports,
      audit: { action: 'report.publish', subject: (report) => report._id },
      run: async ({ body, actor }, report) => presentReport(await writing.publish(report, body.rev, actorId(actor))),
    }),
    route({
      operation: contract.correctReport,
      load: ({ params }) => reports.get(params.reportId),
      allow: mayPublishReports,
      audit: { action: 'report.correct', subject: (report) => report._id },
      run: async ({ body, actor }, report) => {
        if (report.state !== 'published') throw new AppError('wrong_state', { detail: '草稿还没有公布，请直接修改' })
        if (body.text === report.text)
          throw new AppError('invalid_input', { issues: [{ path: 'body.text', message: '和原来的文字一样，没有更正' }] })
        const corrected = await reports.correct(report, body.rev, body, actorId(actor), clock.now())
        if (!corrected) throw new AppError('conflict')
        return presentReport(corrected)
      },
    }),
  ]
}
