import type { ImportColumn, ImportFault, ImportKind, ImportState } from '@minsheng/shared/contracts/people'
import { valueOn } from '@minsheng/shared/law/parameter'
import { importRowDays, uploadedFileDays } from '@minsheng/shared/law/retention'
import { shanghaiDate } from '@minsheng/shared/units/clock'

/** One table (or collection of shapes) as it was read, before anyone knows what it means. */
export interface RawTable {
  rows: RawRow[]
  /** Name of the text's encoding; null for workbooks. */
  encoding: string | null
}

export interface RawRow {
  /** As a spreadsheet counts, the first is 1; of GeoJSON the how-manieth shape. */
  number: number
  cells: string[]
  /** GeoJSON alone. */
  geometry?: unknown
}

/** What a formula cell reads as; no keyboard makes it. */
export const FORMULA_MARK = '\u0001formula'
/** What a number too long for a spreadsheet reads as, before its digits. */
export const LOST_DIGITS_MARK = '\u0001digits'

/** A row with its cells under what they mean. */
export interface ImportLine {
  row: number
  cells: Readonly<Record<string, string>>
  geometry?: unknown
}

export interface Counts {
  fresh: number
  changed: number
  unchanged: number
  bad: number
}

export interface DoneCounts {
  made: number
  changed: number
  unchanged: number
  refused: number
  undone: number
  kept: number
}

/** What is told about a file to the one who uploaded it; holds what stands in it, so it is sealed and goes with it. */
export interface Report {
  columns: ImportColumn[]
  /** Absent in reports from before columns could be chosen by hand. */
  headerRow?: number | null
  firstRows: { row: number; cells: string[] }[]
  faults: ImportFault[]
}

/** What a person said the columns are. */
export interface ColumnMapping {
  /** The row with the headings, as a spreadsheet counts. */
  headerRow: number
  /** Name of the field of each column; null: not used. */
  fields: (string | null)[]
}

export interface ImportJob {
  _id: string
  kind: ImportKind
  state: ImportState
  by: string
  /** The places the importer answered for when it was uploaded or accepted. */
  placeIds: string[]
  filename: string
  datum: 'wgs84' | 'gcj02' | 'bd09'
  encoding: string | null
  /** Absent or null: columns are known by their headings. */
  mapping?: ColumnMapping | null
  rows: number
  /** Rows before this one are done (accepting), or are still to be undone (undoing). */
  position: number
  take: 'all' | 'good_rows' | null
  found: Counts
  done: DoneCounts
  unreadable: string | null
  /** JSON of a `Report`; null once the file is removed. */
  report: string | null
  notDone: { row: number; message: string }[]
  lease: { holder: string; until: Date } | null
  rev: number
  createdAt: Date
  /** When the file is removed; null: it is. */
  fileUntil: Date | null
  undoUntil: Date | null
  history: { at: Date; by: string; to: ImportState; why: string | null }[]
}

/** One thing that a row made or changed, and the version that it made. */
export interface Target {
  what: 'place' | 'household' | 'resident'
  id: string
  rev: number
  made: boolean
}

/** What became of one row; holds no fact about anyone. */
export interface RowRecord {
  _id: string
  importId: string
  row: number
  outcome: 'made' | 'changed' | 'unchanged' | 'refused' | 'undone' | 'kept'
  targets: Target[]
}

/** Days a file is kept after its upload. */
export const fileDays = (now: Date): number => valueOn(uploadedFileDays, shanghaiDate(now))
/** Days an import can be undone: as long as what became of its rows is kept. */
export const undoDays = (now: Date): number => valueOn(importRowDays, shanghaiDate(now))

export const noCounts: Counts = { fresh: 0, changed: 0, unchanged: 0, bad: 0 }
export const noneDone: DoneCounts = { made: 0, changed: 0, unchanged: 0, refused: 0, undone: 0, kept: 0 }

/** Most refused or kept rows that are named one by one. */
export const MOST_NAMED = 500
