import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { createPopulationHost } from '../../bff/src/features/policy/population/host.ts'
import { connectDatabase } from '../../bff/src/platform/db/index.ts'
import { createLog } from '../../bff/src/platform/log/index.ts'
import { builtInCatalogue } from '../../shared/policy/catalogue/index.ts'
import { systemClock } from '../../shared/units/clock.ts'

/** How long it takes until everyone of a database is held in memory and decided, and until a change of it is taken in. */
export interface LiveCopyFigures {
  people: number
  homesLeftOut: number
  readySeconds: number
  /** From writing that someone is no longer there until they are not counted: the thread tells so every half second. */
  takenInMs: number
  /** Of the whole process, with the copy in a thread of it. */
  rssMb: number
}

const WAIT_MS = 3_600_000
const CHANGES = 5

/** Starts the thread of the BFF as it is built, over a district that was loaded. */
export async function measureLiveCopy(root: string, env: Readonly<Record<string, string | undefined>>): Promise<LiveCopyFigures> {
  const [uri, database] = [env.MONGODB_URI ?? '', env.MONGODB_DB ?? '']
  const held = { documents: [{ hash: 'bench' }], published: [], catalogue: builtInCatalogue() }
  const host = createPopulationHost({
    program: pathToFileURL(join(root, 'bff', 'dist', 'population-thread.js')),
    place: { uri, database, keyringFile: env.KEYRING_FILE, keysDir: env.KEYS_DIR },
    books: { current: async () => held as never, renewed: async () => held as never },
    log: createLog('warn'),
    clock: systemClock,
    onTrouble: () => undefined,
  })
  const db = await connectDatabase(uri, database)
  try {
    const began = performance.now()
    if (!(await host.ready(WAIT_MS))) throw new Error('everyone was not ready in time')
    const readySeconds = (performance.now() - began) / 1000
    const { people, homesLeftOut } = host.state()
    const residents = db.collection<{ _id: string; state: string }>('residents')
    const times: number[] = []
    for (const { _id } of await residents.find({ state: 'present' }).limit(CHANGES).toArray()) {
      const before = host.state().people
      const at = performance.now()
      await residents.updateOne({ _id }, { $set: { state: 'moved_out' } })
      while (host.state().people >= before) await sleep(5)
      times.push(performance.now() - at)
    }
    const rssMb = Math.round(process.memoryUsage.rss() / 2 ** 20)
    return { people, homesLeftOut, readySeconds, takenInMs: Math.max(...times), rssMb }
  } finally {
    await host.stop()
    await db.close()
  }
}
