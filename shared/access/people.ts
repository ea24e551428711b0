import type { exchangeContract, peopleContract, qualityContract } from '../contracts/people.ts'
import { type GrantsOf, type StaffReach, staff } from './grant.ts'
import type { StaffRole } from './role.ts'

const working = ['data_steward', 'grid_worker', 'community', 'street', 'district_office'] as const satisfies StaffRole[]
const worker = (reach: StaffReach) => staff(reach, ...working)
/** Places are no one's secret; the bureau and the auditor see the map too. */
const map = staff('open', ...working, 'bureau', 'bureau_leader', 'administrator', 'auditor')
const steward = staff('own', 'data_steward', 'district_office')
const writer = staff('own', 'data_steward', 'grid_worker', 'community', 'street')
const planner = staff('own', 'data_steward', 'community', 'street')
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
  mapImport: importer,
  dropImport: importer,
  undoImport: importer,
  getImportTemplate: staff('open', 'data_steward', 'district_office'),
  listPlaceWorkers: worker('own'),
  assignWorker: planner,
  endAssignment: planner,
  getRoster: worker('own'),
  planShifts: planner,
  substituteShift: planner,
  cancelShift: planner,
  findOnDuty: worker('own'),
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

const exchanger = staff('open', 'data_steward', 'administrator')
const visiting = (reach: StaffReach) => staff(reach, 'data_steward', 'grid_worker', 'community', 'street')

/** Exchange with the data hub: of the whole district, single people in it hidden. */
export const exchangeGrants = {
  listExchangeSources: exchanger,
  startExchange: exchanger,
  pauseExchange: exchanger,
  resumeExchange: exchanger,
  listExchangeRuns: exchanger,
  listDeadLetters: exchanger,
  // A letter may be about anyone of the district, and taking it writes their facts: whoever runs the systems does not.
  revealDeadLetter: staff('own', 'data_steward'),
  replayDeadLetter: staff('own', 'data_steward'),
  discardDeadLetter: staff('own', 'data_steward'),
  listDeathReports: visiting('part'),
  decideDeathReport: visiting('own'),
} satisfies GrantsOf<typeof exchangeContract>

/** Data quality: figures for all of the district, people only in one's own places. */
export const qualityGrants = {
  getDataQuality: exchanger,
  listQualityRows: staff('part', 'data_steward', 'administrator'),
} satisfies GrantsOf<typeof qualityContract>
