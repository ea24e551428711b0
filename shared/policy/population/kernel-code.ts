import { createEmitter } from '../rule/emit.ts'
import type { RuleFacts } from '../rule/language.ts'
import { createWriter } from '../rule/writer.ts'
import {
  type ColumnScope,
  columnAccess,
  columnsOf,
  createOpenParameters,
  createTables,
  type OpenParameters,
  type Tables,
} from './access.ts'
import type { DecidedNames, Deciding, Slot, Slots } from './deciding.ts'
import { emitPolicy, emitSettled } from './emit-policy.ts'
import { type FenForm, fenPlaces, NO_STATUS, statusCode } from './matched.ts'
import type { Plan, PlannedPolicy } from './plan.ts'

/** One loop over households or rows that decides some of the policies. */
export interface Stage {
  over: 'homes' | 'rows'
  /** The code of a function of where to begin and where to end. */
  code: string
}

/** Characters of code: longer is not made quick by the engine, and what follows goes into a loop of its own. */
export const LONGEST_STAGE = 16_000
const POSSIBLE = statusCode('possible')

/** The names of a policy's statuses and words of what to ask. */
export const arrayNames = (place: number, words: number) => ({
  status: `S${place}`,
  ask: Array.from({ length: words }, (_, word) => `K${place}_${word}`),
})

/** Some policies decided anew, beside all others as they were decided before. */
export interface Part {
  /** Places of those that are decided. */
  only: ReadonlySet<number>
  /** Where the fen of the others lie. */
  base: { fenAt: readonly (number | null)[]; fenWidth: number }
  /** Keys of parameters that are told when it runs. */
  open: ReadonlySet<string>
}

/** How the fen of what is decided lie: of a part, those of its own alone. */
export const fenOfPart = (fen: readonly FenForm[], part: Part | null): readonly FenForm[] =>
  part ? fen.map((form, place) => (part.only.has(place) ? form : 'none')) : fen

/** Writes the loops that decide a whole plan, or a part of it; each reads what those before it decided. */
export function writeStages(
  plan: Plan,
  facts: RuleFacts,
  asking: boolean,
  longest: number,
  part: Part | null,
): { stages: readonly Stage[]; tables: Tables; open: OpenParameters } {
  const tables = createTables()
  const open = createOpenParameters(part?.open ?? new Set())
  const words = asking ? Math.ceil(plan.askable.length / 32) : 0
  const bits = new Map(plan.askable.map((name, index) => [name, { word: index >> 5, bit: index & 31 }]))
  const columns = columnsOf(facts)
  const planned = new Map(plan.policies.map((one) => [one.place, one]))
  const fen = fenPlaces(fenOfPart(plan.fen, part))
  const width = fen.filter((at) => at !== null).length * 2
  const isOwn = (place: number) => part === null || part.only.has(place)
  const fenSlot = (place: number): { of: string; at: number | null; rowWidth: number } =>
    isOwn(place)
      ? { of: 'F', at: fen[place] ?? null, rowWidth: width }
      : { of: 'B', at: part?.base.fenAt[place] ?? null, rowWidth: part?.base.fenWidth ?? 0 }
  const places = new Map(plan.policies.map(({ policy, place }) => [policy.id, place]))

  function stageOf(policies: readonly PlannedPolicy[], over: Stage['over']): { stage: Stage; rest: readonly PlannedPolicy[] } {
    const here = over === 'homes' ? 'start' : 'i'
    const known = new Map<number, DecidedNames>()
    const slotsOf = (place: number): Slots => {
      const { status, ask } = arrayNames(place, words)
      const { of, at, rowWidth } = fenSlot(place)
      const fenAt =
        (offset: number): Slot =>
        (row) =>
          `${of}[${row} * ${rowWidth} + ${offset}]`
      return {
        status: (row) => `${status}[${row}]`,
        low: at === null ? null : fenAt(at),
        high: at === null ? null : fenAt(at + 1),
        ask: ask.map(
          (word): Slot =>
            (row) =>
              `${word}[${row}]`,
        ),
      }
    }
    const stored = (place: number): DecidedNames => {
      const { status, low, high, ask } = slotsOf(place)
      return { status: status(here), low: low?.(here) ?? '0', high: high?.(here) ?? '0', ask: ask.map((slot) => slot(here)) }
    }
    const decided = (place: number): DecidedNames | null => known.get(place) ?? (planned.has(place) ? stored(place) : null)
    const out = createWriter()
    const scope: ColumnScope = {
      out,
      day: { date: '', parameters: {} },
      person: 'row',
      policy: (id) => decided(places.get(id) ?? -1)?.status ?? String(NO_STATUS),
      tables,
      columns,
      open,
    }
    const deciding: Deciding = {
      emitter: createEmitter(columnAccess(scope), out),
      scope,
      decided,
      placeOf: (id) => places.get(id) ?? -1,
      slotsOf,
      stored,
      here,
      store(values) {
        if (over === 'homes') out.open('for (let m = start; m < end; m++)')
        for (const [slot, value] of values) out.line(`${slot(over === 'homes' ? 'm' : 'i')} = ${value}`)
        if (over === 'homes') out.close()
      },
      isSettledLater: (place) => plan.groups.some((group) => group.length > 1 && group.includes(place)),
      words,
      bitOf: (fact) => bits.get(fact) ?? { word: 0, bit: 0 },
    }
    let taken = 0
    const unsettled = new Set<number>()
    for (const policy of policies) {
      if (taken > 0 && unsettled.size === 0 && lengthOf(out.lines) > longest) break
      known.set(policy.place, emitPolicy(policy, deciding))
      taken += 1
      for (const group of plan.groups) if (group.includes(policy.place)) for (const place of group) unsettled.add(place)
      for (const group of policy.settles) emitSettling(group, known, deciding)
      for (const place of [...unsettled]) if (settledBy(place, known, plan)) unsettled.delete(place)
    }
    for (const [place, names] of known) if (deciding.isSettledLater(place)) emitSettled(place, names, deciding)
    return { stage: { over, code: loop(over, out.lines) }, rest: policies.slice(taken) }
  }

  const stages: Stage[] = []
  for (const over of ['homes', 'rows'] as const) {
    let left: readonly PlannedPolicy[] = plan.policies.filter(({ perHome, place }) => isOwn(place) && perHome === (over === 'homes'))
    while (left.length > 0) {
      const { stage, rest } = stageOf(left, over)
      stages.push(stage)
      left = rest
    }
  }
  return { stages, tables, open }
}

