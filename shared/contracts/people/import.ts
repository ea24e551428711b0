import * as z from 'zod'
import { file, id, instant, json, operation, page, pageQuery, raw } from '../operation.ts'
import { datum } from './place.ts'
import { plainText, tagPeople } from './terms.ts'

/** `boundary`: streets, communities and grids as GeoJSON; the others as tables. */
export const importKind = z.enum(['boundary', 'home', 'household', 'resident'])
export type ImportKind = z.output<typeof importKind>

/**
 * `checking` → `checked` or `unreadable` → `accepting` → `done` → `undoing` → `undone`; `dropped` when given up,
 * by a person or because its file was kept long enough.
 */
export const importState = z.enum(['checking', 'checked', 'unreadable', 'accepting', 'done', 'undoing', 'undone', 'dropped'])
export type ImportState = z.output<typeof importState>

/** Limits of one file. */
export const importLimits = { bytes: 8 * 1024 * 1024, rows: 20_000, columns: 60, faultsShown: 300 } as const

const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

export const importFault = z.strictObject({
  /** As a spreadsheet counts; of GeoJSON the how-manieth shape. */
  row: z.number().int(),
  /** The heading of its column; null when the whole row is meant. */
  column: z.string().nullable(),
  /** What stands there. */
  value: z.string().nullable(),
  message: z.string(),
})
export type ImportFault = z.output<typeof importFault>

export const importColumn = z.strictObject({
  heading: z.string(),
  /** What it was taken for; null: not used. */
  meaning: z.string().nullable(),
  /** The same, by name of the field. */
  field: z.string().nullable(),
})
export type ImportColumn = z.output<typeof importColumn>

const count = z.number().int().min(0)
export const importRow = z.strictObject({
  id,
  kind: importKind,
  state: importState,
  filename: z.string(),
  rows: count,
  /** What was found when the file was looked at. */
  found: z.strictObject({ fresh: count, changed: count, unchanged: count, bad: count }),
  /** What was done. */
  done: z.strictObject({ made: count, changed: count, unchanged: count, refused: count, undone: count, kept: count }),
  createdAt: instant,
  rev: z.number().int(),
})
export type ImportRow = z.output<typeof importRow>

export const importDetail = z.strictObject({
  ...importRow.shape,
  /** Why the file could not be read at all. */
  unreadable: z.string().nullable(),
  /** `UTF-8`, `GB18030` …; null for workbooks. */
  encoding: z.string().nullable(),
  columns: z.array(importColumn),
  /** The row with the headings, as a spreadsheet counts; null when there is none to show. */
  headerRow: z.number().int().nullable(),
  /** What a column can be taken for. */
  fields: z.array(z.strictObject({ field: z.string(), title: z.string(), required: z.boolean() })),
  /** The first rows as they stand in the file; gone with the file. */
  firstRows: z.array(z.strictObject({ row: z.number().int(), cells: z.array(z.string()) })),
  faults: z.array(importFault),
  /** Rows refused while they were taken in, or kept when the import was undone. */
  notDone: z.array(z.strictObject({ row: z.number().int(), message: z.string() })),
  /** How far the work under way is, in rows. */
  progress: count,
  /** When the file is removed; null: it is. */
  fileUntil: instant.nullable(),
  undoUntil: instant.nullable(),
})
export type ImportDetail = z.output<typeof importDetail>

const importParams = z.strictObject({ importId: id })
const rev = z.number().int().min(0)

export const importContract = {
  uploadImport: operation({
    method: 'POST',
    path: '/api/v1/admin/imports',
    summary: '上传要导入的文件（xlsx、CSV 或 GeoJSON）：先核对，确认后才写入',
    tag: tagPeople,
    audience: 'staff',
    query: z.strictObject({ kind: importKind, filename: plainText(120).min(1), datum: datum.default('wgs84') }),
    body: raw(
      [xlsxType, 'text/csv', 'application/geo+json', 'application/json', 'application/vnd.ms-excel', 'application/octet-stream'],
      importLimits.bytes,
    ),
    status: 201,
    response: json(importRow),
    errors: ['forbidden', 'body_too_large', 'unsupported_media_type', 'too_many_requests'],
    idempotency: 'key',
  }),
  listImports: operation({
    method: 'GET',
    path: '/api/v1/admin/imports',
    summary: '我的导入',
    tag: tagPeople,
    audience: 'staff',
    query: z.strictObject({ ...pageQuery, kind: importKind.optional() }),
    status: 200,
    response: json(page(importRow)),
    errors: ['forbidden'],
    idempotency: 'natural',
  }),
  getImport: operation({
    method: 'GET',
    path: '/api/v1/admin/imports/:importId',
    summary: '一次导入：列的对应、前几行、逐行的问题和结果',
    tag: tagPeople,
    audience: 'staff',
    params: importParams,
    status: 200,
    response: json(importDetail),
    errors: ['not_found'],
    idempotency: 'natural',
  }),
  acceptImport: operation({
    method: 'POST',
    path: '/api/v1/admin/imports/:importId/accept',
    summary: '确认导入：全部导入（有问题的行时不可选），或只导入没有问题的行',
    tag: tagPeople,
    audience: 'staff',
    params: importParams,
    body: json(z.strictObject({ rev, take: z.enum(['all', 'good_rows']) })),
    status: 200,
    response: json(importRow),
    errors: ['not_found', 'conflict', 'wrong_state'],
    idempotency: 'natural',
  }),
  mapImport: operation({
    method: 'POST',
    path: '/api/v1/admin/imports/:importId/columns',
    summary: '自己指定每一列是什么（列名没认出来或认错了的时候），然后重新核对',
    tag: tagPeople,
    audience: 'staff',
    params: importParams,
    body: json(
      z.strictObject({
        rev,
        headerRow: z.number().int().min(1).max(1_000),
        /** In the order of the columns; null: not used. */
        fields: z.array(z.string().max(40).nullable()).min(1).max(importLimits.columns),
      }),
    ),
    status: 200,
    response: json(importRow),
    errors: ['not_found', 'invalid_input', 'conflict', 'wrong_state'],
    idempotency: 'natural',
  }),
  dropImport: operation({
    method: 'POST',
    path: '/api/v1/admin/imports/:importId/drop',
    summary: '放弃导入：文件随即删除，什么都不写入',
    tag: tagPeople,
    audience: 'staff',
    params: importParams,
    body: json(z.strictObject({ rev })),
    status: 200,
    response: json(importRow),
    errors: ['not_found', 'conflict', 'wrong_state'],
    idempotency: 'natural',
  }),
  undoImport: operation({
    method: 'POST',
    path: '/api/v1/admin/imports/:importId/undo',
    summary: '撤销导入：之后又被改动的行保留，并逐行说明',
    tag: tagPeople,
    audience: 'staff',
    params: importParams,
    body: json(z.strictObject({ rev, why: z.string().trim().min(2, '请写明为什么撤销').max(120) })),
    status: 200,
    response: json(importRow),
    errors: ['not_found', 'conflict', 'wrong_state'],
    idempotency: 'natural',
  }),
  getImportTemplate: operation({
    method: 'GET',
    path: '/api/v1/admin/import-templates/:kind',
    summary: '导入模板（xlsx；网格边界为 GeoJSON 样例）',
    tag: tagPeople,
    audience: 'staff',
    params: z.strictObject({ kind: importKind }),
    status: 200,
    response: file(xlsxType),
    errors: ['not_found'],
    idempotency: 'natural',
  }),
}
