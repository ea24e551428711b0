import { workRecordMonths } from '@minsheng/shared/law/retention'
import { catalogue } from '../../../platform/protect/catalogue.ts'
import type { Duty, WorkerFix } from './domain.ts'

/** What is kept of a worker's stretch of work. */
export const dutyFields = catalogue<Duty>()(
  'help_duties',
  {
    accountId: { title: '谁上班', class: 'record', level: 2 },
    openKey: { title: '防重复索引', class: 'record', level: 2 },
    startedAt: { title: '上班时间', class: 'record', level: 1 },
    until: { title: '最晚下班时间', class: 'record', level: 1 },
    endedAt: { title: '下班时间', class: 'record', level: 1 },
    location: { title: '同不同意用位置', class: 'record', level: 2 },
    textVersion: { title: '同意书版本', class: 'record', level: 1 },
    goes: { title: '是不是上门的人', class: 'record', level: 1 },
    placeIds: { title: '负责的地方', class: 'location', level: 1 },
    within: { title: '所在区、街道、社区', class: 'location', level: 1 },
    rev: { title: '版本', class: 'record', level: 1 },
  },
  {
    title: '上下班',
    period: workRecordMonths,
    from: '下班之日',
    atEnd: 'delete',
    because: '出了事说得清当时谁在班',
    endedBy: 'retention',
  },
)
export type DutyFields = typeof dutyFields.fields

/** The last place of a phone, and nothing before it. */
export const fixFields = catalogue<WorkerFix>()(
  'help_worker_places',
  {
    place: { title: '工作人员手机最近的位置', class: 'location', level: 4, mask: () => '（已隐去）' },
    at: { title: '位置的时间', class: 'record', level: 2 },
    forgetAt: { title: '什么时候删', class: 'record', level: 1 },
  },
  {
    title: '工作人员手机最近的位置',
    period: null,
    from: '只留最近一个；下班就删，最多 30 分钟（示例，待区局确认）',
    atEnd: 'delete',
    because: '有人呼叫时找离得最近的人；本人上班时同意（个人信息保护法第十三条、第二十九条）',
    endedBy: 'index',
  },
)
export type FixFields = typeof fixFields.fields
