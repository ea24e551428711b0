import { asked } from '../rule/ask.ts'
import type { Condition, PolicyStatus, Quantity, RuleFact } from '../rule/language.ts'
import { factsIn, policiesIn } from '../rule/nodes.ts'
import { awardOf, type RuleDay, type RuleSubject } from '../rule/subject.ts'
import { leastOf, NO, type Truth, UNKNOWN, YES } from '../rule/truth.ts'
import { holds, walk, walkAmount } from '../rule/walk.ts'
import type { DecidedPolicies, Interval } from '../rule/walk-quantity.ts'
import type { Catalogue, HigherOf, Policy, PolicyVersion } from './definition.ts'
import { parametersOn } from './parameters.ts'
import { decidingVersion } from './versions.ts'

/** What came of one requirement. */
export interface RequirementResult {
  words: string
  truth: Truth
}

/** What one policy is to one person, and why. */
export interface Decision {
  policy: Policy
  version: PolicyVersion
  status: PolicyStatus
  /** From the least to the most fen in one rhythm; both 0 where nothing is given. */
  amount: Interval
  requirements: readonly RequirementResult[]
  /** Names of the unknown facts worth asking for. */
  ask: readonly string[]
  /** Ids of the policies that rule it out, or may. */
  excludedBy: readonly string[]
}

const NOTHING: Interval = { low: 0, high: 0 }
/** What a policy of a household sees of persons: nobody in particular. */
const nobody = {}

/** Decides every policy of the catalogue of one person on one day, keeping each reason. The measure of the other readings. */
export function decide(catalogue: Catalogue, subject: RuleSubject, date: string): readonly Decision[] {
  const decisions = new Map<string, Decision>()
  const statuses: Record<string, PolicyStatus> = {}
  const around: Around = { catalogue, decided: decisions, statuses }
  for (const policy of catalogue.policies) {
    const decision = decideOne(policy, subject, date, around)
    if (decision) {
      decisions.set(policy.id, decision)
      statuses[policy.id] = decision.status
    }
    for (const group of catalogue.higherOf) {
      if (!group.policies.includes(policy.id) || !isComplete(group, policy, catalogue)) continue
      for (const settled of settle(group, decisions)) {
        decisions.set(settled.policy.id, settled)
        statuses[settled.policy.id] = settled.status
      }
    }
  }
  return [...decisions.values()]
}

/** Whether this is the last of its group in the order of the catalogue. */
function isComplete(group: HigherOf, policy: Policy, catalogue: Catalogue): boolean {
  return catalogue.policies.findLast(({ id }) => group.policies.includes(id))?.id === policy.id
}

type Decided = ReadonlyMap<string, Decision>

/** Whom a policy is read of. */
export const seenBy = (policy: Policy, subject: RuleSubject): RuleSubject =>
  policy.subject === 'household' ? { person: nobody, household: subject.household, members: subject.members } : subject

interface Around {
  catalogue: Catalogue
  decided: Decided
  statuses: DecidedPolicies
}

function decideOne(policy: Policy, whole: RuleSubject, date: string, { catalogue, decided, statuses }: Around): Decision | null {
  const deciding = decidingVersion(policy, date)
  const award = awardOf(whole, policy.id)
  if (!deciding || (deciding.stage === 'over' && !award)) return null
  const { version, stage, on } = deciding
  const day: RuleDay = { date: on, parameters: parametersOn(catalogue.parameters, on) }
  const subject = seenBy(policy, whole)
  const requirements = version.who.map(({ words, when }): RequirementResult => ({ words, truth: holds(when, subject, day, statuses) }))
  const meets = leastOf(requirements.map(({ truth }) => truth))
  // Written out: to spread what they have in common takes longer than to decide.
  if (award) {
    // What was awarded is what is paid, whatever the rules say by now, until another decision changes it: nothing is left to ask.
    const amount = { low: version.ceiling ? 0 : award.fen, high: award.fen }
    return { policy, version, status: 'enjoying', amount, requirements, ask: none, excludedBy: none }
  }
  const held = version.held !== null && holds(version.held, subject, day, statuses) === YES
  const excluders = excludersOf(version, statuses)
  const excluded = excluders.surely.length > 0 ? YES : excluders.maybe.length > 0 ? UNKNOWN : NO
  const status = verdictOf({ held, meets, excluded, isInForce: stage === 'in_force' })
  if (status === 'not') return { policy, version, status, amount: NOTHING, requirements, ask: none, excludedBy: none }
  if (status === 'excluded') return { policy, version, status, amount: NOTHING, requirements, ask: none, excludedBy: excluders.surely }
  const amount = amountOf(version, subject, day, decided)
  const ask = new Set<string>()
  const asks = (names: Iterable<string>) => {
    for (const name of names) ask.add(name)
  }
  // Whether who receives it meets what it asks, or has another that rules it out, no longer changes what it is to them.
  if (meets === UNKNOWN && status !== 'enjoying') {
    for (const [index, { when }] of version.who.entries()) {
      if (requirements[index]?.truth !== UNKNOWN) continue
      asks(asked(walk(when, subject, day, statuses)))
      asks(asksOfPolicies(when, decided))
    }
  }
  if (status !== 'enjoying') for (const id of excluders.maybe) asks(decided.get(id)?.ask ?? none)
  if (version.amount && amount.low !== amount.high) asks(unknownIn(version.amount, subject))
  const excludedBy = status === 'possible' ? excluders.maybe : none
  return { policy, version, status, amount, requirements, ask: [...ask], excludedBy }
}

