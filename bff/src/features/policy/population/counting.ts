import { ruleFacts } from '@minsheng/shared/policy/facts'
import { changeKinds, ENTITLED } from '@minsheng/shared/policy/population/changes'
import { compileKernel, matchPopulation } from '@minsheng/shared/policy/population/kernel'
import { fenOf, type Matched, NO_STATUS, statusCode } from '@minsheng/shared/policy/population/matched'
import { NOBODY } from '@minsheng/shared/policy/population/population'
import { changeReader, prepareTrial, type Trial, type WhatIf } from '@minsheng/shared/policy/population/what-if'
import type { DecidedCopy, LiveCopy } from './copy.ts'
import type { CountedChange, CountedPage, CountedPerson, CountedWhatIf, Questions, Scope, TriedCatalogue } from './counted.ts'
import { groupsBy } from './groups.ts'
import { createTotals } from './totals.ts'

const [GAINS, LOSES, MORE, LESS] = ['gains', 'loses', 'more', 'less'].map((kind) =>
  changeKinds.indexOf(kind as (typeof changeKinds)[number]),
)

/** Everyone is still being read in, or was never decided. */
export class NotReady extends Error {
  override name = 'NotReady'
}

interface Kept {
  key: string
  version: number
  before: Matched
  found: WhatIf
}

const nothing = (): CountedChange => ({ gains: 0, loses: 0, more: 0, less: 0, fenBefore: 0, fenAfter: 0 })

