import type { Catalogue, Policy } from '../policy/definition.ts'
import { dependenciesOf } from '../policy/order.ts'
import { parametersOn } from '../policy/parameters.ts'
import { rulesOf } from '../policy/versions.ts'
import type { RuleFacts } from '../rule/language.ts'
import { parametersIn } from '../rule/nodes.ts'
import { ENTITLED, kindOf } from './changes.ts'
import { compileKernel, type PopulationKernel } from './kernel.ts'
import { GIVES, type Matched, NO_STATUS } from './matched.ts'
import { type Base, matchPart } from './part.ts'
import { planOf } from './plan.ts'
import { NOBODY, type Population } from './population.ts'
import { bytesRoom } from './room.ts'

/** Statuses with which something surely is got, as bits. */
const SURELY = (1 << (ENTITLED + 1)) - 1

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

/** A change made ready to be tried with one value after another, as while somebody drags. */
export interface Trial {
  /** Whether it may be tried so with this catalogue: nothing was decided anew meanwhile, and the fen still lie as they did. */
  fits(decided: Decided, catalogue: Catalogue, tried: Tried, date: string): boolean
  /** What it gives back holds until the next one is tried. */
  run(catalogue: Catalogue): WhatIf
}

const same = (one: ReadonlySet<string>, other: ReadonlySet<string>) => one.size === other.size && [...one].every((key) => other.has(key))

/**
 * Makes ready to decide only what a change can reach: the policies that read it, about everyone; what hangs on those, about
 * the households for which one of them came out otherwise.
 * @param date calendar date that was decided for
 * @throws RangeError when a policy could give more fen than can be worked out exactly
 */
export function prepareTrial(
  population: Population,
  decided: Decided,
  catalogue: Catalogue,
  tried: Tried,
  facts: RuleFacts,
  date: string,
): Trial {
  const { generation } = population
  const base = baseOf(population, decided, catalogue)
  const { all, everywhere, amounts } = decidedAnew(catalogue, tried)
  const placesOf = (ids: ReadonlySet<string>) => new Set(catalogue.policies.flatMap(({ id }, place) => (ids.has(id) ? [place] : [])))
  const matcherOf = (ids: ReadonlySet<string>) => {
    const kernel = compileKernel(catalogue, facts, date, { part: { only: placesOf(ids), base, open: tried.parameters } })
    return { kernel, matcher: matchPart(kernel, population, base) }
  }
  const probe = everywhere.size > 0 ? matcherOf(everywhere) : null
  const part = matcherOf(all)
  const forms = planOf(catalogue, date).fen.join()
  const tell = ({ kernel, matcher }: ReturnType<typeof matcherOf>, { parameters }: Catalogue) =>
    kernel.open.forEach(({ id, date: on }, place) => {
      matcher.values[place] = parametersOn(parameters, on)[id] ?? Number.NaN
    })
  // What is merely possible gives nothing that surely is got: its fen count only where another policy takes them off.
  const isTakenOff = new Set(catalogue.policies.flatMap(({ versions }) => versions.flatMap(({ minus }) => minus)))
  const fenCounts = (place: number) => (isTakenOff.has(catalogue.policies[place]?.id ?? '') ? GIVES : SURELY)
  const policies = catalogue.policies.flatMap(({ id, subject }, place) => {
    const basePlace = decided.kernel.policies.indexOf(id)
    return all.has(id) ? [{ id, place, basePlace: basePlace < 0 ? null : basePlace, isOfHome: subject === 'household' }] : []
  })

  return {
    fits: (now, other, change, on) =>
      population.generation === generation &&
      now.matched === decided.matched &&
      on === date &&
      change.policies.size + tried.policies.size === 0 &&
      same(change.parameters, tried.parameters) &&
      planOf(other, on).fen.join() === forms,
    run(wanted) {
      const isDirty = new Uint8Array(population.homes)
      if (probe) {
        tell(probe, wanted)
        probe.matcher.decideAll()
        for (const place of placesOf(everywhere)) markOtherwise(isDirty, population, base, probe.matcher.matched, place, fenCounts(place))
      }
      for (const place of placesOf(amounts)) markGiven(isDirty, population, base.statuses[place], fenCounts(place))
      const homes = indexesOf(isDirty)
      tell(part, wanted)
      part.matcher.decideHomes(homes)
      return { policies, matched: part.matcher.matched, homes }
    },
  }
}

