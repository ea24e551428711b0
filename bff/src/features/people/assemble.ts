import type { Clock } from '@minsheng/shared/units/clock'
import type { KeyRing } from '../../platform/crypto/keyring.ts'
import type { Database } from '../../platform/db/index.ts'
import type { Metrics } from '../../platform/http/metrics.ts'
import type { PeriodicJob } from '../../platform/jobs/periodic.ts'
import type { Log } from '../../platform/log/index.ts'
import { createDataKeys } from '../../platform/protect/data-keys.ts'
import { createProtector } from '../../platform/protect/protector.ts'
import type { RegisterPort } from '../../ports/register.ts'
import { type DuplicateFields, duplicateFields } from './duplicate/catalogue.ts'
import { createDuplicateDesk } from './duplicate/desk.ts'
import type { DuplicateCase } from './duplicate/domain.ts'
import { duplicateRoutes } from './duplicate/routes.ts'
import { createDuplicateStore } from './duplicate/store.ts'
import { assembleExchange } from './exchange/assemble.ts'
import { exchangeGauges } from './exchange/gauges.ts'
import { assembleFacts } from './facts/assemble.ts'
import { createPeopleFeed } from './feed.ts'
import { createFollow } from './follow/follow.ts'
import { createGuardians } from './guardian/guardians.ts'
import { createHeadcounts } from './headcount/store.ts'
import { householdFields } from './household/catalogue.ts'
import { createHouseholdDesk } from './household/desk.ts'
import type { Household } from './household/domain.ts'
import { createRelocate } from './household/relocate.ts'
import { householdRoutes } from './household/routes.ts'
import { createHouseholdSearch } from './household/search.ts'
import { createHouseholdStore } from './household/store.ts'
import { createImports } from './import/assemble.ts'
import { createOwnRecords } from './own/own.ts'
import { nameSyllables } from './pinyin.ts'
import { createAddressBook } from './place/address-book.ts'
import { type PlaceFields, placeFields } from './place/catalogue.ts'
import { createPlaceDesk } from './place/desk.ts'
import type { NewPlace } from './place/domain.ts'
import { placeRoutes } from './place/routes.ts'
import { createPlaceStore } from './place/store.ts'
import { createQualityDesk } from './quality/desk.ts'
import { qualityRoutes } from './quality/routes.ts'
import { createQualityStore } from './quality/store.ts'
import { residentFields } from './resident/catalogue.ts'
import { createResidentDesk } from './resident/desk.ts'
import type { Resident } from './resident/domain.ts'
import { createRegisterChanges } from './resident/register-change/store.ts'
import { residentRoutes } from './resident/routes.ts'
import { createResidentScan } from './resident/scan/store.ts'
import { createResidentSearch } from './resident/search.ts'
import { createResidentStore } from './resident/store.ts'
import { type RevealFields, revealFields } from './reveal/catalogue.ts'
import type { RevealDocument } from './reveal/domain.ts'
import { createRevealStore } from './reveal/store.ts'
import { type AssignmentFields, assignmentFields, type ShiftFields, shiftFields } from './shift/catalogue.ts'
import { createShiftDesk } from './shift/desk.ts'
import type { Assignment, PlannedShift } from './shift/domain.ts'
import { createOnDuty } from './shift/on-duty.ts'
import { shiftRoutes } from './shift/routes.ts'
import type { PlaceStaff } from './shift/staff.ts'
import { createShiftStore } from './shift/store.ts'
import { createSurroundings } from './surroundings.ts'

export interface PeopleParts {
  db: Database
  keys: KeyRing
  /** Registers of other departments. */
  hub: RegisterPort
  /** Who works in which places. */
  staff: PlaceStaff
  metrics: Metrics
  log: Log
  clock: Clock
}

