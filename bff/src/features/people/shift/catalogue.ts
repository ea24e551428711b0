import { workRecordMonths } from '@minsheng/shared/law/retention'
import { catalogue } from '../../../platform/protect/catalogue.ts'
import type { Assignment, PlannedShift } from './domain.ts'

/** A worker's illness may be told where it says why somebody stands in. */
const why = { title: '变动原因', class: 'record', level: 3 } as const

/** What is kept of whose grid it is. */
export const assignmentFields = catalogue<Assignment>()(
  'grid_assignments',
  {
    gridId: { title: '网格', class: 'location', level: 1 },
    path: { title: '所在区、街道、社区、网格', class: 'location', level: 1 },
    workerId: { title: '网格责任人', class: 'record', level: 2 },
    from: { title: '从哪天起', class: 'record', level: 1 },
    to: { title: '到哪天止', class: 'record', level: 1 },
    rev: { title: '版本', class: 'record', level: 1 },
    history: { title: '变更记录', class: 'record', level: 2, words: { why } },
  },
  {
    title: '网格责任人',
    period: workRecordMonths,
    from: '不再负责之日',
    atEnd: 'delete',
    because: '出了事说得清当时谁负责',
    endedBy: 'retention',
  },
)
export type AssignmentFields = typeof assignmentFields.fields

/** What is kept of one turn of one person. */
export const shiftFields = catalogue<PlannedShift>()(
  'shifts',
  {
    gridId: { title: '网格', class: 'location', level: 1 },
    path: { title: '所在区、街道、社区、网格', class: 'location', level: 1 },
    workerId: { title: '值守人', class: 'record', level: 2 },
    startsAt: { title: '开始时间', class: 'record', level: 1 },
    endsAt: { title: '结束时间', class: 'record', level: 1 },
    state: { title: '状态', class: 'record', level: 1 },
    insteadOf: { title: '替谁', class: 'record', level: 2 },
    rev: { title: '版本', class: 'record', level: 1 },
    history: { title: '变更记录', class: 'record', level: 2, words: { why } },
  },
  {
    title: '排班',
    period: workRecordMonths,
    from: '当班之日',
    atEnd: 'delete',
    because: '出了事说得清当时谁值守',
    endedBy: 'retention',
  },
)
export type ShiftFields = typeof shiftFields.fields
