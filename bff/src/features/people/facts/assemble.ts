import type { FactSubject } from '@minsheng/shared/contracts/people'
import type { Clock } from '@minsheng/shared/units/clock'
import type { KeyRing } from '../../../platform/crypto/keyring.ts'
import type { Database, Session } from '../../../platform/db/index.ts'
import type { PeriodicJob } from '../../../platform/jobs/periodic.ts'
import type { DataKeys } from '../../../platform/protect/data-keys.ts'
import { createProtector } from '../../../platform/protect/protector.ts'
import type { HouseholdStore } from '../household/store.ts'
import type { PlaceStore } from '../place/store.ts'
import type { ResidentStore } from '../resident/store.ts'
import type { RevealStore } from '../reveal/store.ts'
import {
  type KeptObservation,
  type KeptResolution,
  type ObservationFields,
  observationFields,
  type ResolutionFields,
  resolutionFields,
} from './catalogue.ts'
import { createFactDesk } from './desk.ts'
import { subjectKey } from './domain.ts'
import { createFactFeed } from './feed.ts'
import { factsHolding } from './holding.ts'
import { createFacts } from './port.ts'
import { factRoutes } from './routes.ts'
import { createFactStore } from './store.ts'
import { createSubjects } from './subjects.ts'

export interface FactAssembly {
  db: Database
  keys: KeyRing
  dataKeys: DataKeys
  residents: ResidentStore
  households: HouseholdStore
  places: PlaceStore
  reveals: RevealStore
  clock: Clock
}

/** The facts registry: what is known of people and households, who said so, and until when. */
export function assembleFacts({ db, keys, dataKeys, residents, households, places, reveals, clock }: FactAssembly) {
  const store = createFactStore(
    db,
    createProtector<KeptObservation, ObservationFields>(observationFields, dataKeys, keys),
    createProtector<KeptResolution, ResolutionFields>(resolutionFields, dataKeys, keys),
  )
  const subjects = createSubjects({ residents, households })
  const desk = createFactDesk({ store, subjects, clock })
  return {
    prepare: store.prepare,
    routes: factRoutes({ store, desk, subjects, places, reveals, clock }),
    jobs: [{ name: 'facts-expired', everyMs: 60_000, run: async () => void (await desk.retell()) }] satisfies PeriodicJob[],
    outboxCollections: store.outboxCollections,
    disputedPersons: store.disputedPersons,
    port: createFacts({ store, desk, subjects, clock }),
    feed: createFactFeed({ store, clock }),
    holding: factsHolding({ store, residents, clock }),
    /** To be told of each resident who lives elsewhere now. */
    moved: (residentId: string, path: readonly string[], session: Session) =>
      store.moved(subjectKey({ kind: 'person', id: residentId }), path, session),
    /** Whether anything was recorded about someone or a household. */
    hasFacts: async (subject: FactSubject, session: Session): Promise<boolean> =>
      (await store.heads([subjectKey(subject)], session)).length > 0,
    householdMoved: (householdId: string, path: readonly string[], session: Session) =>
      store.moved(subjectKey({ kind: 'household', id: householdId }), path, session),
  }
}
