import type { DisclosureKind } from '@minsheng/shared/contracts/donation'
import { AppError, type FieldIssue } from '@minsheng/shared/errors'
import { type Clock, shanghaiDate } from '@minsheng/shared/units/clock'
import { derivedId } from '../../../platform/crypto/id.ts'
import type { CampaignStore } from '../campaign/store.ts'
import type { CharityStore } from '../charity/store.ts'
import type { CharityProjectStore } from '../charity-project/store.ts'
import type { PictureStore } from '../picture/store.ts'
import { isOverdue, notYetReason, periodTold } from './domain.ts'
import type { Duties, DutyOf } from './duties.ts'
import type { ReportFileStore } from './file/store.ts'
import type { PauseWatch } from './pause/watch.ts'
import type { ReportDocument, ReportStore } from './store.ts'

interface Written {
  text: string
  pictureIds: string[]
  fileId: string | null
}

export type ReportWriting = ReturnType<typeof createReportWriting>

/** Reports from their first word to their publishing; whether there is something to tell is asked of the calendar each time. */
export function createReportWriting(parts: {
  reports: ReportStore
  duties: Duties
  watch: PauseWatch
  campaigns: CampaignStore
  charityProjects: CharityProjectStore
  charities: CharityStore
  pictures: PictureStore
  files: ReportFileStore
  clock: Clock
}) {
  const { reports, duties, watch, campaigns, charityProjects, charities, pictures, files, clock } = parts
  const today = () => shanghaiDate(clock.now())

  async function requireParts({ pictureIds, fileId }: Written, charityId: string): Promise<void> {
    const there = await Promise.all(pictureIds.map((id) => pictures.get(id)))
    const issues: FieldIssue[] = [
      ...(there.includes(null) ? [{ path: 'body.pictureIds', message: '有图片没有上传成功，请重新上传' }] : []),
      ...(fileId !== null && !(await files.isOf(fileId, charityId))
        ? [{ path: 'body.fileId', message: '附件没有上传成功，请重新上传' }]
        : []),
    ]
    if (issues.length > 0) throw new AppError('invalid_input', { issues })
  }

  async function openDuty(charityId: string, of: { kind: DisclosureKind; subjectId: string }): Promise<DutyOf> {
    const found = (await duties.all(charityId)).find(({ duty }) => duty.kind === of.kind && duty.subjectId === of.subjectId)
    if (!found) throw new AppError('wrong_state', { detail: '这一项现在不需要公布，或已经公布过' })
    const notYet = notYetReason(found.duty, today())
    if (notYet) throw new AppError('wrong_state', { detail: notYet })
    return found
  }
  async function sealed({ duty, campaignIds }: DutyOf) {
    const period = periodTold(duty, today())
    return { ...period, dueOn: duty.dueOn, figures: await reports.figures(campaignIds, period.periodFrom, period.periodTo, clock.now()) }
  }

  return {
    /** The campaign, project or charity a report is to be about. */
    async subject(id: string): Promise<{ id: string; charityId: string } | null> {
      const found = (await campaigns.get(id)) ?? (await charityProjects.get(id))
      if (found) return { id, charityId: found.charityId }
      return (await charities.get(id)) ? { id, charityId: id } : null
    },
    /** @throws AppError `wrong_state` when nothing is to be told | `already_exists` when it is being written */
    async begin(
      charityId: string,
      { kind, subjectId, ...written }: Written & { kind: DisclosureKind; subjectId: string },
      by: string,
      seed: string,
    ): Promise<ReportDocument> {
      const of = await openDuty(charityId, { kind, subjectId })
      await requireParts(written, charityId)
      const report = await reports.insert({
        _id: derivedId('rpt', seed),
        kind,
        subjectId,
        subjectName: of.name,
        charityId,
        charityName: of.charity.name,
        ...written,
        state: 'draft',
        ...(await sealed(of)),
        publishedOn: null,
        publishedAt: null,
        late: false,
        corrections: [],
        rev: 0,
        createdAt: clock.now(),
        createdBy: by,
        history: [],
      })
      if (!report) throw new AppError('already_exists', { detail: '这份报告已经有人在写，请打开草稿接着写' })
      return report
    },
    async update(report: ReportDocument, { rev, ...written }: Written & { rev: number }): Promise<ReportDocument> {
      if (report.state !== 'draft') throw new AppError('wrong_state', { detail: '已经公布的报告不能直接修改，请用“更正”' })
      await requireParts(written, report.charityId)
      // The figures grow while it is being written; what is published has those of its moment.
      const updated = await reports.updateDraft(report._id, rev, {
        ...written,
        ...(await sealed(await openDuty(report.charityId, report))),
      })
      if (!updated) throw new AppError('conflict')
      return updated
    },
    /** Publishes with the figures of the moment; late is late, and stays on record. */
    async publish(report: ReportDocument, rev: number, by: string): Promise<ReportDocument> {
      if (report.state !== 'draft') throw new AppError('wrong_state', { detail: '这份报告已经公布' })
      const of = await openDuty(report.charityId, report)
      const seal = { ...(await sealed(of)), publishedOn: today(), publishedAt: clock.now(), late: isOverdue(of.duty, today()) }
      const published = await reports.publish(report._id, rev, seal, by)
      if (!published) throw new AppError('conflict')
      await watch.lookAt(report.charityId)
      return published
    },
  }
}
