import { verdictOf } from '../policy/decide.ts'
import type { Condition } from '../rule/language.ts'
import { NO, type Truth, UNKNOWN, YES } from '../rule/truth.ts'
import { NO_CODE, UNKNOWN_CODE, YES_CODE } from '../rule/truth-code.ts'
import { around, readsOpen } from './access.ts'
import type { DecidedNames, Deciding, Slot, Slots } from './deciding.ts'
import { emitAsks } from './emit-asks.ts'
import { GIVES, NO_STATUS, statusCode } from './matched.ts'
import type { PlannedPolicy } from './plan.ts'
import { amountShortcut, tableOf } from './shortcut.ts'

const [ENJOYING, POSSIBLE] = [statusCode('enjoying'), statusCode('possible')]

/** Writes the code that decides one policy. @returns what it comes to */
export function emitPolicy(planned: PlannedPolicy, deciding: Deciding): DecidedNames {
  const { emitter, scope, words } = deciding
  const { out } = emitter
  const { version, policy, stage } = planned
  scope.day = planned.day
  scope.person = policy.subject === 'household' ? 'nobody' : 'row'
  const who: Condition = { kind: 'all', of: version.who.map(({ when }) => when) }
  const isOver = stage === 'over'
  const meets = isOver ? '' : emitter.condition(who, false)
  const status = out.variable(isOver ? String(NO_STATUS) : statusOf(planned, meets, deciding))
  const isSettled = deciding.isSettledLater(planned.place)
  const slots = deciding.slotsOf(planned.place)
  // What is settled with others is kept until it is; all else goes to its place at once, and lies in no one's way.
  const before = isSettled ? valuesFor(planned, status, deciding) : null
  if (slots.low || words > 0) {
    out.open(`if (${GIVES} >> ${status} & 1)`)
    const names = before ?? valuesFor(planned, status, deciding)
    if (!isOver) {
      if (version.amount) emitAmount(planned, names, deciding)
      if (words > 0) emitAsks(planned, names, meets, deciding)
    }
    if (!before) deciding.store(valuesInto(slots, names))
    out.close()
    if (!before) {
      out.open(`else if (${GIVES} >> ${slots.status(deciding.here)} & 1)`)
      deciding.store(valuesInto(slots, null))
      out.close()
    }
  }
  emitAwarded(planned, status, before, deciding)
  if (before) return before
  deciding.store([[slots.status, status]])
  return { ...deciding.stored(planned.place), status }
}

/** What stands awarded is what is paid, whatever the rules came to; hardly anyone has any. */
function emitAwarded({ place, version }: PlannedPolicy, status: string, before: DecidedNames | null, deciding: Deciding): void {
  const { out } = deciding.emitter
  const slots = deciding.slotsOf(place)
  out.open('if (awards !== null)')
  const fen = out.keep(`awarded(awards, ${place})`)
  out.open(`if (${fen} >= 0)`)
  out.line(`${status} = ${ENJOYING}`)
  const values: DecidedNames = { status, low: version.ceiling ? '0' : fen, high: fen, ask: slots.ask.map(() => '0') }
  if (!before) deciding.store(valuesInto(slots, values))
  else if (slots.low) out.line(`${before.low} = ${values.low}; ${before.high} = ${values.high}`)
  for (const word of before?.ask ?? []) out.line(`${word} = 0`)
  out.close()
  out.close()
}

/** Keeps what was settled with others in the arrays. */
export function emitSettled(place: number, names: DecidedNames, deciding: Deciding): void {
  const slots = deciding.slotsOf(place)
  deciding.store([...valuesInto(slots, names), [slots.status, names.status]])
}

function valuesFor({ fen }: PlannedPolicy, status: string, { emitter: { out }, words }: Deciding): DecidedNames {
  return {
    status,
    low: fen === 'none' ? '0' : out.variable('0'),
    high: fen === 'none' ? '0' : out.variable('0'),
    ask: Array.from({ length: words }, () => out.variable('0')),
  }
}

/** What is kept where; nothing where nothing is got. */
function valuesInto({ low, high, ask }: Slots, names: DecidedNames | null): readonly (readonly [Slot, string])[] {
  const fen = low && high ? [[low, names?.low ?? '0'] as const, [high, names?.high ?? '0'] as const] : []
  return [...fen, ...ask.map((slot, word) => [slot, names?.ask[word] ?? '0'] as const)]
}

function statusOf({ version, stage, excludedBy }: PlannedPolicy, meets: string, { emitter, scope, decided }: Deciding): string {
  const { out } = emitter
  const excluders = excludedBy.flatMap((place) => decided(place) ?? [])
  const isInForce = stage === 'in_force'
  const held = isInForce && version.held ? emitter.condition(version.held, false) : null
  const table = tableOf((code) =>
    statusCode(
      verdictOf({
        held: (code & 16) !== 0,
        meets: truthOf(code & 3),
        excluded: truthOf((code >> 2) & 3),
        isInForce,
      }),
    ),
  )
  const excludes = scope.tables.name(tableOf((code) => (code < POSSIBLE ? YES_CODE : code === POSSIBLE ? UNKNOWN_CODE : 0)))
  const parts = [
    meets,
    ...(excluders.length > 0 ? [`(${excluders.map(({ status }) => out.keep(`${excludes}[${status}]`)).join(' | ')}) << 2`] : []),
    ...(held === null ? [] : [`(${held} & 2) << 3`]),
  ]
  return `${scope.tables.name(table)}[${parts.join(' | ')}]`
}

const truthOf = (code: number): Truth => (code === YES_CODE ? YES : code === NO_CODE ? NO : UNKNOWN)

/** The amount, less what other policies give where it only tops them up. */
function emitAmount({ version, minus }: PlannedPolicy, { low, high }: DecidedNames, { emitter, scope, decided }: Deciding): void {
  const { out } = emitter
  if (!version.amount) return
  const others = minus.flatMap((place) => decided(place) ?? [])
  const isAlone = others.length === 0
  const short = readsOpen(version.amount, scope)
    ? null
    : amountShortcut(version.amount, around(scope), (fen) => (isAlone ? Math.max(0, fen) + 0 : fen))
  const whole = short ?? emitter.quantity(version.amount, false, true)
  if (short && isAlone) {
    out.line(`${low} = ${version.ceiling ? '0' : short.low}`)
    out.line(`${high} = ${short.high}`)
    return
  }
  out.line(`${low} = ${whole.low}`)
  out.line(`${high} = ${whole.high}`)
  for (const other of others) {
    out.line(`if (${other.status} <= ${POSSIBLE}) { ${low} -= ${other.high}; if (${other.status} < ${POSSIBLE}) ${high} -= ${other.low} }`)
  }
  out.line(version.ceiling ? `${low} = 0` : `${low} = Math.max(0, ${low})`)
  out.line(`${high} = Math.max(0, ${high})`)
}