const lengthOf = (lines: readonly string[]) => lines.reduce((sum, line) => sum + line.length, 0)

/** Whether every group a policy is in has been decided whole. */
const settledBy = (place: number, here: ReadonlyMap<number, DecidedNames>, { groups, policies }: Plan) =>
  groups
    .filter((group) => group.includes(place))
    .every((group) => group.every((one) => here.has(one) || !policies.some((policy) => policy.place === one)))

/** Of a group only the highest stays: settled out of line, for hardly anyone has two of them. */
function emitSettling(group: readonly number[], here: ReadonlyMap<number, DecidedNames>, { emitter, words }: Deciding): void {
  const { out } = emitter
  const members = group.flatMap((place) => {
    const names = here.get(place)
    return names ? [{ place, names }] : []
  })
  if (members.length < 2) return
  out.open(`if (${members.map(({ names }) => `(${names.status} <= ${POSSIBLE})`).join(' + ')} >= 2)`)
  for (const { place, names } of members) {
    out.line(`room.status[${place}] = ${names.status}; room.low[${place}] = ${names.low}; room.high[${place}] = ${names.high}`)
    names.ask.forEach((word, index) => {
      out.line(`room.ask[${place * words + index}] = ${word}`)
    })
  }
  out.line(`settle([${members.map(({ place }) => place)}], ${words}, room)`)
  for (const { place, names } of members) {
    out.line(`${names.status} = room.status[${place}]`)
    if (names.low !== '0') out.line(`${names.low} = room.low[${place}]; ${names.high} = room.high[${place}]`)
    names.ask.forEach((word, index) => {
      out.line(`${word} = room.ask[${place * words + index}]`)
    })
  }
  out.close()
}

function loop(over: Stage['over'], lines: readonly string[]): string {
  return over === 'homes'
    ? [
        'for (let h = from; h < to; h++) {',
        'const start = starts[h], end = start + counts[h]',
        'if (start === end) continue',
        'const awards = marks[h] === 0 ? null : awardsOf(h)',
        ...lines,
        '}',
      ].join('\n')
    : [
        'for (let i = from; i < to; i++) {',
        'const h = homeOf[i]',
        'if (h < 0) continue',
        'const awards = marks[i] === 0 ? null : awardsOf(i)',
        ...lines,
        '}',
      ].join('\n')
}
