import * as z from 'zod'
import { calendarDate, fen, id, instant, json, operation, page, pageQuery } from '../operation.ts'
import { reversal } from './spending.ts'
import { decisionInput, shortText, tagDesk, withRev } from './terms.ts'

/**
 * `payout`: WeChat Pay paid out to the bank account. `top_up`: the charity paid from its bank account into its merchant
 * account, for refunds that WeChat Pay gives back after everything was paid out.
 */
export const settlementKind = z.enum(['payout', 'top_up'])

/**
 * `requested`: waits for a second person. `confirmed`: posted. `rejected`: never posted; the reference is free again.
 * `reversed`: posted by mistake and posted back, by two people as well; the reference is free again.
 */
export const settlementState = z.enum(['requested', 'confirmed', 'rejected', 'reversed'])

const settlementInput = z
  .strictObject({
    charityId: id,
    kind: settlementKind.default('payout'),
    /** The day the money came into the bank account, or left it. */
    settledOn: calendarDate,
    /** WeChat Pay's number of the payout or top-up. */
    reference: z
      .string()
      .trim()
      .regex(/^[A-Za-z0-9_-]{1,64}$/, '请填写结算单号：只有字母、数字、- 和 _'),
    clearedFen: z.number('请填写金额').int('金额最多到分').min(1, '至少 0.01 元').max(100_000_000_00, '单笔最多 1 亿元'),
    feeFen: z.number('请填写手续费，没有就填 0').int('金额最多到分').min(0, '手续费不能小于 0'),
    bankReceiptNumber: shortText(60),
  })
  .refine((value) => value.feeFen < value.clearedFen, { path: ['feeFen'], message: '手续费要小于结算金额' })
  .refine((value) => value.kind === 'payout' || value.feeFen === 0, { path: ['feeFen'], message: '充值没有手续费，请填 0' })

export const settlement = z.strictObject({
  id,
  charityId: id,
  charityName: z.string(),
  kind: settlementKind,
  settledOn: calendarDate,
  reference: z.string(),
  clearedFen: fen,
  feeFen: fen,
  /** Into the bank account, or out of it: cleared less fee. */
  bankFen: fen,
  bankReceiptNumber: z.string(),
  state: settlementState,
  requestedAt: instant,
  requestedByYou: z.boolean(),
  decidedAt: instant.nullable(),
  decisionNote: z.string().nullable(),
  reversal: reversal.nullable(),
  /** A posted one waits for the owner's word on taking it back. */
  reversalWaits: z.boolean(),
  rev: z.number().int(),
})

export type Settlement = z.output<typeof settlement>

/** Where a charity's money is by the books. */
export const charityFunds = z.strictObject({
  charityId: id,
  /** Today's unsettled figure: with WeChat, not yet paid out. */
  unsettledFen: z.number().int(),
  /** What was unsettled at the end of the day asked for; null when no day was asked for. */
  unsettledAtEndFen: z.number().int().nullable(),
  bankFen: z.number().int(),
  /** Accepted to be given back, not yet with the donors. */
  owedToDonorsFen: z.number().int(),
  asOf: instant,
})

export const settlementContract = {
  getCharityFunds: operation({
    method: 'GET',
    path: '/api/v1/admin/charities/:charityId/funds',
    summary: '待结算与银行账面金额',
    tag: tagDesk,
    audience: 'staff',
    params: z.strictObject({ charityId: id }),
    query: z.strictObject({ date: calendarDate.optional() }),
    status: 200,
    response: json(charityFunds),
    errors: ['not_found'],
    idempotency: 'natural',
  }),
  listSettlements: operation({
    method: 'GET',
    path: '/api/v1/admin/settlements',
    summary: '结算记录（微信支付打款到银行，银行充值到微信商户账户）',
    tag: tagDesk,
    audience: 'staff',
    query: z.strictObject({ ...pageQuery, charityId: id.optional(), state: settlementState.optional() }),
    status: 200,
    response: json(page(settlement)),
    errors: ['forbidden'],
    idempotency: 'natural',
  }),
  requestSettlement: operation({
    method: 'POST',
    path: '/api/v1/admin/settlements',
    summary: '登记一次结算或充值（财务登记，另一人复核）',
    tag: tagDesk,
    audience: 'staff',
    body: json(settlementInput),
    status: 201,
    response: json(settlement),
    errors: ['invalid_input', 'forbidden', 'already_exists', 'wrong_state'],
    idempotency: 'key',
  }),
  decideSettlement: operation({
    method: 'POST',
    path: '/api/v1/admin/settlements/:settlementId/decisions',
    summary: '复核结算（负责人，不能复核自己登记的）',
    tag: tagDesk,
    audience: 'staff',
    params: z.strictObject({ settlementId: id }),
    body: json(decisionInput),
    status: 201,
    response: json(settlement),
    errors: ['forbidden', 'not_found', 'conflict', 'wrong_state'],
    idempotency: 'natural',
  }),
  requestSettlementReversal: operation({
    method: 'POST',
    path: '/api/v1/admin/settlements/:settlementId/reversals',
    summary: '申请冲正一笔记错的结算或充值（财务提出，另一人审批）',
    tag: tagDesk,
    audience: 'staff',
    params: z.strictObject({ settlementId: id }),
    body: json(z.strictObject({ ...withRev.shape, reason: shortText(80) })),
    status: 201,
    response: json(settlement),
    errors: ['forbidden', 'not_found', 'conflict', 'wrong_state'],
    idempotency: 'key',
  }),
  decideSettlementReversal: operation({
    method: 'POST',
    path: '/api/v1/admin/settlements/:settlementId/reversal-decisions',
    summary: '审批冲正（负责人，不能审批自己提出的）',
    tag: tagDesk,
    audience: 'staff',
    params: z.strictObject({ settlementId: id }),
    body: json(decisionInput),
    status: 201,
    response: json(settlement),
    errors: ['forbidden', 'not_found', 'conflict', 'wrong_state'],
    idempotency: 'natural',
  }),
}
