import * as z from 'zod'
import { calendarDate, fen, id, instant, json, operation, page, pageQuery } from '../operation.ts'
import { codeState, tagDesk } from './terms.ts'

const count = z.number().int().min(0)

/** What happened at one code or venue in a period. */
export const streetFigures = z.strictObject({
  scans: count,
  /** Gifts paid; those given back are not counted out. */
  gifts: count,
  amountFen: fen,
  lastScanAt: instant.nullable(),
  lastGiftAt: instant.nullable(),
})

export type StreetFigures = z.output<typeof streetFigures>

/** Both days included, at most 92 of them; the last 28 when left out. */
const period = { from: calendarDate.optional(), to: calendarDate.optional() }

export const venueStatisticsRow = z.strictObject({
  id,
  venueName: z.string(),
  community: z.string(),
  kind: z.enum(['charity_base', 'community', 'shop', 'event']),
  codes: count,
  ...streetFigures.shape,
})

export type VenueStatisticsRow = z.output<typeof venueStatisticsRow>

export const venueStatistics = z.strictObject({
  venue: venueStatisticsRow,
  from: calendarDate,
  to: calendarDate,
  codes: z.array(
    z.strictObject({ codeId: id, shortNumber: z.string(), campaignTitle: z.string(), state: codeState, ...streetFigures.shape }),
  ),
  /** Every day of the period, also those on which nothing happened. */
  days: z.array(z.strictObject({ date: calendarDate, scans: count, gifts: count, amountFen: fen })),
  /** The 24 hours of the day in Asia/Shanghai, over the whole period. */
  hours: z.array(z.strictObject({ hour: z.number().int().min(0).max(23), scans: count, gifts: count, amountFen: fen })).length(24),
})

export type VenueStatistics = z.output<typeof venueStatistics>

export const venueStatisticsContract = {
  listVenueStatistics: operation({
    method: 'GET',
    path: '/api/v1/admin/venue-statistics',
    summary: '点位统计：扫码、捐赠、金额，按点位',
    tag: tagDesk,
    audience: 'staff',
    query: z.strictObject({ ...pageQuery, ...period }),
    status: 200,
    response: json(page(venueStatisticsRow)),
    errors: ['forbidden', 'invalid_input'],
    idempotency: 'natural',
  }),
  getVenueStatistics: operation({
    method: 'GET',
    path: '/api/v1/admin/venue-statistics/:venueId',
    summary: '一个点位：每张码、每一天、一天里的每个小时',
    tag: tagDesk,
    audience: 'staff',
    params: z.strictObject({ venueId: id }),
    query: z.strictObject(period),
    status: 200,
    response: json(venueStatistics),
    errors: ['forbidden', 'not_found', 'invalid_input'],
    idempotency: 'natural',
  }),
}
