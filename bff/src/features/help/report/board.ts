import { waitingStates } from '../call/domain.ts'
import { type Counted, figuresOf } from './domain.ts'

interface BoardParts {
  /** Still to be dealt with, whenever raised. */
  open: readonly Counted[]
  /** Raised today, dealt with or not. */
  today: readonly Counted[]
  /** What lies directly in the place. */
  parts: readonly { id: string; name: string }[]
  /** How many names the paths of those have before their own: 1 for streets in the district. */
  level: number
  now: Date
}

/** How things stand at one moment, in all and by what lies directly in the place; every open call is in one of the parts, or in none known. */
export function boardOf({ open, today, parts, level, now }: BoardParts) {
  const waits = ({ state }: Counted) => waitingStates.includes(state)
  const tally = (calls: readonly Counted[]) => ({
    waiting: calls.filter(waits).length,
    underWay: calls.filter((call) => !waits(call)).length,
    late: calls.filter(({ isLate }) => isLate).length,
  })
  const within = (calls: readonly Counted[], id: string) => calls.filter(({ path }) => path[level] === id)
  return {
    ...tally(open),
    today: figuresOf(today, now),
    places: parts.map(({ id, name }) => ({ id, name, ...tally(within(open, id)), today: within(today, id).length })),
  }
}
