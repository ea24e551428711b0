import type { ImportColumn, ImportKind } from '@minsheng/shared/contracts/people'
import { FORMULA_MARK, type ImportLine, LOST_DIGITS_MARK, type RawRow, type RawTable } from './domain.ts'

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

const plain = (heading: string) => heading.replace(/[\s*＊:：（(].*$/u, '').toLowerCase()

function meaningOf(heading: string, specs: readonly ColumnSpec[]): ColumnSpec | null {
  const wanted = plain(heading.trim())
  if (wanted === '') return null
  return specs.find((spec) => [spec.title, ...spec.also].some((known) => known.toLowerCase() === wanted)) ?? null
}

/** Above the headings there may be a title or a date. */
const MOST_ROWS_ABOVE = 10

export interface Recognised {
  columns: ImportColumn[]
  lines: ImportLine[]
  /** Title of each column by field, as the file calls it. */
  headings: ReadonlyMap<string, string>
  firstRows: { row: number; cells: string[] }[]
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

/**
 * Finds the headings and what each column means.
 * @returns the rows under their meanings, or in words why the table can't be used
 */
export function recognise(kind: ImportKind, table: RawTable): Recognised | { unreadable: string } {
  const specs = columnsOf[kind]
  const candidates = table.rows.slice(0, MOST_ROWS_ABOVE).map((row, place) => ({
    place,
    found: new Set(row.cells.flatMap((cell) => meaningOf(cell, specs)?.field ?? [])).size,
  }))
  const best = candidates.reduce((one, other) => (other.found > one.found ? other : one), { place: 0, found: 0 })
  const header = table.rows[best.place]
  const titles = specs.filter((spec) => spec.required).map((spec) => `“${spec.title}”`)
  if (!header || best.found === 0)
    return { unreadable: `没有找到表头。第一行要写列名，至少有${titles.join('、')}；可以下载模板，把内容粘贴进去` }
  const meanings = header.cells.map((cell) => meaningOf(cell, specs))
  const twice = meanings.find((spec, place) => spec && meanings.indexOf(spec) !== place)
  if (twice) return { unreadable: `有两列都是“${twice.title}”，不知道用哪一列，请删去或改名其中一列` }
  const missing = specs.filter((spec) => spec.required && !meanings.includes(spec))
  if (missing.length > 0)
    return { unreadable: `没有找到${missing.map((spec) => `“${spec.title}”`).join('、')}这一列，请补上后再上传，或按模板整理` }
  const rows = table.rows.slice(best.place + 1).filter((row) => !isBlank(row))
  if (rows.length === 0) return { unreadable: '表头下面没有内容，请填写后再上传' }
  const fields = meanings.map((spec) => spec?.field ?? null)
  return {
    columns: header.cells.map((heading, place) => ({ heading: heading.trim().slice(0, 60), meaning: meanings[place]?.title ?? null })),
    lines: rows.map((row) => lineOf(row, fields)),
    headings: new Map(meanings.flatMap((spec, place) => (spec ? [[spec.field, (header.cells[place] ?? '').trim()] as const] : []))),
    firstRows: rows.slice(0, 5).map((row) => ({ row: row.number, cells: header.cells.map((_, place) => shown(row.cells[place] ?? '')) })),
  }
}
