import * as z from 'zod'
import { calendarDate, fen, file, id, instant, json, operation, page, pageQuery, raw } from '../operation.ts'
import { decisionInput, shortText, tagDesk, tagResident, withRev } from './terms.ts'

/** 增值税发票, 收据, 银行回单, 签收单, 其他. */
export const voucherKind = z.enum(['vat_invoice', 'receipt', 'bank_slip', 'delivery_note', 'other'])

/**
 * `requested`: waits for a second person. `approved`: posted, the money is spent. `rejected`: never posted. `reversed`: posted
 * by mistake and posted back, by two people as well; both postings stay.
 */
export const disbursementState = z.enum(['requested', 'approved', 'rejected', 'reversed'])

const voucherFields = {
  kind: voucherKind,
  /** Who made it out, as printed on it. */
  issuer: shortText(60),
  number: shortText(60),
  date: calendarDate.nullable(),
  /** Of an uploaded file. */
  fileId: id,
}

export const voucher = z.strictObject({
  ...voucherFields,
  /** SHA-256 of the file as it was uploaded, hex. */
  sha256: z.string(),
  contentType: z.string(),
  bytes: z.number().int(),
})

export type Voucher = z.output<typeof voucher>

export const disbursementFields = z.strictObject({
  campaignId: id,
  /** One of the campaign's budget lines. */
  budgetLabel: shortText(30),
  /** What it was spent on, in words for everyone. */
  purpose: shortText(80),
  /** Who was paid, as everyone may read it. */
  payee: shortText(60),
  spentOn: calendarDate,
  amountFen: z.number('请填写金额').int('金额最多到分').min(1, '至少 0.01 元').max(100_000_000_00, '单笔最多 1 亿元'),
  vouchers: z.array(z.strictObject(voucherFields)).min(1, '请至少上传一份凭证').max(10, '一笔支出最多 10 份凭证'),
  /** A picture of a voucher with everything private covered, for donors to see; null for none. */
  publicPictureId: id.nullable(),
})

export type DisbursementFields = z.output<typeof disbursementFields>

/** Taking a posted spending back: asked for by finance, decided by the owner. */
export const reversal = z.strictObject({
  reason: z.string(),
  requestedAt: instant,
  requestedByYou: z.boolean(),
  decidedAt: instant.nullable(),
  approved: z.boolean().nullable(),
  decisionNote: z.string().nullable(),
})

export const disbursementRow = z.strictObject({
  id,
  charityId: id,
  charityName: z.string(),
  campaignId: id,
  projectTitle: z.string(),
  budgetLabel: z.string(),
  purpose: z.string(),
  payee: z.string(),
  spentOn: calendarDate,
  amountFen: fen,
  voucherCount: z.number().int(),
  state: disbursementState,
  /** A posted spending waits for the owner's word on taking it back. */
  reversalWaits: z.boolean(),
  requestedAt: instant,
  postedAt: instant.nullable(),
  requestedByYou: z.boolean(),
  rev: z.number().int(),
})

export type DisbursementRow = z.output<typeof disbursementRow>

export const disbursement = z.strictObject({
  ...disbursementRow.shape,
  vouchers: z.array(voucher),
  publicPictureId: id.nullable(),
  publicPictureUrl: z.string().nullable(),
  decidedAt: instant.nullable(),
  decisionNote: z.string().nullable(),
  reversal: reversal.nullable(),
})

export type Disbursement = z.output<typeof disbursement>

/** What a campaign's money did, for the desk that spends it. */
export const campaignFunds = z.strictObject({
  campaignId: id,
  raisedFen: fen,
  /** Given for the campaign and neither spent nor given back. */
  leftFen: fen,
  /** Of what is left, asked for by requests that wait. */
  requestedFen: fen,
  /** In the charity's bank account by the books, for all its campaigns. */
  bankFen: z.number().int(),
  /** With WeChat and not yet settled, for all its campaigns. */
  unsettledFen: z.number().int(),
  lines: z.array(z.strictObject({ label: z.string(), budgetFen: fen, spentFen: fen })),
})

export type CampaignFunds = z.output<typeof campaignFunds>

/** One spending as everyone reads it. */
export const spendingItem = z.strictObject({
  id,
  budgetLabel: z.string(),
  purpose: z.string(),
  payee: z.string(),
  spentOn: calendarDate,
  amountFen: fen,
  voucherCount: z.number().int(),
  pictureUrl: z.string().nullable(),
  /** Posted by mistake and taken back; the public note says why. */
  reversed: z.strictObject({ on: calendarDate, reason: z.string() }).nullable(),
})

export type SpendingItem = z.output<typeof spendingItem>

/** Where the money of a project went, in sums. */
export const projectSpending = z.strictObject({
  spentFen: fen,
  /** Neither spent, given back, nor handed on. */
  leftFen: fen,
  /** Handed on to another project after the end (结余), and taken over from one. */
  surplusOutFen: fen,
  surplusInFen: fen,
  spendingCount: z.number().int(),
  lines: z.array(z.strictObject({ label: z.string(), budgetFen: fen, spentFen: fen })),
  /** Surplus handed on or taken over, each with its public note. */
  surpluses: z.array(
    z.strictObject({ direction: z.enum(['out', 'in']), otherTitle: z.string(), amountFen: fen, on: calendarDate, note: z.string() }),
  ),
})

