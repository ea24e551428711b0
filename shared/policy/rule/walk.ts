import type { Comparator, Condition, PolicyStatus, Quantity, RuleFact } from './language.ts'
import { conditionsIn, factsIn } from './nodes.ts'
import type { RuleDay, RuleSubject } from './subject.ts'
import { greatestOf, leastOf, NO, opposite, reaches, type Truth, truthOf, UNKNOWN, YES } from './truth.ts'
import { countTrue, type DecidedPolicies, type Interval, inPlaceOf, intervalOf, knownValue, type Place } from './walk-quantity.ts'

/** One step of a decision, as it is told to a person: what was asked, and what came of it. */
export interface Step {
  condition: Condition
  truth: Truth
  /** The facts it names itself that are unknown of whom it is asked. */
  unknown: readonly RuleFact[]
  /** The parts it was made of; those of a condition on members, one for each member. */
  parts: readonly Step[]
}

/** The walker: reads a condition of one person and keeps each step of it. The slowest of the readings, and the measure of the others. */
export function walk(condition: Condition, subject: RuleSubject, day: RuleDay, policies: DecidedPolicies): Step {
  return stepOf(condition, placeOf(subject, day, policies, 'unknown'))
}

/** Whether a condition holds of one person, without its steps. */
export function holds(condition: Condition, subject: RuleSubject, day: RuleDay, policies: DecidedPolicies): Truth {
  return truthIn(condition, placeOf(subject, day, policies, 'unknown'))
}

/** From the least to the most fen the person may get, every unknown fact taken over all it could be. */
export function walkAmount(amount: Quantity, subject: RuleSubject, day: RuleDay): Interval {
  return intervalOf(amount, placeOf(subject, day, noPolicies, 'anything'))
}

const noPolicies: DecidedPolicies = {}

function stepOf(of: Condition, place: Place): Step {
  const parts = partsAt(of, place, stepOf)
  const unknown = factsNamed(of).filter((fact) => knownValue(fact, place) === undefined)
  return {
    condition: of,
    truth: truthFrom(
      of,
      parts.map(({ truth }) => truth),
      place,
    ),
    unknown,
    parts,
  }
}

/** As `truthFrom`, left as soon as nothing can change any more. */
function truthIn(of: Condition, place: Place): Truth {
  switch (of.kind) {
    case 'all':
    case 'any': {
      const end = of.kind === 'all' ? NO : YES
      let truth: Truth = of.kind === 'all' ? YES : NO
      for (const part of of.of) {
        const found = truthIn(part, place)
        if (found === end) return end
        if (found === UNKNOWN) truth = UNKNOWN
      }
      return truth
    }
    case 'not':
      return opposite(truthIn(of.of, place))
    default:
      return truthFrom(of, partsAt(of, place, truthIn), place)
  }
}

const placeOf = (subject: RuleSubject, day: RuleDay, policies: DecidedPolicies, unknown: Place['unknown']): Place => ({
  subject,
  person: subject.person,
  day,
  unknown,
  holds: truthIn,
  policies,
})

/** The facts a condition names itself, without those of its parts. */
export function factsNamed(of: Condition): readonly RuleFact[] {
  if ('fact' in of) return [of.fact]
  return of.kind === 'compare' ? factsIn(of) : []
}

const nothing: readonly never[] = []

/** What comes of the parts, asked of the person, or of each member. */
function partsAt<T>(of: Condition, place: Place, read: (part: Condition, place: Place) => T): readonly T[] {
  const parts = conditionsIn(of)
  if (parts.length === 0) return nothing
  if (!isOnMembers(of)) return parts.map((part) => read(part, place))
  return parts.flatMap((part) => place.subject.members.map((person) => read(part, inPlaceOf(person, place))))
}

/** Whether its part is asked of each member of the household. */
export const isOnMembers = ({ kind }: Condition) => kind === 'someMember' || kind === 'everyMember' || kind === 'countMembers'

function truthFrom(of: Condition, truths: readonly Truth[], place: Place): Truth {
  switch (of.kind) {
    case 'all':
    case 'everyMember':
      return leastOf(truths)
    case 'any':
    case 'someMember':
      return greatestOf(truths)
    case 'not':
      return opposite(truths[0] ?? UNKNOWN)
    case 'atLeast':
      return countHolds(countTrue(truths), 'gte', of.count)
    case 'countMembers':
      return countHolds(countTrue(truths), of.comparator, of.count)
    case 'oneOf':
      return onKnown(of.fact, place, (value) => of.codes.includes(String(value)))
    case 'has':
      return onKnown(of.fact, place, (value) => Array.isArray(value) && value.includes(of.code))
    case 'known':
      return truthOf(knownValue(of.fact, place) !== undefined)
    case 'compare':
      return compare(intervalOf(of.left, place).low, of.comparator, intervalOf(of.right, place).low)
    case 'policy':
      return policyHolds(place.policies[of.policy], of.statuses)
  }
}

function onKnown(fact: RuleFact, place: Place, holds: (value: unknown) => boolean): Truth {
  const value = knownValue(fact, place)
  return value === undefined ? UNKNOWN : truthOf(holds(value))
}

/** Whether another policy is one of these to the person; while that one is merely possible, nobody can say. */
export function policyHolds(status: PolicyStatus | undefined, statuses: readonly PolicyStatus[]): Truth {
  if (status === undefined) return UNKNOWN
  if (statuses.includes(status)) return 2
  return status === 'possible' ? UNKNOWN : 0
}

function compare(left: number, comparator: Comparator, right: number): Truth {
  if (Number.isNaN(left) || Number.isNaN(right)) return UNKNOWN
  switch (comparator) {
    case 'eq':
      return truthOf(left === right)
    case 'lt':
      return truthOf(left < right)
    case 'lte':
      return truthOf(left <= right)
    case 'gt':
      return truthOf(left > right)
    case 'gte':
      return truthOf(left >= right)
  }
}

/** A count that lies between two ends, held against a number. */
export function countHolds({ low, high }: Interval, comparator: Comparator, count: number): Truth {
  switch (comparator) {
    case 'gte':
      return reaches(low, high, count)
    case 'gt':
      return reaches(low, high, count + 1)
    case 'lt':
      return opposite(reaches(low, high, count))
    case 'lte':
      return opposite(reaches(low, high, count + 1))
    case 'eq':
      return leastOf([reaches(low, high, count), opposite(reaches(low, high, count + 1))])
  }
}
