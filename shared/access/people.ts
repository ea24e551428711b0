import type { peopleContract } from '../contracts/people.ts'
import { type GrantsOf, type StaffReach, staff } from './grant.ts'
import type { StaffRole } from './role.ts'

const working = ['data_steward', 'grid_worker', 'community', 'street', 'district_office'] as const satisfies StaffRole[]
const worker = (reach: StaffReach) => staff(reach, ...working)
/** Places are no one's secret; the bureau and the auditor see the map too. */
const map = staff('open', ...working, 'bureau', 'administrator', 'auditor')
const steward = staff('own', 'data_steward', 'district_office')
const writer = staff('own', 'data_steward', 'grid_worker', 'community', 'street')
/** One's own uploads. */
const importer = staff('maker', 'data_steward', 'grid_worker', 'community', 'street')
const merger = (reach: StaffReach) => staff(reach, 'data_steward', 'street', 'district_office')

const decider = (reach: StaffReach) => staff(reach, 'data_steward', 'community', 'street', 'district_office')

/** 一库集: who may do what. */
export const peopleGrants = {
  listPlaces: map,
  getPlace: map,
  getPlaceMap: map,
  findPlaceAt: map,
  createPlace: steward,
  changePlace: steward,
  closePlace: steward,
  searchResidents: worker('part'),
  getResident: worker('own'),
  createResident: writer,
  updateResident: writer,
  moveResident: writer,
  changeResidentState: writer,
  addGroup: writer,
  endGroup: writer,
  revealResident: worker('own'),
  listHouseholds: worker('part'),
  getHousehold: worker('own'),
  createHousehold: writer,
  searchHouseholds: worker('part'),
  moveHousehold: writer,
  changeHead: writer,
  endHousehold: writer,
  listHomePeople: worker('own'),
  uploadImport: staff('open', 'data_steward', 'grid_worker', 'community', 'street'),
  listImports: worker('part'),
  getImport: importer,
  acceptImport: importer,
  dropImport: importer,
  undoImport: importer,
  getImportTemplate: staff('open', 'data_steward', 'district_office'),
  listDuplicates: merger('part'),
  mergeDuplicate: merger('own'),
  dismissDuplicate: merger('own'),
  undoMerge: merger('own'),
  listFacts: worker('own'),
  getFactHistory: worker('own'),
  recordObservation: writer,
  revealFact: worker('own'),
  resolveFact: decider('own'),
  listFactConflicts: decider('part'),
} satisfies GrantsOf<typeof peopleContract>