export type ProjectSpending = z.output<typeof projectSpending>

const disbursementParams = z.strictObject({ disbursementId: id })

export const spendingContract = {
  listSpending: operation({
    method: 'GET',
    path: '/api/v1/projects/:projectId/spending',
    summary: '项目的支出明细（公开）',
    tag: tagResident,
    audience: 'public',
    params: z.strictObject({ projectId: id }),
    query: z.strictObject({ ...pageQuery }),
    status: 200,
    response: json(page(spendingItem)),
    errors: ['not_found'],
    idempotency: 'natural',
  }),
  uploadVoucher: operation({
    method: 'POST',
    path: '/api/v1/admin/voucher-files',
    summary: '上传凭证文件（PDF、JPEG、PNG，10 MB 以内），返回编号',
    tag: tagDesk,
    audience: 'staff',
    body: raw(['application/pdf', 'image/jpeg', 'image/png'], 10 * 1024 * 1024),
    status: 201,
    response: json(z.strictObject({ id, sha256: z.string(), contentType: z.string(), bytes: z.number().int() })),
    errors: ['forbidden', 'already_exists', 'body_too_large', 'unsupported_media_type'],
    idempotency: 'key',
  }),
  getCampaignFunds: operation({
    method: 'GET',
    path: '/api/v1/admin/campaigns/:campaignId/funds',
    summary: '一个项目还能用多少、各项预算用了多少',
    tag: tagDesk,
    audience: 'staff',
    params: z.strictObject({ campaignId: id }),
    status: 200,
    response: json(campaignFunds),
    errors: ['not_found'],
    idempotency: 'natural',
  }),
  listDisbursements: operation({
    method: 'GET',
    path: '/api/v1/admin/disbursements',
    summary: '支出（筛选）',
    tag: tagDesk,
    audience: 'staff',
    query: z.strictObject({ ...pageQuery, charityId: id.optional(), campaignId: id.optional(), state: disbursementState.optional() }),
    status: 200,
    response: json(page(disbursementRow)),
    errors: ['forbidden'],
    idempotency: 'natural',
  }),
  getDisbursement: operation({
    method: 'GET',
    path: '/api/v1/admin/disbursements/:disbursementId',
    summary: '一笔支出与凭证',
    tag: tagDesk,
    audience: 'staff',
    params: disbursementParams,
    status: 200,
    response: json(disbursement),
    errors: ['not_found'],
    idempotency: 'natural',
  }),
  requestDisbursement: operation({
    method: 'POST',
    path: '/api/v1/admin/disbursements',
    summary: '申请支出（财务提出，另一人审批）',
    tag: tagDesk,
    audience: 'staff',
    body: json(disbursementFields),
    status: 201,
    response: json(disbursement),
    errors: ['invalid_input', 'forbidden', 'already_exists', 'wrong_state'],
    idempotency: 'key',
  }),
  decideDisbursement: operation({
    method: 'POST',
    path: '/api/v1/admin/disbursements/:disbursementId/decisions',
    summary: '审批支出（负责人，不能审批自己提出的）',
    tag: tagDesk,
    audience: 'staff',
    params: disbursementParams,
    body: json(decisionInput),
    status: 201,
    response: json(disbursement),
    errors: ['forbidden', 'not_found', 'conflict', 'wrong_state'],
    idempotency: 'natural',
  }),
  requestReversal: operation({
    method: 'POST',
    path: '/api/v1/admin/disbursements/:disbursementId/reversals',
    summary: '申请冲正一笔记错的支出（财务提出，另一人审批）',
    tag: tagDesk,
    audience: 'staff',
    params: disbursementParams,
    body: json(z.strictObject({ ...withRev.shape, reason: shortText(80) })),
    status: 201,
    response: json(disbursement),
    errors: ['not_found', 'conflict', 'wrong_state'],
    idempotency: 'key',
  }),
  decideReversal: operation({
    method: 'POST',
    path: '/api/v1/admin/disbursements/:disbursementId/reversal-decisions',
    summary: '审批冲正（负责人，不能审批自己提出的）',
    tag: tagDesk,
    audience: 'staff',
    params: disbursementParams,
    body: json(decisionInput),
    status: 201,
    response: json(disbursement),
    errors: ['forbidden', 'not_found', 'conflict', 'wrong_state'],
    idempotency: 'natural',
  }),
  changeSpendingPicture: operation({
    method: 'PUT',
    path: '/api/v1/admin/disbursements/:disbursementId/public-picture',
    summary: '更换或撤下给捐赠人看的凭证图片（已遮去隐私）',
    tag: tagDesk,
    audience: 'staff',
    params: disbursementParams,
    body: json(z.strictObject({ ...withRev.shape, pictureId: id.nullable() })),
    status: 200,
    response: json(disbursement),
    errors: ['invalid_input', 'not_found', 'conflict', 'wrong_state'],
    idempotency: 'natural',
  }),
  readVoucher: operation({
    method: 'GET',
    path: '/api/v1/admin/disbursements/:disbursementId/vouchers/:fileId',
    summary: '查看一份凭证的原件（留有记录）',
    tag: tagDesk,
    audience: 'staff',
    params: z.strictObject({ disbursementId: id, fileId: id }),
    status: 200,
    response: file('application/octet-stream'),
    errors: ['not_found'],
    idempotency: 'natural',
  }),
}
