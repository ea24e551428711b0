import { workRecordMonths } from '@minsheng/shared/law/retention'
import { catalogue } from '../../../platform/protect/catalogue.ts'
import type { ImportJob } from './domain.ts'

const hidden = () => '****'

/** What is kept of an import. What stands in the file, and what it was called, is as sensitive as what it is about. */
export const importFields = catalogue<ImportJob>()(
  'imports',
  {
    kind: { title: '导入内容', class: 'record', level: 1 },
    state: { title: '状态', class: 'record', level: 1 },
    by: { title: '导入人', class: 'record', level: 2 },
    placeIds: { title: '导入人负责的地方', class: 'record', level: 2 },
    filename: { title: '文件名', class: 'record', level: 3, mask: hidden },
    datum: { title: '坐标系', class: 'record', level: 1 },
    encoding: { title: '文字编码', class: 'record', level: 1 },
    mapping: { title: '列的对应', class: 'record', level: 1 },
    rows: { title: '行数', class: 'record', level: 1 },
    position: { title: '做到第几行', class: 'record', level: 1 },
    take: { title: '导入哪些行', class: 'record', level: 1 },
    found: { title: '核对结果', class: 'record', level: 1 },
    done: { title: '导入结果', class: 'record', level: 1 },
    unreadable: { title: '读不出来的原因', class: 'record', level: 2 },
    report: { title: '前几行和逐行的问题', class: 'identity', level: 4, mask: hidden },
    notDone: { title: '没有导入或没有撤销的行', class: 'record', level: 2 },
    lease: { title: '由谁处理', class: 'record', level: 1 },
    rev: { title: '版本', class: 'record', level: 1 },
    createdAt: { title: '上传时间', class: 'record', level: 1 },
    fileUntil: { title: '文件保留到', class: 'record', level: 1 },
    undoUntil: { title: '可以撤销到', class: 'record', level: 1 },
    history: { title: '办理记录', class: 'record', level: 2, words: { why: { title: '撤销的原因', class: 'record', level: 3 } } },
  },
  {
    title: '导入记录',
    period: workRecordMonths,
    from: '上传之日',
    atEnd: 'delete',
    because: '说得清哪些资料是谁导入的；文件和其中内容 7 天后先删除',
    endedBy: 'retention',
  },
)
export type ImportFields = typeof importFields.fields
