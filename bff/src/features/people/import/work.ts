import type { ImportFault, ImportKind } from '@minsheng/shared/contracts/people'
import { importLimits } from '@minsheng/shared/contracts/people'
import { AppError } from '@minsheng/shared/errors'
import type { Clock } from '@minsheng/shared/units/clock'
import { isDuplicateKey, type Session } from '../../../platform/db/index.ts'
import type { SealedFiles } from '../../../platform/protect/sealed-files.ts'
import type { Seen } from './columns/domain.ts'
import { type Counts, type DoneCounts, type ImportLine, noCounts, type Report, type RowRecord, type Target, undoDays } from './domain.ts'
import { beginPass, openFile } from './pass.ts'
import type { Planner, RowPlan } from './planner.ts'
import type { ImportRecord, ImportStore } from './store.ts'
import type { UndoRow } from './undo.ts'

const LEASE_MS = 60_000
/** So many rows are looked at, and written, together. */
const CHUNK = 100
const DAY_MS = 86_400_000

/** The work is somebody else's by now, or the process is to end; what was written stands. */
class Left extends Error {}

export interface ImportWorkParts {
  imports: ImportStore
  files: SealedFiles
  planners: Record<ImportKind, Planner>
  undoRow: UndoRow
  /** Told of what was written: looks for other records of the same people, and where they live now. */
  noticed: (targets: readonly Target[]) => Promise<void>
  holder: string
  clock: Clock
}

