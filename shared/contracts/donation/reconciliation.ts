import * as z from 'zod'
import { calendarDate, fen, id, instant, json, operation, page, pageQuery } from '../operation.ts'
import { shortText, tagDesk, tagResident, withRev } from './terms.ts'

/**
 * `waiting`: the bill is not there yet. `reconciled`: books and bill agree, or each difference was explained and confirmed.
 * `differences`: some are not settled. `failed`: the bill could not be used; it is tried again.
 */
export const reconciliationState = z.enum(['waiting', 'reconciled', 'differences', 'failed'])

/** `missing_here`: in the bill, not in the books. `missing_there`: in the books, not in the bill. */
export const differenceKind = z.enum(['missing_here', 'missing_there', 'amount_differs', 'total_line_differs'])

/**
 * `open` → `explained` by the charity's finance → `confirmed` by a second person, or `booked` when they asked for a booking;
 * `vanished` when a later comparison no longer finds it.
 */
export const differenceState = z.enum(['open', 'explained', 'confirmed', 'booked', 'vanished'])

/** What a difference turned out to be. */
export const differenceResolution = z.enum(['not_a_gift', 'corrected_in_books', 'corrected_in_bill', 'bill_is_right'])

/** What is booked for a difference: the gift that the books don't have, or the refund that was made outside. */
export const bookingKind = z.enum(['booked_as_gift', 'booked_as_refund'])

export const reconciliation = z.strictObject({
  id,
  charityId: id,
  charityName: z.string(),
  /** The day in Asia/Shanghai whose payments and refunds are compared. */
  date: calendarDate,
  state: reconciliationState,
  /** Why it waits or failed, in words for the clerk. */
  why: z.string().nullable(),
  /** What the bill lists; null before the first comparison. */
  bill: z.strictObject({ paymentCount: z.number().int(), paymentFen: fen, refundCount: z.number().int(), refundFen: fen }).nullable(),
  books: z.strictObject({ paymentCount: z.number().int(), paymentFen: fen }).nullable(),
  unsettledDifferences: z.number().int().min(0),
  comparedAt: instant.nullable(),
  nextTryAt: instant.nullable(),
})

export type Reconciliation = z.output<typeof reconciliation>

export const reconciliationDifference = z.strictObject({
  id,
  reconciliationId: id,
  charityId: id,
  date: calendarDate,
  kind: differenceKind,
  state: differenceState,
  item: z.enum(['payment', 'refund', 'total']),
  /** Number of the payment at WeChat Pay, our number of the refund, or merchant number and name of a total. */
  subject: z.string(),
  outTradeNo: z.string().nullable(),
  books: z.string(),
  bill: z.string(),
  resolution: z.enum([...differenceResolution.options, ...bookingKind.options]).nullable(),
  note: z.string().nullable(),
  /** As what it can be booked; null for a difference that names no money the books miss. */
  bookableAs: bookingKind.nullable(),
  /** The money it is about, fen; null for a total line that is no money. */
  amountFen: fen.nullable(),
  /** The booking that finance asks for, and the number of its journal once a second person confirmed it. */
  booking: z
    .strictObject({
      as: bookingKind,
      amountFen: fen,
      campaignId: id,
      projectTitle: z.string(),
      /** The gift it belongs to; null when the order is unknown and a gift without a name is made. */
      giftId: id.nullable(),
      voucherNumber: z.string(),
      journalNumber: z.string().nullable(),
    })
    .nullable(),
  /** The reader explained it, so that somebody else has to confirm. */
  explainedByYou: z.boolean(),
  /** Why a difference ended without a person. */
  closeReason: z.string().nullable(),
  openedAt: instant,
  explainedAt: instant.nullable(),
  confirmedAt: instant.nullable(),
  rev: z.number().int(),
})

export type ReconciliationDifference = z.output<typeof reconciliationDifference>

const differenceParams = z.strictObject({ differenceId: id })

const dayFilter = { charityId: id.optional(), from: calendarDate.optional(), to: calendarDate.optional() }

