import type { PolicyCase } from '../policy/definition.ts'
import type { WrittenCatalogue, WrittenParameter, WrittenPolicy } from '../policy/written.ts'
import type { GroupContent, ParameterContent, PolicyContent, Published } from './content.ts'

/** A case that must come out as written, and where it was written. */
export interface KnownCase {
  policy: string
  /** The publication it was written in. */
  from: { kind: Published['kind']; key: string; number: number }
  case: PolicyCase
}

const DAY_MS = 86_400_000
const dayBefore = (date: string) => new Date(Date.parse(date) - DAY_MS).toISOString().slice(0, 10)

const of = <K extends Published['kind']>(published: readonly Published[], kind: K) =>
  published.filter((one): one is Extract<Published, { kind: K }> => one.kind === kind)

/** The newest that begins on each day, by the day. */
function newestByDay<T extends { number: number }>(all: readonly T[], dayOf: (one: T) => string): T[] {
  const byDay = new Map<string, T>()
  for (const one of all) {
    const day = dayOf(one)
    const before = byDay.get(day)
    if (!before || before.number < one.number) byDay.set(day, one)
  }
  return [...byDay.values()].sort((one, other) => (dayOf(one) < dayOf(other) ? -1 : 1))
}

function grouped<T extends { key: string }>(all: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const one of all) groups.set(one.key, [...(groups.get(one.key) ?? []), one])
  return groups
}

/**
 * The catalogue that publications make together. A version holds from its day until the next one begins; of two from the
 * same day the one published later counts, so that a correction is a publication of its own. Nothing is taken away.
 * @param published all that was published as far as it is known, oldest first
 */
export function assemble(published: readonly Published[]): WrittenCatalogue {
  return {
    policies: [...grouped(of(published, 'policy')).values()].map(policyOf),
    parameters: [...grouped(of(published, 'parameter')).values()].map(parameterOf),
    higherOf: [...grouped(of(published, 'higherOf')).values()].flatMap(groupOf),
  }
}

function policyOf(all: { number: number; content: PolicyContent }[]): WrittenPolicy {
  const newest = all.reduce((found, one) => (one.number > found.number ? one : found))
  const { version: _, retires: __, ...frame } = newest.content
  const kept = newestByDay(all, ({ content }) => content.version.effectiveFrom)
  return {
    ...frame,
    versions: kept.map(({ number, content }, index) => {
      const next = kept[index + 1]?.content.version.effectiveFrom
      const { effectiveTo } = content.version
      const cut = next !== undefined && (effectiveTo === null || effectiveTo >= next) ? dayBefore(next) : effectiveTo
      return { ...content.version, number, effectiveTo: cut }
    }),
  }
}

function parameterOf(all: { number: number; content: ParameterContent }[]): WrittenParameter {
  const newest = all.reduce((found, one) => (one.number > found.number ? one : found))
  const { key, title, unit } = newest.content
  return { key, title, unit, values: newestByDay(all, ({ content }) => content.value.from).map(({ content }) => content.value) }
}

function groupOf(all: { number: number; content: GroupContent }[]): WrittenCatalogue['higherOf'] & object {
  const { policies, source } = all.reduce((found, one) => (one.number > found.number ? one : found)).content
  return policies.length === 0 ? [] : [{ policies, source }]
}

/**
 * Every case that still has to hold: those of all publications, but for what later ones said no longer holds. A later case
 * of the same name for the same day takes the place of the earlier one.
 */
export function casesOf(published: readonly Published[]): readonly KnownCase[] {
  let known: KnownCase[] = []
  for (const { kind, key, number, content } of published) {
    const from = { kind, key, number }
    const own: KnownCase[] =
      kind === 'policy'
        ? content.version.cases.map((one) => ({ policy: key, from, case: one }))
        : content.cases.map(({ policy, ...one }) => ({ policy, from, case: one }))
    const isOver = (one: KnownCase) =>
      content.retires.some(({ policy, name }) => policy === one.policy && name === one.case.name) ||
      own.some((later) => later.policy === one.policy && later.case.name === one.case.name && later.case.on === one.case.on)
    known = [...known.filter((one) => !isOver(one)), ...own]
  }
  return known
}
