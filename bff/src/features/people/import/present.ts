import type { ImportDetail, ImportRow } from '@minsheng/shared/contracts/people'
import type { Report } from './domain.ts'
import type { ImportRecord } from './store.ts'

/** An import in a list. Only who uploaded it sees it. */
export function presentImport(job: ImportRecord): ImportRow {
  return {
    id: job._id,
    kind: job.kind,
    state: job.state,
    filename: job.filename.reveal(),
    rows: job.rows,
    found: job.found,
    done: job.done,
    createdAt: job.createdAt.toISOString(),
    rev: job.rev,
  }
}

/** An import with what stands in its file, as long as that is kept. @param fields what a column can be taken for */
export function presentImportDetail(job: ImportRecord, now: Date, fields: ImportDetail['fields']): ImportDetail {
  const report = job.report ? (JSON.parse(job.report.reveal()) as Report) : { columns: [], firstRows: [], faults: [] }
  return {
    ...presentImport(job),
    unreadable: job.unreadable,
    encoding: job.encoding,
    ...report,
    columns: report.columns.map((column) => ({ ...column, field: column.field ?? null })),
    headerRow: report.headerRow ?? null,
    fields: [...fields],
    notDone: job.notDone,
    progress: job.state === 'undoing' ? job.done.undone + job.done.kept : job.position,
    fileUntil: job.fileUntil?.toISOString() ?? null,
    undoUntil: job.undoUntil && job.undoUntil > now ? job.undoUntil.toISOString() : null,
  }
}
