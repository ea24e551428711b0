import * as z from 'zod'
import { calendarDate, file, id, instant, json, operation, page, pageQuery } from '../operation.ts'
import { tagAudit } from './record.ts'

/** Tables with fields that may leave the house only when a second person agrees. */
export const guardedTable = z.enum(['gifts', 'refunds', 'donors', 'receipts', 'audit'])
export type GuardedTable = z.output<typeof guardedTable>

/** `approved` lapses with `expiresAt`; `lapsed` is told from the clock. */
export const exportRequestState = z.enum(['asked', 'approved', 'refused', 'downloaded', 'lapsed'])

const exportScope = {
  charityId: id.nullable(),
  campaignId: id.nullable(),
  /** Days in Asia/Shanghai, both included. */
  from: calendarDate.nullable(),
  to: calendarDate.nullable(),
}

export const exportRequest = z.strictObject({
  id,
  table: guardedTable,
  tableName: z.string(),
  ...exportScope,
  /** The highest level among its fields; it decides who may agree. */
  level: z.number().int().min(3).max(4),
  reason: z.string(),
  state: exportRequestState,
  askedBy: z.string(),
  askedByName: z.string(),
  askedAt: instant,
  decidedByName: z.string().nullable(),
  decidedAt: instant.nullable(),
  note: z.string().nullable(),
  /** Until when it may be answered, or, once agreed to, downloaded. */
  expiresAt: instant,
  downloadedAt: instant.nullable(),
  rowCount: z.number().int().nullable(),
  rev: z.number().int().min(0),
  mayDecide: z.boolean(),
  mayDownload: z.boolean(),
})
export type ExportRequest = z.output<typeof exportRequest>

const params = z.strictObject({ exportRequestId: id })

export const exportRequestContract = {
  createExportRequest: operation({
    method: 'POST',
    path: '/api/v1/admin/export-requests',
    summary: '申请导出含个人信息的表格：写明用途，由另一人审批',
    tag: tagAudit,
    audience: 'staff',
    body: json(
      z.strictObject({ table: guardedTable, ...exportScope, reason: z.string().trim().min(4, '请写明用途，至少 4 个字').max(100) }),
    ),
    status: 201,
    response: json(exportRequest),
    errors: ['forbidden', 'invalid_input'],
    idempotency: 'key',
  }),
  listExportRequests: operation({
    method: 'GET',
    path: '/api/v1/admin/export-requests',
    summary: '导出申请：自己的和自己可以审批的',
    tag: tagAudit,
    audience: 'staff',
    query: z.strictObject({ ...pageQuery, state: exportRequestState.exclude(['lapsed']).optional() }),
    status: 200,
    response: json(page(exportRequest)),
    errors: ['forbidden'],
    idempotency: 'natural',
  }),
  decideExportRequest: operation({
    method: 'POST',
    path: '/api/v1/admin/export-requests/:exportRequestId/decision',
    summary: '同意或不同意导出；同意后 24 小时内可下载一次',
    tag: tagAudit,
    audience: 'staff',
    params,
    body: json(z.strictObject({ rev: z.number().int().min(0), approve: z.boolean(), note: z.string().trim().min(1, '请填写').max(200) })),
    status: 200,
    response: json(exportRequest),
    errors: ['not_found', 'conflict', 'wrong_state'],
    idempotency: 'natural',
  }),
  downloadExport: operation({
    method: 'POST',
    path: '/api/v1/admin/export-requests/:exportRequestId/download',
    summary: '下载已同意的导出文件：只能一次，文件里写明是谁、什么时候',
    tag: tagAudit,
    audience: 'staff',
    params,
    status: 200,
    response: file('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'),
    errors: ['not_found', 'wrong_state', 'unavailable'],
    idempotency: 'natural',
  }),
}
