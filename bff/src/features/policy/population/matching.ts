import { ENTITLED } from '@minsheng/shared/policy/population/changes'
import { fenOf, NO_STATUS } from '@minsheng/shared/policy/population/matched'
import type { Clock } from '@minsheng/shared/units/clock'
import type { AwardComparison } from '../award/differing/compare.ts'
import type { LiveCopy } from './copy.ts'
import type { Questions } from './counted.ts'
import { NotReady } from './counting.ts'
import type { MatchStore, WantedMatch } from './matches/store.ts'

/** The homes of a full match, in the order of their ids: worked out once for each. */
interface Order {
  by: string
  ids: readonly string[]
}

interface MatchingParts {
  copy: LiveCopy
  matches: MatchStore
  /** What runs is held beside what the rules say, with the same homes. */
  comparison: AwardComparison
  clock: Clock
}

/** Puts what everyone gets on record, home by home: what is there already is left as it is. */
export function createMatching({ copy, matches, comparison, clock }: MatchingParts) {
  let order: Order | null = null

  function wantedOf(home: string): WantedMatch[] {
    const { population, decided } = copy
    const place = population.homeAt(home)
    if (place === undefined || !decided) return []
    const { kernel, matcher } = decided
    const start = population.starts[place] ?? 0
    return Array.from({ length: population.counts[place] ?? 0 }, (_, index) => {
      const row = start + index
      const gets = kernel.policies.flatMap((id, at) => {
        const code = matcher.matched.policies[at]?.status[row] ?? NO_STATUS
        if (code > ENTITLED) return []
        return [
          [
            id,
            { status: code === ENTITLED ? ('entitled' as const) : ('enjoying' as const), fen: fenOf(matcher.matched, at, row).low },
          ] as const,
        ]
      })
      return { residentId: population.idOf(row) ?? '', home, gets: Object.fromEntries(gets) }
    })
  }

  function idsFor(by: string): readonly string[] {
    if (order?.by === by) return order.ids
    const ids: string[] = []
    for (let home = 0; home < copy.population.homes; home += 1) {
      const id = copy.population.homeIdOf(home)
      if (id !== undefined) ids.push(id)
    }
    order = { by, ids: ids.sort() }
    return order.ids
  }

  /** The place of the first id that follows another. */
  function firstAfter(ids: readonly string[], after: string): number {
    let [low, high] = [0, ids.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((ids[middle] ?? '') <= after) low = middle + 1
      else high = middle
    }
    return low
  }

  const homeSize = (home: string) => {
    const place = copy.population.homeAt(home)
    return place === undefined ? undefined : copy.population.counts[place]
  }
  /** Whether anything stands awarded to the home or anybody in it. */
  function isAwarded(home: string): boolean {
    const { population } = copy
    const place = population.homeAt(home)
    if (place === undefined) return false
    const start = population.starts[place] ?? 0
    return Array.from({ length: population.counts[place] ?? 0 }, (_, index) => population.awardedPeople.marks[start + index]).some(Boolean)
  }

  const isKnown = (residentId: string) => copy.population.rowAt(residentId) !== undefined

  return {
    /** Homes that were read anew. */
    async refreshed(homeIds: readonly string[]): Promise<void> {
      const { decided } = copy
      if (!decided) return
      await matches.reconcile({ homes: homeIds }, homeIds.flatMap(wantedOf), { by: 'live', on: decided.date, at: clock.now(), isKnown })
      await comparison.ofHomes(homeIds, decided)
    },
    /** People of whom something changed, once their homes were read anew. */
    async changed(residentIds: readonly string[]): Promise<void> {
      if (copy.decided) await comparison.ofPeople(residentIds, copy.decided.date)
    },
    async matchPage({ after, limit, by }: Questions['matchPage']['in']): Promise<Questions['matchPage']['out']> {
      const { decided } = copy
      if (!decided) throw new NotReady()
      const ids = idsFor(by)
      const from = firstAfter(ids, after)
      const page = ids.slice(from, from + limit)
      const isLast = from + page.length >= ids.length
      const last = isLast ? null : (page.at(-1) ?? null)
      await matches.reconcile({ after, to: last }, page.flatMap(wantedOf), { by, on: decided.date, at: clock.now(), isKnown })
      await comparison.ofHomes(page.filter(isAwarded), decided)
      return { last, homes: page.length, all: ids.length, date: decided.date }
    },
    async matchEnd({ by }: Questions['matchEnd']['in']): Promise<Questions['matchEnd']['out']> {
      order = null
      const { decided } = copy
      const isHeld = ({ subjectKind, subjectId }: { subjectKind: string; subjectId: string }) =>
        subjectKind === 'person' ? isKnown(subjectId) : (homeSize(subjectId) ?? 0) > 0
      if (decided) await comparison.theRest(isHeld, decided.date)
      const changed = await matches.changedBy(by)
      await matches.sweep(by)
      return { changed }
    },
  }
}
