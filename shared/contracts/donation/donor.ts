import * as z from 'zod'
import { calendarDate, fen, id, instant, json, operation, page, pageQuery } from '../operation.ts'
import { giftRow } from './giving.ts'
import { tagDesk } from './terms.ts'

/** Which gifts count; a donor's sums are over these alone. Gifts that went back in full never count. */
export const donorFilter = {
  /** Needed by whoever sees every charity; a charity's people have their own. */
  charityId: id.optional(),
  campaignId: id.optional(),
  /** Days of payment in Asia/Shanghai, both included. */
  from: calendarDate.optional(),
  to: calendarDate.optional(),
  /** Least and most of a donor's sum, fen. */
  minFen: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).optional(),
  maxFen: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).optional(),
}

/** A donor who left a name, or at least did not ask to stay unnamed; an anonymous gift is never part of such a row. */
export const donorRow = z.strictObject({
  /** The donor's latest gift among these: the row's handle, since accounts are nobody's business here. */
  giftId: id,
  label: z.string(),
  giftCount: z.number().int().min(1),
  totalFen: fen,
  firstGivenAt: instant,
  lastGivenAt: instant,
  campaigns: z.array(z.strictObject({ id, title: z.string() })),
  /** When a letter of thanks last reached this donor; null for never. */
  thankedAt: instant.nullable(),
})

export type DonorRow = z.output<typeof donorRow>

/** What all of it comes to. Who gave anonymously is not counted, only what was given: two such gifts may be one person's. */
export const donorSummary = z.strictObject({
  donorCount: z.number().int().min(0),
  giftCount: z.number().int().min(0),
  totalFen: fen,
  anonymous: z.strictObject({ giftCount: z.number().int().min(0), totalFen: fen, lastGivenAt: instant.nullable() }),
  asOf: instant,
})

export type DonorSummary = z.output<typeof donorSummary>

export const donorContract = {
  listDonors: operation({
    method: 'GET',
    path: '/api/v1/admin/donors',
    summary: '捐赠人（按捐赠人汇总；匿名捐赠不归到任何人名下）',
    tag: tagDesk,
    audience: 'staff',
    query: z.strictObject({ ...pageQuery, ...donorFilter, order: z.enum(['latest', 'most']).default('latest') }),
    status: 200,
    /** The summary comes with the first page alone. */
    response: json(z.strictObject({ ...page(donorRow).shape, summary: donorSummary.nullable() })),
    errors: ['invalid_input', 'forbidden'],
    idempotency: 'natural',
  }),
  listAnonymousGifts: operation({
    method: 'GET',
    path: '/api/v1/admin/donors/anonymous/gifts',
    summary: '匿名捐赠，一笔一笔，不辨认是谁',
    tag: tagDesk,
    audience: 'staff',
    query: z.strictObject({
      ...pageQuery,
      charityId: donorFilter.charityId,
      campaignId: donorFilter.campaignId,
      from: donorFilter.from,
      to: donorFilter.to,
    }),
    status: 200,
    response: json(page(giftRow)),
    errors: ['invalid_input', 'forbidden'],
    idempotency: 'natural',
  }),
  listDonorGifts: operation({
    method: 'GET',
    path: '/api/v1/admin/donors/:giftId/gifts',
    summary: '这位捐赠人在本组织的捐赠（凭其中任何一笔查）',
    tag: tagDesk,
    audience: 'staff',
    params: z.strictObject({ giftId: id }),
    query: z.strictObject({ ...pageQuery }),
    status: 200,
    response: json(page(giftRow)),
    errors: ['not_found'],
    idempotency: 'natural',
  }),
}
