import { usageRecordYears } from '@minsheng/shared/law/retention'
import { catalogue } from '../../../platform/protect/catalogue.ts'
import type { RevealDocument } from './domain.ts'

/** What is kept of a look at something hidden: what for may be told in words that name somebody. */
export const revealFields = catalogue<RevealDocument>()(
  'reveals',
  {
    residentId: { title: '看了谁', class: 'record', level: 2 },
    householdId: { title: '看了哪一户', class: 'record', level: 2 },
    at: { title: '时间', class: 'record', level: 1 },
    by: { title: '谁看的', class: 'record', level: 2 },
    field: { title: '看了哪一项', class: 'record', level: 1 },
    purpose: { title: '用途', class: 'record', level: 1 },
    note: { title: '用途说明', class: 'record', level: 3, mask: () => '（已隐去）' },
  },
  {
    title: '查看隐藏信息的记录',
    period: usageRecordYears,
    from: '查看之日',
    atEnd: 'delete',
    because: '《政务数据共享条例》第二十九条：使用日志不少于三年',
    endedBy: 'retention',
  },
)
export type RevealFields = typeof revealFields.fields
