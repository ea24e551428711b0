import { createEmitter } from './emit.ts'
import type { Access, Emitter } from './emitter.ts'
import { DECIDED, type EncodedDay, type EncodedPolicies, type EncodedSubject, FIRST_PARAMETER, type Layout, TODAY } from './encode.ts'
import type { Condition, Quantity, RuleFact } from './language.ts'
import { share } from './share.ts'
import type { Truth } from './truth.ts'
import { truthOfCode } from './truth-code.ts'
import type { Interval } from './walk-quantity.ts'

/** Decides a condition of one person. */
export type CompiledCondition = (subject: EncodedSubject, day: EncodedDay, policies: EncodedPolicies) => Truth
/** Says from how little to how much a person may get, in fen. */
export type CompiledAmount = (subject: EncodedSubject, day: EncodedDay) => Interval

const accessTo = (layout: Layout): Access => ({
  fact: (fact: RuleFact, inMember) => {
    const index = (fact.subject === 'household' ? layout.household : layout.person).get(fact.name)
    if (index === undefined) throw new RangeError(`${fact.name} has no place in the layout`)
    const row = fact.subject === 'household' ? 'household' : inMember ? 'member' : 'person'
    return `${row}[${index}]`
  },
  today: () => `day[${TODAY}]`,
  decidedOn: () => `day[${DECIDED}]`,
  parameter: (id) => `day[${FIRST_PARAMETER + (layout.parameters.get(id) ?? -1)}]`,
  policy: (id) => `policies[${layout.policies.get(id)}]`,
  eachMember: 'for (const member of members)',
  memberCount: 'members.length',
  isEager: false,
})
const OPEN = 'const { person, household, members } = subject'

/** A condition made into a function of its own: the quick reading, for one person at a time. */
export function compileCondition(condition: Condition, layout: Layout): CompiledCondition {
  const emitter = createEmitter(accessTo(layout))
  const truth = emitter.condition(condition, false)
  return made('condition', emitter, `return ${truthOfCode(truth)}`)
}

/** An amount made into a function of its own. */
export function compileAmount(amount: Quantity, layout: Layout): CompiledAmount {
  const emitter = createEmitter(accessTo(layout))
  const { low, high } = emitter.quantity(amount, false, true)
  return made('amount', emitter, `return { low: ${low}, high: ${high} }`)
}

function made(name: string, { out }: Emitter, end: string) {
  const body = ["'use strict'", `return function ${name}(subject, day, policies) {`, OPEN, ...out.lines, end, '}'].join('\n')
  // The text holds numbers, places in arrays and names made by the writer; a rule's own text never gets into it.
  return new Function('share', body)(share)
}
