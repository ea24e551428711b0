import type { AuditRecordRow, ExportRequest, FieldEntry, UnusualLook } from '@minsheng/shared/contracts/audit'
import type { StateTone } from '../../ui/state-tag.tsx'

export const outcomes: Record<AuditRecordRow['outcome'], { word: string; tone: StateTone }> = {
  done: { word: '已办', tone: 'good' },
  refused: { word: '被拒', tone: 'warning' },
  unknown: { word: '结果不明', tone: 'danger' },
}

export const requestStates: Record<ExportRequest['state'], { word: string; tone: StateTone }> = {
  asked: { word: '等待审批', tone: 'waiting' },
  approved: { word: '可下载一次', tone: 'good' },
  refused: { word: '没有同意', tone: 'over' },
  downloaded: { word: '已下载', tone: 'over' },
  lapsed: { word: '已过期', tone: 'paused' },
}

export const unusualKinds: Record<UnusualLook['kind'], string> = {
  many_in_short_time: '短时间大量查看',
  off_hours: '非工作时间查看',
  many_refused: '多次被拒',
  one_person_often: '反复查看同一人',
}

export const fieldClasses: Record<FieldEntry['class'], string> = {
  identity: '身份',
  contact: '联系方式',
  location: '住址位置',
  family: '家庭',
  welfare: '福利',
  record: '记录',
}

export const levelWords = ['', '一级（公开）', '二级（内部）', '三级（敏感）', '四级（高敏感）'] as const

/** What the record is asked for most; the words are the server's own. */
export const actionChoices: { value: string; label: string }[] = [
  { value: 'resident.reveal', label: '查看居民隐藏信息' },
  { value: 'resident', label: '居民：全部操作' },
  { value: 'household', label: '家庭：全部操作' },
  { value: 'export', label: '导出和导出申请' },
  { value: 'audit', label: '审计查询和核验' },
  { value: 'staff.sign-in', label: '工作人员登录' },
  { value: 'refund', label: '退款：全部操作' },
  { value: 'gift', label: '捐赠记录：全部操作' },
]

/** What it was done to: one thing by its number; a look at a list has none. */
export function subjectWords({ action, subject }: Pick<AuditRecordRow, 'action' | 'subject'>): string {
  // Whoever was turned away from a list asked for no one thing either.
  if (/^(audit|policy-what-if|policy-coverage)|\.(list|search|conflicts|overpaid|rows)$/.test(action) && /^[a-z_-]+$/.test(subject))
    return '不针对某一条'
  if (subject === 'unknown') return '不知道是谁'
  return subject === 'missing' ? '没有找到' : subject
}
