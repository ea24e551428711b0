import * as z from 'zod'
import { calendarDate, fen, file, id, instant, json, operation } from '../operation.ts'
import { giftChannel } from './giving.ts'
import { shortText, tagDesk } from './terms.ts'

export const statisticsBy = z.enum(['day', 'week', 'month'])

const count = z.number().int().min(0)

/** What came in: every gift that arrived, what of it went back, and what the charity kept. Kept equals the ledger's raised. */
const sums = { giftCount: count, paidFen: fen, returnedFen: fen, keptFen: fen }

/** Gifts that arrived between `from` and `to`; those given back in full stand in the sums, and in nothing else. */
export const statistics = z.strictObject({
  asOf: instant,
  from: calendarDate,
  to: calendarDate,
  by: statisticsBy,
  totals: z.strictObject({
    ...sums,
    /** Of what was kept of a gift; null while there is none. */
    medianFen: fen.nullable(),
    meanFen: fen.nullable(),
    /** Named donors; who gave anonymously is not counted as a person. */
    donorCount: count,
    /** Of them, who gave twice or more in this time. */
    repeatDonorCount: count,
    anonymousGiftCount: count,
    /** Gifts of which something went back. */
    returnedGiftCount: count,
  }),
  /** Every period of the time, the empty ones too; `start` is its first day (of a week: Monday). */
  series: z.array(z.strictObject({ start: calendarDate, ...sums })),
  byCampaign: z.array(z.strictObject({ id, label: z.string(), ...sums })),
  /** Null: given without a code; on the project's page, or by a company's bank transfer: each is a line of its own. */
  byVenue: z.array(z.strictObject({ id: id.nullable(), label: z.string(), ...sums })),
  byChannel: z.array(z.strictObject({ channel: giftChannel, ...sums })),
})

export type Statistics = z.output<typeof statistics>
export type StatisticsBy = z.output<typeof statisticsBy>

const statisticsQuery = {
  charityId: id.optional(),
  campaignId: id.optional(),
  /** Days of payment in Asia/Shanghai, both included; without them the last 30 days. */
  from: calendarDate.optional(),
  to: calendarDate.optional(),
  by: statisticsBy.default('day'),
}

/** The tables that can be taken away. */
export const exportTable = z.enum(['gifts', 'refunds', 'donors', 'receipts', 'statistics'])

export type ExportTable = z.output<typeof exportTable>

/** Most rows of one file; what is more is told in the file. */
export const exportLimits = { rows: 100_000 } as const

export const statisticsContract = {
  getStatistics: operation({
    method: 'GET',
    path: '/api/v1/admin/statistics',
    summary: '捐赠统计：按日、周、月，按项目、点位、渠道',
    tag: tagDesk,
    audience: 'staff',
    query: z.strictObject(statisticsQuery),
    status: 200,
    response: json(statistics),
    errors: ['invalid_input', 'forbidden'],
    idempotency: 'natural',
  }),
  exportWorkbook: operation({
    method: 'POST',
    path: '/api/v1/admin/exports',
    summary: '导出 Excel 表格（写明用途，留痕）',
    tag: tagDesk,
    audience: 'staff',
    body: json(
      z.strictObject({
        table: exportTable,
        charityId: id.nullable(),
        campaignId: id.nullable(),
        /** Days in Asia/Shanghai, both included. */
        from: calendarDate.nullable(),
        to: calendarDate.nullable(),
        by: statisticsBy.default('day'),
        /** What for; kept with who and when. */
        reason: shortText(100),
      }),
    ),
    status: 200,
    response: file('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'),
    errors: ['invalid_input', 'forbidden', 'unavailable'],
    idempotency: 'natural',
  }),
}
