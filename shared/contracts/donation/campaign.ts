import * as z from 'zod'
import { calendarDate, fen, file, id, instant, json, operation, page, pageQuery, raw } from '../operation.ts'
import { campaignChange, publicChange } from './change.ts'
import { charityFacts } from './charity.ts'
import { milestone } from './charity-project.ts'
import { projectSpending } from './spending.ts'
import { budgetLine, campaignChannel, campaignState, giftLimits, money, shortText, tagDesk, tagResident, withRev } from './terms.ts'

/** A project as a card. */
export const projectSummary = z.strictObject({
  id,
  title: z.string(),
  purpose: z.string(),
  charityName: z.string(),
  coverUrl: z.string().nullable(),
  channel: campaignChannel,
  goalFen: fen,
  totals: money,
  endsOn: calendarDate,
  acceptsGifts: z.boolean(),
  /** A demonstration: nothing here is real money or a real organisation. */
  demo: z.boolean(),
})

export type ProjectSummary = z.output<typeof projectSummary>

/** Everything 慈善法 25 wants shown, and what the donor wants to know. */
export const project = z.strictObject({
  ...projectSummary.shape,
  story: z.string(),
  beneficiaries: z.string(),
  use: z.string(),
  budget: z.array(budgetLine),
  cost: z.string(),
  surplusPlan: z.string(),
  queryMethod: z.string(),
  area: z.string(),
  leader: z.string(),
  account: z.string(),
  startsOn: calendarDate,
  filingNumber: z.string().nullable(),
  designatedUrl: z.string().nullable(),
  state: campaignState,
  /** Why no gift is taken now, in words; null when gifts are taken. */
  notAcceptingReason: z.string().nullable(),
  charity: charityFacts,
  suggestedAmountsFen: z.array(fen),
  spending: projectSpending,
  /** The undertaking the money is for; several campaigns may raise for one. */
  undertaking: z.strictObject({ id, name: z.string(), milestones: z.array(milestone) }).nullable(),
  /** When the charity must tell what came of it, in words. */
  disclosureWords: z.string(),
  /** What was corrected or changed since it was published, newest first, with the old text. */
  changes: z.array(publicChange),
})

export type Project = z.output<typeof project>

export const campaignFields = z.strictObject({
  charityId: id,
  title: shortText(40),
  purpose: shortText(80),
  story: shortText(4000),
  channel: campaignChannel,
  startsOn: z.iso.date('请选择开始日期'),
  endsOn: z.iso.date('请选择结束日期'),
  area: shortText(60),
  leader: shortText(20),
  account: shortText(120),
  beneficiaries: shortText(200),
  use: shortText(500),
  cost: shortText(200),
  surplusPlan: shortText(200),
  queryMethod: shortText(200),
  filingNumber: z.string().max(40).nullable(),
  designatedUrl: z.url({ protocol: /^https$/, error: '请填写以 https:// 开头的项目网址' }).nullable(),
  /** Date and file number of counsel's approval to take gifts on the charity's own site; null until given. */
  counselApproval: shortText(120).nullable(),
  goalFen: fen.min(100, '目标至少 1 元'),
  budget: z.array(budgetLine).min(1, '请至少填写一项预算').max(20),
  suggestedAmountsFen: z.array(fen.min(giftLimits.minFen).max(giftLimits.maxFen)).min(1, '请填写 1 至 6 个建议金额').max(6),
  coverPictureId: id.nullable(),
  /** The charity project the money is for; chosen before the campaign is handed in. */
  projectId: id.nullable().default(null),
  /** Raised in an emergency: filed afterwards, told every few days. */
  emergency: z.boolean().default(false),
  /** The day the plan was filed. */
  filedOn: calendarDate.nullable().default(null),
})

export type CampaignFields = z.output<typeof campaignFields>
export const campaignInput = campaignFields.superRefine((value, context) => {
  if (value.endsOn < value.startsOn) context.addIssue({ code: 'custom', path: ['endsOn'], message: '结束日期不能早于开始日期' })
  const budgetFen = value.budget.reduce((sum, line) => sum + line.amountFen, 0)
  if (budgetFen !== value.goalFen) context.addIssue({ code: 'custom', path: ['budget'], message: '预算各项之和要等于目标金额' })
  if (value.channel === 'designated' && value.designatedUrl === null)
    context.addIssue({ code: 'custom', path: ['designatedUrl'], message: '请填写指定平台上的项目网址' })
})

const draftText = (max: number) => z.string().trim().max(max, `最多 ${max} 个字`)
/** A date, or '' while there is none yet. */
const draftDate = calendarDate.or(z.literal(''))

/** A campaign being written: whatever is still missing is empty, and told when it is handed in. */
export const campaignDraft = z.strictObject({
  ...campaignFields.shape,
  title: draftText(40),
  purpose: draftText(80),
  story: draftText(4000),
  startsOn: draftDate,
  endsOn: draftDate,
  area: draftText(60),
  leader: draftText(20),
  account: draftText(120),
  beneficiaries: draftText(200),
  use: draftText(500),
  cost: draftText(200),
  surplusPlan: draftText(200),
  queryMethod: draftText(200),
  designatedUrl: z.string().max(300).nullable(),
  counselApproval: draftText(120).nullable(),
  goalFen: fen,
  budget: z.array(z.strictObject({ label: draftText(30), amountFen: fen })).max(20),
  suggestedAmountsFen: z.array(fen.max(giftLimits.maxFen)).max(6),
})