/** What a catalogue that is tried makes of everyone. @see prepareTrial */
export const whatIf = (
  population: Population,
  decided: Decided,
  catalogue: Catalogue,
  tried: Tried,
  facts: RuleFacts,
  date: string,
): WhatIf => prepareTrial(population, decided, catalogue, tried, facts, date).run(catalogue)

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
  base: Base,
  probe: Matched,
  place: number,
  fenCounts: number,
): void {
  const [was, now] = [base.statuses[place], probe.policies[place]]
  if (!was || !now) return
  const { status, fenAt: at } = now
  const baseAt = base.fenAt[place] ?? null
  const fenDiffers = (row: number) => {
    const [mine, theirs] = [row * probe.fenWidth + (at ?? 0), row * base.fenWidth + (baseAt ?? 0)]
    const low = at === null ? 0 : probe.fen[mine]
    const high = at === null ? 0 : probe.fen[mine + 1]
    return low !== (baseAt === null ? 0 : base.fen[theirs]) || high !== (baseAt === null ? 0 : base.fen[theirs + 1])
  }
  const look = (row: number) => {
    const code = status[row] ?? NO_STATUS
    if (code === was[row] && !(code !== NO_STATUS && (fenCounts >> code) & 1 && fenDiffers(row))) return
    const home = homeOf[row] ?? NOBODY
    if (home !== NOBODY) isDirty[home] = 1
  }
  const [mine, theirs] = [wordsOf(status, rows), wordsOf(was, rows)]
  const isSure = fenCounts === SURELY
  for (let word = 0; word < mine.length; word += 1) {
    const codes = mine[word] ?? 0
    // Four rows that are as they were, and to none of which anything is given.
    if (isSure && codes === theirs[word] && ((codes - EACH * (ENTITLED + 1)) & ~codes & HIGHEST) === 0) continue
    for (let row = word * 4; row < word * 4 + 4; row += 1) look(row)
  }
  for (let row = mine.length * 4; row < rows; row += 1) look(row)
}

/** A byte that is one in each of four, and the highest bit of each. */
const [EACH, HIGHEST] = [0x01010101, 0x80808080]
const wordsOf = ({ buffer, byteOffset }: Uint8Array, rows: number) => new Int32Array(buffer, byteOffset, rows >> 2)

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

/** What one policy is to whoever lies in a row: kind of change (a place in `changeKinds`) and fen that surely are got, before and after. */
export interface ChangeSeen {
  kind: number
  fenBefore: number
  fenAfter: number
}

/** Reads what changes of one policy, row by row; what it gives back holds until the next row is read. */
export function changeReader(
  { matched }: WhatIf,
  before: Matched,
  { place, basePlace }: WhatIf['policies'][number],
): (row: number) => ChangeSeen {
  const was = basePlace === null ? null : (before.policies[basePlace] ?? null)
  const now = matched.policies[place]
  const seen: ChangeSeen = { kind: 0, fenBefore: 0, fenAfter: 0 }
  return (row) => {
    const old = was?.status[row] ?? NO_STATUS
    const young = now?.status[row] ?? NO_STATUS
    seen.fenBefore = old <= ENTITLED && was?.fenAt != null ? (before.fen[row * before.fenWidth + was.fenAt] ?? 0) : 0
    seen.fenAfter = young <= ENTITLED && now?.fenAt != null ? (matched.fen[row * matched.fenWidth + now.fenAt] ?? 0) : 0
    seen.kind = kindOf(old, young, seen.fenBefore, seen.fenAfter)
    return seen
  }
}
