import type { Catalogue } from '@minsheng/shared/policy/policy/definition'
import { fenOf, type Matched, NO_STATUS } from '@minsheng/shared/policy/population/matched'
import type { Population } from '@minsheng/shared/policy/population/population'
import type { Whereabouts } from './whereabouts.ts'

/** Statuses that are counted, by their codes: enjoying, entitled, possible. */
const COUNTED = 3
const GIVEN = 2
const FEN = 3
const WIDTH = 4

/** What stands of one policy in one street: counts of persons or households, and fen that surely are got. */
export interface Sum {
  enjoying: number
  entitled: number
  possible: number
  fen: number
}

/** Sums of each policy by street, kept up home by home. */
export interface Totals {
  addAll(matched: Matched): void
  /** @param sign -1 takes the home out of the sums */
  add(matched: Matched, home: number, sign: 1 | -1): void
  /** @param street its number; -1: homes of which none is known */
  of(place: number, street: number): Sum
}

export function createTotals(
  population: Population,
  { policies }: Catalogue,
  where: Whereabouts,
  isIn: (home: number) => boolean = () => true,
): Totals {
  const sums = new Map<number, Float64Array>()
  const once = policies.map(({ subject }) => subject === 'household')

  function add(matched: Matched, home: number, sign: 1 | -1): void {
    if (!isIn(home)) return
    const [start, count] = [population.starts[home] ?? 0, population.counts[home] ?? 0]
    if (count === 0) return
    const street = where.streetOf(home)
    const into = sums.get(street) ?? new Float64Array(policies.length * WIDTH)
    sums.set(street, into)
    for (let place = 0; place < policies.length; place += 1) {
      const status = matched.policies[place]?.status
      const end = once[place] ? start + 1 : start + count
      for (let row = start; row < end; row += 1) {
        const code = status?.[row] ?? NO_STATUS
        if (code >= COUNTED) continue
        const at = place * WIDTH
        into[at + code] = (into[at + code] ?? 0) + sign
        if (code < GIVEN) into[at + FEN] = (into[at + FEN] ?? 0) + sign * fenOf(matched, place, row).low
      }
    }
  }

  return {
    add,
    addAll(matched) {
      for (let home = 0; home < population.homes; home += 1) add(matched, home, 1)
    },
    of(place, street) {
      const found = sums.get(street)
      const at = (offset: number) => found?.[place * WIDTH + offset] ?? 0
      return { enjoying: at(0), entitled: at(1), possible: at(2), fen: at(FEN) }
    },
  }
}
