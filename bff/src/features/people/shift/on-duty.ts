import { shanghaiDate } from '@minsheng/shared/units/clock'
import type { PlaceStore } from '../place/store.ts'
import { holdsOn } from './domain.ts'
import type { PlaceStaff } from './staff.ts'
import type { ShiftStore } from './store.ts'

/** Someone to be called. */
export interface PersonOnDuty {
  gridId: string
  accountId: string
  name: string
  /** `assigned`: no turn is planned in the grid then, and this is its worker. */
  because: 'shift' | 'assigned'
  /** The beginning of the turn; null for who is merely assigned. */
  since: Date | null
  /** The end of the turn; null for who is merely assigned. */
  until: Date | null
}

/**
 * Who is on duty for a place at an instant: a flat, a building or a grid is its grid's matter, a community that of all its
 * grids. A grid without a turn then falls back on whoever is assigned to it. Empty: nobody is to be had, look further up.
 */
export type OnDutyOf = (question: { placeId: string; at: Date }) => Promise<PersonOnDuty[]>

export function createOnDuty({ shifts, places, staff }: { shifts: ShiftStore; places: PlaceStore; staff: PlaceStaff }): OnDutyOf {
  return async ({ placeId, at }) => {
    const place = await places.place(placeId)
    if (!place) return []
    const whole = place.path[3] ?? place.placeId
    const date = shanghaiDate(at)
    const [turns, assignments] = await Promise.all([
      shifts.shiftsIn(whole, { startsAt: at, endsAt: new Date(at.getTime() + 1) }),
      shifts.assignmentsIn(whole, date, date),
    ])
    const manned = new Set(turns.map((turn) => turn.gridId))
    const fallback = assignments.filter((assignment) => !manned.has(assignment.gridId) && holdsOn(assignment, date))
    const names = await staff.names([...turns, ...fallback].map((one) => one.workerId))
    const name = (id: string) => names.get(id) ?? '工作人员'
    return [
      ...turns.map(
        ({ gridId, workerId, startsAt, endsAt }): PersonOnDuty => ({
          gridId,
          accountId: workerId,
          name: name(workerId),
          because: 'shift',
          since: startsAt,
          until: endsAt,
        }),
      ),
      ...fallback.map(
        ({ gridId, workerId }): PersonOnDuty => ({
          gridId,
          accountId: workerId,
          name: name(workerId),
          because: 'assigned',
          since: null,
          until: null,
        }),
      ),
    ]
  }
}
