import { type CompiledAmount, type CompiledCondition, compileAmount, compileCondition } from '../rule/compile.ts'
import { type EncodedDay, type EncodedSubject, encodeDay, type Layout, layoutOf } from '../rule/encode.ts'
import { type PolicyStatus, policyStatuses, type RuleFacts } from '../rule/language.ts'
import { NO, YES } from '../rule/truth.ts'
import type { Catalogue, Policy } from './definition.ts'
import { parametersOn } from './parameters.ts'
import { type DecidingVersion, decidingVersion } from './versions.ts'

/** What every policy is to one person, one place for each in the order of the catalogue. */
export interface QuickDecisions {
  /** Place of the status in `policyStatuses`; NaN where no version is in force nor to come, nor anything awarded. */
  status: Float64Array
  /** From the least to the most fen in one rhythm. */
  low: Float64Array
  high: Float64Array
}

/** A catalogue made quick for one day: the same decisions as `decide`, without the reasons. */
export interface QuickCatalogue {
  layout: Layout
  /** Ids of the policies in the order of the places. */
  policies: readonly string[]
  /** Decides everything about a person into arrays that are used again and again. */
  decide(subject: EncodedSubject, into: QuickDecisions): void
  /** Arrays to decide into. */
  room(): QuickDecisions
}

const code = (status: PolicyStatus) => policyStatuses.indexOf(status)
const ENJOYING = code('enjoying')
const ENTITLED = code('entitled')
const POSSIBLE = code('possible')
const EXCLUDED = code('excluded')
const UPCOMING = code('upcoming')
const NOT = code('not')

interface QuickPolicy {
  place: number
  day: EncodedDay
  ofHousehold: boolean
  stage: DecidingVersion['stage']
  meets: CompiledCondition
  held: CompiledCondition | null
  amount: CompiledAmount | null
  ceiling: boolean
  excludedBy: readonly number[]
  minus: readonly number[]
  /** Groups of which this is the last to be decided. */
  settles: readonly (readonly number[])[]
}

/** Compiles every rule of a catalogue for one day. */
export function compileCatalogue(catalogue: Catalogue, facts: RuleFacts, date: string): QuickCatalogue {
  const policies = catalogue.policies.map(({ id }) => id)
  const layout = layoutOf(
    facts,
    catalogue.parameters.map(({ key }) => key),
    policies,
  )
  const places = (ids: readonly string[]) => ids.map((id) => policies.indexOf(id)).filter((place) => place >= 0)
  const days = new Map<string, EncodedDay>()
  const dayOf = (on: string) => {
    const day = days.get(on) ?? encodeDay({ date: on, parameters: parametersOn(catalogue.parameters, on) }, layout)
    days.set(on, day)
    return day
  }
  // One that was never in force is never decided: the group is settled with the last that is.
  const isDecided = (policy: Policy) => decidingVersion(policy, date) !== null
  const decided = catalogue.policies.filter(isDecided).map(({ id }) => id)
  const groups = catalogue.higherOf.map((group) => places(group.policies.filter((id) => decided.includes(id))))
  const quick = catalogue.policies.map((policy, place): QuickPolicy | null => {
    const deciding = decidingVersion(policy, date)
    return deciding && compilePolicy(policy, deciding, place, { layout, places, groups, day: dayOf(deciding.on) })
  })
  const nobody = new Float64Array(layout.person.size).fill(Number.NaN)

  return {
    layout,
    policies,
    room: () => ({
      status: new Float64Array(policies.length),
      low: new Float64Array(policies.length),
      high: new Float64Array(policies.length),
    }),
    decide(subject, into) {
      into.status.fill(Number.NaN)
      into.low.fill(0)
      into.high.fill(0)
      const home: EncodedSubject = { ...subject, person: nobody }
      for (const policy of quick) if (policy) decideOne(policy, policy.ofHousehold ? home : subject, into)
    },
  }
}

