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
import { createDeskWork } from './desk/work.ts'
import { createRaiseFromDevice } from './device/raise.ts'
import { type DutyFields, dutyFields, type FixFields, fixFields } from './duty/catalogue.ts'
import { createDutyDesk } from './duty/desk.ts'
import type { Duty, WorkerFix } from './duty/domain.ts'
import { helpDutyRoutes } from './duty/routes.ts'
import { createDutyStore } from './duty/store.ts'
import { createEngine } from './engine.ts'
import { createFileDesk } from './file/desk.ts'
import { helpFileRoutes } from './file/routes.ts'
import { createHelpFiles } from './file/store.ts'
import { helpGauges } from './gauges.ts'
import { createGroundOf, type HelpersPort } from './ground.ts'
import { helpHandoverRoutes } from './handover/routes.ts'
import { helpHolding } from './holding.ts'
import { createHelpLive } from './live.ts'
import { helpMergeRoutes } from './merge/routes.ts'
import { REMINDED, workerKeys } from './news.ts'
import { createGeoDesk } from './open311/desk.ts'
import { createApiKeys } from './open311/keys.ts'
import { apiKeyRoutes } from './open311/routes.ts'
import { open311Site } from './open311/site.ts'
import { createOwnCalls, type PressParts } from './own/desk.ts'
import { createPresentOwn } from './own/presenting.ts'
import type { KnownHome } from './own/press.ts'
import { createReports } from './own/report.ts'
import { ownHelpRoutes } from './own/routes.ts'
import { createReportDesk, type ReportParts } from './report/desk.ts'
import { helpReportRoutes } from './report/routes.ts'
import { createReportStore } from './report/store.ts'
import { helpSafetyRoutes } from './safety/routes.ts'
import { createTermsAt } from './sla/promises.ts'
import { helpTermsRoutes } from './sla/routes.ts'
import { createTermsStore } from './sla/store.ts'
import { helpTransferRoutes } from './transfer/routes.ts'

interface HelpParts extends Pick<PressParts, 'homeOf' | 'gridPathAt' | 'districtPath'>, Pick<ReportParts, 'pathOf' | 'partsOf'> {
  db: Database
  keys: KeyRing
  helpers: HelpersPort
  /** Accounts of those whom a person lets handle their calls. */
  familyOf: (accountId: string) => Promise<readonly string[]>
  /** From the district down to a place. */
  pathOf: (placeId: string) => Promise<readonly string[]>
  placeNames: (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>
  staffNames: (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>
  /** The phone of an account, or of whom it named; null when there is none. */
  phoneOf: (accountId: string) => Promise<string | null>
  /** Which of these sessions still stand. */
  standing: (sessionIds: readonly string[]) => Promise<ReadonlySet<string>>
  /** The phone of somebody, and where they live, by the register. */
  phoneOfResident: (residentId: string) => Promise<string | null>
  livesAt: (residentId: string) => Promise<KnownHome | null>
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
    pathOf,
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
  const duties = createDutyStore(db, {
    duty: createProtector<Duty, DutyFields>(dutyFields, dataKeys, keys),
    fix: createProtector<WorkerFix, FixFields>(fixFields, dataKeys, keys),
  })
  const groundOf = createGroundOf({ ...helpers, atWork: duties.atWork, leftAt: duties.leftAt, staffNames })
  const duty = createDutyDesk({ duties, calls, pathOf, onChange: groundOf.forget, clock })
  const onTrouble = () => metrics.events.inc({ event: 'help_clock_failed' })
  const engine = createEngine({ calls, groundOf, familyOf, log, onTrouble, clock })
  const files = createHelpFiles(db, dataKeys)
  const presentOwn = createPresentOwn({ calls, files, staffNames })
  const presentDesk = createPresentDesk({ calls, files, placeNames, staffNames })
  const apiKeys = createApiKeys(db, clock)
  const live = createHelpLive({ db, keys, standing, log, clock })
  const work = createDeskWork({ calls, engine, present: presentDesk, clock })
  const terms = createTermsStore(db)
  const termsAt = createTermsAt(terms)
  const own = createOwnCalls({ ...parts, calls, engine, termsAt })
  const reports = createReportStore(db)
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
      await duties.prepare()
      await reports.prepare()
      await terms.prepare()
    },
    routes: [
      ...ownHelpRoutes({ calls, own, report: createReports({ ...parts, calls, engine, termsAt }), live, present: presentOwn }),
      ...helpDutyRoutes({ duty, clock }),
      ...helpDeskRoutes({ calls, live, work, termsAt, present: presentDesk, phoneOf, phoneOfResident: parts.phoneOfResident }),
      ...helpSafetyRoutes({ work, groundOf }),
      ...helpTransferRoutes({ work }),
      ...helpMergeRoutes({ calls, work, present: presentDesk, engine, clock }),
      ...helpHandoverRoutes({ work, groundOf, clock }),
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
    /** An alarm of a device becomes a call. */
    raiseFromDevice: createRaiseFromDevice({ ...parts, calls, termsAt }),
    /** For tests and benches: what the timers do, at once, and calls as they are kept. */
    engine,
    calls,
  }
}
