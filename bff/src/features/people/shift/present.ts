import type { GridAssignment, OnDuty, Roster, Shift } from '@minsheng/shared/contracts/people'
import { type Assignment, gapsBetween, type PlannedShift, type Span } from './domain.ts'
import type { PersonOnDuty } from './on-duty.ts'

type Names = ReadonlyMap<string, string>
const workerOf = (id: string, names: Names) => ({ id, name: names.get(id) ?? '工作人员' })

export function presentAssignment({ _id, gridId, workerId, from, to, rev }: Assignment, names: Names): GridAssignment {
  return { id: _id, gridId, worker: workerOf(workerId, names), from, to, rev }
}

export function presentShift(shift: PlannedShift, names: Names): Shift {
  return {
    id: shift._id,
    gridId: shift.gridId,
    worker: workerOf(shift.workerId, names),
    startsAt: shift.startsAt.toISOString(),
    endsAt: shift.endsAt.toISOString(),
    insteadOf: shift.insteadOf === null ? null : workerOf(shift.insteadOf, names),
    rev: shift.rev,
  }
}

/** The turns of some grids over some days, and when nobody is there. */
export function presentGrid(
  grid: { placeId: string; name: string },
  span: Span,
  shifts: readonly PlannedShift[],
  assignments: readonly Assignment[],
  names: Names,
): Roster['grids'][number] {
  const own = shifts.filter((shift) => shift.gridId === grid.placeId)
  return {
    id: grid.placeId,
    name: grid.name,
    assignments: assignments.filter((one) => one.gridId === grid.placeId).map((one) => presentAssignment(one, names)),
    shifts: own.map((shift) => presentShift(shift, names)),
    gaps: gapsBetween(span.startsAt, span.endsAt, own).map(({ from, to }) => ({ from: from.toISOString(), to: to.toISOString() })),
  }
}

export function presentOnDuty(people: readonly PersonOnDuty[]): OnDuty {
  return {
    people: people.map(({ gridId, accountId, name, because, until }) => ({
      gridId,
      worker: { id: accountId, name },
      because,
      until: until?.toISOString() ?? null,
    })),
  }
}