interface Around {
  layout: Layout
  places: (ids: readonly string[]) => readonly number[]
  groups: readonly (readonly number[])[]
  day: EncodedDay
}

function compilePolicy(
  policy: Policy,
  { version, stage }: DecidingVersion,
  place: number,
  { layout, places, groups, day }: Around,
): QuickPolicy {
  return {
    place,
    day,
    ofHousehold: policy.subject === 'household',
    stage,
    meets: compileCondition({ kind: 'all', of: version.who.map(({ when }) => when) }, layout),
    held: version.held && compileCondition(version.held, layout),
    amount: version.amount && compileAmount(version.amount, layout),
    ceiling: version.ceiling,
    excludedBy: places(version.excludedBy),
    minus: places(version.minus),
    settles: groups.filter((group) => Math.max(...group) === place),
  }
}

function decideOne(policy: QuickPolicy, subject: EncodedSubject, into: QuickDecisions): void {
  const { place } = policy
  const awarded = subject.awarded?.get(place)
  if (awarded !== undefined) {
    into.status[place] = ENJOYING
    into.low[place] = policy.ceiling ? 0 : awarded
    into.high[place] = awarded
  } else if (policy.stage !== 'over') decideByRules(policy, subject, into)
  for (const group of policy.settles) settle(group, into)
}

function decideByRules(policy: QuickPolicy, subject: EncodedSubject, into: QuickDecisions): void {
  const { place, day } = policy
  const status = statusOf(policy, subject, into)
  into.status[place] = status
  if (status !== NOT && status !== EXCLUDED && policy.amount) {
    let { low, high } = policy.amount(subject, day)
    for (const other of policy.minus) {
      const given = into.status[other]
      if (given !== ENJOYING && given !== ENTITLED && given !== POSSIBLE) continue
      low -= into.high[other] ?? 0
      if (given !== POSSIBLE) high -= into.low[other] ?? 0
    }
    into.low[place] = policy.ceiling ? 0 : Math.max(0, low)
    into.high[place] = Math.max(0, high)
  }
}

function statusOf(policy: QuickPolicy, subject: EncodedSubject, into: QuickDecisions): number {
  const { day, stage, meets, held, excludedBy } = policy
  if (stage === 'in_force' && held && held(subject, day, into.status) === YES) return ENJOYING
  const truth = meets(subject, day, into.status)
  if (truth === NO) return NOT
  let maybe = false
  for (const other of excludedBy) {
    const status = into.status[other]
    if (status === ENJOYING || status === ENTITLED) return EXCLUDED
    if (status === POSSIBLE) maybe = true
  }
  if (stage === 'to_come') return UPCOMING
  return truth === YES && !maybe ? ENTITLED : POSSIBLE
}

/** Of those that may not be drawn together only the highest stays. */
export function settle(group: readonly number[], into: QuickDecisions): void {
  const was = group.map((place) => into.status[place] ?? Number.NaN)
  const counts = was.map((status) => status === ENJOYING || status === ENTITLED || status === POSSIBLE)
  const received = was.includes(ENJOYING)
  const verdicts = group.map((place, at) => {
    const status = was[at] ?? Number.NaN
    if (!counts[at] || status === ENJOYING) return status
    if (received) return EXCLUDED
    let rivals = false
    for (const [other, before] of group.map((one, index) => [one, index] as const)) {
      if (other === place || !counts[before]) continue
      const [low, high] = [into.low[place] ?? 0, into.high[place] ?? 0]
      const [otherLow, otherHigh] = [into.low[other] ?? 0, into.high[other] ?? 0]
      if (was[before] === ENTITLED && (otherLow > high || (otherLow === high && before < at))) return EXCLUDED
      if (!(otherHigh < low || (otherHigh === low && before > at))) rivals = true
    }
    return rivals ? POSSIBLE : status
  })
  group.forEach((place, at) => {
    into.status[place] = verdicts[at] ?? Number.NaN
    if (verdicts[at] === EXCLUDED) {
      into.low[place] = 0
      into.high[place] = 0
    }
  })
}
