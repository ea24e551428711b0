import type { ExportRequest } from '@minsheng/shared/contracts/audit'
import { type ExportRequestDocument, stateAt } from './domain.ts'

export interface Viewer {
  now: Date
  names: ReadonlyMap<string, string>
  mayDecide: boolean
  isAskers: boolean
}

export function presentRequest(request: ExportRequestDocument, { now, names, mayDecide, isAskers }: Viewer): ExportRequest {
  const state = stateAt(request, now)
  return {
    id: request._id,
    table: request.table,
    tableName: request.tableName,
    charityId: request.charityId,
    campaignId: request.campaignId,
    from: request.from,
    to: request.to,
    level: request.level,
    reason: request.reason,
    state,
    askedBy: request.askedBy,
    askedByName: names.get(request.askedBy) ?? '工作人员',
    askedAt: request.createdAt.toISOString(),
    decidedByName: request.decidedBy === null ? null : (names.get(request.decidedBy) ?? '工作人员'),
    decidedAt: request.decidedAt?.toISOString() ?? null,
    note: request.note,
    expiresAt: request.expiresAt.toISOString(),
    downloadedAt: request.downloadedAt?.toISOString() ?? null,
    rowCount: request.rowCount,
    rev: request.rev,
    mayDecide: mayDecide && state === 'asked',
    mayDownload: isAskers && state === 'approved',
  }
}
