import type { Clock } from '@minsheng/shared/units/clock'
import { newId } from '../../../platform/crypto/id.ts'
import type { KeyRing } from '../../../platform/crypto/keyring.ts'
import type { Database } from '../../../platform/db/index.ts'
import type { DataKeys } from '../../../platform/protect/data-keys.ts'
import { createProtector } from '../../../platform/protect/protector.ts'
import { createSealedFiles } from '../../../platform/protect/sealed-files.ts'
import type { DuplicateDesk } from '../duplicate/desk.ts'
import type { DuplicateStore } from '../duplicate/store.ts'
import type { HouseholdDesk } from '../household/desk.ts'
import type { Relocate } from '../household/relocate.ts'
import type { HouseholdStore } from '../household/store.ts'
import type { AddressBook } from '../place/address-book.ts'
import type { PlaceStore } from '../place/store.ts'
import type { ResidentStore } from '../resident/store.ts'
import { importFields } from './catalogue.ts'
import { createImportDesk } from './desk.ts'
import type { ImportJob, Target } from './domain.ts'
import { createHouseholdPlanner } from './plan-household.ts'
import { createPlacePlanner } from './plan-place.ts'
import { createResidentPlanner } from './plan-resident.ts'
import { importRoutes } from './routes.ts'
import { createImportStore } from './store.ts'
import { createUndoRow, type UndoParts } from './undo.ts'
import { createImportWork } from './work.ts'

export interface ImportParts {
  db: Database
  keys: KeyRing
  dataKeys: DataKeys
  places: PlaceStore
  households: HouseholdStore
  residents: ResidentStore
  cases: DuplicateStore
  hasFacts: UndoParts['hasFacts']
  duplicates: DuplicateDesk
  addresses: AddressBook
  homeAt: HouseholdDesk['at']
  relocate: Relocate
  clock: Clock
}

/** Files of places and people: looked at, taken in, taken back. */
export function createImports(parts: ImportParts) {
  const { db, keys, dataKeys, places, residents, duplicates, clock } = parts
  const imports = createImportStore(db, createProtector<ImportJob, typeof importFields.fields>(importFields, dataKeys, keys))
  const files = createSealedFiles(db, dataKeys, 'import_files')
  const work = createImportWork({
    imports,
    files,
    planners: {
      boundary: createPlacePlanner({ places, clock, shapes: true }),
      home: createPlacePlanner({ places, clock, shapes: false }),
      household: createHouseholdPlanner(parts),
      resident: createResidentPlanner(parts),
    },
    undoRow: createUndoRow(parts),
    async noticed(targets) {
      const of = (what: Target['what']) => targets.filter((target) => target.what === what).map((target) => target.id)
      const people = of('resident')
      for (const resident of await residents.repeated(people)) await duplicates.notice(resident)
    },
    holder: newId('wrk'),
    clock,
  })
  return {
    async prepare() {
      await imports.prepare()
      await files.prepare()
    },
    routes: importRoutes({ imports, desk: createImportDesk({ imports, files, clock }), clock }),
    job: { name: 'people-imports', everyMs: 1_000, run: work },
  }
}
