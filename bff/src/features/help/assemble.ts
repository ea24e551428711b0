import type { Clock } from '@minsheng/shared/units/clock'
import type { KeyRing } from '../../platform/crypto/keyring.ts'
import type { Database } from '../../platform/db/index.ts'
import type { EventHandler } from '../../platform/events/outbox.ts'
import type { Metrics } from '../../platform/http/metrics.ts'
import type { Log } from '../../platform/log/index.ts'
import { createDataKeys } from '../../platform/protect/data-keys.ts'
import { createProtector } from '../../platform/protect/protector.ts'
import { type CallFields, callFields } from './call/catalogue.ts'
import type { CallFacts } from './call/domain.ts'
import { createCallStore } from './call/store.ts'
import { createPresentDesk } from './desk/presenting.ts'
import { helpDeskRoutes } from './desk/routes.ts'
import { createEngine } from './engine.ts'
import { createFileDesk } from './file/desk.ts'
import { helpFileRoutes } from './file/routes.ts'
import { createHelpFiles } from './file/store.ts'
import { helpGauges } from './gauges.ts'
import { createGroundOf, type HelpersPort } from './ground.ts'
import { helpHolding } from './holding.ts'
import { createHelpLive } from './live.ts'
import { REMINDED, workerKeys } from './news.ts'
import { createGeoDesk } from './open311/desk.ts'
import { createApiKeys } from './open311/keys.ts'
import { apiKeyRoutes } from './open311/routes.ts'
import { open311Site } from './open311/site.ts'
import { createOwnCalls, type PressParts } from './own/desk.ts'
import { createPresentOwn } from './own/presenting.ts'
import { ownHelpRoutes } from './own/routes.ts'
import { createReportDesk, type ReportParts } from './report/desk.ts'
import { helpReportRoutes } from './report/routes.ts'
import { createReportStore } from './report/store.ts'
import { helpTermsRoutes } from './sla/routes.ts'
import { createTermsStore } from './sla/store.ts'

interface HelpParts extends Pick<PressParts, 'homeOf' | 'gridPathAt' | 'districtPath'>, Pick<ReportParts, 'pathOf' | 'partsOf'> {
  db: Database
  keys: KeyRing
  helpers: HelpersPort
  /** Accounts of those whom a person lets handle their calls. */
  familyOf: (accountId: string) => Promise<readonly string[]>
  placeNames: (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>
  staffNames: (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>
  /** The phone of an account, or of whom it named; null when there is none. */
  phoneOf: (accountId: string) => Promise<string | null>
  /** Which of these sessions still stand. */
  standing: (sessionIds: readonly string[]) => Promise<ReadonlySet<string>>
  /** Messages under these keys need nobody's answer any more. */
  settled: (keys: readonly string[]) => Promise<void>
  /** Where the whole is reached from outside. */
  publicBaseUrl: string
  production: boolean
  metrics: Metrics
  log: Log
  clock: Clock
}

/** 一键呼: one press, someone comes. */
export function createHelp(parts: HelpParts) {
  const {
    db,
    keys,
    helpers,
    familyOf,
    placeNames,
    staffNames,
    phoneOf,
    standing,
    settled,
    publicBaseUrl,
    production,
    metrics,
    log,
    clock,
  } = parts
  const dataKeys = createDataKeys({ db, keys, clock })
  const calls = createCallStore(db, createProtector<CallFacts, CallFields>(callFields, dataKeys, keys))
  const files = createHelpFiles(db, dataKeys)
  const presentOwn = createPresentOwn({ files, staffNames })
  const presentDesk = createPresentDesk({ files, placeNames, staffNames })
  const apiKeys = createApiKeys(db, clock)
  const groundOf = createGroundOf(helpers)
  const onTrouble = () => metrics.events.inc({ event: 'help_clock_failed' })
  const engine = createEngine({ calls, groundOf, familyOf, log, onTrouble, clock })
  const live = createHelpLive({ db, keys, standing, log, clock })
  const own = createOwnCalls({ ...parts, calls, engine })
  const reports = createReportStore(db)
  const terms = createTermsStore(db)
  const reportDesk = createReportDesk({ ...parts, reports, calls, onDuty: helpers.onDuty })
  const reminded: EventHandler = {
    name: 'help-reminded',
    types: [REMINDED],
    async handle({ payload }) {
      const call = await calls.call(String(payload.callId))
      if (call) await settled(workerKeys(call))
    },
  }
  return {
    async prepare() {
      await calls.prepare()
      await files.prepare()
      await apiKeys.prepare()
      await reports.prepare()
      await terms.prepare()
    },
    routes: [
      ...ownHelpRoutes({ calls, own, live, present: presentOwn }),
      ...helpDeskRoutes({ calls, engine, live, present: presentDesk, phoneOf, clock }),
      ...helpReportRoutes({ desk: reportDesk, calls, placeNames, staffNames }),
      ...helpTermsRoutes({ terms, staffNames, clock }),
      ...apiKeyRoutes({ keys: apiKeys, staffNames }),
      ...helpFileRoutes({
        calls,
        files,
        desk: createFileDesk({ calls, files, engine, clock }),
        presentOwn,
        presentDesk: presentDesk.detail,
      }),
    ],
    /** Open311, beside the API. */
    site: open311Site({ desk: createGeoDesk({ calls, own, placeNames, clock }), keys: apiKeys, publicBaseUrl, production, log }),
    jobs: [engine.job],
    handlers: [reminded],
    outboxCollections: calls.outboxCollections,
    gauges: helpGauges(db, clock, live.connections),
    /** Ends what is open to workers and to whoever called. */
    stop: live.stop,
    upgrade: live.upgrade,
    holding: helpHolding({ calls, clock }),
    /** For tests and benches: what the timers do, at once, and calls as they are kept. */
    engine,
    calls,
  }
}
