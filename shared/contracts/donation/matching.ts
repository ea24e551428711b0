import * as z from 'zod'
import { isUscc } from '../../units/uscc.ts'
import { calendarDate, fen, file, id, instant, json, operation, page, pageQuery } from '../operation.ts'
import { shortText, tagDesk, tagResident } from './terms.ts'

/** Largest promise or transfer of a company that can be recorded, fen: ¥100,000,000.00. */
export const matchingLimits = { mostFen: 10_000_000_000, mostRatioPermille: 10_000 } as const

/** `recorded`: waits for a second person. `confirmed`: in force and public. `ended`: stopped before its last day. */
export const matchingState = z.enum(['recorded', 'confirmed', 'rejected', 'ended'])

/** A transfer of the company: `confirmed` is in the books, the others are not. */
export const matchingPaymentState = z.enum(['recorded', 'confirmed', 'rejected'])

const promisedFen = z.number('请填写金额').int('金额最多到分').min(1, '至少 0.01 元').max(matchingLimits.mostFen, '最多 1 亿元，请核对位数')

export const matchingFields = z.strictObject({
  campaignId: id,
  companyName: shortText(60),
  companyUscc: z.string().trim().refine(isUscc, '统一社会信用代码不对，请照营业执照核对 18 位'),
  agreementNumber: shortText(60),
  agreedOn: calendarDate,
  /** What the company adds to one yuan, in thousandths: 1000 is one for one. */
  ratioPermille: z
    .number('请填写配捐比例')
    .int('比例最多三位小数')
    .min(1, '比例要大于 0')
    .max(matchingLimits.mostRatioPermille, '最多每 1 元配 10 元'),
  perGiftCapFen: promisedFen.nullable(),
  totalCapFen: promisedFen,
  startsOn: calendarDate,
  endsOn: calendarDate,
  /** The company agreed that its name stands beside what it gives; else its gifts are anonymous. */
  nameOnGifts: z.boolean(),
})

export type MatchingFields = z.output<typeof matchingFields>

export const matchingInput = matchingFields.superRefine((value, context) => {
  if (value.endsOn < value.startsOn) context.addIssue({ code: 'custom', path: ['endsOn'], message: '结束日期不能早于开始日期' })
  if (value.perGiftCapFen !== null && value.perGiftCapFen > value.totalCapFen)
    context.addIssue({ code: 'custom', path: ['perGiftCapFen'], message: '单笔上限不能大于总额上限' })
})

/** What a promise comes to, as the journals say now. It is no money: only what the company paid is. */
const comesTo = {
  owedFen: fen,
  /** Gifts that count, those given back left out. */
  giftCount: z.number().int().min(0),
  /** Transfers of the company that are in the books. */
  paidFen: fen,
  asOf: instant,
}

/** A company's promise as the project's page tells it. */
export const projectMatching = z.strictObject({
  id,
  companyName: z.string(),
  ratioPermille: z.number().int(),
  perGiftCapFen: fen.nullable(),
  totalCapFen: fen,
  startsOn: calendarDate,
  endsOn: calendarDate,
  phase: z.enum(['coming', 'running', 'over']),
  ...comesTo,
})

export type ProjectMatching = z.output<typeof projectMatching>

export const matching = z.strictObject({
  id,
  charityId: id,
  campaignTitle: z.string(),
  ...matchingFields.shape,
  state: matchingState,
  /** The reader recorded it, so that somebody else has to decide. */
  recordedByYou: z.boolean(),
  decidedAt: instant.nullable(),
  decisionNote: z.string().nullable(),
  /** The last day that counts when it was ended early. */
  endedOn: calendarDate.nullable(),
  ...comesTo,
  rev: z.number().int(),
  createdAt: instant,
})

export type Matching = z.output<typeof matching>

export const matchingPayment = z.strictObject({
  id,
  matchingId: id,
  amountFen: fen,
  receivedOn: calendarDate,
  bankReference: z.string(),
  state: matchingPaymentState,
  recordedByYou: z.boolean(),
  decidedAt: instant.nullable(),
  decisionNote: z.string().nullable(),
  /** The gift it became, once confirmed. */
  giftId: id.nullable(),
  rev: z.number().int(),
  createdAt: instant,
})

export type MatchingPayment = z.output<typeof matchingPayment>

const matchingParams = z.strictObject({ matchingId: id })
const rev = z.number().int().min(0)
const word = z.strictObject({ rev, approve: z.boolean(), note: shortText(200) })

