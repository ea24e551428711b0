import { parentPort, workerData } from 'node:worker_threads'
import type { Clock } from '@minsheng/shared/units/clock'
import { createCensus } from './features/people/census/census.ts'
import type { ThreadPlace } from './features/policy/population/host.ts'
import { populationParts, runPopulation } from './features/policy/population/thread.ts'
import { openKeyRing } from './platform/crypto/live-keyring.ts'
import { connectDatabase } from './platform/db/index.ts'
import { createDataKeys } from './platform/protect/data-keys.ts'

/** The machine's clock, as far off as the process's own is. */
function shiftedClock(): Clock & { setOffset(ms: number): void } {
  let offset = 0
  return {
    now: () => new Date(Date.now() + offset),
    setOffset(ms) {
      offset = ms
    },
  }
}

const KEYS_LOOKED_AT_MS = 2_000

/** The thread that holds everyone: connections and keys of its own, so that the rest of the process never waits for it. */
async function main(): Promise<void> {
  if (!parentPort) throw new Error('this is a thread of the BFF')
  const { uri, database, keyringFile, keysDir } = workerData as ThreadPlace
  const clock = shiftedClock()
  const ring = openKeyRing({ keyringFile, keysDir }, clock)
  const nothing = () => undefined
  const stopWatching = ring.watch(KEYS_LOOKED_AT_MS, nothing, nothing)
  const db = await connectDatabase(uri, database)
  const dataKeys = createDataKeys({ db, keys: ring.keys, clock })
  const census = createCensus({ db, keys: ring.keys, dataKeys, clock })
  await census.prepare()
  const parts = await populationParts({ db, keys: ring.keys, dataKeys, register: census })
  await runPopulation({ ...parts, port: parentPort, clock })
  stopWatching()
  await db.close()
  parentPort.postMessage({ kind: 'stopped' })
  parentPort.close()
}

void main()
