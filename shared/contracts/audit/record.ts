import * as z from 'zod'
import { calendarDate, id, instant, json, operation, page, pageQuery } from '../operation.ts'

export const tagAudit = '审计'

export const auditOutcome = z.enum(['done', 'refused', 'unknown'])

/** One row of the record; the person it is about appears as a number that tells no one who it is. */
export const auditRow = z.strictObject({
  id,
  at: instant,
  actorId: z.string(),
  actorName: z.string(),
  action: z.string(),
  /** The action in words. */
  actionWords: z.string(),
  subject: z.string(),
  outcome: auditOutcome,
  reason: z.string().nullable(),
  requestId: z.string(),
  /** Its place in the chain; null for the seconds it waits for one. */
  seq: z.number().int().nullable(),
})
export type AuditRecordRow = z.output<typeof auditRow>

export const auditFilter = z.strictObject({
  /** Account number, user name or display name. */
  who: z.string().trim().min(1).max(64).optional(),
  /** `resident.reveal`, or the beginning of it. */
  action: z
    .string()
    .regex(/^[a-z][a-z.-]{0,40}$/, '请选择一种操作')
    .optional(),
  /** The number of a thing or person. */
  subject: z.string().trim().min(1).max(80).optional(),
  /** An ID number or a phone: looked up blind, never told whether there is such a person. */
  whom: z
    .string()
    .trim()
    .regex(/^(\d{17}[\dXx]|1\d{10})$/, '请填写完整的身份证号或手机号')
    .optional(),
  /** Words of the purpose that was given. */
  purpose: z.string().trim().min(1).max(40).optional(),
  outcome: auditOutcome.optional(),
  /** Days in Asia/Shanghai, both included. */
  from: calendarDate.optional(),
  to: calendarDate.optional(),
})
export type AuditFilter = z.output<typeof auditFilter>

/** `many_in_short_time` …: what a look has in common with looks that were abuse. Each is for a person to judge. */
export const unusualKind = z.enum(['many_in_short_time', 'off_hours', 'many_refused', 'one_person_often'])

export const unusualLook = z.strictObject({
  kind: unusualKind,
  actorId: z.string(),
  actorName: z.string(),
  from: instant,
  to: instant,
  count: z.number().int().min(1),
  /** What the rule counts, in words. */
  words: z.string(),
})
export type UnusualLook = z.output<typeof unusualLook>

/** A field that is kept, and what follows from its level. */
export const fieldEntry = z.strictObject({
  collection: z.string(),
  collectionTitle: z.string(),
  field: z.string(),
  title: z.string(),
  class: z.enum(['identity', 'contact', 'location', 'family', 'welfare', 'record']),
  level: z.number().int().min(1).max(4),
  sealed: z.boolean(),
  /** How a made-up value is shown; null where it is shown whole. */
  maskedExample: z.string().nullable(),
  /** Found by a keyed index, without anyone reading it. */
  indexed: z.boolean(),
  /** How long, and what happens then. */
  keptWords: z.string(),
  /** Who answers a wish to export it. */
  exportWords: z.string(),
})
export type FieldEntry = z.output<typeof fieldEntry>

/** How long something is kept, for whoever answers for it. */
export const keepingEntry = z.strictObject({
  title: z.string(),
  collections: z.array(z.string()),
  /** How long, and what happens then. */
  keptWords: z.string(),
  /** The law, or what it is kept for. */
  because: z.string(),
  /** Who ends it. */
  endedWords: z.string(),
})
export type KeepingEntry = z.output<typeof keepingEntry>

export const auditRecordContract = {
  searchAudit: operation({
    method: 'POST',
    path: '/api/v1/admin/audit-searches',
    summary: '查审计记录：谁、做了什么、对谁、什么时候、为什么（查询本身也留痕）',
    tag: tagAudit,
    audience: 'staff',
    body: json(z.strictObject({ ...auditFilter.shape, cursor: pageQuery.cursor, limit: z.number().int().min(1).max(100).default(20) })),
    status: 200,
    response: json(page(auditRow)),
    errors: ['forbidden', 'too_many_requests'],
    idempotency: 'natural',
  }),
  listUnusualLooks: operation({
    method: 'GET',
    path: '/api/v1/admin/unusual-looks',
    summary: '异常查看：短时间大量查看、非工作时间查看、多次被拒',
    tag: tagAudit,
    audience: 'staff',
    query: z.strictObject({ from: calendarDate.optional(), to: calendarDate.optional() }),
    status: 200,
    response: json(
      z.strictObject({
        from: calendarDate,
        to: calendarDate,
        /** Looks before this instant were too many to go through; null: all of them were. */
        cutAt: instant.nullable(),
        items: z.array(unusualLook),
      }),
    ),
    errors: ['forbidden', 'invalid_input'],
    idempotency: 'natural',
  }),
  listFieldCatalogue: operation({
    method: 'GET',
    path: '/api/v1/admin/field-catalogue',
    summary: '数据目录：每个字段的类别、级别、加密、脱敏、索引、保存期限和导出审批',
    tag: tagAudit,
    audience: 'staff',
    status: 200,
    response: json(z.strictObject({ items: z.array(fieldEntry), keepings: z.array(keepingEntry) })),
    errors: ['forbidden'],
    idempotency: 'natural',
  }),
}
