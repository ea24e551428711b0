import fc from 'fast-check'
import { expect, test } from 'vitest'
import { builtInCatalogue } from '../catalogue/index.ts'
import { ruleFacts } from '../facts.ts'
import { compileCatalogue, type QuickCatalogue, type QuickDecisions } from '../policy/compile.ts'
import { type Decision, decide } from '../policy/decide.ts'
import type { Catalogue, Policy } from '../policy/definition.ts'
import { decidingVersion, rulesOf } from '../policy/versions.ts'
import { encodeSubject } from '../rule/encode.ts'
import { policyStatuses, type RuleFacts } from '../rule/language.ts'
import { nodesIn } from '../rule/nodes.ts'
import { type AwardedHome, awardedHome, homesOf } from '../testing/random-awards.ts'
import { randomCatalogue } from '../testing/random-catalogue.ts'
import { randomPerson } from '../testing/random-people.ts'
import { randomFacts, randomSubject } from '../testing/random-rules.ts'
import { compileKernel, type Matcher, matchPopulation, type PopulationKernel } from './kernel.ts'
import { fenOf } from './matched.ts'
import { createPopulation, type Population } from './population.ts'

const DAY = '2026-11-30'

/** A small copy that has to grow, with every household put in twice: once with one member more, so that rows are left behind. */
function populationOf(facts: RuleFacts, homes: readonly AwardedHome[]): Population {
  const population = createPopulation(facts, { people: 4, homes: 2 })
  for (const [index, { home }] of homes.entries()) {
    if (index % 3 === 0) population.put({ ...home, members: [] })
    if (index % 5 === 0) population.put({ ...home, members: [...home.members, { id: `gone${index}`, facts: {} }] })
    population.put(home)
  }
  return population
}

interface Said {
  id: string
  status: string | undefined
  low: number
  high: number
  ask: readonly string[]
}

function said(kernel: PopulationKernel, { matched }: Matcher, row: number): readonly Said[] {
  return kernel.policies.flatMap((id, place) => {
    const policy = matched.policies[place]
    const status = policyStatuses[policy?.status[row] ?? Number.NaN]
    const ask = kernel.askable.filter((_, index) => (policy?.ask[index >> 5]?.[row] ?? 0) & (1 << (index & 31)))
    return status === undefined ? [] : [{ id, status, ...fenOf(matched, place, row), ask: ask.sort() }]
  })
}

const wanted = (decisions: readonly Decision[]): readonly Said[] =>
  decisions.map(({ policy, status, amount, ask }) => ({
    id: policy.id,
    status,
    low: amount.low + 0,
    high: amount.high + 0,
    ask: [...ask].sort(),
  }))

/** What one reading decided of one person, at the place of a policy. */
interface Reading {
  policies: readonly string[]
  status: (place: number) => number
  low: (place: number) => number
  high: (place: number) => number
  /** Whether exactly these facts are asked for. */
  asks: (place: number, facts: readonly string[]) => boolean
}

/** Whether a reading is the walker's: without a look at every word of it, which takes longer than to decide. */
function agrees({ policies, status, low, high, asks }: Reading, right: readonly Decision[]): boolean {
  let next = 0
  return policies.every((id, place) => {
    const decision = right[next]
    if (decision?.policy.id !== id) return !(status(place) < policyStatuses.length)
    next += 1
    const { amount, ask } = decision
    return policyStatuses[status(place)] === decision.status && low(place) === amount.low && high(place) === amount.high && asks(place, ask)
  })
}

/** What a kernel decided of one row. */
function ofRow({ policies, askable, askWords }: PopulationKernel, { matched }: Matcher, row: number): Reading {
  return {
    policies,
    status: (place) => matched.policies[place]?.status[row] ?? Number.NaN,
    low: (place) => fenOf(matched, place, row).low,
    high: (place) => fenOf(matched, place, row).high,
    asks(place, facts) {
      const words = matched.policies[place]?.ask.map((word) => word[row] ?? 0) ?? []
      for (const fact of askWords === 0 ? [] : facts) {
        const index = askable.indexOf(fact)
        words[index >> 5] = (words[index >> 5] ?? 0) ^ (1 << (index & 31))
      }
      return words.every((word) => word === 0)
    },
  }
}

const ofClosure = ({ policies }: QuickCatalogue, { status, low, high }: QuickDecisions): Reading => ({
  policies,
  status: (place) => status[place] ?? Number.NaN,
  low: (place) => low[place] ?? 0,
  high: (place) => high[place] ?? 0,
  asks: () => true,
})

