import * as z from 'zod'
import { file, id, instant, json, operation } from '../operation.ts'
import { decisionInput, tagDesk } from './terms.ts'

/** A calendar month in Asia/Shanghai, yyyy-mm. */
export const calendarMonth = z.string().regex(/^20\d{2}-(0[1-9]|1[0-2])$/, '月份要写成 2026-06 这样')

/** `open`: can still change. `requested`: counted by finance, waits for a second person. `closed`: final. */
export const closingState = z.enum(['open', 'requested', 'closed'])

/** Every kind of journal, as the columns of a trial balance name them. */
export const journalKind = z.enum([
  'gift_paid',
  'bank_gift',
  'refund_accepted',
  'refund_succeeded',
  'refund_closed',
  'settlement',
  'settlement_reversed',
  'top_up',
  'top_up_reversed',
  'disbursement',
  'disbursement_reversed',
  'surplus',
  'suspense',
  'suspense_released',
])

const signedFen = z.number().int()

/** One account over one month; balances are debits less credits. */
export const trialAccount = z.strictObject({
  account: z.string(),
  /** The account in words; a campaign's with its title. */
  title: z.string(),
  openingFen: signedFen,
  debitFen: signedFen,
  creditFen: signedFen,
  closingFen: signedFen,
  movements: z.array(z.strictObject({ kind: journalKind, debitFen: signedFen, creditFen: signedFen })),
})

export type TrialAccount = z.output<typeof trialAccount>

export const trialBalance = z.strictObject({
  charityId: id,
  charityName: z.string(),
  month: calendarMonth,
  state: closingState,
  journals: z.number().int(),
  accounts: z.array(trialAccount),
  /** Sums over all accounts; the books balance when openings and closings are 0 and debits equal credits. */
  totals: z.strictObject({ openingFen: signedFen, debitFen: signedFen, creditFen: signedFen, closingFen: signedFen }),
  /** What stands in the way of closing, in words; empty when the month can be closed. */
  obstacles: z.array(z.string()),
  /** SHA-256 of the counted month, hex; null while open. */
  sha256: z.string().nullable(),
  requestedAt: instant.nullable(),
  requestedByYou: z.boolean(),
  closedAt: instant.nullable(),
  decisionNote: z.string().nullable(),
  rev: z.number().int(),
})

export type TrialBalance = z.output<typeof trialBalance>

export const closingRow = z.strictObject({
  charityId: id,
  month: calendarMonth,
  state: closingState,
  sha256: z.string().nullable(),
  closedAt: instant.nullable(),
})

export type ClosingRow = z.output<typeof closingRow>

const monthParams = z.strictObject({ charityId: id, month: calendarMonth })
const monthErrors = ['invalid_input', 'forbidden', 'not_found', 'conflict', 'wrong_state'] as const

export const closingContract = {
  listClosings: operation({
    method: 'GET',
    path: '/api/v1/admin/charities/:charityId/months',
    summary: '各月结账情况（从第一笔账到本月，新的在前）',
    tag: tagDesk,
    audience: 'staff',
    params: z.strictObject({ charityId: id }),
    status: 200,
    response: json(z.strictObject({ items: z.array(closingRow) })),
    errors: ['not_found'],
    idempotency: 'natural',
  }),
  getTrialBalance: operation({
    method: 'GET',
    path: '/api/v1/admin/charities/:charityId/months/:month',
    summary: '一个月的试算平衡表',
    tag: tagDesk,
    audience: 'staff',
    params: monthParams,
    status: 200,
    response: json(trialBalance),
    errors: ['not_found'],
    idempotency: 'natural',
  }),
  exportTrialBalance: operation({
    method: 'GET',
    path: '/api/v1/admin/charities/:charityId/months/:month/sheet',
    summary: '导出试算平衡表（Excel）',
    tag: tagDesk,
    audience: 'staff',
    params: monthParams,
    status: 200,
    response: file('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'),
    errors: ['not_found'],
    idempotency: 'natural',
  }),
  requestClosing: operation({
    method: 'POST',
    path: '/api/v1/admin/charities/:charityId/months/:month/closings',
    summary: '申请月结（财务）',
    tag: tagDesk,
    audience: 'staff',
    params: monthParams,
    status: 201,
    response: json(trialBalance),
    errors: [...monthErrors],
    idempotency: 'key',
  }),
  decideClosing: operation({
    method: 'POST',
    path: '/api/v1/admin/charities/:charityId/months/:month/decisions',
    summary: '确认月结（负责人，不能确认自己提出的）',
    tag: tagDesk,
    audience: 'staff',
    params: monthParams,
    body: json(decisionInput),
    status: 201,
    response: json(trialBalance),
    errors: [...monthErrors],
    idempotency: 'natural',
  }),
}
