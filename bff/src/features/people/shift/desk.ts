import { rosterLimits, type ShiftDays } from '@minsheng/shared/contracts/people'
import { AppError } from '@minsheng/shared/errors'
import { daysBetween } from '@minsheng/shared/units/calendar'
import { type Clock, formatInstant, shanghaiDate } from '@minsheng/shared/units/clock'
import { isWorkingDay } from '@minsheng/shared/units/working-days'
import { derivedId } from '../../../platform/crypto/id.ts'
import { isDuplicateKey, type Session } from '../../../platform/db/index.ts'
import type { PlaceDocument } from '../place/store.ts'
import { type Assignment, daysOf, overlap, type PlannedShift, type Span, spanOn } from './domain.ts'
import type { PlaceStaff } from './staff.ts'
import type { ShiftStore } from './store.ts'

const refuse = (path: string, message: string) => new AppError('invalid_input', { issues: [{ path: `body.${path}`, message }] })

export interface PlanInput {
  workerId: string
  from: string
  to: string
  days: ShiftDays
  startsAt: string
  endsAt: string
}

export type ShiftDesk = ReturnType<typeof createShiftDesk>

export function createShiftDesk({ shifts, staff, clock }: { shifts: ShiftStore; staff: PlaceStaff; clock: Clock }) {
  const entry = (by: string, why: string) => ({ at: clock.now(), by, why })

  /** Whoever is sent somewhere must answer for the place, or they would see nothing there. */
  async function requireWorker(workerId: string, path: readonly string[]): Promise<void> {
    if (!(await staff.answersFor(workerId, path))) throw refuse('workerId', '请从负责这个网格的工作人员里选')
  }

  async function refuseOverlap(wanted: readonly Span[], workerId: string, gridId: string | null, besides: string | null, session: Session) {
    const [first, last] = [wanted[0], wanted.at(-1)]
    if (!first || !last) return
    const near = await shifts.touching(workerId, gridId, { startsAt: first.startsAt, endsAt: last.endsAt }, session)
    const clash = near.find((other) => other._id !== besides && wanted.some((span) => overlap(span, other)))
    if (!clash) return
    const when = `${formatInstant(clash.startsAt)}到${formatInstant(clash.endsAt)}`
    const name = (await staff.names([clash.workerId])).get(clash.workerId) ?? '这位工作人员'
    throw new AppError('already_exists', {
      detail:
        clash.workerId === workerId ? `${name}在${when}已有班，时间重叠了` : `${when}已由${name}值班。要换人请用“替班”，或先取消那一班`,
    })
  }

  return {
    async assign(grid: PlaceDocument, input: { workerId: string; from: string }, by: string, seed: string): Promise<Assignment> {
      if (grid.kind !== 'grid') throw refuse('placeId', '请选到网格')
      await requireWorker(input.workerId, grid.path)
      if (input.from < grid.validFrom) throw refuse('from', `这个网格从 ${grid.validFrom} 起才有`)
      const id = derivedId('gas', seed)
      const made: Assignment = {
        _id: id,
        gridId: grid.placeId,
        path: grid.path,
        ...input,
        to: null,
        rev: 0,
        history: [entry(by, '派到网格')],
      }
      try {
        await shifts.insertAssignment(made)
      } catch (error) {
        if (!isDuplicateKey(error)) throw error
        const before = await shifts.assignment(id)
        if (!before) throw new AppError('already_exists', { detail: '这个人已经负责这个网格' })
        return before
      }
      return made
    },

    async endAssignment(seen: Assignment, input: { rev: number; on: string }, by: string): Promise<Assignment> {
      if (seen.to !== null) throw new AppError('wrong_state', { detail: '已经不再负责这个网格' })
      if (input.on < seen.from) throw refuse('on', `日期不能早于 ${seen.from}`)
      const ended = seen.rev === input.rev ? await shifts.endAssignment(seen, input.on, entry(by, '不再负责')) : null
      if (!ended) throw new AppError('conflict')
      return ended
    },

    /** @returns how many turns were planned. @throws AppError `already_exists` when one overlaps | `invalid_input` */
    async plan(grid: PlaceDocument, input: PlanInput, by: string, seed: string): Promise<number> {
      if (grid.kind !== 'grid') throw refuse('placeId', '请选到网格')
      if (input.to < input.from) throw refuse('to', '结束日期不能早于开始日期')
      if (daysBetween(input.from, input.to) >= rosterLimits.plannedDays) throw refuse('to', `一次最多排 ${rosterLimits.plannedDays} 天`)
      if (input.from < shanghaiDate(clock.now())) throw refuse('from', '过去的日子不能再排班')
      await requireWorker(input.workerId, grid.path)
      const rows = daysOf(input.from, input.to, input.days, isWorkingDay).map(
        (date): PlannedShift => ({
          _id: derivedId('sft', `${seed}|${date}`),
          gridId: grid.placeId,
          path: grid.path,
          workerId: input.workerId,
          ...spanOn(date, input.startsAt, input.endsAt),
          state: 'planned',
          insteadOf: null,
          rev: 0,
          history: [entry(by, '排班')],
        }),
      )
      const [first] = rows
      if (!first) throw refuse('days', '这段日子里没有这样的日子，请换一种')
      if (await shifts.shift(first._id)) return rows.length
      await shifts.transaction(async (session) => {
        await shifts.takeTurn([`worker ${input.workerId}`, `grid ${grid.placeId}`], session)
        await refuseOverlap(rows, input.workerId, grid.placeId, null, session)
        await shifts.insertShifts(rows, session)
      })
      return rows.length
    },

    /** Someone else takes this turn. @throws AppError `already_exists` when they have another one then | `conflict` */
    async substitute(seen: PlannedShift, input: { rev: number; workerId: string; why: string }, by: string): Promise<PlannedShift> {
      if (seen.state !== 'planned' || seen.endsAt <= clock.now()) throw new AppError('wrong_state', { detail: '这一班已经结束或取消' })
      if (seen.workerId === input.workerId) throw refuse('workerId', '这一班本来就是这个人')
      await requireWorker(input.workerId, seen.path)
      return shifts.transaction(async (session) => {
        await shifts.takeTurn([`worker ${input.workerId}`, `grid ${seen.gridId}`], session)
        await refuseOverlap([seen], input.workerId, null, seen._id, session)
        const first = seen.insteadOf ?? seen.workerId
        const set = { workerId: input.workerId, insteadOf: first === input.workerId ? null : first }
        const changed = seen.rev === input.rev ? await shifts.change(seen, set, entry(by, `替班：${input.why}`), session) : null
        if (!changed) throw new AppError('conflict')
        return changed
      })
    },

    async cancel(seen: PlannedShift, input: { rev: number; why: string }, by: string): Promise<PlannedShift> {
      if (seen.state !== 'planned' || seen.endsAt <= clock.now()) throw new AppError('wrong_state', { detail: '这一班已经结束或取消' })
      const changed = seen.rev === input.rev ? await shifts.change(seen, { state: 'cancelled' }, entry(by, `取消：${input.why}`)) : null
      if (!changed) throw new AppError('conflict')
      return changed
    },
  }
}
