import { CODE_PER_MONTH, CODE_PER_YEAR, decisionCode } from '../rule/date-code.ts'
import type { Emitter, Ends } from '../rule/emitter.ts'
import { type Comparator, type Condition, policyStatuses, type Quantity, type RuleFact } from '../rule/language.ts'
import { nodesIn, type RuleNode } from '../rule/nodes.ts'
import type { KnownFacts, RuleDay } from '../rule/subject.ts'
import { truthCode, UNKNOWN_CODE } from '../rule/truth-code.ts'
import { policyHolds, walk, walkAmount } from '../rule/walk.ts'
import { type Column, MOST_INT, UNKNOWN_BYTE, valuesOfByte } from './column.ts'

/** Tables that code looks things up in, by a byte: of truths, statuses or fen. */
export type Table = Uint8Array | Float64Array

/** What a shortcut needs of the columns. */
export interface Around {
  day: () => RuleDay
  columnOf: (fact: RuleFact) => Column
  /** Expression of a fact as it lies in its column; null where it is asked of nobody. */
  raw: (fact: RuleFact, inMember: boolean) => string | null
  /** Takes in a table. @returns its name in the code */
  table: (table: Table) => string
  out: () => Emitter['out']
  policy: (id: string) => string
}

const nobody: KnownFacts = {}

/**
 * A shorter way to a truth: whatever hangs on one fact that is a byte, or on the status of one policy, is looked up in a
 * table that the walker filled; a date or amount against a line is one subtraction. Neither has a branch to guess.
 */
export function shortcut(of: Condition, inMember: boolean, around: Around): string | null {
  if (of.kind === 'policy') {
    const table = tableOf((code) => truthCode(policyHolds(policyStatuses[code], of.statuses)))
    return `${around.table(table)}[${around.policy(of.policy)}]`
  }
  return ofByte(of, inMember, around) ?? (of.kind === 'compare' ? ofLine(of, inMember, around) : null)
}

export function tableOf(read: (code: number) => number): Uint8Array {
  return Uint8Array.from({ length: UNKNOWN_BYTE + 1 }, (_, code) => read(code))
}

/** Nodes whose truth or number hangs on more than one person's facts. */
const wide = new Set(['policy', 'someMember', 'everyMember', 'countMembers', 'perMember'])

function ofByte(of: Condition, inMember: boolean, around: Around): string | null {
  const fact = onlyByteOf(of, around)
  const raw = fact && around.raw(fact, inMember)
  if (!fact || !raw) return null
  const truthWith = (known: KnownFacts) =>
    truthCode(walk(of, { person: known, household: known, members: [known] }, around.day(), {}).truth)
  const truths = valuesOfByte(fact).map((value) => truthWith({ [fact.name]: value }))
  const unknown = truthWith(nobody)
  return `${around.table(tableOf((code) => truths[code] ?? unknown))}[${around.out().keep(raw)}]`
}

/** The one fact a rule hangs on, if it is one and a byte. */
function onlyByteOf(of: RuleNode, around: Around): RuleFact | null {
  const nodes = [...nodesIn(of)]
  if (nodes.some(({ kind }) => wide.has(kind))) return null
  const facts = new Map(nodes.flatMap((node) => ('fact' in node ? [[node.fact.name, node.fact] as const] : [])))
  const [fact] = facts.values()
  return facts.size === 1 && fact && around.columnOf(fact).form === 'byte' ? fact : null
}

/** The ends of an amount that is the same for everyone, or hangs on one byte and is looked up; null of any other. */
export function amountShortcut(of: Quantity, around: Around, atLeast: (fen: number) => number): Ends | null {
  const day = around.day()
  const ends = (known: KnownFacts) => {
    const { low, high } = walkAmount(of, { person: known, household: known, members: [] }, day)
    return { low: atLeast(low), high: atLeast(high) }
  }
  if (![...nodesIn(of)].some((node) => 'fact' in node || wide.has(node.kind))) {
    const { low, high } = ends(nobody)
    return { low: String(low), high: String(high) }
  }
  const fact = onlyByteOf(of, around)
  const raw = fact && around.raw(fact, false)
  if (!fact || !raw) return null
  const known = valuesOfByte(fact).map((value) => ends({ [fact.name]: value }))
  const unknown = ends(nobody)
  const code = around.out().keep(raw)
  const table = (end: keyof Ends) => around.table(Float64Array.from({ length: UNKNOWN_BYTE + 1 }, (_, at) => (known[at] ?? unknown)[end]))
  return { low: `${table('low')}[${code}]`, high: `${table('high')}[${code}]` }
}

/** A number that is the same for everyone, or null. */
function constantOf(quantity: Quantity, day: RuleDay): number | null {
  if ([...nodesIn(quantity)].some((node) => 'fact' in node || wide.has(node.kind))) return null
  const { low } = walkAmount(quantity, { person: nobody, household: nobody, members: [] }, day)
  return Number.isSafeInteger(low) ? low : null
}

const mirrored: Record<Comparator, Comparator> = { eq: 'eq', lt: 'gt', lte: 'gte', gt: 'lt', gte: 'lte' }

function ofLine(of: Extract<Condition, { kind: 'compare' }>, inMember: boolean, around: Around): string | null {
  const day = around.day()
  const [left, right] = [constantOf(of.left, day), constantOf(of.right, day)]
  if ((left === null) === (right === null)) return null
  const quantity = right === null ? of.right : of.left
  const comparator = right === null ? mirrored[of.comparator] : of.comparator
  if (!('fact' in quantity) || quantity.kind === 'lookup' || around.columnOf(quantity.fact).form !== 'int') return null
  const raw = around.raw(quantity.fact, inMember)
  const line = lineOf(quantity.kind, comparator, left ?? right ?? 0, day)
  return raw === null || !line ? null : againstLine(around.out().keep(raw), line)
}

/** Known values below `of`, or those from it on. */
interface Line {
  side: 'below' | 'from'
  of: number
}

function lineOf(kind: 'fact' | 'dateOf' | 'ageAt' | 'monthsSince', comparator: Comparator, constant: number, day: RuleDay): Line | null {
  if (comparator === 'eq') return null
  // Over a number is from the next on.
  const of = comparator === 'gt' || comparator === 'lte' ? constant + 1 : constant
  const isUpper = comparator === 'gt' || comparator === 'gte'
  if (kind === 'fact' || kind === 'dateOf') return { side: isUpper ? 'from' : 'below', of }
  // Of full years, `n` are reached by everyone born on a day or before.
  const last = decisionCode(day.date) - of * (kind === 'ageAt' ? CODE_PER_YEAR : CODE_PER_MONTH)
  return { side: isUpper ? 'below' : 'from', of: last + 1 }
}

/** What is unknown lies at −1: its sign takes the second bit of what holds away, or gives the first. */
function againstLine(value: string, { side, of }: Line): string {
  const line = Math.min(Math.max(of, 0), MOST_INT)
  if (of <= 0 || of > MOST_INT) {
    const holds = side === 'below' ? of > MOST_INT : of <= 0
    return holds ? `3 & ~(${value} >> 31 & 2)` : `${value} >> 31 & ${UNKNOWN_CODE}`
  }
  return side === 'below'
    ? `(${value} - ${line} >> 31 & 3) & ~(${value} >> 31 & 2)`
    : `(${line - 1} - ${value} >> 31 & 3) | (${value} >> 31 & 1)`
}
