import type { Catalogue, Policy } from '../policy/definition.ts'
import { dependenciesOf } from '../policy/order.ts'
import { parametersOn } from '../policy/parameters.ts'
import { type DecidingVersion, decidingVersion } from '../policy/versions.ts'
import { MOST_MEMBERS, WIDEST } from '../rule/language.ts'
import { factsIn } from '../rule/nodes.ts'
import { type Bounds, rangeOf } from '../rule/range.ts'
import type { RuleDay } from '../rule/subject.ts'
import { MOST_INT } from './column.ts'
import type { FenForm } from './matched.ts'

/** One policy as it is decided on a day. */
export interface PlannedPolicy extends Pick<DecidingVersion, 'version' | 'stage'> {
  policy: Policy
  /** Its place in the order of the catalogue. */
  place: number
  day: RuleDay
  /** Decided once for each household: nothing it hangs on is of one person alone. */
  perHome: boolean
  fen: FenForm
  excludedBy: readonly number[]
  minus: readonly number[]
  /** Groups of which this is the last to be decided, as places. */
  settles: readonly (readonly number[])[]
}

/** What is decided of everyone on a day. */
export interface Plan {
  policies: readonly PlannedPolicy[]
  /** Of which policies only the highest is given, as places. */
  groups: readonly (readonly number[])[]
  /** A form for each policy of the catalogue, in force or not. */
  fen: readonly FenForm[]
  /** The facts that may be worth asking for; bit 0 of word 0 is the first. */
  askable: readonly string[]
}

/** Lays out what has to be decided of everyone on a day, and how. */
export function planOf(catalogue: Catalogue, date: string): Plan {
  const ids = catalogue.policies.map(({ id }) => id)
  const placesOf = (wanted: readonly string[]) => wanted.map((id) => ids.indexOf(id)).filter((place) => place >= 0)
  const perHome = decidedPerHome(catalogue)
  const decided = catalogue.policies.filter((policy) => decidingVersion(policy, date)).map(({ id }) => id)
  const groups = catalogue.higherOf.map((group) => placesOf(group.policies.filter((id) => decided.includes(id))))
  const policies = catalogue.policies.flatMap((policy, place): PlannedPolicy[] => {
    const deciding = decidingVersion(policy, date)
    if (!deciding) return []
    const { version, stage, on } = deciding
    const day = { date: on, parameters: parametersOn(catalogue.parameters, on) }
    return [
      {
        policy,
        place,
        version,
        stage,
        day,
        perHome: perHome.has(policy.id),
        fen: fenFormOf(policy, deciding, day),
        excludedBy: placesOf(version.excludedBy),
        minus: placesOf(version.minus),
        settles: groups.filter((group) => Math.max(...group) === place),
      },
    ]
  })
  const named = policies.flatMap(({ stage, version: { who, amount } }) =>
    stage === 'over' ? [] : [...who.flatMap(({ when }) => factsIn(when)), ...(amount ? factsIn(amount) : [])],
  )
  return {
    policies,
    groups,
    fen: ids.map((_, place) => policies.find((one) => one.place === place)?.fen ?? 'none'),
    askable: [...new Set(named.map(({ name }) => name))],
  }
}

/** Households' policies that depend, however far, on households' policies alone. */
function decidedPerHome(catalogue: Catalogue): ReadonlySet<string> {
  const byId = new Map(catalogue.policies.map((policy) => [policy.id, policy]))
  const groupOf = (id: string) => catalogue.higherOf.filter(({ policies }) => policies.includes(id)).flatMap(({ policies }) => policies)
  const isPersonal = new Set(catalogue.policies.filter(({ subject }) => subject === 'person').map(({ id }) => id))
  let before: number
  do {
    before = isPersonal.size
    for (const policy of byId.values()) {
      const needs = [...dependenciesOf(policy), ...groupOf(policy.id)]
      if (needs.some((id) => isPersonal.has(id) || groupOf(id).some((other) => isPersonal.has(other)))) isPersonal.add(policy.id)
    }
  } while (isPersonal.size > before)
  return new Set([...byId.keys()].filter((id) => !isPersonal.has(id)))
}

/**
 * The narrowest form the fen of a policy fit into on a day; what another version gave may still stand awarded.
 * @throws RangeError when no form holds them to the fen
 */
function fenFormOf({ versions }: Policy, { version: { amount, number }, stage }: DecidingVersion, day: RuleDay): FenForm {
  if (versions.every((version) => !version.amount)) return 'none'
  if (!amount || stage === 'over') return 'int'
  const bounds: Bounds = {
    parameter: (id) => ({ low: day.parameters[id] ?? 0, high: day.parameters[id] ?? 0 }),
    mostMembers: MOST_MEMBERS,
  }
  const { low, high, widest } = rangeOf(amount, bounds)
  if (!(widest <= WIDEST)) throw new RangeError(`version ${number} may give more fen than can be worked out exactly`)
  return Math.max(Math.abs(low), Math.abs(high)) <= MOST_INT ? 'int' : 'double'
}
