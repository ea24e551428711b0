import type { Catalogue, Policy } from '../policy/definition.ts'
import { dependenciesOf } from '../policy/order.ts'
import { rulesOf } from '../policy/versions.ts'
import type { RuleFacts } from '../rule/language.ts'
import { parametersIn } from '../rule/nodes.ts'
import { ENTITLED, kindOf } from './changes.ts'
import { compileKernel, type PopulationKernel } from './kernel.ts'
import { fenOf, GIVES, type Matched, NO_STATUS } from './matched.ts'
import { type Base, matchPart } from './part.ts'
import { NOBODY, type Population } from './population.ts'
import { bytesRoom } from './room.ts'

/** Everyone as they are decided by what is published. */
export interface Decided {
  kernel: PopulationKernel
  matched: Matched
}

/** What is otherwise in the catalogue that is tried. */
export interface Tried {
  /** Keys of parameters with another value, and ids of policies with other rules or in another group. */
  parameters: ReadonlySet<string>
  policies: ReadonlySet<string>
}

/** What a catalogue that is tried makes of everyone, beside what is published. */
export interface WhatIf {
  /** Ids of the policies decided anew, in the order of their places. */
  policies: readonly { id: string; place: number; basePlace: number | null; isOfHome: boolean }[]
  matched: Matched
  /** Places of the households for which anything may be otherwise, rising. */
  homes: Int32Array
}

/** Which policies have to be decided anew: those that read what is otherwise, those that hang on them, and groups as a whole. */
export function decidedAnew(
  catalogue: Catalogue,
  tried: Tried,
): { all: ReadonlySet<string>; everywhere: ReadonlySet<string>; amounts: ReadonlySet<string> } {
  const mates = (id: string) => catalogue.higherOf.filter(({ policies }) => policies.includes(id)).flatMap(({ policies }) => policies)
  const reads = (policy: Policy, rules: 'all' | 'who') =>
    policy.versions
      .flatMap((version) => (rules === 'all' ? rulesOf(version) : rulesOf({ ...version, amount: null })))
      .flatMap(parametersIn)
      .some((key) => tried.parameters.has(key))
  const everywhere = new Set<string>()
  const amounts = new Set<string>()
  for (const policy of catalogue.policies) {
    const isOther = tried.policies.has(policy.id)
    if (!isOther && !reads(policy, 'all')) continue
    const group = mates(policy.id)
    if (isOther || reads(policy, 'who') || group.length > 1) for (const id of [policy.id, ...group]) everywhere.add(id)
    else amounts.add(policy.id)
  }
  const all = new Set([...everywhere, ...amounts])
  let before: number
  do {
    before = all.size
    for (const policy of catalogue.policies)
      if ([...dependenciesOf(policy)].some((id) => all.has(id)) || mates(policy.id).some((id) => all.has(id))) all.add(policy.id)
  } while (all.size > before)
  return { all, everywhere, amounts }
}

/**
 * Decides only what a change can reach: the policies that read it, about everyone; what hangs on those, about the
 * households for which one of them came out otherwise.
 * @param date calendar date that was decided for
 * @throws RangeError when a policy could give more fen than can be worked out exactly
 */
export function whatIf(
  population: Population,
  decided: Decided,
  catalogue: Catalogue,
  tried: Tried,
  facts: RuleFacts,
  date: string,
): WhatIf {
  const base = baseOf(population, decided, catalogue)
  const { all, everywhere, amounts } = decidedAnew(catalogue, tried)
  const placesOf = (ids: ReadonlySet<string>) => new Set(catalogue.policies.flatMap(({ id }, place) => (ids.has(id) ? [place] : [])))
  const kernelOf = (ids: ReadonlySet<string>) => compileKernel(catalogue, facts, date, { part: { only: placesOf(ids), base } })
  const isDirty = new Uint8Array(population.homes)
  if (everywhere.size > 0) {
    const probe = matchPart(kernelOf(everywhere), population, base)
    probe.decideAll()
    for (const place of placesOf(everywhere)) markOtherwise(isDirty, population, decided, base, probe.matched, place)
  }
  const isTakenOff = new Set(catalogue.policies.flatMap(({ versions }) => versions.flatMap(({ minus }) => minus)))
  for (const place of placesOf(amounts)) {
    // What is merely possible gives nothing that surely is got, and counts only where another tops it up.
    const id = catalogue.policies[place]?.id ?? ''
    markGiven(isDirty, population, base.statuses[place], isTakenOff.has(id) ? GIVES : (1 << (ENTITLED + 1)) - 1)
  }
  const homes = indexesOf(isDirty)
  const part = matchPart(kernelOf(all), population, base)
  part.decideHomes(homes)
  return {
    policies: catalogue.policies.flatMap(({ id, subject }, place) => {
      const basePlace = decided.kernel.policies.indexOf(id)
      return all.has(id) ? [{ id, place, basePlace: basePlace < 0 ? null : basePlace, isOfHome: subject === 'household' }] : []
    }),
    matched: part.matched,
    homes,
  }
}

