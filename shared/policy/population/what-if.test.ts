import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Catalogue } from '../policy/definition.ts'
import { awardedHome, homesOf } from '../testing/random-awards.ts'
import { randomCatalogue } from '../testing/random-catalogue.ts'
import { randomFacts, randomSubject } from '../testing/random-rules.ts'
import { changesBetween } from './changes.ts'
import { compileKernel, matchPopulation } from './kernel.ts'
import { createPopulation, NOBODY, type Population } from './population.ts'
import { changeReader, prepareTrial, type Tried, whatIf } from './what-if.ts'

const DAY = '2026-11-30'

function withValue(catalogue: Catalogue, key: string, value: number): Catalogue {
  return {
    ...catalogue,
    parameters: catalogue.parameters.map((one) =>
      one.key === key ? { ...one, values: one.values.map((dated) => ({ ...dated, value })) } : one,
    ),
  }
}

/** Everyone decided by both catalogues as a whole. */
function whole(population: Population, before: Catalogue, after: Catalogue) {
  const [was, now] = [before, after].map((catalogue) => {
    const kernel = compileKernel(catalogue, randomFacts, DAY)
    const matcher = matchPopulation(kernel, population)
    matcher.decideAll()
    return { kernel, matched: matcher.matched }
  })
  if (!was || !now) throw new Error('not decided')
  const kinds = now.kernel.policies.map(() => new Uint8Array(population.rows))
  return { was, changes: changesBetween(population, now.kernel.perHome, was.matched, now.matched, kinds), kinds }
}

let changed = 0
let untouched = 0
let dragged = 0

/** Holds what is decided in part against both decided as a whole. */
function heldEqual(population: Population, before: Catalogue, after: Catalogue, tried: Tried, first?: Catalogue): void {
  const { was, kinds } = whole(population, before, after)
  const trial = prepareTrial(population, was, first ?? after, tried, randomFacts, DAY)
  // As while somebody drags: another value was tried before, by the same code and in the same place.
  if (first) trial.run(first)
  const fits = trial.fits(was, after, tried, DAY)
  if (first && fits) dragged += 1
  const found = !first || fits ? trial.run(after) : whatIf(population, was, after, tried, randomFacts, DAY)
  const touched = new Set(found.homes)
  untouched += population.homes - touched.size
  for (const [place, id] of was.kernel.policies.entries()) {
    const policy = found.policies.find((one) => one.id === id)
    const read = policy && changeReader(found, was.matched, policy)
    for (let row = 0; row < population.rows; row += 1) {
      const home = population.homeOf[row] ?? NOBODY
      if (home === NOBODY) continue
      const right = kinds[place]?.[row] ?? Number.NaN
      // `other` gives and takes nothing; what is not decided anew is not told of.
      const said = read && touched.has(home) ? read(row).kind : 0
      if (right > 0 && right < 5) changed += 1
      if (said !== right && (said % 5 !== 0 || right % 5 !== 0)) expect({ id, row, said }).toEqual({ id, row, said: right })
    }
  }
}

test('what is decided anew of a parameter, or of other rules, is what comes of deciding everything about everyone', {
  timeout: 60_000,
}, () => {
  fc.assert(
    fc.property(
      fc.tuple(randomCatalogue, randomCatalogue),
      homesOf(randomSubject, 60),
      fc.constantFrom('standard', 'shareBps'),
      fc.integer({ min: 0, max: 20_000 }),
      ([catalogue, other], drawn, key, value) => {
        const population = createPopulation(randomFacts)
        drawn.forEach(([subject, awards], index) => {
          population.put(awardedHome(subject, index, awards, catalogue).home)
        })
        heldEqual(
          population,
          catalogue,
          withValue(catalogue, key, value),
          { parameters: new Set([key]), policies: new Set() },
          withValue(catalogue, key, (value * 7) % 20_000),
        )
        // One policy has the rules of another catalogue's.
        const place = value % catalogue.policies.length
        const rules = other.policies.find(
          ({ id, subject }) => id === catalogue.policies[place]?.id && subject === catalogue.policies[place]?.subject,
        )
        if (!rules) return
        const policies = catalogue.policies.map((policy, at) => (at === place ? { ...policy, versions: rules.versions } : policy))
        heldEqual(population, catalogue, { ...catalogue, policies }, { parameters: new Set(), policies: new Set([rules.id]) })
      },
    ),
    { numRuns: 120 },
  )
  expect(dragged).toBeGreaterThan(60)
  expect(changed).toBeGreaterThan(2_000)
  // Were everyone decided anew each time, the test would show nothing of what may be left out.
  expect(untouched).toBeGreaterThan(2_000)
})
