import * as z from 'zod'
import { calendarDate, fen, id, instant, json, operation } from '../operation.ts'
import { voucherKind } from './spending.ts'
import { tagResident } from './terms.ts'

/** One spending that a gift has a part in. */
export const giftUse = z.strictObject({
  id,
  /** Of this gift. */
  shareFen: fen,
  /** All of the spending, and of how many gifts it is made up. */
  totalFen: fen,
  giftCount: z.number().int().min(1),
  projectTitle: z.string(),
  /** What it was for, whom it was paid to and when; null while the charity has not told. */
  spent: z
    .strictObject({
      on: calendarDate,
      budgetLabel: z.string(),
      purpose: z.string(),
      payee: z.string(),
      /** Numbers are shortened: enough to know one's own voucher again. */
      vouchers: z.array(z.strictObject({ kind: voucherKind, number: z.string() })),
      pictureUrl: z.string().nullable(),
    })
    .nullable(),
})

export type GiftUse = z.output<typeof giftUse>

/** Where a gift is, to the fen: used + unused + returned = paid, or it is being looked at. */
export const giftTrace = z.strictObject({
  giftId: id,
  projectId: id,
  projectTitle: z.string(),
  charityName: z.string(),
  paidFen: fen,
  paidAt: instant,
  usedFen: fen,
  unusedFen: fen,
  /** Back with the donor, or on its way. */
  returnedFen: fen,
  /** False for the moments in which the trace is not yet that of the books: then no part is told. */
  settled: z.boolean(),
  /** Newest first. */
  uses: z.array(giftUse),
  /** Where what is not used lies; another project's when it was handed on as surplus. */
  unused: z.array(z.strictObject({ projectId: id, projectTitle: z.string(), amountFen: fen })),
  asOf: instant,
})

export type GiftTrace = z.output<typeof giftTrace>

export const traceContract = {
  getMyGiftTrace: operation({
    method: 'GET',
    path: '/api/v1/gifts/:giftId/trace',
    summary: '自己一笔捐赠的去向（精确到分）',
    tag: tagResident,
    audience: 'session',
    params: z.strictObject({ giftId: id }),
    status: 200,
    response: json(giftTrace),
    errors: ['not_found', 'wrong_state'],
    idempotency: 'natural',
    actingFor: { scope: 'gifts', deed: '看捐款用到哪里' },
  }),
}
