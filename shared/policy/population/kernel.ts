import type { Catalogue } from '../policy/definition.ts'
import type { RuleFacts } from '../rule/language.ts'
import { share } from '../rule/share.ts'
import { columnValues } from './access.ts'
import type { AwardedFen } from './awards.ts'
import { arrayNames, LONGEST_STAGE, type Part, type Stage, writeStages } from './kernel-code.ts'
import { clearRow, type FenForm, type FenValues, type Matched, roomForMatched } from './matched.ts'
import { planOf } from './plan.ts'
import { NOBODY, type Population } from './population.ts'
import { type AskingDecisions, settleAsking } from './settle.ts'
import type { Table } from './shortcut.ts'

/** A catalogue made quick for everyone on one day: the same decisions as `decide`, without the reasons. */
export interface PopulationKernel {
  /** Ids of the policies in the order of the places. */
  policies: readonly string[]
  /** Policies decided once for each household, as places. */
  perHome: ReadonlySet<number>
  fen: readonly FenForm[]
  /** Facts that may be worth asking for: the n-th is bit n % 32 of word n / 32. */
  askable: readonly string[]
  askWords: number
  stages: readonly Stage[]
  tables: readonly Table[]
  /** The policies it decides, where it does not decide all. */
  part: Part | null
  /** The parameters that are told when it runs, in the order of their values. */
  open: readonly { id: string; date: string }[]
}

/**
 * Compiles a catalogue for one day; `asking`, with what is worth asking for.
 * @throws RangeError when a policy may give more fen than can be worked out exactly
 */
export function compileKernel(
  catalogue: Catalogue,
  facts: RuleFacts,
  date: string,
  { asking = false, longestStage = LONGEST_STAGE, part = null }: { asking?: boolean; longestStage?: number; part?: Part | null } = {},
): PopulationKernel {
  const plan = planOf(catalogue, date)
  const { stages, tables, open } = writeStages(plan, facts, asking, longestStage, part)
  return {
    policies: catalogue.policies.map(({ id }) => id),
    perHome: new Set(plan.policies.filter(({ perHome }) => perHome).map(({ place }) => place)),
    fen: plan.fen,
    askable: plan.askable,
    askWords: asking ? Math.ceil(plan.askable.length / 32) : 0,
    stages,
    tables: tables.all(),
    part,
    open: open.all(),
  }
}

/** A kernel at work on one copy of the population. */
export interface Matcher {
  /** What everyone was last decided to; the arrays are made anew when the copy grows. */
  readonly matched: Matched
  /** Decides everything about everyone. */
  decideAll(): void
  /** Decides everything about the people of one household, as when a fact of theirs has changed. */
  decideHome(home: number): void
}

export type Run = (from: number, to: number) => void
/** Rows decided in one call. */
export const SLICE = 16_384

/** Lets a kernel work on a copy. */
export function matchPopulation(kernel: PopulationKernel, population: Population): Matcher {
  let matched: Matched | null = null
  let generation = -1
  let runs: readonly { over: Stage['over']; run: Run }[] = []
  /** Where the people of each household lay when they were decided. */
  const lay = { starts: new Int32Array(0), counts: new Int32Array(0) }

  function link(): Matched {
    if (matched && generation === population.generation) return matched
    generation = population.generation
    const fen = population.hasWideAwards ? kernel.fen.map((form) => (form === 'int' ? 'double' : form)) : kernel.fen
    const made = roomForMatched(fen, kernel.askWords, population.homeOf.length, matched)
    matched = made
    runs = kernel.stages.map((stage) => ({ over: stage.over, run: linked(stage, kernel, population, made) }))
    return made
  }
  return {
    get matched() {
      return link()
    },
    decideAll() {
      const into = link()
      for (const { over, run } of runs) {
        const length = over === 'homes' ? population.homes : population.rows
        for (let from = 0; from < length; from += SLICE) run(from, Math.min(from + SLICE, length))
      }
      if (population.people < population.rows)
        for (let row = 0; row < population.rows; row += 1) if (population.homeOf[row] === NOBODY) clearRow(into, row)
      lay.starts = population.starts.slice()
      lay.counts = population.counts.slice()
    },
    decideHome(home) {
      const into = link()
      const [start, count] = [population.starts[home] ?? 0, population.counts[home] ?? 0]
      for (const { over, run } of runs) {
        if (over === 'homes') run(home, home + 1)
        else run(start, start + count)
      }
      const was = lay.starts[home] ?? 0
      for (let row = was; row < was + (lay.counts[home] ?? 0); row += 1)
        if ((population.homeOf[row] ?? NOBODY) === NOBODY) clearRow(into, row)
      lay.starts[home] = start
      lay.counts[home] = count
    },
  }
}

/** The names code may take with it: columns, decisions, tables. */
const NAME = /\b(?:[PHTS]\d+|K\d+_\d+|F|B|Q)\b/g

/** A stage made to run on a copy; `base`: the fen of what it does not decide itself; `values`: of the parameters that are open. */
export function linked(
  { over, code }: Stage,
  kernel: PopulationKernel,
  population: Population,
  matched: Matched,
  { base, values }: { base: FenValues; values: Float64Array } | { base: null; values: null } = { base: null, values: null },
): Run {
  const places = kernel.policies.length
  const room: AskingDecisions = {
    status: new Float64Array(places),
    low: new Float64Array(places),
    high: new Float64Array(places),
    ask: new Int32Array(places * kernel.askWords),
  }
  const decisions = matched.policies.flatMap(({ status, ask }, place) => {
    const names = arrayNames(place, kernel.askWords)
    return [[names.status, status], ...ask.map((word, index) => [names.ask[index] ?? '', word])]
  })
  const { marks, of: awardsOf } = over === 'homes' ? population.awardedHomes : population.awardedPeople
  const known: Record<string, unknown> = {
    ...columnValues(population),
    ...Object.fromEntries(decisions),
    ...Object.fromEntries(kernel.tables.map((table, index) => [`T${index}`, table])),
    F: matched.fen,
    B: base,
    Q: values,
    starts: population.starts,
    counts: population.counts,
    homeOf: population.homeOf,
    settle: settleAsking,
    share,
    room,
    marks,
    awardsOf,
    awarded: (awards: AwardedFen, place: number) => awards.get(kernel.policies[place] ?? '') ?? -1,
  }
  const names = [
    'starts',
    'counts',
    'homeOf',
    'settle',
    'share',
    'room',
    'marks',
    'awardsOf',
    'awarded',
    ...new Set(code.match(NAME) ?? []),
  ]
  const body = ["'use strict'", `const { ${names.join(', ')} } = known`, 'return function decide(from, to) {', code, '}'].join('\n')
  // The text holds numbers, places in arrays and names made by the writer; a rule's own text never gets into it.
  return new Function('known', body)(known)
}
