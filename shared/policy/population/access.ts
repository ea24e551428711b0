import { dateCode, decisionCode } from '../rule/date-code.ts'
import type { Access } from '../rule/emitter.ts'
import type { RuleFact } from '../rule/language.ts'
import { nodesIn, type RuleNode } from '../rule/nodes.ts'
import type { RuleDay } from '../rule/subject.ts'
import type { Writer } from '../rule/writer.ts'
import { type Column, createColumn, UNKNOWN_BYTE } from './column.ts'
import type { Population } from './population.ts'
import { type Around, shortcut, type Table } from './shortcut.ts'

/** Where code that reads columns stands, and what it takes with it. */
export interface ColumnScope {
  out: Writer
  /** The day the policy at hand is decided for. */
  day: RuleDay
  /** Whose facts of a person are meant outside conditions on members: those of the row `i`, or nobody's. */
  person: 'row' | 'nobody'
  /** Expression of the status of another policy. */
  policy: (id: string) => string
  tables: Tables
  columns: Columns
  /** Parameters that are read when the code runs; all others are numbers in it. */
  open: OpenParameters
}

/** Parameters whose values are told to the code each time it runs: it stays quick while someone drags. */
export interface OpenParameters {
  has: (id: string) => boolean
  /** Place of a parameter of a day among the values told. */
  place: (id: string, date: string) => number
  all: () => readonly { id: string; date: string }[]
}

export function createOpenParameters(ids: ReadonlySet<string>): OpenParameters {
  const all: { id: string; date: string }[] = []
  return {
    has: (id) => ids.has(id),
    place(id, date) {
      const known = all.findIndex((one) => one.id === id && one.date === date)
      return known >= 0 ? known : all.push({ id, date }) - 1
    },
    all: () => all,
  }
}

/** Whether a rule reads a parameter that is open: then nothing of it can be worked out beforehand. */
export const readsOpen = (of: RuleNode, { open }: Pick<ColumnScope, 'open'>): boolean =>
  [...nodesIn(of)].some((node) => node.kind === 'param' && open.has(node.id))

/** The tables that code looks up. */
export interface Tables {
  name: (table: Table) => string
  all: () => readonly Table[]
}

export function createTables(): Tables {
  const names = new Map<string, string>()
  const tables: Table[] = []
  return {
    name(table) {
      const key = `${table.BYTES_PER_ELEMENT} ${table.join()}`
      const name = names.get(key) ?? `T${tables.push(table) - 1}`
      names.set(key, name)
      return name
    },
    all: () => tables,
  }
}

/** The columns that code reads, by their names in it. */
export interface Columns {
  of: (fact: RuleFact) => { name: string; column: Column }
}

/** Columns as they lie in any copy of these facts. */
export function columnsOf(facts: ReadonlyMap<string, RuleFact>): Columns {
  const named = new Map(
    (['person', 'household'] as const).flatMap((subject) =>
      [...facts.values()]
        .filter((fact) => fact.subject === subject)
        .map((fact, index) => [fact.name, { name: `${subject === 'person' ? 'P' : 'H'}${index}`, column: createColumn(fact, 0) }] as const),
    ),
  )
  return {
    of(fact) {
      const found = named.get(fact.name)
      if (!found) throw new RangeError(`${fact.name} has no column`)
      return found
    },
  }
}

/** What the names of columns stand for in one copy. */
export const columnValues = (population: Population): Record<string, Column['values']> => ({
  ...Object.fromEntries(population.person.map(({ values }, index) => [`P${index}`, values])),
  ...Object.fromEntries(population.household.map(({ values }, index) => [`H${index}`, values])),
})

/** A fact as it lies in its column; null where it is asked of nobody. */
export function rawOf(fact: RuleFact, inMember: boolean, { columns, person }: ColumnScope): string | null {
  const { name } = columns.of(fact)
  if (fact.subject === 'household') return `${name}[h]`
  if (inMember) return `${name}[m]`
  return person === 'row' ? `${name}[i]` : null
}

/** Whether a fact is unknown, as code. */
export function isUnknown(fact: RuleFact, inMember: boolean, scope: ColumnScope): string {
  const raw = rawOf(fact, inMember, scope)
  if (raw === null) return 'true'
  const { form } = scope.columns.of(fact).column
  const value = scope.out.keep(raw)
  if (form === 'double') return `${value} !== ${value}`
  return form === 'byte' ? `${value} === ${UNKNOWN_BYTE}` : `${value} < 0`
}

/** Reads facts from columns: a household `h`, a person's row `i`, a member's row `m`. */
export function columnAccess(scope: ColumnScope): Access {
  return {
    fact(fact, inMember) {
      const raw = rawOf(fact, inMember, scope)
      if (raw === null) return 'NaN'
      if (scope.columns.of(fact).column.form === 'double') return raw
      return `${isUnknown(fact, inMember, scope)} ? NaN : ${scope.out.keep(raw)}`
    },
    today: () => String(dateCode(scope.day.date)),
    decidedOn: () => String(decisionCode(scope.day.date)),
    parameter: (id) => (scope.open.has(id) ? `Q[${scope.open.place(id, scope.day.date)}]` : String(scope.day.parameters[id] ?? Number.NaN)),
    policy: scope.policy,
    eachMember: 'for (let m = starts[h], last = m + counts[h]; m < last; m++)',
    memberCount: 'counts[h]',
    isEager: true,
    shortcut: (of, inMember) => (readsOpen(of, scope) ? null : shortcut(of, inMember, around(scope))),
  }
}

/** What shortcuts need of where the code stands. */
export const around = (scope: ColumnScope): Around => ({
  day: () => scope.day,
  columnOf: (fact) => scope.columns.of(fact).column,
  raw: (fact, inMember) => rawOf(fact, inMember, scope),
  table: scope.tables.name,
  out: () => scope.out,
  policy: scope.policy,
})
