import { builtInCatalogue } from '../../shared/policy/catalogue/index.ts'
import { ruleFacts } from '../../shared/policy/facts.ts'
import { decide } from '../../shared/policy/policy/decide.ts'
import { median } from '../figures.ts'
import { type BenchPeople, TODAY } from './contenders.ts'
import { peerFacts } from './peers/dialect.ts'
import { zenRules } from './peers/engines.ts'
import { thirtyRules } from './rules.ts'

/** Milliseconds, in the middle and of the slowest of twenty, that it takes to decide everything about one person with each reason. */
export async function measureExplained({ subjects }: BenchPeople, people: number) {
  const catalogue = builtInCatalogue()
  const zen = zenRules(thirtyRules)
  const sample = subjects.slice(0, people)
  const ways: readonly (readonly [string, (place: number) => unknown])[] = [
    ['walker: every policy of the catalogue, with what to ask', (place) => decide(catalogue, sample[place] ?? empty, TODAY)],
    ['zen-engine: 30 rules with its trace', (place) => zen(told[place] ?? {}, true)],
  ]
  const told = sample.map((subject) => peerFacts(subject, ruleFacts, TODAY))
  const rows: { name: string; medianMs: number; p95Ms: number }[] = []
  for (const [name, explain] of ways) {
    for (let place = 0; place < sample.length; place += 1) await explain(place)
    const times: number[] = []
    for (let place = 0; place < sample.length; place += 1) {
      const began = performance.now()
      await explain(place)
      times.push(performance.now() - began)
    }
    const sorted = [...times].sort((one, other) => one - other)
    rows.push({ name, medianMs: median(times), p95Ms: sorted[Math.floor(times.length * 0.95)] ?? Number.NaN })
  }
  return rows
}

const empty = { person: {}, household: {}, members: [] }
