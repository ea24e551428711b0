import { peopleContract as contract } from '@minsheng/shared/contracts/people'
import { AppError } from '@minsheng/shared/errors'
import { addDays, startOfDay } from '@minsheng/shared/units/calendar'
import type { Clock } from '@minsheng/shared/units/clock'
import { isWorkingDay } from '@minsheng/shared/units/working-days'
import { actorId } from '../../../platform/auth/actor.ts'
import { type Route, route } from '../../../platform/http/route.ts'
import { covers, mayDo, mayDoTo } from '../access.ts'
import type { PlaceDocument, PlaceStore } from '../place/store.ts'
import type { ShiftDesk } from './desk.ts'
import type { Assignment, PlannedShift } from './domain.ts'
import type { OnDutyOf } from './on-duty.ts'
import { presentAssignment, presentGrid, presentOnDuty, presentShift } from './present.ts'
import type { PlaceStaff } from './staff.ts'
import type { ShiftStore } from './store.ts'

/** A roster of more is read community by community. */
const MOST_GRIDS = 100

export interface ShiftParts {
  shifts: ShiftStore
  places: PlaceStore
  staff: PlaceStaff
  desk: ShiftDesk
  onDuty: OnDutyOf
  clock: Clock
}

export function shiftRoutes({ shifts, places, staff, desk, onDuty, clock }: ShiftParts): Route[] {
  const place = ({ params }: { params: { placeId: string } }) => places.place(params.placeId)
  const shift = ({ params }: { params: { shiftId: string } }) => shifts.shift(params.shiftId)
  const namesOf = (rows: readonly { workerId: string; insteadOf?: string | null }[]) =>
    staff.names(rows.flatMap((row) => [row.workerId, ...(row.insteadOf ? [row.insteadOf] : [])]))
  const one = async (row: PlannedShift) => presentShift(row, await namesOf([row]))
  const assigned = async (row: Assignment) => presentAssignment(row, await namesOf([row]))

  async function gridsOf(within: PlaceDocument): Promise<{ placeId: string; name: string }[]> {
    if (within.path.length > 3) return [within.kind === 'grid' ? within : { placeId: within.path[3] ?? '', name: '' }]
    const grids = await places.list({ within: within.placeId, kind: 'grid' }, null, MOST_GRIDS)
    if (grids.length > MOST_GRIDS) throw new AppError('wrong_state', { detail: `这里有 ${MOST_GRIDS} 个以上的网格，请选到街道或社区` })
    return grids
  }

  return [
    route({
      operation: contract.listPlaceWorkers,
      load: place,
      allow: mayDoTo('shift.read'),
      audit: { none: 'names of colleagues' },
      run: async (_, { path }) => ({ items: await staff.inPlaces(path) }),
    }),
    route({
      operation: contract.assignWorker,
      load: async ({ body }) => ({ grid: await places.place(body.placeId) }),
      allow: (actor, { grid }) => mayDo(actor, 'shift.write') && grid !== null && covers(actor, grid.path),
      audit: { action: 'grid.assign', subject: ({ grid }) => grid?.placeId ?? 'missing' },
      run: async ({ body, actor, context }, { grid }) => {
        if (!grid) throw new AppError('forbidden')
        const { workerId, from } = body
        return assigned(await desk.assign(grid, { workerId, from }, actorId(actor), context.idempotencySeed ?? ''))
      },
    }),
    route({
      operation: contract.endAssignment,
      load: ({ params }) => shifts.assignment(params.assignmentId),
      allow: mayDoTo('shift.write'),
      audit: { action: 'grid.assignment-end', subject: ({ _id }) => _id },
      run: async ({ body, actor }, seen) => assigned(await desk.endAssignment(seen, body, actorId(actor))),
    }),
    route({
      operation: contract.getRoster,
      load: place,
      allow: mayDoTo('shift.read'),
      audit: { none: 'who works when is known to all who work there' },
      run: async ({ query, actor }, within) => {
        const { from, days } = query
        const span = { startsAt: startOfDay(from), endsAt: startOfDay(addDays(from, days)) }
        const [grids, rows, assignments] = await Promise.all([
          gridsOf(within),
          shifts.shiftsIn(within.path[3] ?? within.placeId, span),
          shifts.assignmentsIn(within.path[3] ?? within.placeId, from, addDays(from, days - 1)),
        ])
        const names = await namesOf([...rows, ...assignments])
        const dates = Array.from({ length: days }, (_, index) => addDays(from, index))
        return {
          from,
          days,
          restDays: dates.filter((date) => !isWorkingDay(date)),
          grids: grids.map((grid) => presentGrid(grid, span, rows, assignments, names)),
          mayWrite: mayDoTo('shift.write')(actor, within),
        }
      },
    }),
    route({
      operation: contract.planShifts,
      load: async ({ body }) => ({ grid: await places.place(body.placeId) }),
      allow: (actor, { grid }) => mayDo(actor, 'shift.write') && grid !== null && covers(actor, grid.path),
      audit: { action: 'shift.plan', subject: ({ grid }) => grid?.placeId ?? 'missing' },
      run: async ({ body, actor, context }, { grid }) => {
        if (!grid) throw new AppError('forbidden')
        return { planned: await desk.plan(grid, body, actorId(actor), context.idempotencySeed ?? '') }
      },
    }),
    route({
      operation: contract.substituteShift,
      load: shift,
      allow: mayDoTo('shift.write'),
      audit: { action: 'shift.substitute', subject: ({ _id }) => _id },
      run: async ({ body, actor }, seen) => one(await desk.substitute(seen, body, actorId(actor))),
    }),
    route({
      operation: contract.cancelShift,
      load: shift,
      allow: mayDoTo('shift.write'),
      audit: { action: 'shift.cancel', subject: ({ _id }) => _id },
      run: async ({ body, actor }, seen) => one(await desk.cancel(seen, body, actorId(actor))),
    }),
    route({
      operation: contract.findOnDuty,
      load: place,
      allow: mayDoTo('shift.read'),
      audit: { none: 'who works when is known to all who work there' },
      run: async ({ query }, { placeId }) => presentOnDuty(await onDuty({ placeId, at: query.at ? new Date(query.at) : clock.now() })),
    }),
  ]
}
