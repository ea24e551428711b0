import { readFileSync } from 'node:fs'
import { builtInCatalogue } from '../../shared/policy/catalogue/index.ts'
import { ruleFacts } from '../../shared/policy/facts.ts'
import type { Catalogue } from '../../shared/policy/policy/definition.ts'
import { changeKinds, changesBetween } from '../../shared/policy/population/changes.ts'
import { compileKernel, matchPopulation } from '../../shared/policy/population/kernel.ts'
import { createPopulation } from '../../shared/policy/population/population.ts'
import { TODAY } from './contenders.ts'
import { benchHomes } from './people.ts'

/** What a process of its own measured of matching everyone anew after the standard was raised by a tenth. */
export interface Rematch {
  people: number
  buildSeconds: number
  /** Compiling, deciding everyone, writing and counting what changed. */
  rematchMs: number
  decideMs: number
  /** Deciding everyone once more, with what to ask. */
  askMs: number
  changed: number
  fenBefore: number
  fenAfter: number
  peakRssMb: number
}

/** The most this process itself held: what `resourceUsage` tells begins with what its parent held. */
function peakRssMb(): number {
  const [, kilobytes] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? []
  return Math.round(Number(kilobytes) / 1024)
}

function withHigherStandard(catalogue: Catalogue): Catalogue {
  return {
    ...catalogue,
    parameters: catalogue.parameters.map((parameter) =>
      parameter.key === 'minimumLivingStandard'
        ? { ...parameter, values: parameter.values.map((value) => ({ ...value, value: Math.round(value.value * 1.1) })) }
        : parameter,
    ),
  }
}

function measure(residents: number): Rematch {
  const population = createPopulation(ruleFacts)
  let began = performance.now()
  for (const home of benchHomes(residents, TODAY)) population.put(home)
  const buildSeconds = (performance.now() - began) / 1000
  const catalogue = builtInCatalogue()
  const before = matchPopulation(compileKernel(catalogue, ruleFacts, TODAY), population)
  before.decideAll()

  began = performance.now()
  const kernel = compileKernel(withHigherStandard(catalogue), ruleFacts, TODAY)
  const after = matchPopulation(kernel, population)
  after.decideAll()
  const kinds = kernel.policies.map(() => new Uint8Array(population.rows))
  const changes = changesBetween(population, kernel.perHome, before.matched, after.matched, kinds)
  const rematchMs = performance.now() - began

  began = performance.now()
  after.decideAll()
  const decideMs = performance.now() - began

  const peak = peakRssMb()
  began = performance.now()
  matchPopulation(compileKernel(catalogue, ruleFacts, TODAY, { asking: true }), population).decideAll()
  const askMs = performance.now() - began
  const total = (of: (change: (typeof changes)[number]) => number) => changes.reduce((sum, change) => sum + of(change), 0)
  return {
    people: population.people,
    buildSeconds,
    rematchMs,
    decideMs,
    askMs,
    changed: total(({ people }) => changeKinds.reduce((sum, kind) => sum + (kind === 'same' ? 0 : people[kind]), 0)),
    fenBefore: total(({ fenBefore }) => fenBefore),
    fenAfter: total(({ fenAfter }) => fenAfter),
    peakRssMb: peak,
  }
}

process.send?.(measure(Number(process.argv[2])))
