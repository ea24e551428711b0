import { shanghaiDate } from '@minsheng/shared/units/clock'
import type { SealedFiles } from '../../../platform/protect/sealed-files.ts'
import { type Recognised, recognise, type Unrecognised } from './columns/domain.ts'
import type { Pass, PassContext, Planner } from './planner.ts'
import type { ImportRecord } from './store.ts'
import { readTable, Unreadable } from './table/read-table.ts'

/** The file of an import, read and understood again: what stands in it is kept nowhere else. */
export async function openFile(
  job: ImportRecord,
  files: SealedFiles,
): Promise<
  (Recognised & { encoding: string | null }) | (Pick<Unrecognised, 'unreadable'> & Partial<Unrecognised> & { encoding: string | null })
> {
  const bytes = await files.read(job._id)
  if (!bytes) return { unreadable: '文件已过保留期限，请重新上传', encoding: null }
  try {
    const table = await readTable(job.kind, bytes)
    return { ...recognise(job.kind, table, job.mapping ?? null), encoding: table.encoding }
  } catch (error) {
    if (error instanceof Unreadable) return { unreadable: error.message, encoding: null }
    throw error
  }
}

/** One pass over it, with today's date and the importer's places. */
export function beginPass(job: ImportRecord, file: Recognised, planner: Planner, now: Date): { pass: Pass; context: PassContext } {
  const context: PassContext = {
    importId: job._id,
    scope: job.placeIds,
    by: job.by,
    today: shanghaiDate(now),
    headings: file.headings,
    datum: job.datum,
  }
  return { pass: planner.begin(file.lines, context), context }
}
