import { settledLetterDays, workRecordMonths } from '@minsheng/shared/law/retention'
import { catalogue } from '../../../platform/protect/catalogue.ts'
import type { DeadLetter, DeathReportDocument } from './domain.ts'

const hidden = () => '（已隐去）'

/** A row that could not be taken may hold anything about anyone: it lies sealed as a whole. */
export const deadLetterFields = catalogue<DeadLetter>()(
  'exchange_letters',
  {
    sourceId: { title: '来源', class: 'record', level: 1 },
    rowKey: { title: '记录索引', class: 'record', level: 2 },
    version: { title: '记录版本', class: 'record', level: 1 },
    row: { title: '收到的内容', class: 'identity', level: 4, mask: () => '****' },
    reasons: { title: '没有收下的原因', class: 'record', level: 2 },
    state: { title: '处理状态', class: 'record', level: 1 },
    runId: { title: '所在的交换', class: 'record', level: 1 },
    times: { title: '收到次数', class: 'record', level: 1 },
    decidedBy: { title: '处理人', class: 'record', level: 2 },
    decidedAt: { title: '处理时间', class: 'record', level: 1 },
    note: { title: '处理说明', class: 'record', level: 3, mask: hidden },
    rev: { title: '版本', class: 'record', level: 1 },
    createdAt: { title: '收到时间', class: 'record', level: 1 },
  },
  {
    title: '没有收下的外部记录',
    period: settledLetterDays,
    from: '处理完之日',
    atEnd: 'delete',
    because: '里面什么都可能有，处理完就不再需要；《个人信息保护法》第十九条',
    endedBy: 'retention',
  },
)
export type DeadLetterFields = typeof deadLetterFields.fields

/** What is kept of a death that a register told of. */
export const deathReportFields = catalogue<DeathReportDocument>()(
  'death_reports',
  {
    residentId: { title: '是谁', class: 'record', level: 2 },
    path: { title: '所在区、街道、社区、网格', class: 'location', level: 2 },
    rowKey: { title: '记录索引', class: 'record', level: 2 },
    diedOn: { title: '报告的去世日期', class: 'record', level: 2 },
    state: { title: '处理状态', class: 'record', level: 1 },
    decidedBy: { title: '核实人', class: 'record', level: 2 },
    decidedAt: { title: '核实时间', class: 'record', level: 1 },
    note: { title: '核实说明', class: 'welfare', level: 3, mask: hidden },
    rev: { title: '版本', class: 'record', level: 1 },
    createdAt: { title: '收到时间', class: 'record', level: 1 },
  },
  {
    title: '部门报告的去世',
    period: workRecordMonths,
    from: '核实之日',
    atEnd: 'delete',
    because: '说得清凭什么登记了去世',
    endedBy: 'retention',
  },
)
export type DeathReportFields = typeof deathReportFields.fields
