import { fenOf, type Matched, NO_STATUS, statusCode } from './matched.ts'
import { NOBODY, type Population } from './population.ts'

export const changeKinds = ['same', 'gains', 'loses', 'more', 'less', 'other'] as const
/**
 * What becomes of one policy to one person: they get it and did not, or the other way round; they get more or less;
 * or it is otherwise in a way that gives and takes nothing.
 */
export type ChangeKind = (typeof changeKinds)[number]

/** How one policy changes for everyone. */
export interface PolicyChanges {
  people: Readonly<Record<ChangeKind, number>>
  /** Fen in one rhythm that surely are got before and after; a household's count once. */
  fenBefore: number
  fenAfter: number
}

export const ENTITLED = statusCode('entitled')
const [SAME, GAINS, LOSES, MORE, LESS, OTHER] = [0, 1, 2, 3, 4, 5]

/** What becomes of one policy to one person, as a place in `changeKinds`, from codes of statuses and fen that surely are got. */
export function kindOf(old: number, young: number, less: number, more: number): number {
  const has = young <= ENTITLED
  if (old <= ENTITLED !== has) return has ? GAINS : LOSES
  if (more !== less) return more > less ? MORE : LESS
  return old === young ? SAME : OTHER
}

/**
 * Finds what changes for everyone from one decision to another, as a publishing does.
 * @param into takes the place of the kind of change for each policy and row
 */
export function changesBetween(
  population: Population,
  perHome: ReadonlySet<number>,
  before: Matched,
  after: Matched,
  into: readonly Uint8Array[],
): readonly PolicyChanges[] {
  return after.policies.map((_, place) => {
    const kinds = into[place]
    if (!kinds || !before.policies[place]) throw new RangeError('the two are not of the same policies')
    return changesOf(place, before, after, kinds, population, perHome.has(place))
  })
}

function changesOf(place: number, before: Matched, after: Matched, into: Uint8Array, population: Population, once: boolean): PolicyChanges {
  const [was, now] = [before.policies[place]?.status, after.policies[place]?.status]
  const counts = new Float64Array(changeKinds.length)
  const { homeOf, starts, rows } = population
  let fenBefore = 0
  let fenAfter = 0
  for (let row = 0; row < rows; row += 1) {
    const home = homeOf[row] ?? NOBODY
    if (home === NOBODY) {
      into[row] = SAME
      continue
    }
    const old = was?.[row] ?? NO_STATUS
    const young = now?.[row] ?? NO_STATUS
    const had = old <= ENTITLED
    const has = young <= ENTITLED
    const less = had ? fenOf(before, place, row).low : 0
    const more = has ? fenOf(after, place, row).low : 0
    const kind = kindOf(old, young, less, more)
    into[row] = kind
    counts[kind] = (counts[kind] ?? 0) + 1
    if (once && starts[home] !== row) continue
    fenBefore += less
    fenAfter += more
  }
  const people = Object.fromEntries(changeKinds.map((kind, index) => [kind, counts[index] ?? 0])) as Record<ChangeKind, number>
  return { people, fenBefore, fenAfter }
}
