import type { Clock } from '@minsheng/shared/units/clock'
import type { KeyRing } from '../../../platform/crypto/keyring.ts'
import type { Database } from '../../../platform/db/index.ts'
import type { Metrics } from '../../../platform/http/metrics.ts'
import type { PeriodicJob } from '../../../platform/jobs/periodic.ts'
import type { Log } from '../../../platform/log/index.ts'
import type { DataKeys } from '../../../platform/protect/data-keys.ts'
import { createProtector } from '../../../platform/protect/protector.ts'
import { type RegisterPort, registerNames } from '../../../ports/register.ts'
import type { Facts } from '../facts/port.ts'
import type { PlaceStore } from '../place/store.ts'
import type { ResidentStore } from '../resident/store.ts'
import type { SurroundingsOf } from '../surroundings.ts'
import { type DeadLetterFields, type DeathReportFields, deadLetterFields, deathReportFields } from './catalogue.ts'
import { createDeathDesk } from './death-desk.ts'
import type { DeadLetter, DeathReportDocument } from './domain.ts'
import { createExchangeEngine } from './engine.ts'
import { createGround } from './ground.ts'
import { exchangeJobs } from './jobs.ts'
import { createLanding } from './landing.ts'
import { createLetterDesk } from './letter-desk.ts'
import { createTakePage } from './page.ts'
import { createPushDesk } from './push/desk.ts'
import { createPushStore } from './push/store.ts'
import { exchangeRoutes } from './routes.ts'
import { createExchangeStore } from './store.ts'

export interface ExchangeAssembly {
  db: Database
  keys: KeyRing
  dataKeys: DataKeys
  residents: ResidentStore
  places: PlaceStore
  facts: Facts
  surroundings: SurroundingsOf
  hub: RegisterPort
  metrics: Metrics
  log: Log
  clock: Clock
}

/** Once a day is enough for registers that others keep; a person may start one at any time. */
const EVERY_MINUTES = 24 * 60

/** Exchange with the data hub: registers in, our own changes out. */
export function assembleExchange(parts: ExchangeAssembly) {
  const { db, keys, dataKeys, residents, places, facts, surroundings, hub, metrics, log, clock } = parts
  const store = createExchangeStore(
    db,
    createProtector<DeadLetter, DeadLetterFields>(deadLetterFields, dataKeys, keys, 'identity'),
    createProtector<DeathReportDocument, DeathReportFields>(deathReportFields, dataKeys, keys),
  )
  const pushStore = createPushStore(db)
  const ground = createGround({ residents, places, keys, recordObservations: facts.recordObservations, clock })
  const landing = createLanding({ ground, store })
  const engine = createExchangeEngine({
    store,
    hub,
    page: createTakePage({ store, landing }),
    alarm: (event, run) => {
      metrics.events.inc(event === 'exchange_failed' ? { event: 'exchange_failed' } : { event: 'exchange_disagrees' })
      log.error({ run: run._id, source: run.sourceId, fault: run.fault, sent: run.sent, counts: run.counts }, event)
    },
    broken: (error, run) => log.error({ err: error, run: run._id, source: run.sourceId }, 'a page of an exchange could not be taken'),
    clock,
  })
  const pushes = createPushDesk({ pushes: pushStore, residents, hub, clock })
  const deaths = createDeathDesk({ store, residents, pushes, recordObservations: ground.recordObservations, clock })
  const letters = createLetterDesk({ store, landing, clock })

  return {
    store,
    pushStore,
    async prepare() {
      const first = registerNames.map((name) => ({
        _id: name,
        state: 'active' as const,
        watermark: null,
        everyMinutes: EVERY_MINUTES,
        nextAt: null,
        lastDoneAt: null,
        rev: 0,
      }))
      await store.prepare(first)
      await pushStore.prepare()
    },
    jobs: exchangeJobs({ store, engine, pushes, clock }) satisfies PeriodicJob[],
    routes: exchangeRoutes({ store, pushes: pushStore, engine, letters, deaths, residents, places, surroundings, clock }),
    /** To be told of each death and move that a worker registers, in the transaction of the change. */
    told: deaths.told,
    /** For tests and commands: all that the timers do, at once. */
    engine,
    pushes,
  }
}
