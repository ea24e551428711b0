import * as z from 'zod'
import { calendarDate, empty, file, instant, json, operation } from '../operation.ts'
import { tagAudit } from './record.ts'

const hash = z.string().regex(/^[0-9a-f]{64}$/)
const count = z.number().int().min(0)

/** What a look at the whole chain found. */
export const auditVerification = z.strictObject({
  state: z.enum(['running', 'done', 'failed']),
  startedAt: instant,
  finishedAt: instant.nullable(),
  holds: z.boolean().nullable(),
  rows: count,
  /** The first ones, the first broken row first. */
  damages: z.array(z.strictObject({ kind: z.string(), kindWords: z.string(), seq: z.number().int().nullable(), words: z.string() })),
  notices: z.array(z.string()),
})
export type AuditVerification = z.output<typeof auditVerification>

export const auditChain = z.strictObject({
  asOf: instant,
  head: z.strictObject({ seq: count, hash }),
  /** Rows that wait for their place, and since when the oldest does. */
  waiting: count,
  waitingSince: instant.nullable(),
  anchor: z.strictObject({ seq: count, at: instant }).nullable(),
  anchoredOutside: z.boolean(),
  /** Rows up to here were taken away after their time. */
  prunedTo: count,
  verification: auditVerification.nullable(),
})
export type AuditChain = z.output<typeof auditChain>

export const auditChainContract = {
  getAuditChain: operation({
    method: 'GET',
    path: '/api/v1/admin/audit-chain',
    summary: '审计链现在的状态和最近一次核验',
    tag: tagAudit,
    audience: 'staff',
    status: 200,
    response: json(auditChain),
    errors: ['forbidden'],
    idempotency: 'natural',
  }),
  verifyAuditChain: operation({
    method: 'POST',
    path: '/api/v1/admin/audit-chain/verifications',
    summary: '核验整条审计链（后台进行）',
    tag: tagAudit,
    audience: 'staff',
    status: 202,
    response: empty,
    errors: ['forbidden'],
    idempotency: 'natural',
  }),
  listAuditAnchors: operation({
    method: 'GET',
    path: '/api/v1/audit-anchors/file',
    summary: '审计链每天的签名指纹（文本文件，谁都可以留存一份）',
    tag: tagAudit,
    audience: 'public',
    query: z.strictObject({ from: calendarDate.optional() }),
    status: 200,
    response: file('text/plain'),
    errors: [],
    idempotency: 'natural',
  }),
}
