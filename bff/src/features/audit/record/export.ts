import { AppError } from '@minsheng/shared/errors'
import { addDays, startOfDay } from '@minsheng/shared/units/calendar'
import { type Clock, shanghaiDate } from '@minsheng/shared/units/clock'
import { mayReadAudit } from '../access.ts'
import { actionWords } from '../domain.ts'
import type { ExportSource } from '../export-request/source.ts'
import type { RecordParts } from './routes.ts'
import type { RecordedRow } from './store.ts'

const MOST_ROWS = 100_000
const outcomes: Record<RecordedRow['outcome'], string> = { done: '已办', refused: '被拒', unknown: '未知' }

/** How a feature that can write workbooks writes this one. */
export type WriteWorkbook = (table: {
  name: string
  columns: { title: string; width: number }[]
  rows: AsyncIterable<string[]>
  about: [string, string][]
  approvalId: string
}) => Promise<{ content: Buffer; rowCount: number }>

/** The record itself as a table: it tells who looked at whom, so a second person agrees. */
export function auditExport(parts: Pick<RecordParts, 'record' | 'namesOf'> & { workbook: WriteWorkbook; clock: Clock }): ExportSource {
  const { record, namesOf, workbook, clock } = parts
  return {
    table: 'audit',
    tableName: '审计记录',
    level: 3,
    narrowed: (actor, scope) => (mayReadAudit(actor) ? { ...scope, charityId: null, campaignId: null } : null),
    async check({ from, to }) {
      if (!from || !to)
        throw new AppError('invalid_input', { issues: [{ path: `body.${from ? 'to' : 'from'}`, message: '请选择起止日期' }] })
      if (from > to) throw new AppError('invalid_input', { issues: [{ path: 'body.to', message: '结束日期不能早于开始日期' }] })
    },
    async make({ from, to, reason }, { id, askedByName, decidedByName }) {
      const since = from ? startOfDay(from) : null
      const before = to ? startOfDay(addDays(to, 1)) : null
      const names = new Map<string, string>()
      async function* rows() {
        for await (const row of record.stream({ actors: null, subjects: null, since, before }, MOST_ROWS)) {
          if (!names.has(row.actor)) names.set(row.actor, (await namesOf([row.actor])).get(row.actor) ?? '')
          yield [
            row.seq === undefined ? '' : String(row.seq),
            new Date(row.at.getTime() + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' '),
            row.actor,
            names.get(row.actor) ?? '',
            actionWords(row.action),
            row.subject,
            outcomes[row.outcome],
            row.reason ?? '',
            row.requestId,
          ]
        }
      }
      const { content, rowCount } = await workbook({
        name: '审计记录',
        columns: ['链上序号', '时间', '账号', '姓名', '做了什么', '对象', '结果', '用途', '请求编号'].map((title) => ({
          title,
          width: 20,
        })),
        rows: rows(),
        about: [
          ['表格', '审计记录'],
          ['时间', `${from ?? '最早'} 至 ${to ?? '现在'}`],
          ['用途', reason],
          ['导出编号', id],
          ['由谁导出', askedByName],
          ['由谁同意', decidedByName],
        ],
        approvalId: id,
      })
      return { content, rowCount, filename: `审计记录-${shanghaiDate(clock.now())}-${id}.xlsx` }
    },
  }
}
