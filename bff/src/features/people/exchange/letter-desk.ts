import { AppError, type FieldIssue } from '@minsheng/shared/errors'
import type { Clock } from '@minsheng/shared/units/clock'
import type { DeadReason, ExchangeRowDocument } from './domain.ts'
import type { Landing } from './landing.ts'
import { editableFields, readRow } from './rows.ts'
import type { ExchangeStore, LetterRecord } from './store.ts'

const issuesOf = (reasons: readonly DeadReason[]): FieldIssue[] =>
  reasons.map(({ field, message }) => ({ path: field === null ? 'body.changes' : `body.changes.${field}`, message }))

/** The content of a letter, if it is a row at all. */
export function contentOf(letter: LetterRecord): Record<string, unknown> {
  const parsed: unknown = JSON.parse(letter.row.reveal())
  return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) ? (parsed as Record<string, unknown>) : {}
}

export type LetterDesk = ReturnType<typeof createLetterDesk>

export function createLetterDesk({ store, landing, clock }: { store: ExchangeStore; landing: Landing; clock: Clock }) {
  function mended(letter: LetterRecord, changes: Record<string, string>) {
    const may = editableFields(letter.sourceId)
    const strange = Object.keys(changes).filter((name) => !may.includes(name))
    if (strange.length > 0)
      throw new AppError('invalid_input', {
        issues: strange.map((name) => ({ path: `body.changes.${name}`, message: '这一项不能在这里改' })),
      })
    if (letter.version === 0)
      throw new AppError('wrong_state', { detail: '这一行没有记录编号或版本号，不能在这里改：请来源单位重发，这一行可以不再处理' })
    // An emptied field is a field without a value, as an end that is still open.
    const given = Object.fromEntries(Object.entries(changes).map(([name, value]) => [name, value === '' ? null : value]))
    const read = readRow(letter.sourceId, { ...contentOf(letter), ...given }, clock.now())
    if ('reasons' in read) throw new AppError('invalid_input', { issues: issuesOf(read.reasons) })
    return read.row
  }

  return {
    /**
     * Takes a row once more, as it was mended.
     * @throws AppError `invalid_input` with what is still wrong | `wrong_state` when something newer came | `conflict`
     */
    async replay(
      letter: LetterRecord,
      input: { rev: number; changes: Record<string, string>; why: string },
      by: string,
    ): Promise<LetterRecord> {
      if (letter.state !== 'open') throw new AppError('wrong_state')
      if (letter.rev !== input.rev) throw new AppError('conflict')
      const row = mended(letter, input.changes)
      await landing.prepare([row])
      const now = clock.now()
      return store.transaction(async (session) => {
        const [known] = await store.rows([letter.rowKey], session)
        if (known && known.version > letter.version)
          throw new AppError('wrong_state', { detail: '后来已经收到这条记录更新的内容，这一行可以不再处理' })
        const dead = (await landing.land([{ rowKey: letter.rowKey, row }], now, session)).get(0)
        if (dead) throw new AppError('invalid_input', { issues: issuesOf(dead) })
        const next: ExchangeRowDocument = {
          _id: letter.rowKey,
          sourceId: letter.sourceId,
          version: letter.version,
          // Of what the source sent: should it send that again, it is known.
          digest: store.digest(letter.row.reveal()),
          seen: known?.seen ?? { runId: letter.runId, digests: [] },
          landedAt: now,
        }
        await store.saveRows([next], session)
        await store.supersedeLetters([letter], now, letter._id, session)
        const moved = await store.moveLetter(letter, { state: 'replayed', decidedBy: by, decidedAt: now, note: input.why }, session)
        if (!moved) throw new AppError('conflict')
        return moved
      })
    },

    async discard(letter: LetterRecord, input: { rev: number; why: string }, by: string): Promise<LetterRecord> {
      if (letter.state !== 'open') throw new AppError('wrong_state')
      const moved =
        letter.rev === input.rev &&
        (await store.moveLetter(letter, { state: 'discarded', decidedBy: by, decidedAt: clock.now(), note: input.why }))
      if (!moved) throw new AppError('conflict')
      return moved
    },
  }
}
