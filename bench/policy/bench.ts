import { fork } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { builtInCatalogue } from '../../shared/policy/catalogue/index.ts'
import { keepResult, median, table } from '../figures.ts'
import { type Agreement, agreementOf } from './agreement.ts'
import { benchPeople, type Contender, closures, kernels, peers, TODAY } from './contenders.ts'
import { startDuckDb } from './duckdb.ts'
import { measureExplained } from './explained.ts'
import type { LiveFigures } from './live.ts'
import { openfiscaOf } from './openfisca/catalogue.ts'
import { type Measured, startOpenFisca } from './openfisca/process.ts'
import type { Rematch } from './rematch.ts'
import { thirtyPolicies } from './rules.ts'

/** A small district; BENCH_RESIDENTS=1370000 for the whole one. */
const RESIDENTS = Number(process.env.BENCH_RESIDENTS ?? 100_000)
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 9)
const WARM_UP_ROUNDS = 3
/** At most so many people for whoever takes them one by one, and for the slow. */
const [ONE_BY_ONE, ZEN, JSON_RULES, EXPLAINED] = [100_000, 1_000, 200, 2_000]

interface Entry {
  name: string
  decisions: number
  times: Measured[]
  run: () => Promise<Measured>
  /** Slow ones sit most rounds out. */
  rounds: number
}

async function timed(run: Contender['run']): Promise<Measured> {
  const [began, cpu] = [performance.now(), process.cpuUsage()]
  await run()
  const ms = performance.now() - began
  const { user, system } = process.cpuUsage(cpu)
  return { ms, cpuMs: (user + system) / 1000 }
}

const entryOf = (contender: Contender, rounds = ROUNDS): Entry => ({
  name: contender.name,
  decisions: contender.decisions,
  times: [],
  run: () => timed(contender.run),
  rounds,
})

function ofOwnProcess<T>(file: string, residents: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(new URL(file, import.meta.url)), [String(residents)], { execArgv: ['--import', 'tsx'] })
    child.once('message', (answer) => resolve(answer as T))
    child.once('close', (code) => reject(new Error(`${file} ended with ${code}`)))
  })
}

/**
 * Rules over everyone: the kernel and SQL in DuckDB beside vectorised OpenFisca; one by one: the compiled closure beside one written by hand
 * and three engines of others; one person explained; everyone matched anew after a change, in a process of its own.
 */
