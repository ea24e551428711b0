import type { AuditRecordRow } from '@minsheng/shared/contracts/audit'
import { actionWords } from '../domain.ts'
import type { RecordedRow } from './store.ts'

export function presentRow(row: RecordedRow, actorName: string): AuditRecordRow {
  const { _id, at, actor, action, subject, outcome, requestId, reason, seq } = row
  return {
    id: _id,
    at: at.toISOString(),
    actorId: actor,
    actorName,
    action,
    actionWords: actionWords(action),
    subject,
    outcome,
    reason: reason ?? null,
    requestId,
    seq: seq ?? null,
  }
}
