import { linked, type PopulationKernel, SLICE } from './kernel.ts'
import { fenOfPart } from './kernel-code.ts'
import { type FenForm, type FenValues, fenPlaces, type Matched, NO_STATUS } from './matched.ts'
import type { Population } from './population.ts'
import { bytesRoom, doublesRoom, intsRoom } from './room.ts'

/** Everything as it was decided before, in the places of the catalogue that is tried. */
export interface Base {
  /** Statuses of each policy; of one that is new, everywhere `NO_STATUS`. */
  statuses: readonly Uint8Array[]
  fen: FenValues
  fenAt: readonly (number | null)[]
  fenWidth: number
}

/** Some policies decided anew; what is not among them is not told. */
export interface PartMatcher {
  /** The fen and statuses of the part; of other policies the statuses from before, and no fen. */
  readonly matched: Matched
  /** Values of the parameters that are open, in the order of the kernel. */
  readonly values: Float64Array
  decideAll(): void
  /** Decides the part about the people of these households alone, in the order of their places. */
  decideHomes(homes: ArrayLike<number>): void
}

/** Lets the kernel of a part work beside what was decided before. It holds as long as the copy makes no new arrays. */
export function matchPart(kernel: PopulationKernel, population: Population, base: Base): PartMatcher {
  const length = population.homeOf.length
  const isOwn = (place: number) => kernel.part?.only.has(place) === true
  const fen = fenOfPart(kernel.fen, kernel.part)
  const places = fenPlaces(fen)
  const fenWidth = places.filter((at) => at !== null).length * 2
  const isWide = population.hasWideAwards || fen.some((form: FenForm) => form === 'double')
  const matched: Matched = {
    policies: kernel.policies.map((_, place) => ({
      status: isOwn(place) ? bytesRoom(length).fill(NO_STATUS) : (base.statuses[place] ?? bytesRoom(0)),
      fenAt: places[place] ?? null,
      ask: [],
    })),
    fen: isWide ? doublesRoom(length * fenWidth) : intsRoom(length * fenWidth),
    fenWidth,
  }
  const values = new Float64Array(kernel.open.length)
  const runs = kernel.stages.map((stage) => ({
    over: stage.over,
    run: linked(stage, kernel, population, matched, { base: base.fen, values }),
  }))
  return {
    matched,
    values,
    decideAll() {
      for (const { over, run } of runs) {
        const end = over === 'homes' ? population.homes : population.rows
        for (let from = 0; from < end; from += SLICE) run(from, Math.min(from + SLICE, end))
      }
    },
    decideHomes(homes) {
      const { starts, counts } = population
      for (const { over, run } of runs) {
        for (let at = 0; at < homes.length; at += 1) {
          const home = homes[at] ?? 0
          if (over === 'homes') run(home, home + 1)
          else run(starts[home] ?? 0, (starts[home] ?? 0) + (counts[home] ?? 0))
        }
      }
    },
  }
}