/** Counts over the copy: what-ifs, coverage, and the people behind each number. */
export function createCounting(copy: LiveCopy) {
  /** What was worked out last may be asked for again; while somebody drags, the next is made ready already. */
  let kept: Kept | null = null
  let trial: Trial | null = null
  let elsewhen: { version: number; on: string; decided: Pick<DecidedCopy, 'kernel'> & { matched: Matched } } | null = null

  function decided(): DecidedCopy {
    if (!copy.decided) throw new NotReady()
    return copy.decided
  }

  /** Everyone as what is published decides them on a day. */
  function publishedOn(on: string) {
    const { catalogue, date, kernel, matcher } = decided()
    if (on === date) return { kernel, matched: matcher.matched }
    if (elsewhen?.version === copy.version && elsewhen.on === on) return elsewhen.decided
    elsewhen = null
    const other = compileKernel(catalogue, ruleFacts, on)
    const at = matchPopulation(other, copy.population)
    at.decideAll()
    elsewhen = { version: copy.version, on, decided: { kernel: other, matched: at.matched } }
    return elsewhen.decided
  }

  function found(tried: TriedCatalogue): Kept {
    if (kept?.key === tried.key && kept.version === copy.version) return kept
    const before = publishedOn(tried.on)
    const change = { parameters: new Set(tried.parameters), policies: new Set(tried.policies) }
    if (!trial?.fits(before, tried.catalogue, change, tried.on))
      trial = prepareTrial(copy.population, before, tried.catalogue, change, ruleFacts, tried.on)
    kept = { key: tried.key, version: copy.version, before: before.matched, found: trial.run(tried.catalogue) }
    return kept
  }

  /** Fen that surely are got before, of each policy in each street. */
  function fenBeforeOf(tried: TriedCatalogue, { before }: Kept, scope: Scope): (basePlace: number | null, street: number) => number {
    const { catalogue, date, totals } = decided()
    const of = scope === null && tried.on === date ? totals : createTotals(copy.population, catalogue, copy.where, copy.where.within(scope))
    if (of !== totals) of.addAll(before)
    return (basePlace, street) => (basePlace === null ? 0 : of.of(basePlace, street).fen)
  }

  function* rowsOf({ found: { homes } }: Kept, scope: Scope, isOfHome: boolean): Generator<number> {
    const { starts, counts } = copy.population
    const isIn = copy.where.within(scope)
    for (const home of homes) {
      const [start, count] = [starts[home] ?? 0, counts[home] ?? 0]
      if (count === 0 || !isIn(home)) continue
      for (let row = start; row < (isOfHome ? start + 1 : start + count); row += 1) yield row
    }
  }

  function countWhatIf({ tried, scope }: Questions['whatIf']['in']): CountedWhatIf {
    const one = found(tried)
    const fenBefore = fenBeforeOf(tried, one, scope)
    const { population, where } = copy
    const { starts, counts } = population
    const isIn = where.within(scope)
    const streets = where.streets.length + 1
    const homes = one.found.homes.filter((home) => (counts[home] ?? 0) > 0 && isIn(home))
    const streetAt = homes.map((home) => where.streetOf(home) + 1)
    const policies = one.found.policies.map((policy) => {
      const changes = Array.from({ length: streets }, nothing)
      const read = changeReader(one.found, one.before, policy)
      const was = one.before.policies[policy.basePlace ?? -1]?.status
      const now = one.found.matched.policies[policy.place]?.status
      for (let at = 0; at < homes.length; at += 1) {
        const home = homes[at] ?? 0
        const into = changes[streetAt[at] ?? 0]
        if (!into) continue
        const start = starts[home] ?? 0
        const end = start + (policy.isOfHome ? 1 : (counts[home] ?? 0))
        for (let row = start; row < end; row += 1) {
          // Most have it neither before nor after: nothing is gained or lost.
          if ((was?.[row] ?? NO_STATUS) > ENTITLED && (now?.[row] ?? NO_STATUS) > ENTITLED) continue
          const { kind, fenBefore: less, fenAfter: more } = read(row)
          if (kind === GAINS) into.gains += 1
          else if (kind === LOSES) into.loses += 1
          else if (kind === MORE) into.more += 1
          else if (kind === LESS) into.less += 1
          into.fenAfter += more - less
        }
      }
      const byStreet = changes.map((change, at) => {
        const before = fenBefore(policy.basePlace, at - 1)
        return { streetId: where.streets[at - 1] ?? '', change: { ...change, fenBefore: before, fenAfter: before + change.fenAfter } }
      })
      return { policyId: policy.id, byStreet }
    })
    return { policies, people: peopleIn(scope) }
  }

  function peopleIn(scope: Scope): number {
    const { population, where } = copy
    if (scope === null) return population.people
    const isIn = where.within(scope)
    let people = 0
    for (let home = 0; home < population.homes; home += 1) if (isIn(home)) people += population.counts[home] ?? 0
    return people
  }

  const personAt = (row: number, fenBefore: number | null, fenAfter: number): CountedPerson => ({
    residentId: copy.population.idOf(row) ?? '',
    path: copy.where.pathOf(copy.population.homeOf[row] ?? -1),
    fenBefore,
    fenAfter,
  })

  /** @param after row after which the page begins */
  function pageOf(rows: Iterable<number>, after: string | null, limit: number, pick: (row: number) => CountedPerson | null): CountedPage {
    const from = after === null ? -1 : Number(after)
    const found: { row: number; person: CountedPerson }[] = []
    // Rows come in the order of the households; one that has grown lies further back than its place says.
    for (const row of rows) {
      if (row <= from) continue
      const person = pick(row)
      if (person) found.push({ row, person })
    }
    found.sort((one, other) => one.row - other.row)
    const page = found.slice(0, limit)
    return { rows: page.map(({ person }) => person), next: found.length > limit ? String(page.at(-1)?.row) : null }
  }

  return {
    whatIf: countWhatIf,
    whatIfPeople({ tried, scope, policyId, group, streetId, after, limit }: Questions['whatIfPeople']['in']): CountedPage {
      const one = found(tried)
      const policy = one.found.policies.find(({ id }) => id === policyId)
      if (!policy) return { rows: [], next: null }
      const wanted = changeKinds.indexOf(group)
      const read = changeReader(one.found, one.before, policy)
      const { homeOf } = copy.population
      return pageOf(rowsOf(one, scope, policy.isOfHome), after, limit, (row) => {
        if (streetId !== null && !copy.where.pathOf(homeOf[row] ?? -1).includes(streetId)) return null
        const { kind, fenBefore, fenAfter } = read(row)
        return kind === wanted ? personAt(row, fenBefore, fenAfter) : null
      })
    },
    coverage({ by, scope }: Questions['coverage']['in']): Questions['coverage']['out'] {
      const { catalogue, date, matcher } = decided()
      const { population, where } = copy
      const groups = groupsBy(by, population, where, date)
      const isIn = where.within(scope)
      const { homeOf, starts, rows } = population
      const groupOf = new Int16Array(rows).fill(-1)
      for (let row = 0; row < rows; row += 1) {
        const home = homeOf[row] ?? NOBODY
        if (home !== NOBODY && isIn(home)) groupOf[row] = groups.of(row)
      }
      const policies = catalogue.policies.map(({ id, subject }, place) => {
        const status = matcher.matched.policies[place]?.status
        const sums = new Float64Array(groups.names.length * 3)
        for (let row = 0; row < rows; row += 1) {
          const code = status?.[row] ?? NO_STATUS
          const group = groupOf[row] ?? -1
          if (code > 2 || group < 0 || (subject === 'household' && starts[homeOf[row] ?? 0] !== row)) continue
          sums[group * 3 + code] = (sums[group * 3 + code] ?? 0) + 1
        }
        const at = (group: number, code: number) => sums[group * 3 + code] ?? 0
        const counted = groups.names.map((group, index) => ({
          group,
          enjoying: at(index, 0),
          entitled: at(index, 1),
          possible: at(index, 2),
        }))
        return { policyId: id, groups: counted.filter((one) => one.enjoying + one.entitled + one.possible > 0) }
      })
      return { date, policies }
    },
    coveragePeople({ policyId, status, by, group, scope, after, limit }: Questions['coveragePeople']['in']): CountedPage {
      const { catalogue, date, matcher } = decided()
      const place = catalogue.policies.findIndex(({ id }) => id === policyId)
      const policy = catalogue.policies[place]
      if (!policy) return { rows: [], next: null }
      const { population, where } = copy
      const { homeOf, starts, rows } = population
      const groups = groupsBy(by, population, where, date)
      const isIn = where.within(scope)
      const code = statusCode(status)
      const statuses = matcher.matched.policies[place]?.status
      const wanted = group === null ? null : groups.names.indexOf(group)
      const all = function* () {
        for (let row = 0; row < rows; row += 1) if (statuses?.[row] === code) yield row
      }
      return pageOf(all(), after, limit, (row) => {
        const home = homeOf[row] ?? NOBODY
        if (home === NOBODY || !isIn(home) || (policy.subject === 'household' && starts[home] !== row)) return null
        if (wanted !== null && groups.of(row) !== wanted) return null
        return personAt(row, null, code <= ENTITLED ? fenOf(matcher.matched, place, row).low : 0)
      })
    },
  }
}
