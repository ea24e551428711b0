import type { ImportColumn, ImportKind } from '@minsheng/shared/contracts/people'
import type { FieldIssue } from '@minsheng/shared/errors'
import { type ColumnMapping, FORMULA_MARK, type ImportLine, LOST_DIGITS_MARK, type RawRow, type RawTable } from './domain.ts'

export interface ColumnSpec {
  field: string
  title: string
  /** Other headings that mean the same. */
  also: readonly string[]
  required: boolean
  /** What the template shows in its first row. */
  example: string
}

const column = (field: string, title: string, also: string, required: boolean, example: string): ColumnSpec => ({
  field,
  title,
  also: also === '' ? [] : also.split(' '),
  required,
  example,
})

const home = [
  column('homeCode', '户室编号', '房屋编号 房号编号 房屋编码 户室编码', false, '330102D01C01G1B01-101'),
  column('address', '居住地址', '地址 现住址 现居住地址 住址 居住地 详细地址', false, '清波一社区荷塘1幢101室'),
]

/** What the files of each kind hold, in the order of the template. */
export const columnsOf: Record<ImportKind, readonly ColumnSpec[]> = {
  boundary: [
    column('kind', '类别', 'kind type 类型', false, '网格'),
    column('code', '编号', 'code id 编码 网格编号 网格编码 代码', true, '330102D01C01G9'),
    column('name', '名称', 'name 网格名称 名字', true, '清波一社区第9网格'),
    column('parentCode', '上级编号', 'parentCode parent 上级编码 社区编号 社区编码', true, '330102D01C01'),
    column('validFrom', '起始日期', 'validFrom 生效日期 启用日期', false, '2026-01-01'),
  ],
  home: [
    column('kind', '类别', '类型 地点类别', true, '户室'),
    column('code', '编号', '编码 代码 地点编号', true, '330102D01C01G1B01-909'),
    column('name', '名称', '名字 地点名称', true, '909室'),
    column('parentCode', '上级编号', '上级编码 所属编号 所在编号', true, '330102D01C01G1B01'),
    column('validFrom', '起始日期', '启用日期 建成日期 生效日期', false, '2026-01-01'),
  ],
  household: [
    column('code', '户号', '户编号 家庭编号 户籍户号', true, 'H-2026-0001'),
    ...home,
    column('from', '入住日期', '起始日期 登记日期 居住起始日期', false, '2026-01-01'),
  ],
  resident: [
    column('householdCode', '户号', '户编号 家庭编号 户籍户号', false, 'H-2026-0001'),
    ...home,
    column('name', '姓名', '名字 居民姓名 人员姓名', true, '张演示'),
    column('idNumber', '身份证号', '身份证号码 公民身份号码 公民身份证号码 身份证 证件号码 证件号', false, ''),
    column('sex', '性别', '', false, '女'),
    column('birthDate', '出生日期', '生日 出生年月日 出生年月', false, '1949-06-15'),
    column('phone', '联系电话', '电话 手机 手机号 手机号码 联系方式 电话号码', false, '13800000000'),
    column('registeredAddress', '户籍地址', '户口所在地 户籍所在地 户籍地', false, ''),
    column('relation', '与户主关系', '关系 户主关系 家庭关系 与户主的关系', false, '户主'),
    column('from', '入住日期', '起始日期 居住起始日期 迁入日期', false, '2026-01-01'),
    column('groups', '特殊群体', '人群类别 群体 人员类别 特殊人群', false, '高龄、独居'),
  ],
}

/** What a column of a file of this kind can be taken for. */
export const fieldsOf = (kind: ImportKind) => columnsOf[kind].map(({ field, title, required }) => ({ field, title, required }))