export function createImportWork({ imports, files, planners, undoRow, noticed, holder, clock }: ImportWorkParts) {
  const lease = () => ({ holder, until: new Date(clock.now().getTime() + LEASE_MS) })
  const entry = (job: ImportRecord, to: ImportRecord['state'], why: string | null = null) => ({ at: clock.now(), by: job.by, to, why })

  async function keep(
    job: ImportRecord,
    ...step: [set: Parameters<ImportStore['step']>[2], ...rest: [Parameters<ImportStore['step']>[3]?, Session?]]
  ) {
    const [set, more, session] = step
    if (!(await imports.step(job, holder, set, more ?? {}, session))) throw new Left()
  }

  async function* chunks(lines: readonly ImportLine[], from: number, signal: AbortSignal): AsyncGenerator<[number, readonly ImportLine[]]> {
    for (let place = from; place < lines.length; place += CHUNK) {
      if (signal.aborted) throw new Left()
      yield [place, lines.slice(place, place + CHUNK)]
    }
  }

  /** Looks at every row and writes nothing. */
  async function look(
    job: ImportRecord,
    signal: AbortSignal,
  ): Promise<{ found: Counts; rows: number; encoding: string | null; report: Report } | { unreadable: string; seen?: Seen }> {
    const file = await openFile(job, files)
    if ('unreadable' in file) return file
    const { pass } = beginPass(job, file, planners[job.kind], clock.now())
    const found = { ...noCounts }
    const faults: ImportFault[] = []
    for await (const [, lines] of chunks(file.lines, 0, signal)) {
      for (const plan of await pass.plan(lines)) {
        found[plan.outcome] += 1
        if (plan.outcome === 'bad' && faults.length < importLimits.faultsShown) faults.push(...plan.faults)
      }
      await keep(job, { lease: lease() })
    }
    const { columns, headerRow, firstRows } = file
    const report = { columns, headerRow, firstRows, faults: faults.slice(0, importLimits.faultsShown) }
    return { found, rows: file.lines.length, encoding: file.encoding, report }
  }

  async function check(job: ImportRecord, signal: AbortSignal): Promise<void> {
    const looked = await look(job, signal)
    if ('unreadable' in looked) {
      // With what was seen, a person may say what the columns are.
      const report = looked.seen ? JSON.stringify({ ...looked.seen, faults: [] } satisfies Report) : null
      await keep(job, { state: 'unreadable', unreadable: looked.unreadable, report, lease: null }, { entry: entry(job, 'unreadable') })
      return
    }
    const { report, ...facts } = looked
    await keep(job, { ...facts, state: 'checked', report: JSON.stringify(report), lease: null }, { entry: entry(job, 'checked') })
  }

  interface Written {
    records: RowRecord[]
    refused: { row: number; message: string }[]
  }

  async function writeRow(job: ImportRecord, line: ImportLine, plan: RowPlan, session: Session, into: Written): Promise<void> {
    const record = (outcome: RowRecord['outcome'], targets: Target[] = []) =>
      into.records.push({ _id: `${job._id}.${line.row}`, importId: job._id, row: line.row, outcome, targets })
    const refuse = (message: string) => {
      record('refused')
      into.refused.push({ row: line.row, message })
    }
    if (plan.outcome === 'unchanged') record('unchanged')
    else if (plan.outcome === 'bad') refuse(plan.faults.map((fault) => fault.message).join('；'))
    else {
      const targets = await plan.write(session)
      if (targets) record(plan.outcome === 'fresh' ? 'made' : 'changed', targets)
      else refuse('导入时刚被别人改过，没有覆盖，请核对后再导入这一行')
    }
  }

  function counted(done: DoneCounts, records: readonly RowRecord[]): DoneCounts {
    const sum = { ...done }
    for (const { outcome } of records) if (outcome !== 'undone' && outcome !== 'kept') sum[outcome] += 1
    return sum
  }

  /** A chunk, the record of it and the new position: all of them or none. */
  async function writeChunk(job: ImportRecord, done: DoneCounts, place: number, rows: [ImportLine, RowPlan][]): Promise<DoneCounts> {
    return imports.transaction(async (session) => {
      const written: Written = { records: [], refused: [] }
      for (const [line, plan] of rows) await writeRow(job, line, plan, session, written)
      const sum = counted(done, written.records)
      await imports.insertRows(written.records, session)
      await keep(job, { position: place + rows.length, done: sum, lease: lease() }, { notDone: written.refused }, session)
      return sum
    })
  }

  const refusal = (error: unknown): string | null =>
    error instanceof AppError ? (error.issues?.[0]?.message ?? error.message) : isDuplicateKey(error) ? '编号刚被别人用掉，请换一个' : null

  /** Together when it works; where the database refuses one row, each by itself, so that the others are written. */
  async function writeRows(job: ImportRecord, done: DoneCounts, place: number, rows: [ImportLine, RowPlan][]): Promise<DoneCounts> {
    try {
      return await writeChunk(job, done, place, rows)
    } catch (error) {
      if (refusal(error) === null) throw error
    }
    let sum = done
    for (const [offset, row] of rows.entries()) {
      try {
        sum = await writeChunk(job, sum, place + offset, [row])
      } catch (error) {
        const message = refusal(error)
        if (message === null) throw error
        const fault = { row: row[0].row, column: null, value: null, message }
        sum = await writeChunk(job, sum, place + offset, [[row[0], { outcome: 'bad', faults: [fault] }]])
      }
    }
    return sum
  }

  async function tell(job: ImportRecord): Promise<void> {
    for await (const targets of imports.targetsOf(job._id)) {
      await noticed(targets)
      await keep(job, { lease: lease() })
    }
  }

  async function accept(job: ImportRecord, signal: AbortSignal): Promise<void> {
    if (job.take === 'all' && job.position === 0) {
      // Much may have happened since the file was looked at, and all or nothing was promised.
      const looked = await look(job, signal)
      if ('unreadable' in looked || looked.found.bad > 0) {
        await keep(job, { state: 'checking', take: null, lease: null }, { entry: entry(job, 'checking', '确认后又出现问题，没有导入') })
        return
      }
    }
    const file = await openFile(job, files)
    if ('unreadable' in file) {
      await keep(job, { state: 'unreadable', unreadable: file.unreadable, lease: null }, { entry: entry(job, 'unreadable') })
      return
    }
    const { pass } = beginPass(job, file, planners[job.kind], clock.now())
    let { done } = job
    for await (const [place, lines] of chunks(file.lines, job.position, signal)) {
      const plans = await pass.plan(lines)
      done = await writeRows(
        job,
        done,
        place,
        lines.flatMap((line, at): [ImportLine, RowPlan][] => (plans[at] ? [[line, plans[at]]] : [])),
      )
    }
    await tell(job)
    const undoUntil = new Date(clock.now().getTime() + undoDays(clock.now()) * DAY_MS)
    await keep(job, { state: 'done', lease: null, undoUntil }, { entry: entry(job, 'done') })
  }

  async function undo(job: ImportRecord, signal: AbortSignal): Promise<void> {
    let { done } = job
    for (;;) {
      if (signal.aborted) throw new Left()
      const records = await imports.toUndo(job._id, CHUNK)
      if (records.length === 0) break
      done = await imports.transaction(async (session) => {
        const sum = { ...done }
        const kept: { row: number; message: string }[] = []
        for (const record of records) {
          const message = await undoRow(record, job, session)
          await imports.setOutcome(record._id, message === null ? 'undone' : 'kept', session)
          sum[message === null ? 'undone' : 'kept'] += 1
          if (message !== null) kept.push({ row: record.row, message })
        }
        await keep(job, { done: sum, lease: lease() }, { notDone: kept }, session)
        return sum
      })
    }
    await tell(job)
    await keep(job, { state: 'undone', lease: null }, { entry: entry(job, 'undone') })
  }

  const steps = { checking: check, accepting: accept, undoing: undo } as const

  async function removeOverdue(): Promise<void> {
    for (const job of await imports.overdue(clock.now())) {
      await files.remove(job._id)
      await imports.forgetFile(job._id)
      if (job.state === 'checked' || job.state === 'unreadable')
        await imports.move(job, { state: 'dropped' }, entry(job, 'dropped', '文件已过保留期限'))
    }
  }

  /** Does what waits until nothing does. Ended at any instant, it goes on from the last chunk that was written. */
  return async function run(signal: AbortSignal = new AbortController().signal): Promise<void> {
    while (!signal.aborted) {
      const job = await imports.claim(holder, clock.now(), lease().until)
      if (!job) break
      const work = steps[job.state as keyof typeof steps]
      try {
        await work(job, signal)
      } catch (error) {
        if (!(error instanceof Left)) throw error
        await imports.step(job, holder, { lease: null })
      }
    }
    await removeOverdue()
  }
}
