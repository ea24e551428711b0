import * as z from 'zod'
import { id, instant, json, operation, page, pageQuery } from '../operation.ts'
import { codeState, shortText, tagDesk } from './terms.ts'

/**
 * Why somebody should look. `silent`: a busy code nobody scans any more. `displaced`: scanned far from its venue.
 * `forged`: forged or foreign codes were scanned or reported. `overdue`: a busy venue nobody has patrolled for long.
 * `defective`: a volunteer saw it missing, damaged or covered.
 */
export const alarmKind = z.enum(['silent', 'displaced', 'forged', 'overdue', 'defective'])

export type AlarmKind = z.output<typeof alarmKind>

/** `open`: nobody has taken it. `in_hand`: someone is at it. `closed`: the end, with its result. */
export const alarmState = z.enum(['open', 'in_hand', 'closed'])

/** `real`: something was wrong. `false_alarm`: nothing was. `resumed`: it came right by itself. */
export const alarmResult = z.enum(['real', 'false_alarm', 'resumed'])

/** Who or what saw it. */
export const evidenceSource = z.enum(['clock', 'patrol', 'giver', 'report', 'scan'])

export const codeAlarm = z.strictObject({
  id,
  kind: alarmKind,
  state: alarmState,
  charityId: id.nullable(),
  charityName: z.string().nullable(),
  venueId: id.nullable(),
  venueName: z.string().nullable(),
  codeId: id.nullable(),
  shortNumber: z.string().nullable(),
  codeState: codeState.nullable(),
  campaignTitle: z.string().nullable(),
  /** What happened, in one sentence. */
  summary: z.string(),
  /** How often it was seen; the newest twenty are kept. */
  times: z.number().int().min(1),
  evidence: z.array(
    z.strictObject({ at: instant, source: evidenceSource, words: z.string(), patrolId: id.nullable(), photoId: id.nullable() }),
  ),
  history: z.array(z.strictObject({ at: instant, to: alarmState, by: z.string(), note: z.string() })),
  result: alarmResult.nullable(),
  note: z.string().nullable(),
  /** The reader may take, close and pause. */
  mayHandle: z.boolean(),
  openedAt: instant,
  lastSeenAt: instant,
  closedAt: instant.nullable(),
  rev: z.number().int(),
})

export type CodeAlarm = z.output<typeof codeAlarm>

const alarmParams = z.strictObject({ alarmId: id })
const rev = z.number().int().min(0)

export const codeAlarmContract = {
  listCodeAlarms: operation({
    method: 'GET',
    path: '/api/v1/admin/code-alarms',
    summary: '码警（筛选）',
    tag: tagDesk,
    audience: 'staff',
    query: z.strictObject({ ...pageQuery, kind: alarmKind.optional(), state: alarmState.optional(), charityId: id.optional() }),
    status: 200,
    response: json(page(codeAlarm)),
    errors: ['forbidden'],
    idempotency: 'natural',
  }),
  countCodeAlarms: operation({
    method: 'GET',
    path: '/api/v1/admin/code-alarm-count',
    summary: '还没有人处理的码警有几条（最多数到 100）',
    tag: tagDesk,
    audience: 'staff',
    status: 200,
    response: json(z.strictObject({ open: z.number().int().min(0).max(100) })),
    errors: ['forbidden'],
    idempotency: 'natural',
  }),
  takeCodeAlarm: operation({
    method: 'POST',
    path: '/api/v1/admin/code-alarms/:alarmId/taking',
    summary: '开始处理一条码警',
    tag: tagDesk,
    audience: 'staff',
    params: alarmParams,
    body: json(z.strictObject({ rev })),
    status: 200,
    response: json(codeAlarm),
    errors: ['not_found', 'conflict', 'wrong_state'],
    idempotency: 'natural',
  }),
  pauseAlarmedCode: operation({
    method: 'POST',
    path: '/api/v1/admin/code-alarms/:alarmId/pause',
    summary: '暂停这条码警的公益码，并开始处理',
    tag: tagDesk,
    audience: 'staff',
    params: alarmParams,
    body: json(z.strictObject({ rev, reason: shortText(60) })),
    status: 200,
    response: json(codeAlarm),
    errors: ['not_found', 'conflict', 'wrong_state'],
    idempotency: 'natural',
  }),
  closeCodeAlarm: operation({
    method: 'POST',
    path: '/api/v1/admin/code-alarms/:alarmId/closing',
    summary: '办结一条码警，写明结果',
    tag: tagDesk,
    audience: 'staff',
    params: alarmParams,
    body: json(z.strictObject({ rev, result: z.enum(['real', 'false_alarm']), note: shortText(200) })),
    status: 200,
    response: json(codeAlarm),
    errors: ['not_found', 'conflict', 'wrong_state'],
    idempotency: 'natural',
  }),
}
