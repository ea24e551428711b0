import * as z from 'zod'
import { calendarDate, fen, file, id, instant, json, operation, page, pageQuery, raw } from '../operation.ts'
import { plainText } from '../people/terms.ts'
import { bankCard } from './application.ts'
import { award } from './award.ts'
import { wordsOf } from './terms.ts'

export const tagPayout = '政策 · 发放'

const batchParams = z.strictObject({ batchId: id })
const rev = z.number().int().min(0)
/** `yyyy-mm`. */
export const month = z.string().regex(/^20\d\d-(0[1-9]|1[0-2])$/, '月份写成 2026-07 这样')
/** Never negative but for what is set off. */
const signedFen = z.number().int().min(-Number.MAX_SAFE_INTEGER).max(Number.MAX_SAFE_INTEGER)

/**
 * Where a batch is. `making`: it is being put together. `waiting`: a second person looks. `returned`: given back, nothing is
 * paid by it. `approving`: it is being entered into the books. `approved`: the bank file may be fetched. `sent`: it was.
 * `settled`: the bank answered for every row.
 */
export const batchState = z.enum(['making', 'waiting', 'returned', 'approving', 'approved', 'sent', 'settled'])
export type BatchState = z.output<typeof batchState>

/** Where one payment is. `held`: not in the bank file, for a reason; `open`: no answer yet. */
export const payState = z.enum(['held', 'open', 'paid', 'refused'])
export type PayState = z.output<typeof payState>

/** Why a payment is held, or the bank refused it. */
export const payReason = z.enum([
  'no_account',
  'account_refused',
  'deceased',
  'set_off',
  'closed_account',
  'wrong_name',
  'no_such_account',
  'bank_failure',
  'other',
])
export type PayReason = z.output<typeof payReason>

/** What differs from the payment before: for who looks over a batch. */
export const payMark = z.enum(['new', 'raised', 'reduced', 'arrears', 'again', 'deceased', 'moved_out'])
export type PayMark = z.output<typeof payMark>

const share = z.strictObject({ count: z.number().int(), fen })

export const payoutBatchRow = z.strictObject({
  id,
  month,
  payOn: calendarDate,
  state: batchState,
  /** What goes to the bank. */
  count: z.number().int(),
  sumFen: fen,
  madeAt: instant,
})
export type PayoutBatchRow = z.output<typeof payoutBatchRow>

export const payoutBatch = z.strictObject({
  ...payoutBatchRow.shape,
  /** SHA-256 over every row as it was frozen. */
  hash: z.string().nullable(),
  madeBy: z.string(),
  madeByYou: z.boolean(),
  decidedBy: z.string().nullable(),
  decidedAt: instant.nullable(),
  /** What the second person said. */
  words: z.string().nullable(),
  /** SHA-256 of the bank file. */
  fileSha256: z.string().nullable(),
  paid: share,
  refused: share,
  open: share,
  held: share,
  /** How many rows bear each mark. */
  marks: z.partialRecord(payMark, z.number().int()),
  /** Paid the last time and not in this one. */
  ended: z.array(z.strictObject({ personMasked: z.string(), title: z.string(), fen })),
  endedCount: z.number().int(),
  returns: z.array(z.strictObject({ id, takenAt: instant, by: z.string(), paid: share, refused: share })),
  may: z.strictObject({ decide: z.boolean(), file: z.boolean(), returns: z.boolean() }),
  mayNotBecause: z.string().nullable(),
  rev: z.number().int(),
})
export type PayoutBatch = z.output<typeof payoutBatch>

export const payoutRow = z.strictObject({
  id,
  number: z.number().int(),
  personMasked: z.string(),
  title: z.string(),
  communityName: z.string(),
  bank: z.string().nullable(),
  accountMasked: z.string().nullable(),
  fen: signedFen,
  /** Kept back for what was paid too much: `fen` is what is left. */
  setOffFen: fen,
  /** Null: nothing was paid of it the last time. */
  lastFen: fen.nullable(),
  months: z.array(month),
  marks: z.array(payMark),
  state: payState,
  reason: payReason.nullable(),
})
export type PayoutRow = z.output<typeof payoutRow>

/** One payment, as the person sees it. */
export const myPayment = z.strictObject({
  id,
  awardId: id,
  title: z.string(),
  fen: signedFen,
  /** Kept back for what was paid too much: `fen` is what is left. */
  setOffFen: fen,
  months: z.array(month),
  payOn: calendarDate,
  /** `coming`: in a batch that the bank has not answered. */
  state: z.enum(['coming', 'paid', 'refused', 'held']),
  reason: payReason.nullable(),
  /** A payment that came back: whether it was taken into a later one. */
  againIn: calendarDate.nullable(),
  /** The card is to be changed before it can be paid. */
  needsCard: z.boolean(),
})
export type MyPayment = z.output<typeof myPayment>