export const reconciliationContract = {
  listReconciliations: operation({
    method: 'GET',
    path: '/api/v1/admin/reconciliations',
    summary: '每日对账（与微信支付账单）',
    tag: tagDesk,
    audience: 'staff',
    query: z.strictObject({ ...pageQuery, ...dayFilter }),
    status: 200,
    response: json(page(reconciliation)),
    errors: ['forbidden'],
    idempotency: 'natural',
  }),
  getReconciliation: operation({
    method: 'GET',
    path: '/api/v1/admin/reconciliations/:reconciliationId',
    summary: '一天的对账与差异',
    tag: tagDesk,
    audience: 'staff',
    params: z.strictObject({ reconciliationId: id }),
    status: 200,
    response: json(
      z.strictObject({
        ...reconciliation.shape,
        /** The files compared: one for each merchant number, with the SHA-1 of the file as WeChat Pay gave it. */
        files: z.array(z.strictObject({ subMchid: z.string(), sha1: z.string().nullable(), lineCount: z.number().int() })),
        differences: z.array(reconciliationDifference),
      }),
    ),
    errors: ['not_found'],
    idempotency: 'natural',
  }),
  runReconciliation: operation({
    method: 'POST',
    path: '/api/v1/admin/reconciliations',
    summary: '取账单，核对一天（可重复）',
    tag: tagDesk,
    audience: 'staff',
    body: json(z.strictObject({ charityId: id, date: calendarDate })),
    status: 200,
    response: json(reconciliation),
    errors: ['forbidden', 'wrong_state'],
    idempotency: 'key',
  }),
  listDifferences: operation({
    method: 'GET',
    path: '/api/v1/admin/reconciliation-differences',
    summary: '对账差异',
    tag: tagDesk,
    audience: 'staff',
    query: z.strictObject({ ...pageQuery, charityId: id.optional(), state: differenceState.optional() }),
    status: 200,
    response: json(page(reconciliationDifference)),
    errors: ['forbidden'],
    idempotency: 'natural',
  }),
  resolveDifference: operation({
    method: 'POST',
    path: '/api/v1/admin/reconciliation-differences/:differenceId/resolutions',
    summary: '说明一处差异（财务）',
    tag: tagDesk,
    audience: 'staff',
    params: differenceParams,
    body: json(z.strictObject({ ...withRev.shape, resolution: differenceResolution, note: shortText(200) })),
    status: 200,
    response: json(reconciliationDifference),
    errors: ['not_found', 'conflict', 'wrong_state'],
    idempotency: 'natural',
  }),
  proposeBooking: operation({
    method: 'POST',
    path: '/api/v1/admin/reconciliation-differences/:differenceId/bookings',
    summary: '申请把一处差异补记入账（财务），由另一人复核',
    tag: tagDesk,
    audience: 'staff',
    params: differenceParams,
    body: json(
      z.strictObject({
        ...withRev.shape,
        /** As the voucher says; it must be the money of the difference, to the fen. */
        amountFen: fen.min(1, '请填写凭证上的金额'),
        /** The project the money was given for; null where the order says it. */
        campaignId: id.nullable(),
        /** Number of the paper that proves it: WeChat Pay's own, a bank receipt. */
        voucherNumber: shortText(64),
        note: shortText(200),
      }),
    ),
    status: 200,
    response: json(reconciliationDifference),
    errors: ['invalid_input', 'not_found', 'conflict', 'wrong_state'],
    idempotency: 'natural',
  }),
  confirmDifference: operation({
    method: 'POST',
    path: '/api/v1/admin/reconciliation-differences/:differenceId/confirmations',
    summary: '复核差异的说明或补记（另一人）',
    tag: tagDesk,
    audience: 'staff',
    params: differenceParams,
    body: json(z.strictObject({ ...withRev.shape, decision: z.enum(['confirm', 'send_back']) })),
    status: 200,
    response: json(reconciliationDifference),
    errors: ['not_found', 'conflict', 'wrong_state'],
    idempotency: 'natural',
  }),
  getReconciliationState: operation({
    method: 'GET',
    path: '/api/v1/reconciliation-state',
    summary: '账目已与微信支付核对到哪一天、差异几笔',
    tag: tagResident,
    audience: 'public',
    query: z.strictObject({ charityId: id.optional() }),
    status: 200,
    response: json(z.strictObject({ reconciledTo: calendarDate.nullable(), differences: z.number().int().min(0) })),
    errors: [],
    idempotency: 'natural',
  }),
}