export async function benchPolicy(root: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'minsheng-bench-'))
  const undo: (() => Promise<void>)[] = []
  try {
    const people = benchPeople(RESIDENTS, Math.min(RESIDENTS, ONE_BY_ONE))
    const { population } = people
    process.stdout.write(`${population.people} people in ${population.homes} households\n`)
    const outside = await Promise.all(
      [
        { name: 'OpenFisca, 30 rules', catalogue: thirtyPolicies },
        { name: 'OpenFisca, catalogue', catalogue: builtInCatalogue() },
      ].map(async ({ name, catalogue }, index) => {
        const own = join(folder, String(index))
        mkdirSync(own)
        const fisca = await startOpenFisca(root, own, population, openfiscaOf(catalogue, TODAY))
        undo.push(fisca.stop)
        const entry: Entry = { name, decisions: population.people * catalogue.policies.length, times: [], run: fisca.run, rounds: ROUNDS }
        return { entry, fisca }
      }),
    )
    const duck = await startDuckDb(population)
    undo.push(duck.stop)
    const [ours, singly, theirs] = [kernels(people), closures(people), peers(people, { zen: ZEN, jsonRules: JSON_RULES })]
    const entries = [
      ...ours.map((one) => entryOf(one)),
      ...duck.contenders.map((one) => entryOf(one)),
      ...outside.map(({ entry }) => entry),
      ...[...singly, ...theirs].map((one, index) => entryOf(one, index < singly.length + 1 ? ROUNDS : 3)),
    ]
    for (let round = 0; round < WARM_UP_ROUNDS; round += 1) for (const entry of entries) if (entry.rounds === ROUNDS) await entry.run()
    for (let round = 0; round < ROUNDS; round += 1) {
      // Each round begins with another: what else the machine does must not always meet the same one.
      const first = round % entries.length
      for (const entry of [...entries.slice(first), ...entries.slice(0, first)])
        if (entry.times.length < entry.rounds) entry.times.push(await entry.run())
      process.stdout.write(`round ${round + 1} of ${ROUNDS}\n`)
    }

    const figures = entries.map(({ name, decisions, times }) => ({
      name,
      decisions,
      ms: median(times.map(({ ms }) => ms)),
      cpuMs: median(times.map(({ cpuMs }) => cpuMs)),
      perSecond: decisions / (median(times.map(({ ms }) => ms)) / 1000),
      perCpuSecond: decisions / (median(times.map(({ cpuMs }) => cpuMs)) / 1000),
    }))
    const of = (name: string) => figures.find((figure) => figure.name === name)?.perCpuSecond ?? Number.NaN
    const peerOf = (name: string) => (/^kernel|^DuckDB/.test(name) ? name.replace(/^\w+/, 'OpenFisca') : 'by hand, 30 rules')
    const millions = (perSecond: number) => (perSecond / 1e6).toFixed(perSecond < 1e6 ? 3 : 1)
    process.stdout.write(
      `\nload average ${loadavg()
        .map((figure) => figure.toFixed(1))
        .join(' ')} on ${cpus().length} cores; medians of ${ROUNDS} rounds\n${table(
        ['statuses held', 'decisions', 'ms', 'CPU ms', 'M/s', 'M/CPU s', 'of its measure'],
        figures.map(({ name, decisions, ms, cpuMs, perSecond, perCpuSecond }) => [
          name,
          decisions,
          ms.toFixed(1),
          cpuMs.toFixed(1),
          millions(perSecond),
          millions(perCpuSecond),
          name.startsWith('OpenFisca') ? '' : `${(perCpuSecond / of(peerOf(name))).toFixed(2)} × ${peerOf(name)}`,
        ]),
      )}\n`,
    )

    const answers = await Promise.all(outside.map(async ({ fisca }) => new Uint8Array(readFileSync(await fisca.answersFile()))))
    const agreements: readonly Agreement[] = [...(await duck.agreements()), ...agreementOf(people, [...singly, ...theirs], answers)]
    process.stdout.write(
      `\n${table(
        ['statuses compared with the kernel, where it is sure', 'compared', 'otherwise'],
        agreements.map(({ name, compared, otherwise }) => [name, compared, otherwise]),
      )}\n`,
    )

    const explained = await measureExplained(people, EXPLAINED)
    process.stdout.write(
      `\n${table(
        ['one person explained', 'median ms', 'p95 ms'],
        explained.map(({ name, medianMs, p95Ms }) => [name, medianMs.toFixed(3), p95Ms.toFixed(3)]),
      )}\n`,
    )
    for (const step of undo.splice(0).reverse()) await step()

    const rematches: Rematch[] = []
    for (const residents of [...new Set([100_000, RESIDENTS])]) rematches.push(await ofOwnProcess<Rematch>('./rematch.ts', residents))
    process.stdout.write(
      `\n${table(
        ['everyone matched anew', 'read in s', 're-match ms', 'of it deciding, warm ms', 'with asks, first ms', 'changed', 'peak RSS MB'],
        rematches.map((one) => [
          `${one.people} people`,
          one.buildSeconds.toFixed(1),
          one.rematchMs.toFixed(0),
          one.decideMs.toFixed(0),
          one.askMs.toFixed(0),
          one.changed,
          one.peakRssMb,
        ]),
      )}\n`,
    )
    const lives = [await ofOwnProcess<LiveFigures>('./live.ts', RESIDENTS)]
    process.stdout.write(`\n${liveTable(lives)}\n`)
    process.stdout.write(
      `${keepResult(root, 'policy', { residents: RESIDENTS, rounds: ROUNDS, figures, agreements, explained, rematches, lives })}\n`,
    )
  } finally {
    for (const step of undo.reverse()) await step()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** What-ifs over HTTP, as somebody drags. */
const liveTable = (lives: readonly LiveFigures[]) =>
  table(
    ['what-if over HTTP', 'people', 'policies anew', 'first ms', 'p50 ms', 'p95 ms', 'coverage ms', 'ready in s', 'peak RSS MB'],
    lives.flatMap(({ people, readySeconds, what, coverageMs, peakRssMb }) =>
      what.map(({ name, decidedAnew, first, p50, p95 }) => [
        name,
        people,
        decidedAnew,
        first.toFixed(0),
        p50.toFixed(0),
        p95.toFixed(0),
        coverageMs.toFixed(0),
        readySeconds.toFixed(1),
        peakRssMb,
      ]),
    ),
  )