interface Excluders {
  surely: readonly string[]
  maybe: readonly string[]
}

function excludersOf({ excludedBy }: PolicyVersion, statuses: DecidedPolicies): Excluders {
  if (excludedBy.length === 0) return noExcluders
  return {
    surely: excludedBy.filter((id) => statuses[id] === 'enjoying' || statuses[id] === 'entitled'),
    maybe: excludedBy.filter((id) => statuses[id] === 'possible'),
  }
}

const none: readonly string[] = []
const noExcluders: Excluders = { surely: none, maybe: none }

/** What a policy is to someone, from whether they receive it, meet what it asks, and have another that rules it out. */
export function verdictOf(of: { held: boolean; meets: Truth; excluded: Truth; isInForce: boolean }): PolicyStatus {
  if (of.held && of.isInForce) return 'enjoying'
  if (of.meets === NO) return 'not'
  if (of.excluded === YES) return 'excluded'
  if (!of.isInForce) return 'upcoming'
  return of.meets === YES && of.excluded === NO ? 'entitled' : 'possible'
}

/** What it may come to, less what other policies give where it only tops them up. */
function amountOf(version: PolicyVersion, subject: RuleSubject, day: RuleDay, decided: Decided): Interval {
  if (!version.amount) return NOTHING
  const whole = walkAmount(version.amount, subject, day)
  const taken = version.minus.map((id) => receivable(decided.get(id)))
  const low = whole.low - taken.reduce((sum, { high }) => sum + high, 0)
  const high = whole.high - taken.reduce((sum, part) => sum + part.low, 0)
  return { low: version.ceiling ? 0 : Math.max(0, low), high: Math.max(0, high) }
}

/** What is got of a policy for sure, and at most. */
function receivable(decision: Decision | undefined): Interval {
  if (!decision) return NOTHING
  if (decision.status === 'enjoying' || decision.status === 'entitled') return decision.amount
  return decision.status === 'possible' ? { low: 0, high: decision.amount.high } : NOTHING
}

const counts = ({ status }: Decision) => status === 'enjoying' || status === 'entitled' || status === 'possible'

/** Of those that may not be drawn together only the highest stays; where that can't be said yet, each is merely possible. */
function settle(group: HigherOf, decisions: Decided): readonly Decision[] {
  const candidates = group.policies.flatMap((id) => {
    const decision = decisions.get(id)
    return decision && counts(decision) ? [decision] : []
  })
  // Whoever receives one of them keeps it: changing over is a decision of a person.
  const received = candidates.filter(({ status }) => status === 'enjoying')
  return candidates.map((candidate, place) => {
    if (candidate.status === 'enjoying') return candidate
    const others = candidates.map((other, at) => ({ other, before: at < place })).filter(({ other }) => other !== candidate)
    const beatenBy =
      received.length > 0 ? received : others.filter(({ other, before }) => beats(other, candidate, before)).map(({ other }) => other)
    if (beatenBy.length > 0) return ruledOut(candidate, beatenBy)
    const rivals = others.filter(({ other, before }) => !surelyBelow(other, candidate, before)).map(({ other }) => other)
    return rivals.length === 0 ? candidate : mayBeRuledOut(candidate, rivals)
  })
}

const beats = (one: Decision, other: Decision, isBefore: boolean) =>
  one.status === 'entitled' && (one.amount.low > other.amount.high || (one.amount.low === other.amount.high && isBefore))

const surelyBelow = (one: Decision, other: Decision, isBefore: boolean) =>
  one.amount.high < other.amount.low || (one.amount.high === other.amount.low && !isBefore)

const idsOf = (decisions: readonly Decision[]) => decisions.map(({ policy }) => policy.id)

const ruledOut = (decision: Decision, by: readonly Decision[]): Decision => ({
  ...decision,
  status: 'excluded',
  amount: NOTHING,
  ask: [],
  excludedBy: idsOf(by),
})

const mayBeRuledOut = (decision: Decision, by: readonly Decision[]): Decision => ({
  ...decision,
  status: 'possible',
  ask: [...new Set([...decision.ask, ...by.flatMap(({ ask }) => ask)])],
  excludedBy: [...new Set([...decision.excludedBy, ...idsOf(by)])],
})

/** What would decide the policies a condition asks about. */
function asksOfPolicies(condition: Condition, decided: Decided): readonly string[] {
  const asked = policiesIn(condition)
  return asked.length === 0
    ? none
    : asked.flatMap((id) => {
        const decision = decided.get(id)
        return decision?.status === 'possible' ? decision.ask : none
      })
}

function unknownIn(amount: Quantity, subject: RuleSubject): readonly string[] {
  const isUnknown = (fact: RuleFact) => (fact.subject === 'household' ? subject.household : subject.person)[fact.name] === undefined
  return factsIn(amount)
    .filter(isUnknown)
    .map(({ name }) => name)
}
