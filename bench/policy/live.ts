import { readFileSync } from 'node:fs'
import { createPopulationHost } from '../../bff/src/features/policy/population/host.ts'
import { populationRoutes } from '../../bff/src/features/policy/population/routes.ts'
import { createLog } from '../../bff/src/platform/log/index.ts'
import { startHttpServer } from '../../bff/testing/http-server.ts'
import { builtInCatalogue } from '../../shared/policy/catalogue/index.ts'
import { builtInPublications } from '../../shared/policy/catalogue/publications.ts'
import { TODAY } from './contenders.ts'

/** What a process of its own measured of counting over everyone, asked over HTTP as while somebody drags a slider. */
export interface LiveFigures {
  people: number
  /** From the start of the thread until everyone is in and decided. */
  readySeconds: number
  what: { name: string; decidedAnew: number; first: number; p50: number; p95: number }[]
  coverageMs: number
  peakRssMb: number
}

const ROUNDS = 40
const WAIT_MS = 900_000

const tries = [
  { name: '低保标准 1,245 → …', key: 'minimumLivingStandard', from: 124_500 },
  { name: '低保边缘收入线', key: 'lowIncomeBps', from: 20_000 },
  { name: '高龄津贴（80 至 89）', key: 'agedEighty', from: 5_000 },
] as const

function peakRssMb(): number {
  const [, kilobytes] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? []
  return Math.round(Number(kilobytes) / 1024)
}

async function measure(residents: number): Promise<LiveFigures> {
  const catalogue = builtInCatalogue()
  const books = { documents: [{ hash: 'bench' }], published: builtInPublications(), catalogue }
  const clock = { now: () => new Date(`${TODAY}T10:00:00+08:00`) }
  const host = createPopulationHost({
    program: new URL('./live-thread.ts', import.meta.url),
    place: { uri: '', database: String(residents), keyringFile: undefined, keysDir: undefined },
    books: { current: async () => books as never, renewed: async () => books as never },
    log: createLog('warn'),
    clock,
    onTrouble: () => undefined,
  })
  const began = performance.now()
  if (!(await host.ready(WAIT_MS))) throw new Error('everyone was not ready in time')
  const readySeconds = (performance.now() - began) / 1000
  const server = await startHttpServer(
    populationRoutes({
      host,
      rematches: undefined as never,
      books: { current: async () => books } as never,
      draft: async () => null,
      nameOf: async () => null,
      placeNames: async (ids) => new Map(ids.map((id) => [id, id])),
      clock,
    }),
    {
      actor: { kind: 'staff', accountId: 'acc_bench', sessionId: 'ses_bench', roles: ['bureau'], charityId: null },
      environment: { RATE_LIMIT_PER_MINUTE: '100000' },
      checkAnswers: false,
    },
  )
  const ask = async (path: string, body?: object) => {
    const at = performance.now()
    const answer = await fetch(`${server.url}${path}`, {
      method: body ? 'POST' : 'GET',
      headers: { Authorization: 'Bearer bench', 'Content-Type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    const found = (await answer.json()) as { decidedAnew?: unknown[] }
    if (answer.status !== 200) throw new Error(`${answer.status}: ${JSON.stringify(found)}`)
    return { ms: performance.now() - at, found }
  }
  const what: LiveFigures['what'] = []
  for (const { name, key, from } of tries) {
    const times: number[] = []
    let decidedAnew = 0
    for (let round = 1; round <= ROUNDS; round += 1) {
      // Up and down again, as one drags.
      const value = Math.round(from * (1 + ((round * 7) % 20) / 100))
      const { ms, found } = await ask('/api/v1/admin/policy-what-ifs', {
        change: { kind: 'parameters', values: [{ key, value }] },
        on: TODAY,
      })
      times.push(ms)
      decidedAnew = found.decidedAnew?.length ?? 0
    }
    const [first = 0] = times
    const sorted = [...times].sort((one, other) => one - other)
    const at = (share: number) => sorted[Math.ceil(sorted.length * share) - 1] ?? 0
    what.push({ name, decidedAnew, first, p50: at(0.5), p95: at(0.95) })
  }
  const coverage = await ask('/api/v1/admin/policy-coverage?by=age')
  const people = host.state().people
  const figures = { people, readySeconds, what, coverageMs: coverage.ms, peakRssMb: peakRssMb() }
  await server.close()
  await host.stop()
  return figures
}

process.send?.(await measure(Number(process.argv[2])))
process.exit(0)
