import { usageRecordYears } from '@minsheng/shared/law/retention'
import type { AuditFacts } from '../../platform/audit/index.ts'
import type { Database } from '../../platform/db/index.ts'
import { catalogue } from '../../platform/protect/catalogue.ts'
import { declareKeeping, type Keeping } from '../../platform/protect/keeping.ts'
import { deletesDue, type RetentionPart } from '../../platform/protect/retention.ts'

const because = '《网络安全法》第二十三条：日志不少于六个月；《政务数据共享条例》第二十九条：使用日志不少于三年'

const recordKeeping: Keeping = {
  title: '审计记录',
  period: usageRecordYears,
  from: '发生之日',
  atEnd: 'delete',
  because,
  endedBy: 'job',
}
declareKeeping(['audit_intents'], recordKeeping)
/** The platform writes these rows; here is told what is in them. */
catalogue<AuditFacts>()(
  'audit_log',
  {
    at: { title: '时间', class: 'record', level: 1 },
    actor: { title: '谁', class: 'record', level: 2 },
    action: { title: '做了什么', class: 'record', level: 1 },
    subject: { title: '对象', class: 'record', level: 2 },
    outcome: { title: '结果', class: 'record', level: 1 },
    requestId: { title: '请求编号', class: 'record', level: 1 },
    reason: { title: '用途', class: 'record', level: 3, mask: () => '（已隐去）' },
  },
  recordKeeping,
)
declareKeeping(['audit_anchors', 'audit_cuts', 'audit_verifications'], {
  title: '审计记录的校验值',
  period: null,
  from: '长期保存；不含个人信息',
  atEnd: 'archive',
  because: '证明记录没有被改过',
  endedBy: 'nobody',
})
/** What of oversight has been kept long enough; the audit itself is cut by its own job, which signs the cut. */
export function auditRetention(db: Database): RetentionPart[] {
  return [deletesDue(db, 'export_requests', (since) => ({ expiresAt: { $lt: since } }))]
}
