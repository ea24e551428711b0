import { usageRecordYears } from '@minsheng/shared/law/retention'
import { catalogue } from '../../../platform/protect/catalogue.ts'
import type { ExportRequestDocument } from './domain.ts'

const hidden = () => '（已隐去）'

/** What is kept of a wish to take a table away: what for may be told in words that name somebody. */
export const exportRequestFields = catalogue<ExportRequestDocument>()(
  'export_requests',
  {
    table: { title: '哪张表', class: 'record', level: 1 },
    tableName: { title: '表的名称', class: 'record', level: 1 },
    charityId: { title: '慈善组织', class: 'record', level: 1 },
    campaignId: { title: '项目', class: 'record', level: 1 },
    from: { title: '从哪天起', class: 'record', level: 1 },
    to: { title: '到哪天止', class: 'record', level: 1 },
    level: { title: '数据级别', class: 'record', level: 1 },
    reason: { title: '用途', class: 'record', level: 3, mask: hidden },
    state: { title: '状态', class: 'record', level: 1 },
    askedBy: { title: '申请人', class: 'record', level: 2 },
    createdAt: { title: '申请时间', class: 'record', level: 1 },
    decidedBy: { title: '答复人', class: 'record', level: 2 },
    decidedAt: { title: '答复时间', class: 'record', level: 1 },
    note: { title: '答复说明', class: 'record', level: 3, mask: hidden },
    expiresAt: { title: '有效到', class: 'record', level: 1 },
    downloadedAt: { title: '下载时间', class: 'record', level: 1 },
    rowCount: { title: '行数', class: 'record', level: 1 },
    rev: { title: '版本', class: 'record', level: 1 },
  },
  {
    title: '导出申请',
    period: usageRecordYears,
    from: '申请失效之日',
    atEnd: 'delete',
    because: '《网络安全法》第二十三条：日志不少于六个月；《政务数据共享条例》第二十九条：使用日志不少于三年',
    endedBy: 'retention',
  },
)
export type ExportRequestFields = typeof exportRequestFields.fields
