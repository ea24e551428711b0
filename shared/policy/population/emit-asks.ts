import type { Condition, RuleFact } from '../rule/language.ts'
import { conditionsIn, factsIn, policiesIn } from '../rule/nodes.ts'
import { UNKNOWN_CODE } from '../rule/truth-code.ts'
import { factsNamed, isOnMembers } from '../rule/walk.ts'
import { isUnknown } from './access.ts'
import type { DecidedNames, Deciding } from './deciding.ts'
import { statusCode } from './matched.ts'
import type { PlannedPolicy } from './plan.ts'

const [ENJOYING, POSSIBLE] = [statusCode('enjoying'), statusCode('possible')]

/** Writes the code that finds which unknown facts are worth asking for: those that can still change what is decided. */
export function emitAsks({ version, stage, excludedBy }: PlannedPolicy, names: DecidedNames, meets: string, deciding: Deciding): void {
  const { emitter, decided, placeOf } = deciding
  const { out } = emitter
  const askAsOf = (place: number) => {
    const other = decided(place)
    if (!other) return
    out.open(`if (${other.status} === ${POSSIBLE})`)
    names.ask.forEach((word, index) => {
      out.line(`${word} |= ${other.ask[index]}`)
    })
    out.close()
  }
  const mayBeHeld = version.held !== null && stage === 'in_force'
  if (mayBeHeld) out.open(`if (${names.status} !== ${ENJOYING})`)
  out.open(`if (${meets} === ${UNKNOWN_CODE})`)
  for (const { when } of version.who) {
    emitAsked(when, false, names.ask, deciding)
    const others = [...new Set(policiesIn(when))]
    if (others.length === 0) continue
    out.open(`if (${emitter.condition(when, false)} === ${UNKNOWN_CODE})`)
    for (const id of others) askAsOf(placeOf(id))
    out.close()
  }
  out.close()
  for (const place of excludedBy) askAsOf(place)
  if (mayBeHeld) out.close()
  if (version.amount) {
    out.open(`if (${names.low} !== ${names.high})`)
    askForUnknown(factsIn(version.amount), false, names.ask, deciding)
    out.close()
  }
}

/** As `asked` of the walker: the unknown facts of what keeps the whole from being decided. */
function emitAsked(of: Condition, inMember: boolean, ask: readonly string[], deciding: Deciding): void {
  const { out, access, condition } = deciding.emitter
  const named = factsNamed(of)
  const parts = conditionsIn(of)
  if (named.length === 0 && parts.length === 0) return
  out.open(`if (${condition(of, inMember)} === ${UNKNOWN_CODE})`)
  askForUnknown(named, inMember, ask, deciding)
  if (isOnMembers(of)) out.open(access.eachMember)
  for (const part of parts) emitAsked(part, inMember || isOnMembers(of), ask, deciding)
  if (isOnMembers(of)) out.close()
  out.close()
}

function askForUnknown(facts: readonly RuleFact[], inMember: boolean, ask: readonly string[], { emitter, scope, bitOf }: Deciding): void {
  for (const fact of new Set(facts)) {
    const { word, bit } = bitOf(fact.name)
    const unknown = isUnknown(fact, inMember, scope)
    emitter.out.line(`if (${unknown}) ${ask[word]} |= ${1 << bit}`)
  }
}
