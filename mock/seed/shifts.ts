import type { FeedLine } from '@minsheng/shared/contracts/feed'
import { dayFrom } from './calendar.ts'
import { gridId } from './people/places.ts'

/** Turns stand from the day before, whose night may not be over, for four weeks. */
const [FROM, DAYS] = [-1, 29]
const SINCE = '2025-01-01'

interface Turn {
  grid: number
  workerId: string
  startsAt: string
  endsAt: string
}
/** The first grid has someone day and night, the second by day only: there its own worker is called at night. */
const everyDay: readonly Turn[] = [
  { grid: 0, workerId: 'stf_grid', startsAt: '08:00', endsAt: '20:00' },
  { grid: 0, workerId: 'stf_night', startsAt: '20:00', endsAt: '08:00' },
  { grid: 1, workerId: 'stf_neighbour', startsAt: '08:00', endsAt: '20:00' },
]

/** Who answers for the two grids of the demo community, and who is on duty there. */
export function shifts(today: string): FeedLine[] {
  const days = Array.from({ length: DAYS }, (_, index) => dayFrom(today, FROM + index))
  const assignments = ['stf_grid', 'stf_neighbour'].map(
    (workerId, grid): FeedLine => ({ type: 'assignment', id: `gas_demo${grid + 1}`, gridId: gridId(1, 0, grid), workerId, from: SINCE }),
  )
  const turns = days.flatMap((date) =>
    everyDay.map(
      ({ grid, workerId, startsAt, endsAt }): FeedLine => ({
        type: 'shift',
        id: `sft_demo${grid + 1}h${startsAt.slice(0, 2)}d${date.replaceAll('-', '')}`,
        gridId: gridId(1, 0, grid),
        workerId,
        date,
        startsAt,
        endsAt,
      }),
    ),
  )
  return [...assignments, ...turns]
}
