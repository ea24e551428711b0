import { usageRecordYears } from '@minsheng/shared/law/retention'
import type { Database } from '../../platform/db/index.ts'
import { declareKeeping } from '../../platform/protect/keeping.ts'
import { deletesDue, type RetentionPart } from '../../platform/protect/retention.ts'

const because = '《网络安全法》第二十三条：日志不少于六个月；《政务数据共享条例》第二十九条：使用日志不少于三年'

declareKeeping(['audit_log', 'audit_intents'], {
  title: '审计记录',
  period: usageRecordYears,
  from: '发生之日',
  atEnd: 'delete',
  because,
  endedBy: 'job',
})
declareKeeping(['audit_anchors', 'audit_cuts', 'audit_verifications'], {
  title: '审计记录的校验值',
  period: null,
  from: '长期保存；不含个人信息',
  atEnd: 'archive',
  because: '证明记录没有被改过',
  endedBy: 'nobody',
})
declareKeeping(['export_requests'], {
  title: '导出申请',
  period: usageRecordYears,
  from: '申请失效之日',
  atEnd: 'delete',
  because,
  endedBy: 'retention',
})

/** What of oversight has been kept long enough; the audit itself is cut by its own job, which signs the cut. */
export function auditRetention(db: Database): RetentionPart[] {
  return [deletesDue(db, 'export_requests', (since) => ({ expiresAt: { $lt: since } }))]
}