export const campaignField = campaignFields.keyof()

export type CampaignField = z.output<typeof campaignField>

/** One field the bureau found wanting, and why. */
export const returnReason = z.strictObject({ field: campaignField, reason: shortText(200) })

export const campaign = z.strictObject({
  id,
  ...campaignDraft.shape,
  charityName: z.string(),
  state: campaignState,
  totals: money,
  coverUrl: z.string().nullable(),
  projectName: z.string().nullable(),
  submittedAt: instant.nullable(),
  publishedAt: instant.nullable(),
  /** The last day of a campaign ended before its time. */
  closedOn: calendarDate.nullable(),
  /** When the bureau confirmed counsel's approval; without it the own site takes no gift. */
  counselConfirmedAt: instant.nullable(),
  /** Why the bureau gave it back the last time; null when it never did, and once it is handed in again. */
  returned: z.strictObject({ at: instant, note: z.string().nullable(), reasons: z.array(returnReason) }).nullable(),
  changes: z.array(campaignChange),
  /** What should have been told and was not, so that its codes pause; null while all is told. */
  disclosurePause: z.string().nullable(),
  rev: z.number().int(),
  createdAt: instant,
})

export type Campaign = z.output<typeof campaign>

const campaignParams = z.strictObject({ campaignId: id })

export const campaignContract = {
  listProjects: operation({
    method: 'GET',
    path: '/api/v1/projects',
    summary: '正在进行的公益项目',
    tag: tagResident,
    audience: 'public',
    query: z.strictObject({ ...pageQuery }),
    status: 200,
    response: json(page(projectSummary)),
    errors: [],
    idempotency: 'natural',
  }),
  getProject: operation({
    method: 'GET',
    path: '/api/v1/projects/:projectId',
    summary: '项目详情：谁在募、用在哪、筹到多少',
    tag: tagResident,
    audience: 'public',
    params: z.strictObject({ projectId: id }),
    status: 200,
    response: json(project),
    errors: ['not_found'],
    idempotency: 'natural',
  }),
  getPicture: operation({
    method: 'GET',
    path: '/api/v1/pictures/:pictureId',
    summary: '项目图片',
    tag: tagResident,
    audience: 'public',
    params: z.strictObject({ pictureId: id }),
    status: 200,
    response: file('image/*'),
    errors: ['not_found'],
    idempotency: 'natural',
  }),
  listCampaigns: operation({
    method: 'GET',
    path: '/api/v1/admin/campaigns',
    summary: '募捐活动',
    tag: tagDesk,
    audience: 'staff',
    query: z.strictObject({ ...pageQuery, charityId: id.optional(), state: campaignState.optional() }),
    status: 200,
    response: json(page(campaign)),
    errors: ['forbidden'],
    idempotency: 'natural',
  }),
  getCampaign: operation({
    method: 'GET',
    path: '/api/v1/admin/campaigns/:campaignId',
    summary: '一项募捐活动',
    tag: tagDesk,
    audience: 'staff',
    params: campaignParams,
    status: 200,
    response: json(campaign),
    errors: ['forbidden', 'not_found'],
    idempotency: 'natural',
  }),
  createCampaign: operation({
    method: 'POST',
    path: '/api/v1/admin/campaigns',
    summary: '新建募捐活动（草稿，可以不齐）',
    tag: tagDesk,
    audience: 'staff',
    body: json(campaignDraft),
    status: 201,
    response: json(campaign),
    errors: ['forbidden', 'not_found'],
    idempotency: 'key',
  }),
  updateCampaign: operation({
    method: 'PUT',
    path: '/api/v1/admin/campaigns/:campaignId',
    summary: '保存募捐活动（草稿或被退回的）',
    tag: tagDesk,
    audience: 'staff',
    params: campaignParams,
    body: json(z.strictObject({ rev: z.number().int().min(0), campaign: campaignDraft })),
    status: 200,
    response: json(campaign),
    errors: ['forbidden', 'not_found', 'conflict', 'wrong_state'],
    idempotency: 'natural',
  }),
  closeCampaign: operation({
    method: 'POST',
    path: '/api/v1/admin/campaigns/:campaignId/close',
    summary: '结束募捐活动',
    tag: tagDesk,
    audience: 'staff',
    params: campaignParams,
    body: json(withRev),
    status: 200,
    response: json(campaign),
    errors: ['forbidden', 'not_found', 'conflict', 'wrong_state'],
    idempotency: 'natural',
  }),
  uploadPicture: operation({
    method: 'POST',
    path: '/api/v1/admin/pictures',
    summary: '上传图片（JPEG、PNG、WebP,5 MB 以内），返回编号',
    tag: tagDesk,
    audience: 'staff',
    body: raw(['image/jpeg', 'image/png', 'image/webp'], 5 * 1024 * 1024),
    status: 201,
    response: json(z.strictObject({ id, url: z.string() })),
    errors: ['forbidden', 'body_too_large', 'unsupported_media_type'],
    idempotency: 'key',
  }),
}
