import * as z from 'zod'
import { id, json, operation } from '../operation.ts'
import { campaign, returnReason } from './campaign.ts'
import { correctedField, refiledField } from './change.ts'
import { shortText, tagDesk, withRev } from './terms.ts'

const campaignParams = z.strictObject({ campaignId: id })
const rev = withRev.shape.rev
const checked = z.literal(true, '请核对这一项')

/** What the bureau looks at before a campaign is published; each has to be answered. */
export const reviewChecklist = z.strictObject({
  /** Registration and certificate are those of the papers. */
  charity: checked,
  /** The plan is complete and says what was filed. */
  plan: checked,
  /** The account is the charity's own. */
  account: checked,
  /** Words and pictures neither exaggerate nor give away a person. */
  words: checked,
})

export const reviewContract = {
  submitCampaign: operation({
    method: 'POST',
    path: '/api/v1/admin/campaigns/:campaignId/submissions',
    summary: '提交募捐活动，由民政局审核',
    tag: tagDesk,
    audience: 'staff',
    params: campaignParams,
    body: json(withRev),
    status: 201,
    response: json(campaign),
    errors: ['invalid_input', 'forbidden', 'not_found', 'conflict', 'wrong_state'],
    idempotency: 'natural',
  }),
  withdrawCampaign: operation({
    method: 'POST',
    path: '/api/v1/admin/campaigns/:campaignId/withdrawals',
    summary: '撤回还没有审核的募捐活动',
    tag: tagDesk,
    audience: 'staff',
    params: campaignParams,
    body: json(withRev),
    status: 201,
    response: json(campaign),
    errors: ['forbidden', 'not_found', 'conflict', 'wrong_state'],
    idempotency: 'natural',
  }),
  decideCampaign: operation({
    method: 'POST',
    path: '/api/v1/admin/campaigns/:campaignId/decisions',
    summary: '审核募捐活动：发布，或说明原因退回（民政局）',
    tag: tagDesk,
    audience: 'staff',
    params: campaignParams,
    body: json(
      z.discriminatedUnion('decision', [
        z.strictObject({
          decision: z.literal('publish'),
          rev,
          checklist: reviewChecklist,
          /** The bureau has seen counsel's written approval; asked for where gifts are taken on the charity's own site. */
          counselConfirmed: z.boolean(),
        }),
        z.strictObject({
          decision: z.literal('return'),
          rev,
          reasons: z.array(returnReason).min(1, '请至少写明一处要修改的内容').max(30),
          note: shortText(300).nullable(),
        }),
      ]),
    ),
    status: 201,
    response: json(campaign),
    errors: ['invalid_input', 'forbidden', 'not_found', 'conflict', 'wrong_state'],
    idempotency: 'natural',
  }),
  confirmCounsel: operation({
    method: 'POST',
    path: '/api/v1/admin/campaigns/:campaignId/counsel-confirmations',
    summary: '核对已发布活动的法律意见（民政局）：审核制度以前发布、自有渠道收款的活动，核对以后才能收款',
    tag: tagDesk,
    audience: 'staff',
    params: campaignParams,
    body: json(
      z.strictObject({
        rev,
        /** Date and file number of counsel's written approval, as on the original. */
        counselApproval: shortText(120),
        original: checked,
      }),
    ),
    status: 201,
    response: json(campaign),
    errors: ['invalid_input', 'forbidden', 'not_found', 'conflict', 'wrong_state'],
    idempotency: 'natural',
  }),
  correctCampaign: operation({
    method: 'POST',
    path: '/api/v1/admin/campaigns/:campaignId/corrections',
    summary: '更正已发布的文字：原文保留，更正说明公开',
    tag: tagDesk,
    audience: 'staff',
    params: campaignParams,
    body: json(z.strictObject({ rev, field: correctedField, text: shortText(4000), note: shortText(200) })),
    status: 201,
    response: json(campaign),
    errors: ['invalid_input', 'forbidden', 'not_found', 'conflict', 'wrong_state'],
    idempotency: 'natural',
  }),
  requestCampaignChange: operation({
    method: 'POST',
    path: '/api/v1/admin/campaigns/:campaignId/changes',
    summary: '申请变更用途（重新备案后，由民政局审核）',
    tag: tagDesk,
    audience: 'staff',
    params: campaignParams,
    body: json(
      z.strictObject({ rev, field: refiledField, text: shortText(500), note: shortText(200), filingNumber: z.string().max(40).nullable() }),
    ),
    status: 201,
    response: json(campaign),
    errors: ['invalid_input', 'forbidden', 'not_found', 'conflict', 'wrong_state'],
    idempotency: 'natural',
  }),
  decideCampaignChange: operation({
    method: 'POST',
    path: '/api/v1/admin/campaigns/:campaignId/changes/:changeId/decisions',
    summary: '审核变更用途（民政局）',
    tag: tagDesk,
    audience: 'staff',
    params: z.strictObject({ campaignId: id, changeId: id }),
    body: json(z.strictObject({ rev, approve: z.boolean(), note: shortText(200) })),
    status: 201,
    response: json(campaign),
    errors: ['invalid_input', 'forbidden', 'not_found', 'conflict', 'wrong_state'],
    idempotency: 'natural',
  }),
}
