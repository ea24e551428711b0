import * as z from 'zod'
import { calendarDate, id, instant, json, operation } from '../operation.ts'

const tagShifts = '一库集 · 网格员和排班'

const why = z.string().trim().min(2, '请写明原因').max(120)
const rev = z.number().int().min(0)
/** Of Asia/Shanghai. */
export const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, '时间写成 08:30 这样')

/** A person who answers for places. */
export const placeWorker = z.strictObject({ id, name: z.string() })

export const gridAssignment = z.strictObject({
  id,
  gridId: id,
  worker: placeWorker,
  from: calendarDate,
  /** The first day it no longer holds; null while it does. */
  to: calendarDate.nullable(),
  rev: z.number().int(),
})
export type GridAssignment = z.output<typeof gridAssignment>

export const shift = z.strictObject({
  id,
  gridId: id,
  worker: placeWorker,
  startsAt: instant,
  endsAt: instant,
  /** Whose turn it was, when someone stands in. */
  insteadOf: placeWorker.nullable(),
  rev: z.number().int(),
})
export type Shift = z.output<typeof shift>

/** Which days of a span: all, those that people work on (调休 included), or the others: weekends and holidays. */
export const shiftDays = z.enum(['every_day', 'working_days', 'rest_days'])
export type ShiftDays = z.output<typeof shiftDays>

export const roster = z.strictObject({
  from: calendarDate,
  /** Days shown. */
  days: z.number().int(),
  /** Holidays and weekends among them. */
  restDays: z.array(calendarDate),
  grids: z.array(
    z.strictObject({
      id,
      name: z.string(),
      assignments: z.array(gridAssignment),
      shifts: z.array(shift),
      /** Spans in which nobody is on duty. */
      gaps: z.array(z.strictObject({ from: instant, to: instant })),
    }),
  ),
  mayWrite: z.boolean(),
})
export type Roster = z.output<typeof roster>

export const onDuty = z.strictObject({
  people: z.array(
    z.strictObject({
      gridId: id,
      worker: placeWorker,
      /** `assigned`: no shift is planned for the grid then, and this is its worker. */
      because: z.enum(['shift', 'assigned']),
      /** The end of the shift; null for who is merely assigned. */
      until: instant.nullable(),
    }),
  ),
})
export type OnDuty = z.output<typeof onDuty>

const assignmentParams = z.strictObject({ assignmentId: id })
const shiftParams = z.strictObject({ shiftId: id })
/** Days of a roster at most, and days that shifts are planned for at once. */
export const rosterLimits = { days: 14, plannedDays: 92 } as const

export const shiftContract = {
  listPlaceWorkers: operation({
    method: 'GET',
    path: '/api/v1/admin/place-workers/:placeId',
    summary: '可以派到一个网格的工作人员',
    tag: tagShifts,
    audience: 'staff',
    params: z.strictObject({ placeId: id }),
    status: 200,
    response: json(z.strictObject({ items: z.array(placeWorker) })),
    errors: ['not_found'],
    idempotency: 'natural',
  }),
  assignWorker: operation({
    method: 'POST',
    path: '/api/v1/admin/grid-assignments',
    summary: '把网格员派到网格，从某一天起',
    tag: tagShifts,
    audience: 'staff',
    body: json(z.strictObject({ placeId: id, workerId: id, from: calendarDate })),
    status: 201,
    response: json(gridAssignment),
    errors: ['forbidden', 'already_exists'],
    idempotency: 'key',
  }),
  endAssignment: operation({
    method: 'POST',
    path: '/api/v1/admin/grid-assignments/:assignmentId/end',
    summary: '网格员不再负责这个网格',
    tag: tagShifts,
    audience: 'staff',
    params: assignmentParams,
    body: json(z.strictObject({ rev, on: calendarDate })),
    status: 200,
    response: json(gridAssignment),
    errors: ['not_found', 'conflict', 'wrong_state'],
    idempotency: 'natural',
  }),
  getRoster: operation({
    method: 'GET',
    path: '/api/v1/admin/rosters/:placeId',
    summary: '一个社区或网格的排班：谁在什么时候值班，哪些时段没有人',
    tag: tagShifts,
    audience: 'staff',
    params: z.strictObject({ placeId: id }),
    query: z.strictObject({ from: calendarDate, days: z.coerce.number().int().min(1).max(rosterLimits.days).default(7) }),
    status: 200,
    response: json(roster),
    errors: ['not_found', 'wrong_state'],
    idempotency: 'natural',
  }),
  planShifts: operation({
    method: 'POST',
    path: '/api/v1/admin/shifts',
    summary: '排班：一个人在一段日子里每天的值班时间，可以过夜',
    tag: tagShifts,
    audience: 'staff',
    body: json(
      z.strictObject({
        placeId: id,
        workerId: id,
        from: calendarDate,
        to: calendarDate,
        days: shiftDays,
        startsAt: timeOfDay,
        /** The next day when it is not after `startsAt`. */
        endsAt: timeOfDay,
      }),
    ),
    status: 201,
    response: json(z.strictObject({ planned: z.number().int() })),
    errors: ['forbidden', 'already_exists'],
    idempotency: 'key',
  }),
  substituteShift: operation({
    method: 'POST',
    path: '/api/v1/admin/shifts/:shiftId/substitute',
    summary: '替班：这一班换一个人',
    tag: tagShifts,
    audience: 'staff',
    params: shiftParams,
    body: json(z.strictObject({ rev, workerId: id, why })),
    status: 200,
    response: json(shift),
    errors: ['not_found', 'conflict', 'already_exists', 'wrong_state'],
    idempotency: 'natural',
  }),
  cancelShift: operation({
    method: 'POST',
    path: '/api/v1/admin/shifts/:shiftId/cancel',
    summary: '取消一班',
    tag: tagShifts,
    audience: 'staff',
    params: shiftParams,
    body: json(z.strictObject({ rev, why })),
    status: 200,
    response: json(shift),
    errors: ['not_found', 'conflict', 'wrong_state'],
    idempotency: 'natural',
  }),
  findOnDuty: operation({
    method: 'GET',
    path: '/api/v1/admin/on-duty/:placeId',
    summary: '某一刻谁在值班',
    tag: tagShifts,
    audience: 'staff',
    params: z.strictObject({ placeId: id }),
    query: z.strictObject({ at: instant.optional() }),
    status: 200,
    response: json(onDuty),
    errors: ['not_found'],
    idempotency: 'natural',
  }),
}
