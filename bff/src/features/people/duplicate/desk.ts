import { AppError } from '@minsheng/shared/errors'
import type { Clock } from '@minsheng/shared/units/clock'
import type { RecordedGroup } from '../resident/domain.ts'
import type { ResidentChange, ResidentRecord, ResidentStore } from '../resident/store.ts'
import { caseId, type DuplicateCase } from './domain.ts'
import type { DuplicateStore } from './store.ts'

/** Groups of both records; the same group over the same days once. */
function joined(kept: readonly RecordedGroup[], merged: readonly RecordedGroup[]): RecordedGroup[] {
  return [
    ...kept,
    ...merged.filter(
      (group) =>
        !kept.some(
          (own) => own.kind === group.kind && (own.to === null || group.from < own.to) && (group.to === null || own.from < group.to),
        ),
    ),
  ]
}

export type DuplicateDesk = ReturnType<typeof createDuplicateDesk>

export function createDuplicateDesk({ cases, residents, clock }: { cases: DuplicateStore; residents: ResidentStore; clock: Clock }) {
  const entry = (by: string, to: string, note: string) => ({ at: clock.now(), by, to, note })

  return {
    /** Opens a case for each other record that may be the same person. */
    async notice(resident: ResidentRecord): Promise<void> {
      for (const other of await residents.like(resident)) {
        const [first, second] = other.createdAt <= resident.createdAt ? [other, resident] : [resident, other]
        await cases.open({
          _id: caseId(first._id, second._id),
          residentIds: [first._id, second._id],
          because: first.idNumberIndex !== null && first.idNumberIndex === second.idNumberIndex ? 'id_number' : 'name_birth_date_phone',
          state: 'open',
          paths: { first: first.path, second: second.path },
          decided: null,
          merge: null,
          rev: 0,
          createdAt: clock.now(),
          history: [],
        })
      }
    },

    /** Both records and the case move together, or none. @throws AppError `wrong_state` | `conflict` */
    async merge(seen: DuplicateCase, input: { rev: number; keepId: string; note: string }, by: string): Promise<DuplicateCase> {
      if (seen.state !== 'open') throw new AppError('wrong_state')
      if (seen.rev !== input.rev) throw new AppError('conflict')
      const mergedId = seen.residentIds.find((id) => id !== input.keepId)
      if (!seen.residentIds.includes(input.keepId) || !mergedId)
        throw new AppError('invalid_input', { issues: [{ path: 'body.keepId', message: '请从这两条记录里选一条留下' }] })
      const [kept, merged] = await Promise.all([residents.resident(input.keepId), residents.resident(mergedId)])
      if (!kept || !merged || kept.state === 'merged' || merged.state === 'merged')
        throw new AppError('wrong_state', { detail: '其中一条已经并入别的记录，请刷新后查看' })
      const note = { by, why: `合并重复记录：${input.note}`, at: clock.now() }
      const fill: ResidentChange = {
        groups: joined(kept.groups, merged.groups),
        ...(kept.phone === null && merged.phone !== null ? { phone: merged.phone.reveal() } : {}),
        ...(kept.idNumber === null && merged.idNumber !== null ? { idNumber: merged.idNumber.reveal() } : {}),
        ...(kept.registeredAddress === null && merged.registeredAddress !== null
          ? { registeredAddress: merged.registeredAddress.reveal() }
          : {}),
      }
      return residents.transaction(async (session) => {
        const keptAfter = await residents.change(kept._id, kept.rev, fill, note, session)
        const mergedAfter = await residents.change(merged._id, merged.rev, { state: 'merged', mergedInto: kept._id }, note, session)
        if (!keptAfter || !mergedAfter) throw new AppError('conflict')
        const moved = await cases.move(
          seen,
          {
            state: 'merged',
            decided: { by, at: note.at, note: input.note },
            merge: { keptId: kept._id, mergedId: merged._id, keptRev: keptAfter.rev, mergedRev: mergedAfter.rev },
          },
          entry(by, 'merged', input.note),
          session,
        )
        if (!moved) throw new AppError('conflict')
        return moved
      })
    },

    async dismiss(seen: DuplicateCase, input: { rev: number; note: string }, by: string): Promise<DuplicateCase> {
      if (seen.state !== 'open') throw new AppError('wrong_state')
      const moved =
        seen.rev === input.rev &&
        (await cases.move(
          seen,
          { state: 'different', decided: { by, at: clock.now(), note: input.note }, merge: null },
          entry(by, 'different', input.note),
        ))
      if (!moved) throw new AppError('conflict')
      return moved
    },

    /** Takes a merge back while neither record was changed since. @throws AppError `wrong_state` | `conflict` */
    async undo(seen: DuplicateCase, input: { rev: number; note: string }, by: string): Promise<DuplicateCase> {
      const { merge } = seen
      if (seen.state !== 'merged' || !merge) throw new AppError('wrong_state')
      if (seen.rev !== input.rev) throw new AppError('conflict')
      const note = { by, why: `撤销合并：${input.note}`, at: clock.now() }
      return residents.transaction(async (session) => {
        const kept = await residents.restore(merge.keptId, merge.keptRev, note, session)
        const merged = await residents.restore(merge.mergedId, merge.mergedRev, note, session)
        if (!kept || !merged) throw new AppError('wrong_state', { detail: '合并后记录又有改动，不能整体撤销，请逐项更正' })
        const moved = await cases.move(seen, { state: 'open', decided: null, merge: null }, entry(by, 'open', input.note), session)
        if (!moved) throw new AppError('conflict')
        return moved
      })
    },
  }
}
