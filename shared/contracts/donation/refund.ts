import * as z from 'zod'
import { calendarDate, empty, fen, id, instant, json, operation, page, pageQuery, raw } from '../operation.ts'
import { decisionInput, giftLimits, shortText, tagDesk, tagResident } from './terms.ts'

/** `undo`: the donor took the gift back within ten minutes. `charity`: asked for and approved by two people of the charity. */
export const refundKind = z.enum(['undo', 'charity'])

/** `wechat`: back the way it came. `bank`: by bank transfer, for gifts WeChat Pay no longer gives back. */
export const refundRoute = z.enum(['wechat', 'bank'])

/**
 * `requested`: waits for a second person. `accepted`: booked, not yet with WeChat Pay (or waiting for the bank transfer).
 * `processing`: WeChat Pay is at it. `abnormal`: WeChat Pay could not reach the payer's account. `closed`: WeChat Pay gave
 * up or the charity took its word back before the transfer; the money is the project's again. `succeeded`, `rejected`: the end.
 */
export const refundState = z.enum(['requested', 'accepted', 'processing', 'succeeded', 'closed', 'abnormal', 'rejected'])

export const refund = z.strictObject({
  id,
  giftId: id,
  amountFen: fen,
  kind: refundKind,
  route: refundRoute,
  state: refundState,
  requestedAt: instant,
  settledAt: instant.nullable(),
})

export type Refund = z.output<typeof refund>

export const refundRow = z.strictObject({
  ...refund.shape,
  charityId: id,
  charityName: z.string(),
  projectTitle: z.string(),
  donorLabel: z.string(),
  giftAmountFen: fen,
  giftPaidAt: instant,
  /** Why, as the one who asked wrote it; null for an undo. */
  reason: z.string().nullable(),
  /** The reader asked for it, so that somebody else has to decide. */
  requestedByYou: z.boolean(),
  decidedAt: instant.nullable(),
  decisionNote: z.string().nullable(),
  /** Why it does not move on, in words; null while all goes its way. */
  hold: z.string().nullable(),
  paidOn: calendarDate.nullable(),
  voucherNumber: z.string().nullable(),
  /** Taking back an accepted refund before its bank transfer, or one that WeChat Pay refuses: asked for by finance, decided by the owner. */
  withdrawal: z
    .strictObject({
      reason: z.string(),
      requestedAt: instant,
      requestedByYou: z.boolean(),
      approved: z.boolean().nullable(),
      decisionNote: z.string().nullable(),
    })
    .nullable(),
  rev: z.number().int(),
})

export type RefundRow = z.output<typeof refundRow>

const giftParams = z.strictObject({ giftId: id })
const refundParams = z.strictObject({ refundId: id })
const rev = z.number().int().min(0)

export const refundContract = {
  undoGift: operation({
    method: 'POST',
    path: '/api/v1/gifts/:giftId/undo',
    summary: '撤销一笔捐赠：到账后 10 分钟内，原路退回，不问原因',
    tag: tagResident,
    audience: 'session',
    params: giftParams,
    status: 201,
    response: json(refund),
    errors: ['not_found', 'wrong_state', 'too_many_requests'],
    idempotency: 'key',
  }),
  listRefunds: operation({
    method: 'GET',
    path: '/api/v1/admin/refunds',
    summary: '退款记录（筛选）',
    tag: tagDesk,
    audience: 'staff',
    query: z.strictObject({ ...pageQuery, charityId: id.optional(), state: refundState.optional(), giftId: id.optional() }),
    status: 200,
    response: json(page(refundRow)),
    errors: ['forbidden'],
    idempotency: 'natural',
  }),
  requestRefund: operation({
    method: 'POST',
    path: '/api/v1/admin/gifts/:giftId/refunds',
    summary: '申请退款（财务提出，另一人审批）',
    tag: tagDesk,
    audience: 'staff',
    params: giftParams,
    body: json(
      z.strictObject({
        amountFen: z
          .number('请填写金额')
          .int('金额最多到分')
          .min(giftLimits.minFen, '至少 0.01 元')
          .max(giftLimits.maxFen, '单笔最多 50,000 元'),
        reason: shortText(80),
      }),
    ),
    status: 201,
    response: json(refundRow),
    errors: ['invalid_input', 'not_found', 'wrong_state'],
    idempotency: 'key',
  }),
  decideRefund: operation({
    method: 'POST',
    path: '/api/v1/admin/refunds/:refundId/decisions',
    summary: '审批退款（负责人，不能审批自己提出的）',
    tag: tagDesk,
    audience: 'staff',
    params: refundParams,
    body: json(z.strictObject({ rev, approve: z.boolean(), note: shortText(200) })),
    status: 201,
    response: json(refundRow),
    errors: ['forbidden', 'not_found', 'conflict', 'wrong_state'],
    idempotency: 'natural',
  }),
  recordBankRefund: operation({
    method: 'POST',
    path: '/api/v1/admin/refunds/:refundId/bank-transfers',
    summary: '登记银行转账退款（超过一年的捐赠）',
    tag: tagDesk,
    audience: 'staff',
    params: refundParams,
    body: json(z.strictObject({ rev, paidOn: calendarDate, voucherNumber: shortText(40) })),
    status: 201,
    response: json(refundRow),
    errors: ['invalid_input', 'not_found', 'conflict', 'wrong_state'],
    idempotency: 'natural',
  }),
  requestRefundWithdrawal: operation({
    method: 'POST',
    path: '/api/v1/admin/refunds/:refundId/withdrawals',
    summary: '申请撤回等待银行转账的退款（财务提出，另一人审批）',
    tag: tagDesk,
    audience: 'staff',
    params: refundParams,
    body: json(z.strictObject({ rev, reason: shortText(80) })),
    status: 201,
    response: json(refundRow),
    errors: ['not_found', 'conflict', 'wrong_state'],
    idempotency: 'key',
  }),
  decideRefundWithdrawal: operation({
    method: 'POST',
    path: '/api/v1/admin/refunds/:refundId/withdrawal-decisions',
    summary: '审批撤回退款（负责人，不能审批自己提出的）',
    tag: tagDesk,
    audience: 'staff',
    params: refundParams,
    body: json(decisionInput),
    status: 201,
    response: json(refundRow),
    errors: ['forbidden', 'not_found', 'conflict', 'wrong_state', 'upstream_unavailable'],
    idempotency: 'natural',
  }),
  receiveRefundNotice: operation({
    method: 'POST',
    path: '/api/v1/wechat-pay/refund-notices',
    summary: '微信退款通知（验签后落库，再处理）',
    tag: '外部通知',
    audience: 'public',
    body: raw(['application/json'], 64 * 1024),
    status: 204,
    response: empty,
    errors: ['notice_rejected', 'malformed_body'],
    idempotency: 'natural',
  }),
}
