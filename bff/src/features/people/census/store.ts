import { type Database, type Filter, majorityRead } from '../../../platform/db/index.ts'

/** What the register says of someone as far as counting needs it: nothing by which they are known. */
export interface CensusPerson {
  _id: string
  birthDate: string
  sex: 'male' | 'female'
  householdId: string | null
  path: string[]
}
export interface CensusHousehold {
  _id: string
  path: string[]
}

const personFields = { birthDate: 1, sex: 1, householdId: 1, path: 1 } as const

export function createCensusStore(db: Database) {
  const residents = db.collection<CensusPerson & { state: string; 'memberships.householdId': string }>('residents')
  const households = db.collection<CensusHousehold>('households')
  const present = (filter: object) =>
    residents.find({ ...filter, state: 'present' } as Filter<CensusPerson & { state: string; 'memberships.householdId': string }>, {
      projection: personFields,
      ...majorityRead,
    })
  return {
    /** About how many households there are. */
    count: () => households.estimatedDocumentCount(),
    householdsAfter: (after: string, most: number): Promise<CensusHousehold[]> =>
      households
        .find({ _id: { $gt: after } }, { projection: { path: 1 }, ...majorityRead })
        .sort({ _id: 1 })
        .limit(most)
        .toArray(),
    households: (ids: readonly string[]): Promise<CensusHousehold[]> =>
      households.find({ _id: { $in: [...ids] } }, { projection: { path: 1 }, ...majorityRead }).toArray(),
    /** Who lives in these households, by the index of the memberships. */
    livingIn: (householdIds: readonly string[]): Promise<CensusPerson[]> =>
      present({ 'memberships.householdId': { $in: [...householdIds] }, householdId: { $in: [...householdIds] } }).toArray(),
    people: (ids: readonly string[]): Promise<CensusPerson[]> => present({ _id: { $in: [...ids] } }).toArray(),
    /** Those who are in no household, one after the other. */
    alone: () => present({ householdId: null }).sort({ _id: 1 }).batchSize(1_000),
  }
}
