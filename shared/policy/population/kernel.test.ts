import fc from 'fast-check'
import { expect, test } from 'vitest'
import { builtInCatalogue } from '../catalogue/index.ts'
import { ruleFacts } from '../facts.ts'
import { compileCatalogue, type QuickCatalogue, type QuickDecisions } from '../policy/compile.ts'
import { type Decision, decide } from '../policy/decide.ts'
import type { Catalogue } from '../policy/definition.ts'
import { rulesOf } from '../policy/versions.ts'
import { encodeSubject } from '../rule/encode.ts'
import { policyStatuses, type RuleFacts } from '../rule/language.ts'
import { nodesIn } from '../rule/nodes.ts'
import type { RuleSubject } from '../rule/subject.ts'
import { randomCatalogue } from '../testing/random-catalogue.ts'
import { randomPerson } from '../testing/random-people.ts'
import { randomFacts, randomSubject } from '../testing/random-rules.ts'
import { compileKernel, type Matcher, matchPopulation, type PopulationKernel } from './kernel.ts'
import { fenOf } from './matched.ts'
import { createPopulation, type Home, type Population } from './population.ts'

const homeOf = ({ household, members }: RuleSubject, index: number): Home => ({
  id: `h${index}`,
  facts: household,
  members: members.map((facts, place) => ({ id: `p${index}-${place}`, facts })),
})

/** A small copy that has to grow, with every household put in twice: once with one member more, so that rows are left behind. */
function populationOf(facts: RuleFacts, subjects: readonly RuleSubject[]): Population {
  const population = createPopulation(facts, { people: 4, homes: 2 })
  for (const [index, subject] of subjects.entries()) {
    const home = homeOf(subject, index)
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

/** As `toEqual`, which takes longer than everything it is asked about, and so is asked only what went wrong. */
function same(found: readonly Said[], right: readonly Said[]): void {
  if (JSON.stringify(found) !== JSON.stringify(right)) expect(found).toEqual(right)
}

/** Holds the kernel, asking and not, against the walker about everyone. @returns what the walker said */
function heldEqual(catalogue: Catalogue, facts: RuleFacts, subjects: readonly RuleSubject[], date: string): readonly Said[] {
  const population = populationOf(facts, subjects)
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
  return subjects.flatMap((subject, index) =>
    subject.members.flatMap((person, place) => {
      const row = population.rowAt(`p${index}-${place}`) ?? Number.NaN
      const right = wanted(decide(catalogue, { ...subject, person }, date))
      same(said(asking.kernel, asking.matcher, row), right)
      const unasked = right.map((one) => ({ ...one, ask: [] }))
      same(said(quick.kernel, quick.matcher, row), unasked)
      closure.decide(encodeSubject({ ...subject, person }, closure.layout), room)
      same(saidBy(closure, room), unasked)
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
  fc.assert(
    fc.property(randomCatalogue, fc.array(randomSubject, { minLength: 80, maxLength: 80 }), (catalogue, subjects) => {
      const right = heldEqual(catalogue, randomFacts, subjects, '2026-11-30')
      decisions += right.length
      for (const { status, ask } of right) {
        count(statuses, status ?? '')
        if (ask.length > 0) asked += 1
      }
      const people = subjects.reduce((sum, { members }) => sum + members.length, 0)
      for (const rule of catalogue.policies.flatMap(({ versions }) => versions.flatMap(rulesOf)))
        for (const { kind } of nodesIn(rule)) count(operators, kind, people)
    }),
    { numRuns: 110 },
  )
  const rows = [...operators].sort(([, one], [, other]) => other - one).map(([kind, times]) => `${kind.padEnd(14)}${times}`)
  process.stdout.write(`${decisions} decisions, ${asked} with something to ask; how often each operator was decided:\n${rows.join('\n')}\n`)
  expect(decisions).toBeGreaterThan(100_000)
  expect(asked).toBeGreaterThan(10_000)
  for (const status of policyStatuses) expect(statuses.get(status), status).toBeGreaterThan(1_000)
  for (const kind of everyOperator) expect(operators.get(kind), kind).toBeGreaterThan(2_000)
})

const everyOperator = [
  ...['all', 'any', 'not', 'atLeast', 'someMember', 'everyMember', 'countMembers', 'oneOf', 'has', 'known', 'compare', 'policy'],
  ...['number', 'fact', 'param', 'ageAt', 'monthsSince', 'dateOf', 'date', 'today', 'add', 'max', 'min', 'sub', 'mulBps', 'perMember'],
  ...['lookup', 'bands', 'prorataMonths'],
]

test.each(['2026-11-30', '2025-06-30'])('and so about the built-in policies on %s', (date) => {
  fc.assert(
    fc.property(fc.array(randomPerson(ruleFacts), { minLength: 20, maxLength: 20 }), (subjects) => {
      heldEqual(builtInCatalogue(), ruleFacts, subjects, date)
    }),
    { numRuns: 6 },
  )
})
