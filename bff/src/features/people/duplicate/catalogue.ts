import { workRecordMonths } from '@minsheng/shared/law/retention'
import { catalogue } from '../../../platform/protect/catalogue.ts'
import type { DuplicateCase } from './domain.ts'

const note = { title: '处理说明', class: 'record', level: 3 } as const

/** What is kept of two records that may be one person. */
export const duplicateFields = catalogue<DuplicateCase>()(
  'resident_duplicates',
  {
    residentIds: { title: '两条记录', class: 'record', level: 2 },
    because: { title: '为什么疑似', class: 'record', level: 1 },
    state: { title: '状态', class: 'record', level: 1 },
    paths: { title: '两条记录所在的网格', class: 'location', level: 2 },
    decided: { title: '处理结果', class: 'record', level: 2, words: { note } },
    merge: { title: '合并了什么', class: 'record', level: 2 },
    rev: { title: '版本', class: 'record', level: 1 },
    createdAt: { title: '发现时间', class: 'record', level: 1 },
    history: { title: '办理记录', class: 'record', level: 2, words: { note } },
  },
  {
    title: '疑似重复的处理',
    period: workRecordMonths,
    from: '合并之日',
    atEnd: 'delete',
    because: '合并可以查、可以退回；认定不是同一人的，在两份档案期间保留',
    endedBy: 'retention',
  },
)
export type DuplicateFields = typeof duplicateFields.fields
