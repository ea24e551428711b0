import type { ImportFault } from '@minsheng/shared/contracts/people'
import { FORMULA_MARK, type ImportLine, LOST_DIGITS_MARK } from './domain.ts'

/** A cell that a spreadsheet would run: it begins like a formula, and is no signed number. */
const commanding = /^[=@\t\r]|^[+-](?![\d\s-]+$)/

/** Reads the cells of one row and gathers what is wrong with them. */
export function readCells(line: ImportLine, headings: ReadonlyMap<string, string>) {
  const faults: ImportFault[] = []
  const wrong = (field: string | null, message: string) => {
    const raw = field === null ? null : (line.cells[field] ?? '')
    const value = raw?.startsWith(FORMULA_MARK) ? '（公式）' : (raw?.replace(LOST_DIGITS_MARK, '') ?? null)
    faults.push({
      row: line.row,
      column: field === null ? null : (headings.get(field) ?? null),
      value: value === null || value === '' ? null : value.slice(0, 60),
      message,
    })
  }
  for (const [field, cell] of Object.entries(line.cells)) {
    if (cell.startsWith(FORMULA_MARK)) wrong(field, '这个格子是公式，导入后会变样。请复制这一列，用“选择性粘贴—数值”贴回去再上传')
    else if (cell.startsWith(LOST_DIGITS_MARK))
      wrong(field, '这个号码被表格当成了数字，后几位已经丢失。请把这一列设为“文本”格式，重新填写完整')
    else if (commanding.test(cell)) wrong(field, '内容以“=”“+”“-”或“@”开头，会被表格软件当成命令执行，请去掉开头的符号')
    else if (/\p{Cc}/u.test(cell.replace(/[\r\n\t]/g, ''))) wrong(field, '里面有看不见的字符，请重新输入这一格')
  }
  const wrongFields = new Set(faults.map((fault) => fault.column))
  const text = (field: string): string | null => {
    const cell = line.cells[field] ?? ''
    return cell === '' || wrongFields.has(headings.get(field) ?? '') ? null : cell
  }

  return {
    faults,
    wrong,
    text,
    /** @returns null when it is empty or wrong; what is wrong is noted */
    required(field: string, title: string): string | null {
      if ((line.cells[field] ?? '') === '') wrong(field, `请填写${title}`)
      return text(field)
    },
    /** A calendar date, however people write it. */
    date(field: string): string | null {
      const typed = text(field)
      if (typed === null) return null
      const read = dateOf(typed)
      if ('fault' in read) {
        wrong(field, read.fault)
        return null
      }
      return read.date
    },
    /** One of some words. */
    choice<T extends string>(field: string, words: Readonly<Record<string, T>>, title: string): T | null {
      const typed = text(field)
      if (typed === null) return null
      const found = words[typed.replace(/\s+/g, '')]
      if (found === undefined)
        wrong(
          field,
          `${title}看不懂，请写成：${[...new Map(Object.entries(words).map(([word, value]) => [value, word])).values()].join('、')}`,
        )
      return found ?? null
    },
  }
}
export type CellReader = ReturnType<typeof readCells>

/** A date as people type it: 2021-05-01, 2021/5/1, 2021年5月1日, 20210501. */
export function dateOf(typed: string): { date: string } | { fault: string } {
  const found =
    /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:\s+0{1,2}:00(?::00)?)?$/.exec(typed) ??
    /^(\d{4})(\d{2})(\d{2})$/.exec(typed)
  if (!found) return { fault: '日期看不懂，请写成 2021-05-01 这样的年月日' }
  const [, year = '', month = '', day = ''] = found
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  const at = new Date(`${date}T00:00:00Z`)
  if (Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== date) return { fault: `没有 ${date} 这一天，请核对月份和日期` }
  return { date }
}

/** Rows of a file that say the same where each must be different. @returns faults by row */
export function repeatedIn(
  lines: readonly ImportLine[],
  field: string,
  heading: string | undefined,
  of: (cell: string) => string = (cell) => cell,
): Map<number, ImportFault> {
  const first = new Map<string, number>()
  const faults = new Map<number, ImportFault>()
  for (const line of lines) {
    const cell = line.cells[field] ?? ''
    if (cell === '') continue
    const before = first.get(of(cell))
    if (before === undefined) first.set(of(cell), line.row)
    else
      faults.set(line.row, {
        row: line.row,
        column: heading ?? null,
        value: cell.slice(0, 60),
        message: `和第 ${before} 行重复，请只留一行`,
      })
  }
  return faults
}