/** 一库集: places from the district down to the flat, and who lives there. */
export function createPeople({ db, keys, hub, staff, metrics, log, clock }: PeopleParts) {
  const dataKeys = createDataKeys({ db, keys, clock })
  const places = createPlaceStore(db, createProtector<NewPlace, PlaceFields>(placeFields, dataKeys, keys))
  const householdSeal = createProtector<Household, typeof householdFields.fields>(householdFields, dataKeys, keys)
  const households = createHouseholdStore(db, householdSeal, (...moved) => facts.householdMoved(...moved))
  const heads = createHeadcounts(db)
  const residentSeal = createProtector<Resident, typeof residentFields.fields>(residentFields, dataKeys, keys)
  // What is decided about someone is decided where they live now: it moves with them, or neither does.
  const follows = async (...moved: Parameters<typeof facts.moved>) => {
    for (const told of [facts.moved, cases.moved, exchange.store.reportsMoved]) await told(...moved)
  }
  const changes = createRegisterChanges(db)
  const residents = createResidentStore(db, residentSeal, nameSyllables, follows, changes.tell)
  const addresses = createAddressBook(places)
  const cases = createDuplicateStore(db, createProtector<DuplicateCase, DuplicateFields>(duplicateFields, dataKeys, keys))
  const reveals = createRevealStore(db, createProtector<RevealDocument, RevealFields>(revealFields, dataKeys, keys))
  const facts = assembleFacts({ db, keys, dataKeys, residents, households, places, reveals, clock })
  const surroundings = createSurroundings({ places, households, clock })
  const exchange = assembleExchange({ db, keys, dataKeys, residents, places, facts: facts.port, surroundings, hub, metrics, log, clock })
  const duplicates = createDuplicateDesk({ cases, residents, clock })
  const scan = createResidentScan(db, residentSeal)
  const follow = createFollow({ residents: scan, cases, reports: exchange.store })
  const relocate = createRelocate({ households, residents, places })
  const householdDesk = createHouseholdDesk({
    households,
    residents,
    places,
    relocate,
    clock,
  })
  const imports = createImports({
    db,
    keys,
    dataKeys,
    places,
    households,
    residents,
    cases,
    hasFacts: facts.hasFacts,
    duplicates,
    addresses,
    homeAt: householdDesk.at,
    relocate,
    clock,
  })
  async function homePlaces(householdId: string): Promise<string[]> {
    const household = await households.household(householdId)
    const home = household && (await places.place(household.placeId.reveal()))
    return home?.path.slice(4) ?? []
  }
  const own = createOwnRecords({ residents, reveals, surroundings, homePlaces, clock })
  const shifts = createShiftStore(db, {
    assignment: createProtector<Assignment, AssignmentFields>(assignmentFields, dataKeys, keys),
    shift: createProtector<PlannedShift, ShiftFields>(shiftFields, dataKeys, keys),
  })
  const onDuty = createOnDuty({ shifts, places, staff })
  const placeDesk = createPlaceDesk({ places, clock, livesIn: (place) => households.countIn(place.placeId, place.path.length > 4) })

  const qualityStore = createQualityStore(db)
  const quality = createQualityDesk({
    store: qualityStore,
    ground: {
      residents: scan,
      maybeTwice: cases.waiting,
      disputed: facts.disputedPersons,
      reportedDead: exchange.store.reportedDead,
      sources: async () =>
        (await exchange.store.sources()).map(({ everyMinutes, lastDoneAt, nextAt }) => ({
          everyMinutes,
          lastDoneAt,
          isStarted: nextAt !== null,
        })),
    },
    clock,
  })

  return {
    async prepare() {
      for (const part of [places, heads, households, residents, changes, cases, reveals, imports, facts, exchange, qualityStore, shifts])
        await part.prepare()
    },
    /** A key of the ring that was put in front takes over the data keys. */
    jobs: [
      { name: 'data-keys', everyMs: 3_600_000, run: async () => void (await dataKeys.rewrap()) },
      imports.job,
      { name: 'open-cases-follow', everyMs: 3_600_000, run: async () => void (await follow()) },
      { name: 'headcounts', everyMs: 60_000, run: heads.refresh },
      ...facts.jobs,
      ...exchange.jobs,
      { name: 'data-quality', everyMs: 600_000, run: quality.daily },
    ] satisfies PeriodicJob[],
    /** For tests: what the timers do, at once, and what they leave. */
    exchange: { engine: exchange.engine, pushes: exchange.pushes, store: exchange.store, measure: quality.measure },
    workImports: imports.job.run,
    gauges: exchangeGauges(db, clock),
    /** Who is to be called for a place at an instant, for other features. */
    onDuty,
    outboxCollections: [...facts.outboxCollections, ...changes.outboxCollections],
    /** Who may speak for a child, by the register. */
    guardians: createGuardians({ residents, factsOf: facts.port.factsOf, clock }),
    /** The facts registry, for other features. */
    facts: facts.port,
    routes: [
      ...placeRoutes({
        places,
        desk: placeDesk,
        headcounts: heads.of,
      }),
      ...residentRoutes({
        residents,
        households,
        reveals,
        desk: createResidentDesk({
          residents,
          householdOf: households.household,
          clock,
          noticed: duplicates.notice,
          told: exchange.told,
        }),
        search: createResidentSearch({ residents, households, places, addresses, clock }),
        surroundings,
        reportOf: exchange.store.openReportOf,
        clock,
      }),
      ...householdRoutes({
        households,
        residents,
        places,
        desk: householdDesk,
        search: createHouseholdSearch({ households, places, addresses }),
        surroundings,
        clock,
      }),
      ...duplicateRoutes({ cases, residents, desk: duplicates, surroundings }),
      ...imports.routes,
      ...shiftRoutes({ shifts, places, staff, desk: createShiftDesk({ shifts, staff, clock }), onDuty, clock }),
      ...facts.routes,
      ...exchange.routes,
      ...qualityRoutes({ store: qualityStore, residents, surroundings }),
    ],
    /** Numbers of people by ID number or phone, for the auditor: nothing else is told. */
    personIds: residents.idsOf,
    own,
    /** What the register and the facts registry hold of someone, for themself. */
    holdings: [own.holding, facts.holding],
    /** From the district down to the grid a point (WGS 84) lies in; null outside. */
    gridPathAt: async ({ lat, lng }: { lat: number; lng: number }) => (await places.gridAt(lng, lat))?.path ?? null,
    /** The district alone; nothing before it is loaded. */
    districtPath: async () => (await places.list({ kind: 'district' }, null, 1))[0]?.path ?? [],
    /** From the district down to a place; empty for one that is not known. */
    pathOf: async (placeId: string) => (await places.place(placeId))?.path ?? [],
    /** Names of places, by their ids. */
    placeNames: places.names,
    /** What lies directly in a place, and how many grids are in it altogether. */
    partsOf: async (placeId: string) => {
      const [parts, grids] = await Promise.all([places.partsOf(placeId), places.gridsIn(placeId)])
      return { parts: parts.map(({ placeId: id, name }) => ({ id, name })), grids }
    },
    feed: createPeopleFeed({
      places,
      households,
      residents,
      homeAt: householdDesk.at,
      noticed: duplicates.notice,
      facts: facts.feed,
      shifts,
      counted: heads.refresh,
      clock,
    }),
  }
}
