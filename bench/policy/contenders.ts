import { builtInCatalogue } from '../../shared/policy/catalogue/index.ts'
import { ruleFacts } from '../../shared/policy/facts.ts'
import { compileCatalogue } from '../../shared/policy/policy/compile.ts'
import { compileKernel, matchPopulation } from '../../shared/policy/population/kernel.ts'
import { createPopulation, type Home, type Population } from '../../shared/policy/population/population.ts'
import { compileCondition } from '../../shared/policy/rule/compile.ts'
import { encodeDay, encodePolicies, encodeSubject, layoutOf } from '../../shared/policy/rule/encode.ts'
import type { RuleSubject } from '../../shared/policy/rule/subject.ts'
import { handRules } from './by-hand.ts'
import { peerFacts } from './peers/dialect.ts'
import { jsonLogicRules, jsonRulesRules, zenRules } from './peers/engines.ts'
import { benchHomes } from './people.ts'
import { thirtyPolicies, thirtyRules } from './rules.ts'

export const TODAY = '2026-11-30'

/** The people of the bench, as a copy and one by one. */
export interface BenchPeople {
  population: Population
  /** Those asked one by one, at most so many. */
  subjects: readonly RuleSubject[]
}

export function benchPeople(residents: number, oneByOne: number): BenchPeople {
  const population = createPopulation(ruleFacts)
  const subjects: RuleSubject[] = []
  for (const home of benchHomes(residents, TODAY)) {
    population.put(home)
    if (subjects.length < oneByOne) subjects.push(...subjectsOf(home))
  }
  return { population, subjects: subjects.slice(0, oneByOne) }
}

const subjectsOf = ({ facts, members }: Home): RuleSubject[] => {
  const all = members.map((member) => member.facts)
  return all.map((person) => ({ person, household: facts, members: all }))
}

/** Something that decides: a status is held for each person and policy afterwards. */
export interface Contender {
  name: string
  decisions: number
  /** Statuses of the thirty rules, one array of people after the other, as the engine tells them; null for the catalogue. */
  statuses: Uint8Array | null
  run: () => void | Promise<void>
}

const RULES = thirtyRules.length
/** People asked one rule after the other: so few that they stay at hand. */
const BLOCK = 500

/** Asks every rule of everyone, one by one, and holds what each says. */
function each<T>(rules: readonly ((of: T) => number)[], people: readonly T[], statuses: Uint8Array): void {
  for (let first = 0; first < people.length; first += BLOCK) {
    const end = Math.min(first + BLOCK, people.length)
    rules.forEach((rule, index) => {
      const from = index * people.length
      for (let place = first; place < end; place += 1) statuses[from + place] = rule(people[place] as T)
    })
  }
}

/** The kernel over the whole copy. */
export function kernels({ population }: BenchPeople): readonly Contender[] {
  return [
    { name: 'kernel, 30 rules', catalogue: thirtyPolicies },
    { name: 'kernel, catalogue', catalogue: builtInCatalogue() },
  ].map(({ name, catalogue }) => {
    const matcher = matchPopulation(compileKernel(catalogue, ruleFacts, TODAY), population)
    return { name, decisions: population.people * catalogue.policies.length, statuses: null, run: () => matcher.decideAll() }
  })
}

/** Those that take people one by one: ours, one by hand, and the others'. */
export function closures({ subjects }: BenchPeople): readonly Contender[] {
  const catalogue = builtInCatalogue()
  const quick = compileCatalogue(catalogue, ruleFacts, TODAY)
  const layout = layoutOf(ruleFacts, [], [])
  const day = encodeDay({ date: TODAY, parameters: {} }, layout)
  const nothing = encodePolicies({}, layout)
  const encoded = subjects.map((subject) => encodeSubject(subject, layout))
  const ofCatalogue = subjects.map((subject) => encodeSubject(subject, quick.layout))
  const compiled = thirtyRules.map((rule) => compileCondition(rule, layout))
  const byHand = handRules(layout, day[1] ?? Number.NaN)
  const thirty = () => new Uint8Array(RULES * subjects.length)
  const [ours, hand] = [thirty(), thirty()]
  const rules = compiled.map((rule) => (subject: (typeof encoded)[number]) => rule(subject, day, nothing))
  const room = quick.room()
  const held = new Uint8Array(quick.policies.length * subjects.length)
  return [
    { name: 'closure, 30 rules', decisions: ours.length, statuses: ours, run: () => each(rules, encoded, ours) },
    { name: 'by hand, 30 rules', decisions: hand.length, statuses: hand, run: () => each(byHand, encoded, hand) },
    {
      name: 'closure, catalogue',
      decisions: held.length,
      statuses: null,
      run() {
        let at = 0
        for (const subject of ofCatalogue) {
          quick.decide(subject, room)
          held.set(room.status, at)
          at += room.status.length
        }
      },
    },
  ]
}

/** Engines of others, each with as many people as it has time for. */
export function peers({ subjects }: BenchPeople, { zen, jsonRules }: { zen: number; jsonRules: number }): readonly Contender[] {
  const told = subjects.map((subject) => peerFacts(subject, ruleFacts, TODAY))
  const logic = jsonLogicRules(thirtyRules)
  const [ofZen, ofJsonRules] = [zenRules(thirtyRules), jsonRulesRules(thirtyRules)]
  const ofLogic = new Uint8Array(RULES * told.length)
  const ofRules = logic.map((rule) => (facts: (typeof told)[number]) => (rule(facts) ? 2 : 0))
  const sampled = (name: string, size: number, decide: (facts: (typeof told)[number]) => Promise<readonly boolean[]>): Contender => {
    const people = told.slice(0, size)
    const statuses = new Uint8Array(RULES * people.length)
    return {
      name,
      decisions: statuses.length,
      statuses,
      async run() {
        for (const [place, facts] of people.entries())
          (await decide(facts)).forEach((holds, index) => {
            statuses[index * people.length + place] = holds ? 2 : 0
          })
      },
    }
  }
  return [
    {
      name: 'json-logic-engine, 30 rules',
      decisions: ofLogic.length,
      statuses: ofLogic,
      run: () => each(ofRules, told, ofLogic),
    },
    sampled('zen-engine, 30 rules', zen, ofZen),
    sampled('json-rules-engine, 30 rules', jsonRules, ofJsonRules),
  ]
}
