import { verdictOf } from '../policy/decide.ts'
import type { Emitter } from '../rule/emitter.ts'
import type { Condition } from '../rule/language.ts'
import { NO, type Truth, UNKNOWN, YES } from '../rule/truth.ts'
import { NO_CODE, UNKNOWN_CODE, YES_CODE } from '../rule/truth-code.ts'
import type { ColumnScope } from './access.ts'
import { emitAsks } from './emit-asks.ts'
import { GIVES, statusCode } from './matched.ts'
import type { PlannedPolicy } from './plan.ts'
import { tableOf } from './shortcut.ts'

/** What a policy has come to, by its names in the code. */
export interface DecidedNames {
  status: string
  low: string
  high: string
  ask: readonly string[]
}

/** The arrays a policy's decisions lie in, by their names in the code; none for fen where it never gives any. */
export interface ArrayNames {
  status: string
  low: string | null
  high: string | null
  ask: readonly string[]
}

/** Code that decides policies one after the other. */
export interface Deciding {
  emitter: Emitter
  scope: ColumnScope
  /** Another policy as it was decided before; null when nothing is in force nor to come. */
  decided: (place: number) => DecidedNames | null
  placeOf: (policy: string) => number
  arraysOf: (place: number) => ArrayNames
  /** A policy as it lies in its arrays. */
  stored: (place: number) => DecidedNames
  /** Expression of what an array holds of whom is decided. */
  here: (array: string) => string
  /** Writes values into arrays, for everyone they are decided of. */
  store: (values: readonly (readonly [array: string, value: string])[]) => void
  /** Whether it is held against others of a group once they are all decided. */
  isSettledLater: (place: number) => boolean
  /** Word and bit of a fact that may be asked for; no words when nobody wants to know. */
  words: number
  bitOf: (fact: string) => { word: number; bit: number }
}

const POSSIBLE = statusCode('possible')
/** Writes the code that decides one policy. @returns what it comes to */
export function emitPolicy(planned: PlannedPolicy, deciding: Deciding): DecidedNames {
  const { emitter, scope, words } = deciding
  const { out } = emitter
  const { version, policy } = planned
  scope.day = planned.day
  scope.person = policy.subject === 'household' ? 'nobody' : 'row'
  const who: Condition = { kind: 'all', of: version.who.map(({ when }) => when) }
  const meets = emitter.condition(who, false)
  const status = out.variable(statusOf(planned, meets, deciding))
  const isSettled = deciding.isSettledLater(planned.place)
  const arrays = deciding.arraysOf(planned.place)
  // What is settled with others is kept until it is; all else goes to its place at once, and lies in no one's way.
  const before = isSettled ? valuesFor(planned, status, deciding) : null
  if (version.amount || words > 0) {
    out.open(`if (${GIVES} >> ${status} & 1)`)
    const names = before ?? valuesFor(planned, status, deciding)
    if (version.amount) emitAmount(planned, names, deciding)
    if (words > 0) emitAsks(planned, names, meets, deciding)
    if (!before) deciding.store(valuesInto(arrays, names))
    out.close()
    if (!before) {
      out.open(`else if (${GIVES} >> ${deciding.here(arrays.status)} & 1)`)
      deciding.store(valuesInto(arrays, null))
      out.close()
    }
  }
  if (before) return before
  deciding.store([[arrays.status, status]])
  return { ...deciding.stored(planned.place), status }
}

/** Keeps what was settled with others in the arrays. */
export function emitSettled(place: number, names: DecidedNames, deciding: Deciding): void {
  const arrays = deciding.arraysOf(place)
  deciding.store([...valuesInto(arrays, names), [arrays.status, names.status]])
}

function valuesFor({ version }: PlannedPolicy, status: string, { emitter: { out }, words }: Deciding): DecidedNames {
  return {
    status,
    low: version.amount ? out.variable('0') : '0',
    high: version.amount ? out.variable('0') : '0',
    ask: Array.from({ length: words }, () => out.variable('0')),
  }
}

/** Which array takes which value; all none where nothing is got. */
function valuesInto(arrays: ArrayNames, names: DecidedNames | null): readonly (readonly [string, string])[] {
  return [
    ...(arrays.low && arrays.high ? [[arrays.low, names?.low ?? '0'] as const, [arrays.high, names?.high ?? '0'] as const] : []),
    ...arrays.ask.map((array, word) => [array, names?.ask[word] ?? '0'] as const),
  ]
}

function statusOf({ version, isInForce, excludedBy }: PlannedPolicy, meets: string, { emitter, scope, decided }: Deciding): string {
  const { out } = emitter
  const excluders = excludedBy.flatMap((place) => decided(place) ?? [])
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
function emitAmount({ version, minus }: PlannedPolicy, { low, high }: DecidedNames, { emitter, decided }: Deciding): void {
  const { out } = emitter
  if (!version.amount) return
  const whole = emitter.quantity(version.amount, false, true)
  const others = minus.flatMap((place) => decided(place) ?? [])
  out.line(`${low} = ${whole.low}`)
  out.line(`${high} = ${whole.high}`)
  for (const other of others) {
    out.line(`if (${other.status} <= ${POSSIBLE}) { ${low} -= ${other.high}; if (${other.status} < ${POSSIBLE}) ${high} -= ${other.low} }`)
  }
  out.line(version.ceiling ? `${low} = 0` : `${low} = Math.max(0, ${low})`)
  out.line(`${high} = Math.max(0, ${high})`)
}