const plain = (heading: string) => heading.replace(/[\s*＊:：（(].*$/u, '').toLowerCase()

function meaningOf(heading: string, specs: readonly ColumnSpec[]): ColumnSpec | null {
  const wanted = plain(heading.replace(/\s+/g, ''))
  if (wanted === '') return null
  return specs.find((spec) => [spec.title, ...spec.also].some((known) => known.toLowerCase() === wanted)) ?? null
}

/** Above the headings there may be a title or a date. */
const MOST_ROWS_ABOVE = 10

/** What a person sees of a table: its headings and the rows under them. */
export interface Seen {
  columns: ImportColumn[]
  headerRow: number | null
  firstRows: { row: number; cells: string[] }[]
}

export interface Recognised extends Seen {
  lines: ImportLine[]
  /** Title of each column by field, as the file calls it. */
  headings: ReadonlyMap<string, string>
}

/** With what was seen, so that a person can say what the columns are. */
export interface Unrecognised {
  unreadable: string
  seen: Seen
}

/** What stands in a cell, for a person to read. */
function shown(cell: string): string {
  return cell.startsWith(FORMULA_MARK) ? '（公式）' : cell.replace(LOST_DIGITS_MARK, '').slice(0, 60)
}

function lineOf(row: RawRow, fields: readonly (string | null)[]): ImportLine {
  const cells: Record<string, string> = {}
  fields.forEach((field, place) => {
    if (field !== null) cells[field] = (row.cells[place] ?? '').trim()
  })
  return { row: row.number, cells, ...(row.geometry === undefined ? {} : { geometry: row.geometry }) }
}

const isBlank = (row: RawRow) => row.geometry === undefined && row.cells.every((cell) => cell.trim() === '')

type Meaning = ColumnSpec | null

/** The row with the most known headings; without any the first of those that have the most cells filled in: above is a title. */
function headerOf(rows: readonly RawRow[], specs: readonly ColumnSpec[]): RawRow | null {
  const candidates = rows.slice(0, MOST_ROWS_ABOVE).map((row) => ({
    row,
    found: new Set(row.cells.flatMap((cell) => meaningOf(cell, specs)?.field ?? [])).size,
  }))
  const best = candidates.reduce<(typeof candidates)[number] | null>((one, other) => (one && one.found >= other.found ? one : other), null)
  if (best && best.found > 0) return best.row
  const filled = (row: RawRow) => row.cells.filter((cell) => cell.trim() !== '').length
  return rows.slice(0, MOST_ROWS_ABOVE).reduce<RawRow | null>((one, other) => (one && filled(one) >= filled(other) ? one : other), null)
}

/** What the columns mean, by what a person said of them or by their headings. */
function understood(kind: ImportKind, table: RawTable, mapping: ColumnMapping | null): { header: RawRow | null; meanings: Meaning[] } {
  const specs = columnsOf[kind]
  if (!mapping) {
    const header = headerOf(table.rows, specs)
    return { header, meanings: header?.cells.map((cell) => meaningOf(cell, specs)) ?? [] }
  }
  const header = table.rows.find(({ number }) => number === mapping.headerRow)
  // With the row that looks like headings, so that what was said can be put right.
  if (!header) return { header: headerOf(table.rows, specs), meanings: [] }
  return { header, meanings: header.cells.map((_, place) => specs.find(({ field }) => field === mapping.fields[place]) ?? null) }
}

function faultOf(kind: ImportKind, meanings: readonly Meaning[], rows: readonly RawRow[], isMapped: boolean): string | null {
  const required = columnsOf[kind].filter((spec) => spec.required)
  const words = (specs: readonly ColumnSpec[]) => specs.map((spec) => `“${spec.title}”`).join('、')
  if (meanings.every((meaning) => meaning === null))
    return isMapped
      ? '没有找到您说的那一行表头，请核对表头在第几行'
      : `没有找到表头。第一行要写列名，至少有${words(required)}；可以在下面指定每一列是什么，或下载模板，把内容粘贴进去`
  const twice = meanings.find((spec, place) => spec && meanings.indexOf(spec) !== place)
  if (twice) return `有两列都是“${twice.title}”，不知道用哪一列，请在下面指定，或删去其中一列再上传`
  const missing = required.filter((spec) => !meanings.includes(spec))
  if (missing.length > 0) return `没有找到${words(missing)}这一列，请在下面指定是哪一列，或补上后再上传`
  return rows.length === 0 ? '表头下面没有内容，请填写后再上传' : null
}

/**
 * Finds the headings and what each column means.
 * @param mapping what a person said; null: by the headings
 * @returns the rows under their meanings, or in words why the table can't be used, with what was seen of it
 */
export function recognise(kind: ImportKind, table: RawTable, mapping: ColumnMapping | null): Recognised | Unrecognised {
  const { header, meanings } = understood(kind, table, mapping)
  const rows = table.rows.slice(header ? table.rows.indexOf(header) + 1 : 0).filter((row) => !isBlank(row))
  const width = Math.max(header?.cells.length ?? 0, 0)
  const seen: Seen = {
    columns: (header?.cells ?? []).map((heading, place) => ({
      heading: heading.trim().slice(0, 60),
      meaning: meanings[place]?.title ?? null,
      field: meanings[place]?.field ?? null,
    })),
    headerRow: header?.number ?? null,
    firstRows: rows.slice(0, 5).map((row) => ({
      row: row.number,
      cells: Array.from({ length: width }, (_, place) => shown(row.cells[place] ?? '')),
    })),
  }
  const unreadable = faultOf(kind, meanings, rows, mapping !== null)
  if (unreadable !== null) return { unreadable, seen }
  const fields = meanings.map((spec) => spec?.field ?? null)
  return {
    ...seen,
    lines: rows.map((row) => lineOf(row, fields)),
    headings: new Map(meanings.flatMap((spec, place) => (spec ? [[spec.field, headingOf(header, place, spec)] as const] : []))),
  }
}

/** A column without a heading is named by what it was said to be. */
const headingOf = (header: RawRow | null, place: number, spec: ColumnSpec) => (header?.cells[place] ?? '').trim() || spec.title

/** What is wrong with what a person said of the columns, field by field. */
export function mappingIssues(kind: ImportKind, { fields }: ColumnMapping): FieldIssue[] {
  const specs = columnsOf[kind]
  const issues: FieldIssue[] = []
  fields.forEach((field, place) => {
    const spec = specs.find((one) => one.field === field)
    if (field !== null && !spec) issues.push({ path: `body.fields.${place}`, message: '没有这一项，请从列表里选' })
    if (spec && fields.indexOf(field) !== place)
      issues.push({ path: `body.fields.${place}`, message: `“${spec.title}”选了两次，请只留一列` })
  })
  for (const { field, title } of specs.filter((spec) => spec.required))
    if (!fields.includes(field)) issues.push({ path: 'body.fields', message: `请指定哪一列是“${title}”` })
  return issues
}
