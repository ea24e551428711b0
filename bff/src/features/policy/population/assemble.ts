import type { KeyRing } from '../../../platform/crypto/keyring.ts'
import type { Database } from '../../../platform/db/index.ts'
import type { Metrics } from '../../../platform/http/metrics.ts'
import type { PeriodicJob } from '../../../platform/jobs/periodic.ts'
import type { Log } from '../../../platform/log/index.ts'
import type { DataKeys } from '../../../platform/protect/data-keys.ts'
import { createProtector } from '../../../platform/protect/protector.ts'
import { createPopulationHost, type ThreadPlace } from './host.ts'
import { type MatchFacts, type MatchFields, matchFields } from './matches/catalogue.ts'
import { createMatchStore } from './matches/store.ts'
import { createRematches } from './rematch/rematches.ts'
import { createRematchStore } from './rematch/store.ts'
import { type PopulationRouteParts, populationRoutes } from './routes.ts'

export interface PopulationParts extends Omit<PopulationRouteParts, 'host' | 'rematches'> {
  db: Database
  keys: KeyRing
  dataKeys: DataKeys
  thread: { program: URL; place: ThreadPlace; atStart: boolean }
  metrics: Metrics
  log: Log
}

/** Everyone held in memory, matched anew when something changes, and counted over. */
export function assemblePopulation({ db, keys, dataKeys, books, thread, draft, nameOf, placeNames, metrics, log, clock }: PopulationParts) {
  const onTrouble = () => metrics.events.inc({ event: 'population_trouble' })
  const host = createPopulationHost({ program: thread.program, place: thread.place, books, log, clock, onTrouble })
  const store = createRematchStore(db)
  const matches = createMatchStore(db, createProtector<MatchFacts, MatchFields>(matchFields, dataKeys, keys))
  const rematches = createRematches({ store, host, clock })
  return {
    async prepare() {
      await matches.prepare()
      await store.prepare()
    },
    routes: populationRoutes({ host, rematches, books, draft, nameOf, placeNames, clock }),
    job: {
      ...rematches.job,
      async run(signal) {
        if (thread.atStart) host.start()
        await rematches.job.run(signal)
      },
    } satisfies PeriodicJob,
    gauges: host.gauges,
    /** Something was published: everyone is matched anew. */
    published: async () => void (await rematches.want('published', (await books.current()).documents.at(-1)?.hash ?? '')),
    host,
    rematches,
    /** What is kept of someone, for them to read. */
    matches,
    stop: host.stop,
  }
}
