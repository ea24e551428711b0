import * as z from 'zod'
import { calendarDate, fen, file, id, instant, json, operation, page, pageQuery, raw } from '../operation.ts'
import { publicChange } from './change.ts'
import { shortText, tagDesk, tagResident, withRev } from './terms.ts'

/** What has to be told: of a campaign and of its project apart, and of the charity once a year. */
export const disclosureKind = z.enum(['campaign_periodic', 'campaign_final', 'project_periodic', 'project_final', 'annual', 'emergency'])

export type DisclosureKind = z.output<typeof disclosureKind>

/** `later`: not within the days of the first reminder. `due`: today is the last day. */
export const dutyUrgency = z.enum(['later', 'soon', 'close', 'due', 'overdue'])

const subject = { kind: disclosureKind, subjectId: id }

/** One thing to be told next, of one campaign, project or charity (the subject). */
export const disclosureDuty = z.strictObject({
  ...subject,
  subjectName: z.string(),
  charityId: id,
  charityName: z.string(),
  periodFrom: calendarDate,
  periodTo: calendarDate,
  dueOn: calendarDate,
  /** Negative when it is overdue. */
  daysLeft: z.number().int(),
  urgency: dutyUrgency,
  /** The rule and where it stands. */
  lawWords: z.string(),
  /** Why it can't be published yet, in words; null when it can. */
  notYet: z.string().nullable(),
  /** The report that is being written for it. */
  draftId: id.nullable(),
})

export type DisclosureDuty = z.output<typeof disclosureDuty>

/** Sums of the ledger in a period, both days included; `leftFen` is what was left at its end. */
export const periodFigures = z.strictObject({
  raisedFen: fen,
  giftCount: z.number().int().min(0),
  returnedFen: fen,
  spentFen: fen,
  leftFen: z.number().int(),
  asOf: instant,
})

export type PeriodFigures = z.output<typeof periodFigures>

const written = {
  text: shortText(8000),
  pictureIds: z.array(id).max(9, '最多 9 张图片'),
  fileId: id.nullable(),
}

/** What stood there before a correction, and why it was corrected. */
const correction = z.strictObject({ at: instant, text: z.string(), note: z.string() })

const report = {
  id,
  ...subject,
  subjectName: z.string(),
  charityName: z.string(),
  periodFrom: calendarDate,
  periodTo: calendarDate,
  dueOn: calendarDate,
  text: z.string(),
  figures: periodFigures,
  pictures: z.array(z.string()),
  fileUrl: z.string().nullable(),
  corrections: z.array(correction),
}

/** A published report as everybody reads it. */
export const publicReport = z.strictObject({ ...report, publishedOn: calendarDate, late: z.boolean() })

export type PublicReport = z.output<typeof publicReport>

export const disclosureReport = z.strictObject({
  ...report,
  ...written,
  charityId: id,
  state: z.enum(['draft', 'published']),
  publishedOn: calendarDate.nullable(),
  late: z.boolean(),
  rev: z.number().int(),
  createdAt: instant,
})

export type DisclosureReport = z.output<typeof disclosureReport>

const reportParams = z.strictObject({ reportId: id })
const rev = withRev.shape.rev

