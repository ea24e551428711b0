import type { DisclosureDuty, DisclosureReport, PublicReport } from '@minsheng/shared/contracts/donation'
import { daysBetween } from '@minsheng/shared/units/calendar'
import { pictureUrl } from '../picture/present.ts'
import { lawWords, notYetReason, urgencyOf } from './domain.ts'
import type { DutyOf } from './duties.ts'
import type { PublishedReport, ReportDocument } from './store.ts'

/** Where an attached PDF is served. */
export const reportFileUrl = (id: string | null) => (id === null ? null : `/api/v1/report-files/${id}`)

const shown = (report: ReportDocument) => ({
  id: report._id,
  kind: report.kind,
  subjectId: report.subjectId,
  subjectName: report.subjectName,
  charityName: report.charityName,
  periodFrom: report.periodFrom,
  periodTo: report.periodTo,
  dueOn: report.dueOn,
  text: report.text,
  figures: { ...report.figures, asOf: report.figures.asOf.toISOString() },
  pictures: report.pictureIds.flatMap((id) => pictureUrl(id) ?? []),
  fileUrl: reportFileUrl(report.fileId),
  corrections: report.corrections.map(({ at, text, note }) => ({ at: at.toISOString(), text, note })),
  late: report.late,
})

export const presentPublicReport = (report: PublishedReport): PublicReport => ({ ...shown(report), publishedOn: report.publishedOn })

export function presentReport(report: ReportDocument): DisclosureReport {
  return {
    ...shown(report),
    pictureIds: report.pictureIds,
    fileId: report.fileId,
    charityId: report.charityId,
    state: report.state,
    publishedOn: report.publishedOn,
    rev: report.rev,
    createdAt: report.createdAt.toISOString(),
  }
}

export function presentDuty({ duty, name, charity }: DutyOf, today: string, draftId: string | null): DisclosureDuty {
  return {
    kind: duty.kind,
    subjectId: duty.subjectId,
    subjectName: name,
    charityId: charity._id,
    charityName: charity.name,
    periodFrom: duty.periodFrom,
    periodTo: duty.periodTo,
    dueOn: duty.dueOn,
    daysLeft: daysBetween(today, duty.dueOn),
    urgency: urgencyOf(duty, today),
    lawWords: lawWords(duty.kind, today),
    notYet: notYetReason(duty, today),
    draftId,
  }
}