export const matchingContract = {
  listProjectMatchings: operation({
    method: 'GET',
    path: '/api/v1/projects/:projectId/matchings',
    summary: '企业对这个项目的配捐承诺（承诺，不是到账的钱）',
    tag: tagResident,
    audience: 'public',
    params: z.strictObject({ projectId: id }),
    status: 200,
    response: json(z.strictObject({ items: z.array(projectMatching) })),
    errors: ['not_found'],
    idempotency: 'natural',
  }),
  listMatchings: operation({
    method: 'GET',
    path: '/api/v1/admin/matchings',
    summary: '企业配捐协议（筛选）',
    tag: tagDesk,
    audience: 'staff',
    query: z.strictObject({ ...pageQuery, charityId: id.optional(), campaignId: id.optional(), state: matchingState.optional() }),
    status: 200,
    response: json(page(matching)),
    errors: ['forbidden'],
    idempotency: 'natural',
  }),
  getMatching: operation({
    method: 'GET',
    path: '/api/v1/admin/matchings/:matchingId',
    summary: '一份配捐协议，应配与已付',
    tag: tagDesk,
    audience: 'staff',
    params: matchingParams,
    status: 200,
    response: json(matching),
    errors: ['not_found'],
    idempotency: 'natural',
  }),
  recordMatching: operation({
    method: 'POST',
    path: '/api/v1/admin/matchings',
    summary: '登记配捐协议（另一位负责人确认后公开）',
    tag: tagDesk,
    audience: 'staff',
    body: json(matchingInput),
    status: 201,
    response: json(matching),
    errors: ['invalid_input', 'forbidden', 'already_exists'],
    idempotency: 'key',
  }),
  decideMatching: operation({
    method: 'POST',
    path: '/api/v1/admin/matchings/:matchingId/decisions',
    summary: '确认配捐协议（负责人，不能确认自己登记的）',
    tag: tagDesk,
    audience: 'staff',
    params: matchingParams,
    body: json(word),
    status: 201,
    response: json(matching),
    errors: ['forbidden', 'not_found', 'conflict', 'wrong_state'],
    idempotency: 'natural',
  }),
  endMatching: operation({
    method: 'POST',
    path: '/api/v1/admin/matchings/:matchingId/end',
    summary: '提前结束配捐：今天是最后一天，之前的仍然算',
    tag: tagDesk,
    audience: 'staff',
    params: matchingParams,
    body: json(z.strictObject({ rev, note: shortText(200) })),
    status: 200,
    response: json(matching),
    errors: ['forbidden', 'not_found', 'conflict', 'wrong_state'],
    idempotency: 'natural',
  }),
  exportMatchingStatement: operation({
    method: 'GET',
    path: '/api/v1/admin/matchings/:matchingId/statement',
    summary: '配捐明细（逐笔，按付款先后，CSV）',
    tag: tagDesk,
    audience: 'staff',
    params: matchingParams,
    status: 200,
    response: file('text/csv'),
    errors: ['not_found'],
    idempotency: 'natural',
  }),
  listMatchingPayments: operation({
    method: 'GET',
    path: '/api/v1/admin/matchings/:matchingId/payments',
    summary: '企业按配捐协议付来的款',
    tag: tagDesk,
    audience: 'staff',
    params: matchingParams,
    query: z.strictObject({ ...pageQuery }),
    status: 200,
    response: json(page(matchingPayment)),
    errors: ['not_found'],
    idempotency: 'natural',
  }),
  recordMatchingPayment: operation({
    method: 'POST',
    path: '/api/v1/admin/matchings/:matchingId/payments',
    summary: '登记企业配捐到账（财务；负责人确认后入账）',
    tag: tagDesk,
    audience: 'staff',
    params: matchingParams,
    body: json(
      z.strictObject({
        amountFen: promisedFen,
        receivedOn: calendarDate,
        /** The number on the bank's receipt; one receipt is booked once. */
        bankReference: z
          .string()
          .trim()
          .regex(/^[A-Za-z0-9-]{4,40}$/, '请照银行回单填写流水号：4–40 位数字、字母或短横'),
      }),
    ),
    status: 201,
    response: json(matchingPayment),
    errors: ['invalid_input', 'not_found', 'wrong_state', 'already_exists'],
    idempotency: 'key',
  }),
  decideMatchingPayment: operation({
    method: 'POST',
    path: '/api/v1/admin/matching-payments/:paymentId/decisions',
    summary: '确认配捐到账（负责人，不能确认自己登记的）',
    tag: tagDesk,
    audience: 'staff',
    params: z.strictObject({ paymentId: id }),
    body: json(word),
    status: 201,
    response: json(matchingPayment),
    errors: ['forbidden', 'not_found', 'conflict', 'wrong_state', 'already_exists'],
    idempotency: 'natural',
  }),
}