export const disclosureContract = {
  listDisclosures: operation({
    method: 'GET',
    path: '/api/v1/projects/:projectId/disclosures',
    summary: '信息公开：一个项目公布过的报告和更正',
    tag: tagResident,
    audience: 'public',
    params: z.strictObject({ projectId: id }),
    query: z.strictObject({ ...pageQuery }),
    status: 200,
    response: json(
      z.strictObject({
        ...page(publicReport).shape,
        projectTitle: z.string(),
        charityName: z.string(),
        /** When what has to be told, in words. */
        rules: z.array(z.string()),
        /** What should have been told and was not; null while all is told. */
        overdue: z.string().nullable(),
        changes: z.array(publicChange),
      }),
    ),
    errors: ['not_found'],
    idempotency: 'natural',
  }),
  getReportFile: operation({
    method: 'GET',
    path: '/api/v1/report-files/:fileId',
    summary: '报告附件（PDF）',
    tag: tagResident,
    audience: 'public',
    params: z.strictObject({ fileId: id }),
    status: 200,
    response: file('application/pdf'),
    errors: ['not_found'],
    idempotency: 'natural',
  }),
  listDuties: operation({
    method: 'GET',
    path: '/api/v1/admin/disclosure-duties',
    summary: '信息公开日历：接下来要公布什么，哪天以前',
    tag: tagDesk,
    audience: 'staff',
    query: z.strictObject({ charityId: id.optional() }),
    status: 200,
    response: json(z.strictObject({ items: z.array(disclosureDuty), today: calendarDate })),
    errors: ['forbidden'],
    idempotency: 'natural',
  }),
  listReports: operation({
    method: 'GET',
    path: '/api/v1/admin/disclosure-reports',
    summary: '信息公开报告（草稿和已公布）',
    tag: tagDesk,
    audience: 'staff',
    query: z.strictObject({ ...pageQuery, charityId: id.optional(), state: disclosureReport.shape.state.optional() }),
    status: 200,
    response: json(page(disclosureReport)),
    errors: ['forbidden'],
    idempotency: 'natural',
  }),
  createReport: operation({
    method: 'POST',
    path: '/api/v1/admin/disclosure-reports',
    summary: '开始写一份报告，数字由账本带出',
    tag: tagDesk,
    audience: 'staff',
    body: json(z.strictObject({ ...subject, ...written })),
    status: 201,
    response: json(disclosureReport),
    errors: ['invalid_input', 'forbidden', 'not_found', 'already_exists', 'wrong_state'],
    idempotency: 'key',
  }),
  updateReport: operation({
    method: 'PUT',
    path: '/api/v1/admin/disclosure-reports/:reportId',
    summary: '修改报告（仅草稿）',
    tag: tagDesk,
    audience: 'staff',
    params: reportParams,
    body: json(z.strictObject({ rev, ...written })),
    status: 200,
    response: json(disclosureReport),
    errors: ['invalid_input', 'forbidden', 'not_found', 'conflict', 'wrong_state'],
    idempotency: 'natural',
  }),
  publishReport: operation({
    method: 'POST',
    path: '/api/v1/admin/disclosure-reports/:reportId/publish',
    summary: '公布报告（负责人）；迟了也公布，并记下迟到',
    tag: tagDesk,
    audience: 'staff',
    params: reportParams,
    body: json(withRev),
    status: 200,
    response: json(disclosureReport),
    errors: ['forbidden', 'not_found', 'conflict', 'wrong_state'],
    idempotency: 'natural',
  }),
  correctReport: operation({
    method: 'POST',
    path: '/api/v1/admin/disclosure-reports/:reportId/corrections',
    summary: '更正已公布的报告：原文保留，更正说明公开（负责人）',
    tag: tagDesk,
    audience: 'staff',
    params: reportParams,
    body: json(z.strictObject({ rev, text: shortText(8000), note: shortText(200) })),
    status: 201,
    response: json(disclosureReport),
    errors: ['forbidden', 'not_found', 'conflict', 'wrong_state'],
    idempotency: 'natural',
  }),
  readReportFile: operation({
    method: 'GET',
    path: '/api/v1/admin/report-files/:fileId',
    summary: '看报告的附件（PDF），公布以前也可以',
    tag: tagDesk,
    audience: 'staff',
    params: z.strictObject({ fileId: id }),
    status: 200,
    response: file('application/pdf'),
    errors: ['not_found'],
    idempotency: 'natural',
  }),
  uploadReportFile: operation({
    method: 'POST',
    path: '/api/v1/admin/report-files',
    summary: '上传报告附件（PDF，10 MB 以内），返回编号',
    tag: tagDesk,
    audience: 'staff',
    body: raw(['application/pdf'], 10 * 1024 * 1024),
    status: 201,
    response: json(z.strictObject({ id })),
    errors: ['forbidden', 'body_too_large', 'unsupported_media_type'],
    idempotency: 'key',
  }),
}
