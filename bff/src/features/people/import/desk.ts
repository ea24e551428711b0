import { createHash } from 'node:crypto'
import type { ImportKind, ImportState } from '@minsheng/shared/contracts/people'
import { AppError } from '@minsheng/shared/errors'
import type { Clock } from '@minsheng/shared/units/clock'
import { derivedId } from '../../../platform/crypto/id.ts'
import type { SealedFiles } from '../../../platform/protect/sealed-files.ts'
import { mappingIssues } from './columns/domain.ts'
import { type ColumnMapping, fileDays, noCounts, noneDone, undoDays } from './domain.ts'
import type { ImportChange, ImportRecord, ImportStore } from './store.ts'

const DAY_MS = 86_400_000
/** More files of one person at once only wait for each other. */
const MOST_UNDER_WAY = 3

export type ImportDesk = ReturnType<typeof createImportDesk>

export function createImportDesk({ imports, files, clock }: { imports: ImportStore; files: SealedFiles; clock: Clock }) {
  async function move(job: ImportRecord, rev: number, to: ImportState, set: ImportChange, by: string, why: string | null = null) {
    const moved = job.rev === rev ? await imports.move(job, { ...set, state: to }, { at: clock.now(), by, to, why }) : null
    if (!moved) throw new AppError('conflict')
    return moved
  }
  const only = (job: ImportRecord, ...states: ImportState[]) => {
    if (!states.includes(job.state)) throw new AppError('wrong_state')
  }

  return {
    /** The file is sealed and kept before anything is known of it. @throws AppError `too_many_requests` */
    async upload(
      input: { kind: ImportKind; filename: string; datum: ImportRecord['datum']; content: Buffer; placeIds: readonly string[] },
      by: string,
      seed: string,
    ): Promise<ImportRecord> {
      const { content, placeIds, ...facts } = input
      // The same key with another file is another file.
      const id = derivedId('imp', `${seed}|${createHash('sha256').update(content).digest('hex')}`)
      if (!(await imports.import(id))) {
        if ((await imports.countUnderWay(by)) >= MOST_UNDER_WAY)
          throw new AppError('too_many_requests', { detail: '您还有文件在处理，请等它们做完再上传', retryAfterSeconds: 30 })
        const now = clock.now()
        await files.put(id, content)
        await imports.insert({
          _id: id,
          ...facts,
          placeIds: [...placeIds],
          state: 'checking',
          by,
          encoding: null,
          rows: 0,
          position: 0,
          take: null,
          found: noCounts,
          done: noneDone,
          unreadable: null,
          report: null,
          notDone: [],
          lease: null,
          rev: 0,
          createdAt: now,
          fileUntil: new Date(now.getTime() + fileDays(now) * DAY_MS),
          undoUntil: null,
          history: [{ at: now, by, to: 'checking', why: null }],
        })
      }
      const made = await imports.import(id)
      if (!made) throw new Error(`import ${id} was inserted and is not there`)
      return made
    },

    /** @throws AppError `wrong_state` when not every row is good and all are asked for | `conflict` */
    async accept(
      job: ImportRecord,
      rev: number,
      take: 'all' | 'good_rows',
      placeIds: readonly string[],
      by: string,
    ): Promise<ImportRecord> {
      only(job, 'checked')
      if (take === 'all' && job.found.bad > 0)
        throw new AppError('wrong_state', { detail: `还有 ${job.found.bad} 行有问题，请改好再上传，或选择只导入没有问题的行` })
      if (job.found.fresh + job.found.changed === 0) throw new AppError('wrong_state', { detail: '没有要写入的行' })
      return move(job, rev, 'accepting', { take, placeIds: [...placeIds], position: 0 }, by, take)
    },

    /** Looks at the file again with what a person said the columns are. @throws AppError `invalid_input` | `wrong_state` | `conflict` */
    async map(job: ImportRecord, rev: number, mapping: ColumnMapping, by: string): Promise<ImportRecord> {
      only(job, 'unreadable', 'checked')
      const issues = mappingIssues(job.kind, mapping)
      if (issues.length > 0) throw new AppError('invalid_input', { issues })
      return move(
        job,
        rev,
        'checking',
        { mapping, unreadable: null, report: null, position: 0, found: noCounts, lease: null },
        by,
        '指定列',
      )
    },

    async drop(job: ImportRecord, rev: number, by: string): Promise<ImportRecord> {
      only(job, 'checked', 'unreadable')
      const dropped = await move(job, rev, 'dropped', {}, by)
      await files.remove(job._id)
      await imports.forgetFile(job._id)
      return { ...dropped, fileUntil: null, report: null }
    },

    /** @throws AppError `wrong_state` when it is too late | `conflict` */
    async undo(job: ImportRecord, rev: number, why: string, by: string): Promise<ImportRecord> {
      only(job, 'done')
      if (job.undoUntil === null || job.undoUntil <= clock.now())
        throw new AppError('wrong_state', { detail: `已超过可以撤销的 ${undoDays(clock.now())} 天，请逐项更正` })
      return move(job, rev, 'undoing', {}, by, why)
    },
  }
}
