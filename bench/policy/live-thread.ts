import { setTimeout as sleep } from 'node:timers/promises'
import { parentPort, workerData } from 'node:worker_threads'
import type { RegisterHome } from '../../bff/src/features/policy/population/copy.ts'
import { runPopulation } from '../../bff/src/features/policy/population/thread.ts'
import { TODAY } from './contenders.ts'
import { benchHomes } from './people.ts'

/** Streets, communities and grids of the district. */
const [STREETS, COMMUNITIES, GRIDS] = [14, 200, 1_500]
const PER_PAGE = 250

// The thread of the BFF over made-up people: what it takes to read them from a database is measured apart.
if (!parentPort) throw new Error('this is a thread')
const residents = Number((workerData as { database: string }).database)

async function* homes(): AsyncGenerator<RegisterHome[]> {
  let page: RegisterHome[] = []
  let count = 0
  for (const { id, facts, members } of benchHomes(residents, TODAY)) {
    const path = ['district', `street${count % STREETS}`, `community${count % COMMUNITIES}`, `grid${count % GRIDS}`]
    count += 1
    page.push({ id, householdId: id, path, facts, people: members, changesAt: null })
    if (page.length < PER_PAGE) continue
    yield page
    page = []
  }
  yield page
}

await runPopulation({
  register: { count: async () => Math.ceil(residents / 2.4), homes, some: async () => [], homesWith: async () => [] },
  // One in so many households has its minimum living awarded.
  awardsOf: async (ids) =>
    new Map(ids.filter((id) => /^h\d*00$/.test(id)).map((id) => [id, { 'minimum-living': { fen: 80_000, fromMonth: '2026-10' } }])),
  comparison: { ofHomes: async () => undefined, ofPeople: async () => undefined, theRest: async () => undefined },
  matches: {
    prepare: async () => undefined,
    prepareKeys: async () => undefined,
    reconcile: async () => 0,
    of: async () => ({}),
    changedBy: async () => 0,
    sweep: async () => ({ acknowledged: true, deletedCount: 0 }),
  },
  watch: () => ({
    next: async () => {
      await sleep(250)
      return null
    },
    token: null,
    close: async () => undefined,
  }),
  port: parentPort,
  clock: { now: () => new Date(`${TODAY}T10:00:00+08:00`), setOffset: () => undefined },
})
parentPort.close()
