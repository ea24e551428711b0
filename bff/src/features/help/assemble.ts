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
import { helpDeskRoutes } from './desk/routes.ts'
import { createDeskWork } from './desk/work.ts'
import { createRaiseFromDevice } from './device/raise.ts'
import { type DutyFields, dutyFields, type FixFields, fixFields } from './duty/catalogue.ts'
import { createDutyDesk } from './duty/desk.ts'
import type { Duty, WorkerFix } from './duty/domain.ts'
import { helpDutyRoutes } from './duty/routes.ts'
import { createDutyStore } from './duty/store.ts'
import { createEngine } from './engine.ts'
import { helpGauges } from './gauges.ts'
import { createGroundOf, type HelpersPort } from './ground.ts'
import { helpHandoverRoutes } from './handover/routes.ts'
import { helpHolding } from './holding.ts'
import { createHelpLive } from './live.ts'
import { helpMergeRoutes } from './merge/routes.ts'
import { REMINDED, workerKeys } from './news.ts'
import { createOwnCalls, type PressParts } from './own/desk.ts'
import type { KnownHome } from './own/press.ts'
import { createReports } from './own/report.ts'
import { ownHelpRoutes } from './own/routes.ts'
import { helpSafetyRoutes } from './safety/routes.ts'
import { helpTransferRoutes } from './transfer/routes.ts'

interface HelpParts extends Pick<PressParts, 'homeOf' | 'gridPathAt' | 'districtPath'> {
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
  /** The phone of somebody, and where they live, by the register. */
  phoneOfResident: (residentId: string) => Promise<string | null>
  livesAt: (residentId: string) => Promise<KnownHome | null>
  /** Messages under these keys need nobody's answer any more. */
  settled: (keys: readonly string[]) => Promise<void>
  metrics: Metrics
  log: Log
  clock: Clock
}

/** 一键呼: one press, someone comes. */
export function createHelp(parts: HelpParts) {
  const { db, keys, helpers, familyOf, pathOf, placeNames, staffNames, phoneOf, settled, metrics, log, clock } = parts
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
  const live = createHelpLive({ db, log })
  const work = createDeskWork({ calls, engine, placeNames, staffNames, clock })
  const own = createOwnCalls({ ...parts, calls, engine })
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
      await duties.prepare()
    },
    routes: [
      ...ownHelpRoutes({ calls, own, report: createReports({ ...parts, calls, engine }), staffNames }),
      ...helpDutyRoutes({ duty, clock }),
      ...helpDeskRoutes({ calls, live, work, phoneOf, phoneOfResident: parts.phoneOfResident }),
      ...helpSafetyRoutes({ work, groundOf }),
      ...helpTransferRoutes({ work }),
      ...helpMergeRoutes({ calls, work, engine, clock }),
      ...helpHandoverRoutes({ work, groundOf, clock }),
    ],
    jobs: [engine.job],
    handlers: [reminded],
    outboxCollections: calls.outboxCollections,
    gauges: helpGauges(db, clock, live.connections),
    /** Ends what is open to workers. */
    stop: live.stop,
    holding: helpHolding({ calls, clock }),
    /** An alarm of a device becomes a call. */
    raiseFromDevice: createRaiseFromDevice({ ...parts, calls }),
    /** For tests: what the timers do, at once. */
    engine,
  }
}