/** Holds the kernel, asking and not, and the closure against the walker about everyone. @returns what the walker said */
function heldEqual(catalogue: Catalogue, facts: RuleFacts, homes: readonly AwardedHome[], date: string): readonly Decision[] {
  const population = populationOf(facts, homes)
  const [asking, quick] = [true, false].map((ask) => {
    // Asking, each policy has a stage of its own: what they make of one another has to pass from one to the next.
    const kernel = compileKernel(catalogue, facts, date, ask ? { asking: true, longestStage: 1 } : {})
    const matcher = matchPopulation(kernel, population)
    matcher.decideAll()
    return { kernel, matcher }
  })
  if (!asking || !quick) throw new Error('no kernel')
  const closure = compileCatalogue(catalogue, facts, date)
  const room = closure.room()
  return homes.flatMap(({ subjects }, index) =>
    subjects.flatMap((subject, place) => {
      const row = population.rowAt(`p${index}-${place}`) ?? Number.NaN
      const right = decide(catalogue, subject, date)
      if (!agrees(ofRow(asking.kernel, asking.matcher, row), right)) expect(said(asking.kernel, asking.matcher, row)).toEqual(wanted(right))
      const unasked = () => wanted(right).map((one) => ({ ...one, ask: [] }))
      if (!agrees(ofRow(quick.kernel, quick.matcher, row), right)) expect(said(quick.kernel, quick.matcher, row)).toEqual(unasked())
      closure.decide(encodeSubject(subject, closure.layout), room)
      if (!agrees(ofClosure(closure, room), right)) expect(saidBy(closure, room)).toEqual(unasked())
      return right
    }),
  )
}

const saidBy = ({ policies }: QuickCatalogue, { status, low, high }: QuickDecisions): readonly Said[] =>
  policies.flatMap((id, place) => {
    const code = policyStatuses[status[place] ?? Number.NaN]
    return code === undefined ? [] : [{ id, status: code, low: (low[place] ?? 0) + 0, high: (high[place] ?? 0) + 0, ask: [] }]
  })

function count(counts: Map<string, number>, key: string, by = 1): void {
  counts.set(key, (counts.get(key) ?? 0) + by)
}

test('the kernel decides everyone as the walker does: status, least and most, and what to ask', { timeout: 120_000 }, () => {
  const statuses = new Map<string, number>()
  const operators = new Map<string, number>()
  let decisions = 0
  let asked = 0
  let awarded = 0
  fc.assert(
    fc.property(randomCatalogue, homesOf(randomSubject, 130), (catalogue, drawn) => {
      const homes = drawn.map(([subject, awards], index) => awardedHome(subject, index, awards, catalogue))
      const right = heldEqual(catalogue, randomFacts, homes, DAY)
      const subjects = homes.flatMap((home) => home.subjects)
      awarded += subjects.reduce((sum, subject) => sum + Object.keys(subject.awarded ?? {}).length, 0)
      decisions += right.length
      for (const { status, ask } of right) {
        count(statuses, status ?? '')
        if (ask.length > 0) asked += 1
      }
      for (const rule of catalogue.policies.flatMap(rulesDecided))
        for (const { kind } of nodesIn(rule)) count(operators, kind, subjects.length)
    }),
    { numRuns: 80 },
  )
  const rows = [...operators].sort(([, one], [, other]) => other - one).map(([kind, times]) => `${kind.padEnd(14)}${times}`)
  process.stdout.write(
    `${decisions} decisions, ${asked} with something to ask, ${awarded} awarded; how often each operator was decided:\n${rows.join('\n')}\n`,
  )
  expect(decisions).toBeGreaterThan(100_000)
  expect(asked).toBeGreaterThan(10_000)
  expect(awarded).toBeGreaterThan(5_000)
  for (const status of policyStatuses) expect(statuses.get(status), status).toBeGreaterThan(1_000)
  for (const kind of everyOperator) expect(operators.get(kind), kind).toBeGreaterThan(2_000)
})

const rulesDecided = (policy: Policy) => {
  const deciding = decidingVersion(policy, DAY)
  return deciding && deciding.stage !== 'over' ? rulesOf(deciding.version) : []
}

const everyOperator = [
  ...['all', 'any', 'not', 'atLeast', 'someMember', 'everyMember', 'countMembers', 'oneOf', 'has', 'known', 'compare', 'policy'],
  ...['number', 'fact', 'param', 'ageAt', 'monthsSince', 'dateOf', 'date', 'today', 'add', 'max', 'min', 'sub', 'mulBps', 'perMember'],
  ...['lookup', 'bands', 'prorataMonths'],
]

test.each(['2026-11-30', '2025-06-30'])('and so about the built-in policies on %s', (date) => {
  fc.assert(
    fc.property(homesOf(randomPerson(ruleFacts), 20), (drawn) => {
      const catalogue = builtInCatalogue()
      const homes = drawn.map(([subject, awards], index) => awardedHome(subject, index, awards, catalogue))
      heldEqual(catalogue, ruleFacts, homes, date)
    }),
    { numRuns: 6 },
  )
})
