import { type Matched, type MatchedPolicy, NO_STATUS, statusCode } from './matched.ts'
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

const ENTITLED = statusCode('entitled')
const [SAME, GAINS, LOSES, MORE, LESS, OTHER] = [0, 1, 2, 3, 4, 5]

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
  return after.map((now, place) => {
    const was = before[place]
    const kinds = into[place]
    if (!was || !kinds) throw new RangeError('the two are not of the same policies')
    return changesOf(was, now, kinds, population, perHome.has(place))
  })
}

function changesOf(was: MatchedPolicy, now: MatchedPolicy, into: Uint8Array, population: Population, once: boolean): PolicyChanges {
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
    const [old, young] = [was.status[row] ?? NO_STATUS, now.status[row] ?? NO_STATUS]
    const [had, has] = [old <= ENTITLED, young <= ENTITLED]
    const less = had ? (was.low?.[row] ?? 0) : 0
    const more = has ? (now.low?.[row] ?? 0) : 0
    const kind = had !== has ? (has ? GAINS : LOSES) : more !== less ? (more > less ? MORE : LESS) : old === young ? SAME : OTHER
    into[row] = kind
    counts[kind] = (counts[kind] ?? 0) + 1
    if (once && starts[home] !== row) continue
    fenBefore += less
    fenAfter += more
  }
  const people = Object.fromEntries(changeKinds.map((kind, index) => [kind, counts[index] ?? 0])) as Record<ChangeKind, number>
  return { people, fenBefore, fenAfter }
}