export const myPayments = z.strictObject({
  /** Of what stands now; null when nothing is paid regularly. */
  next: z.strictObject({ payOn: calendarDate, fen, illustrative: z.boolean() }).nullable(),
  /** What really reached the account, newest first. */
  totals: z.strictObject({ monthFen: fen, yearFen: fen, month, year: z.string() }),
  items: z.array(myPayment),
})
export type MyPayments = z.output<typeof myPayments>

const desk = { tag: tagPayout, audience: 'staff', status: 200, params: batchParams, idempotency: 'natural' } as const

export const payoutContract = {
  listPayoutBatches: operation({
    method: 'GET',
    path: '/api/v1/admin/payout-batches',
    summary: '发放批次',
    tag: tagPayout,
    audience: 'staff',
    query: z.strictObject(pageQuery),
    status: 200,
    response: json(page(payoutBatchRow)),
    errors: ['forbidden'],
    idempotency: 'natural',
  }),
  makePayoutBatch: operation({
    method: 'POST',
    path: '/api/v1/admin/payout-batches',
    summary: '按在发的待遇做一批发放，等另一个人审核；同时只能有一批在等',
    tag: tagPayout,
    audience: 'staff',
    body: json(z.strictObject({ month, payOn: calendarDate })),
    status: 201,
    response: json(payoutBatch),
    errors: ['forbidden', 'wrong_state'],
    idempotency: 'key',
  }),
  getPayoutBatch: operation({
    method: 'GET',
    path: '/api/v1/admin/payout-batches/:batchId',
    summary: '一批发放：笔数、金额、和上次有什么不同、银行的回执',
    response: json(payoutBatch),
    errors: ['forbidden', 'not_found'],
    ...desk,
  }),
  listPayoutRows: operation({
    method: 'GET',
    path: '/api/v1/admin/payout-batches/:batchId/rows',
    summary: '一批发放的每一笔',
    response: json(page(payoutRow)),
    query: z.strictObject({ ...pageQuery, state: payState.optional(), mark: payMark.optional() }),
    errors: ['forbidden', 'not_found'],
    ...desk,
  }),
  decidePayoutBatch: operation({
    method: 'POST',
    path: '/api/v1/admin/payout-batches/:batchId/decisions',
    summary: '第二个人审核：同意后才能取银行文件；做这一批的人不能审核',
    body: json(
      z.discriminatedUnion('decision', [
        z.strictObject({ decision: z.literal('approve'), rev }),
        z.strictObject({ decision: z.literal('return'), rev, words: wordsOf('请写明为什么退回') }),
      ]),
    ),
    response: json(payoutBatch),
    errors: ['forbidden', 'not_found', 'conflict', 'wrong_state'],
    ...desk,
  }),
  takePayoutFile: operation({
    method: 'POST',
    path: '/api/v1/admin/payout-batches/:batchId/files',
    summary: '取银行代发文件（有完整卡号）：写明交给谁，记录在案',
    body: json(z.strictObject({ purpose: wordsOf('请写明交给哪家银行、谁去办') })),
    response: file('text/csv'),
    errors: ['forbidden', 'not_found', 'wrong_state'],
    ...desk,
  }),
  takePayoutReturns: operation({
    method: 'POST',
    path: '/api/v1/admin/payout-batches/:batchId/returns',
    summary: '交回银行的回执文件：逐笔对账；有一行对不上，整份不收',
    body: raw(['text/csv'], 16 * 1024 * 1024),
    response: json(payoutBatch),
    errors: ['forbidden', 'not_found', 'conflict', 'wrong_state', 'already_exists'],
    ...desk,
  }),
  listMyPayments: operation({
    method: 'GET',
    path: '/api/v1/my-payments',
    summary: '我的发放记录：下次哪天发、发过的每一笔到了没有、今年一共到账多少',
    tag: tagPayout,
    audience: 'session',
    status: 200,
    response: json(myPayments),
    errors: [],
    idempotency: 'natural',
    actingFor: { scope: 'policy', deed: '看发放记录' },
  }),
  changePayoutAccount: operation({
    method: 'PUT',
    path: '/api/v1/my-awards/:awardId/account',
    summary: '换一张收款的银行卡：只能是本人名下的',
    tag: tagPayout,
    audience: 'session',
    params: z.strictObject({ awardId: id }),
    body: json(z.strictObject({ bank: plainText(40).min(2, '请填写开户银行，比如“杭州银行湖滨支行”'), number: bankCard })),
    status: 200,
    response: json(award),
    errors: ['not_found', 'wrong_state', 'conflict', 'record_needed'],
    idempotency: 'natural',
    guardian: { deed: '换了收款的银行卡' },
  }),
}
