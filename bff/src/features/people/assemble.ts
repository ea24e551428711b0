import type { Clock } from '@minsheng/shared/units/clock'
import type { KeyRing } from '../../platform/crypto/keyring.ts'
import type { Database } from '../../platform/db/index.ts'
import type { PeriodicJob } from '../../platform/jobs/periodic.ts'
import { createDataKeys } from '../../platform/protect/data-keys.ts'
import { createProtector } from '../../platform/protect/protector.ts'
import { createDuplicateDesk } from './duplicate/desk.ts'
import { duplicateRoutes } from './duplicate/routes.ts'
import { createDuplicateStore } from './duplicate/store.ts'
import { assembleFacts } from './facts/assemble.ts'
import { createPeopleFeed } from './feed.ts'
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
import { createPlaceDesk } from './place/desk.ts'
import { placeRoutes } from './place/routes.ts'
import { createPlaceStore } from './place/store.ts'
import { residentFields } from './resident/catalogue.ts'
import { createResidentDesk } from './resident/desk.ts'
import type { Resident } from './resident/domain.ts'
import { residentRoutes } from './resident/routes.ts'
import { createResidentSearch } from './resident/search.ts'
import { createResidentStore } from './resident/store.ts'
import { createRevealStore } from './reveal/store.ts'
import { createSurroundings } from './surroundings.ts'

/** 一库集: places from the district down to the flat, and who lives there. */
export function createPeople({ db, keys, clock }: { db: Database; keys: KeyRing; clock: Clock }) {
  const dataKeys = createDataKeys({ db, keys, clock })
  const places = createPlaceStore(db)
  const households = createHouseholdStore(db, createProtector<Household, typeof householdFields.fields>(householdFields, dataKeys, keys))
  const residents = createResidentStore(
    db,
    createProtector<Resident, typeof residentFields.fields>(residentFields, dataKeys, keys),
    nameSyllables,
  )
  const addresses = createAddressBook(places)
  const cases = createDuplicateStore(db)
  const reveals = createRevealStore(db)
  const facts = assembleFacts({ db, keys, dataKeys, residents, households, places, reveals, clock })
  const surroundings = createSurroundings({ places, households, clock })
  const duplicates = createDuplicateDesk({ cases, residents, clock })
  const relocate = createRelocate({ households, residents, places })
  const householdDesk = createHouseholdDesk({
    households,
    residents,
    places,
    relocate,
    moved: { household: facts.householdMoved, person: facts.moved },
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
    duplicates,
    addresses,
    homeAt: householdDesk.at,
    relocate,
    moved: { household: facts.householdMoved, person: facts.moved },
    clock,
  })
  const placeDesk = createPlaceDesk({ places, clock, livesIn: (place) => households.countIn(place.placeId, place.path.length > 4) })

  return {
    async prepare() {
      for (const part of [places, households, residents, cases, reveals, imports, facts]) await part.prepare()
    },
    /** A key of the ring that was put in front takes over the data keys. */
    jobs: [
      { name: 'data-keys', everyMs: 3_600_000, run: async () => void (await dataKeys.rewrap()) },
      imports.job,
      ...facts.jobs,
    ] satisfies PeriodicJob[],
    workImports: imports.job.run,
    outboxCollections: facts.outboxCollections,
    /** The facts registry, for other features. */
    facts: facts.port,
    routes: [
      ...placeRoutes({
        places,
        desk: placeDesk,
        async headcounts(placeIds) {
          const [people, homes] = await Promise.all([residents.counts(placeIds), households.counts(placeIds)])
          return new Map(placeIds.map((id) => [id, { residents: people.get(id) ?? 0, households: homes.get(id) ?? 0 }]))
        },
      }),
      ...residentRoutes({
        residents,
        households,
        reveals,
        desk: createResidentDesk({ residents, clock, noticed: duplicates.notice, moved: facts.moved }),
        search: createResidentSearch({ residents, households, places, addresses, clock }),
        surroundings,
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
      ...facts.routes,
    ],
    own: createOwnRecords({ residents, reveals, surroundings, clock }),
    /** Numbers of people by ID number or phone, for the auditor: nothing else is told. */
    personIds: residents.idsOf,
    feed: createPeopleFeed({
      places,
      households,
      residents,
      homeAt: householdDesk.at,
      noticed: duplicates.notice,
      facts: facts.feed,
      clock,
    }),
  }
}
