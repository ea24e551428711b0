import * as z from 'zod'
import { id, instant, json, operation, page } from '../operation.ts'
import { deskCallRow } from './desk.ts'
import { tagHelpDesk } from './terms.ts'

/** By what calls are put together. Places: where they came from, as far down as it was known. */
export const reportBy = z.enum(['street', 'community', 'grid', 'class', 'category', 'source'])
export type ReportBy = z.output<typeof reportBy>

/** Which calls stand behind a figure. */
export const reportOnly = z.enum(['all', 'unanswered_in_a_minute', 'late', 'reopened', 'open', 'cancelled', 'badly_rated'])
export type ReportOnly = z.output<typeof reportOnly>

/** Whole seconds from when it was raised; null where nothing was measured. */
const spread = z.strictObject({
  count: z.number().int().min(0),
  medianSeconds: z.number().int().min(0).nullable(),
  p95Seconds: z.number().int().min(0).nullable(),
})
export const reportFigures = z.strictObject({
  calls: z.number().int().min(0),
  /** Still to be dealt with. */
  open: z.number().int().min(0),
  cancelled: z.number().int().min(0),
  /** Until somebody took it for the first time. */
  acknowledged: spread,
  /** Taken within 60 s; of all that were taken or waited at least that long. */
  withinAMinute: z.strictObject({ count: z.number().int().min(0), of: z.number().int().min(0) }),
  /** Until somebody was there. */
  onSite: spread,
  /** Until it was dealt with for the first time. */
  resolved: spread,
  /** A clock of it ran out. */
  late: z.number().int().min(0),
  /** Dealt with, and opened again because it was not solved. */
  reopened: z.number().int().min(0),
  rated: z.strictObject({ count: z.number().int().min(0), solved: z.number().int().min(0), stars: z.number().min(1).max(5).nullable() }),
})
export type ReportFigures = z.output<typeof reportFigures>

const helpBoard = z.strictObject({
  asOf: instant,
  /** Null where the reader answers for no place yet. */
  place: z.strictObject({ id, name: z.string(), kind: z.enum(['district', 'street', 'community', 'grid']) }).nullable(),
  waiting: z.number().int().min(0),
  underWay: z.number().int().min(0),
  late: z.number().int().min(0),
  /** Grids somebody is on duty in, of all there are. */
  duty: z.strictObject({ grids: z.number().int().min(0), ofGrids: z.number().int().min(0), workers: z.number().int().min(0) }),
  today: reportFigures,
  places: z.array(
    z.strictObject({
      id,
      name: z.string(),
      waiting: z.number().int().min(0),
      underWay: z.number().int().min(0),
      late: z.number().int().min(0),
      today: z.number().int().min(0),
    }),
  ),
  /** What breaks first in front. */
  calls: z.array(
    deskCallRow
      .pick({
        id: true,
        state: true,
        urgency: true,
        category: true,
        gridName: true,
        communityName: true,
        raisedAt: true,
        nextDue: true,
        isLate: true,
      })
      .extend({ isAnswered: z.boolean() }),
  ),
})
export type HelpBoard = z.output<typeof helpBoard>

const day = z.iso.date('请写成 2026-01-31 这样的日期')
const period = {
  /** Calendar dates in Asia/Shanghai, both counted; without them the last 30 days. At most 366 days. */
  from: day.optional(),
  to: day.optional(),
  /** One of the reader's places, or one below it; without it all of theirs. */
  placeId: id.optional(),
  by: reportBy.default('street'),
}

export const helpReportContract = {
  getHelpReport: operation({
    method: 'GET',
    path: '/api/v1/desk/help-report',
    summary: '一键呼报表：多久有人接、多久到、多久办好（中位数和 95% 的呼叫），按街道、社区、网格或种类',
    tag: tagHelpDesk,
    audience: 'staff',
    query: z.strictObject(period),
    status: 200,
    response: json(
      z.strictObject({
        from: z.iso.date(),
        to: z.iso.date(),
        asOf: instant,
        by: reportBy,
        total: reportFigures,
        rows: z.array(z.strictObject({ key: z.string(), name: z.string(), ...reportFigures.shape })),
      }),
    ),
    errors: [],
    idempotency: 'natural',
  }),
  listHelpReportCalls: operation({
    method: 'GET',
    path: '/api/v1/desk/help-report/calls',
    summary: '报表里一个数字背后的每一次呼叫，最近的在前',
    tag: tagHelpDesk,
    audience: 'staff',
    query: z.strictObject({
      ...period,
      /** The row; without it the total's. */
      key: z.string().min(1).max(100).optional(),
      only: reportOnly.default('all'),
      cursor: z.string().min(1).max(200).optional(),
      limit: z.coerce.number().int().min(1).max(100).default(20),
    }),
    status: 200,
    response: json(page(deskCallRow)),
    errors: [],
    idempotency: 'natural',
  }),
  getHelpBoard: operation({
    method: 'GET',
    path: '/api/v1/desk/help-board',
    summary: '联动驾驶舱：此刻各处的呼叫、当班的人和今天的数字，不含个人信息',
    tag: tagHelpDesk,
    audience: 'staff',
    query: z.strictObject({ placeId: id.optional() }),
    status: 200,
    response: json(helpBoard),
    errors: [],
    idempotency: 'natural',
  }),
}
