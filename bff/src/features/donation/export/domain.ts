/** How a column is written: text stays text, whatever it begins with; money is a number of yuan with two decimals. */
export type ColumnKind = 'text' | 'yuan' | 'count' | 'date_time'

export interface Column<Row> {
  title: string
  kind: ColumnKind
  /** In characters. */
  width: number
  /** Text; fen for `yuan`; a number for `count`; an instant for `date_time`. */
  of: (row: Row) => string | number | Date | null
  /** Says who someone is: shown masked, unless a second person agreed that the whole leaves the house. */
  personal?: { level: 3 | 4; mask: (value: string) => string }
}

/** The highest level of what a table holds. */
export const levelOf = (columns: readonly Pick<Column<never>, 'personal'>[]): number =>
  Math.max(1, ...columns.map(({ personal }) => personal?.level ?? 1))

/** Two people's agreement to a whole table; it stands in the file, row by row. */
export interface ExportApproval {
  id: string
  askedByName: string
  decidedByName: string
}

export type CellValue = string | number | null

/** A sheet before it is a file: plain values, so that it can be handed to another thread. */
export interface Sheet {
  name: string
  columns: { title: string; kind: ColumnKind; width: number }[]
  rows: CellValue[][]
}

/** `2026-06-15 09:05:00` in Asia/Shanghai: text that sorts and reads the same everywhere. */
export function shanghaiText(at: Date): string {
  return new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ')
}

// What XML can't carry, and what some spreadsheets stumble over.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
const unwritable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g

/** One cell's plain value. */
export function cellOf(kind: ColumnKind, value: string | number | Date | null): CellValue {
  if (value === null) return null
  if (value instanceof Date) return shanghaiText(value)
  if (typeof value === 'string') return value.replace(unwritable, '')
  return kind === 'yuan' ? value / 100 : value
}

/** A sheet that grows row by row, and the sums of its money columns in fen. */
export function sheetOf<Row>(name: string, columns: readonly Column<Row>[], approval: ExportApproval | null = null) {
  const sums = new Map<string, number>()
  const mark: Sheet['columns'] = approval ? [{ title: '导出编号', kind: 'text', width: 24 }] : []
  const sheet: Sheet = { name, columns: [...columns.map(({ title, kind, width }) => ({ title, kind, width })), ...mark], rows: [] }
  return {
    sheet,
    sums,
    add(row: Row) {
      const cells = columns.map(({ title, kind, of, personal }) => {
        const value = of(row)
        if (kind === 'yuan' && typeof value === 'number') sums.set(title, (sums.get(title) ?? 0) + value)
        const cell = cellOf(kind, value)
        // Cleaned first: what can't be written must not be what the mask leaves.
        return personal && !approval && typeof cell === 'string' ? personal.mask(cell) : cell
      })
      // In every row, for a row is copied more easily than a sheet.
      sheet.rows.push(approval ? [...cells, approval.id] : cells)
    },
  }
}

export interface About {
  table: string
  charity: string
  period: string
  campaign: string
  reason: string
  madeAt: Date
  rowCount: number
  isCut: boolean
  sums: ReadonlyMap<string, number>
  approval: ExportApproval | null
}

/** The last sheet: what this file is, for whoever finds it in a year. */
export function aboutSheet(about: About): Sheet {
  const money = [...about.sums].map(([title, fen]): [string, CellValue] => [`${title}合计`, (fen / 100).toFixed(2)])
  const rows: [string, CellValue][] = [
    ['表格', about.table],
    ['慈善组织', about.charity],
    ['项目', about.campaign],
    ['时间', about.period],
    ['行数', `${about.rowCount}`],
    ...money,
    ['是否完整', about.isCut ? `不完整：超过 ${about.rowCount} 行，只导出了最新的部分，请缩短时间分几次导出` : '完整'],
    ['用途', about.reason],
    ['导出时间', shanghaiText(about.madeAt)],
    ...(about.approval
      ? ([
          ['导出编号', about.approval.id],
          ['由谁导出', about.approval.askedByName],
          ['由谁同意', about.approval.decidedByName],
          ['使用要求', '含个人信息，只能用于上面写明的用途，不得转给他人；用完请删除。每一行都带有导出编号，流出后可以查到是哪一次导出。'],
        ] satisfies [string, CellValue][])
      : ([['姓名', '已隐去；需要完整姓名的，请在“导出审批”里申请']] satisfies [string, CellValue][])),
    ['金额说明', '金额单位为元；捐赠人以其留下的称呼为准，匿名捐赠不显示是谁'],
  ]
  return {
    name: '说明',
    columns: [
      { title: '事项', kind: 'text', width: 18 },
      { title: '内容', kind: 'text', width: 60 },
    ],
    rows,
  }
}