function baseOf(population: Population, { kernel, matched }: Decided, { policies }: Catalogue): Base {
  const nothing = bytesRoom(population.homeOf.length).fill(NO_STATUS)
  const places = policies.map(({ id }) => matched.policies[kernel.policies.indexOf(id)])
  return {
    statuses: places.map((policy) => policy?.status ?? nothing),
    fenAt: places.map((policy) => policy?.fenAt ?? null),
    fen: matched.fen,
    fenWidth: matched.fenWidth,
  }
}

function markOtherwise(
  isDirty: Uint8Array,
  { homeOf, rows }: Population,
  { matched }: Decided,
  base: Base,
  probe: Matched,
  place: number,
): void {
  const [was, now] = [base.statuses[place], probe.policies[place]]
  if (!was || !now) return
  const { status, fenAt: at } = now
  const baseAt = base.fenAt[place] ?? null
  for (let row = 0; row < rows; row += 1) {
    const code = status[row] ?? NO_STATUS
    let differs = code !== was[row]
    if (!differs && (GIVES >> code) & 1 && code !== NO_STATUS) {
      const [mine, theirs] = [row * probe.fenWidth + (at ?? 0), row * matched.fenWidth + (baseAt ?? 0)]
      const low = at === null ? 0 : probe.fen[mine]
      const high = at === null ? 0 : probe.fen[mine + 1]
      differs = low !== (baseAt === null ? 0 : matched.fen[theirs]) || high !== (baseAt === null ? 0 : matched.fen[theirs + 1])
    }
    if (!differs) continue
    const home = homeOf[row] ?? NOBODY
    if (home !== NOBODY) isDirty[home] = 1
  }
}

function markGiven(isDirty: Uint8Array, { homeOf, rows }: Population, statuses: Uint8Array | undefined, bits: number): void {
  if (!statuses) return
  for (let row = 0; row < rows; row += 1) {
    const code = statuses[row] ?? NO_STATUS
    if (code === NO_STATUS || !((bits >> code) & 1)) continue
    const home = homeOf[row] ?? NOBODY
    if (home !== NOBODY) isDirty[home] = 1
  }
}

function indexesOf(marks: Uint8Array): Int32Array {
  let count = 0
  for (const mark of marks) count += mark
  const found = new Int32Array(count)
  let next = 0
  for (let place = 0; place < marks.length; place += 1) {
    if (!marks[place]) continue
    found[next] = place
    next += 1
  }
  return found
}

/** What one policy is to whoever lies in a row, before and after: kind of change (a place in `changeKinds`) and fen that surely are got. */
export function changeAt({ matched }: WhatIf, before: Matched, policy: WhatIf['policies'][number], row: number) {
  const { place, basePlace } = policy
  const old = basePlace === null ? NO_STATUS : (before.policies[basePlace]?.status[row] ?? NO_STATUS)
  const young = matched.policies[place]?.status[row] ?? NO_STATUS
  const fenBefore = old <= ENTITLED && basePlace !== null ? fenOf(before, basePlace, row).low : 0
  const fenAfter = young <= ENTITLED ? fenOf(matched, place, row).low : 0
  return { kind: kindOf(old, young, fenBefore, fenAfter), fenBefore, fenAfter }
}
