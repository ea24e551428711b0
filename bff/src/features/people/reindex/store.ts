import { type Database, durable, type Filter } from '../../../platform/db/index.ts'
import type { Stored } from '../../../platform/protect/catalogue.ts'
import type { HouseholdFields } from '../household/catalogue.ts'
import type { FormerHome, Household } from '../household/domain.ts'
import type { HouseholdProtector } from '../household/store.ts'
import type { ResidentFields } from '../resident/catalogue.ts'
import type { Resident } from '../resident/domain.ts'
import type { ResidentIndexing } from '../resident/indexing/store.ts'
import type { ResidentProtector } from '../resident/store.ts'

type StoredResident = Stored<Resident, ResidentFields>
type StoredHousehold = Stored<Household, HouseholdFields>

/** A document with indexes of another key than the making one, and what they are to be. */
export interface StaleIndexes {
  id: string
  rev: number
  set: Record<string, unknown>
}

const BATCH = 200
const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other)

/** Residents and households by what they are found by. */
export function createIndexedPeople(
  db: Database,
  {
    residentSeal,
    householdSeal,
    indexing,
  }: { residentSeal: ResidentProtector; householdSeal: HouseholdProtector; indexing: ResidentIndexing },
) {
  const residents = db.collection<StoredResident>('residents')
  const households = db.collection<StoredHousehold>('households')
  const places = db.collection<{ _id: string; placeId: string; path: string[] }>('places')

  async function staleResidents(rows: StoredResident[]): Promise<StaleIndexes[]> {
    const opened = await residentSeal.openAll(rows)
    return opened.flatMap((row, at) => {
      const stored = rows[at]
      if (!stored || row.anonymisedAt) return []
      const { groupKeys: _, ...set } = indexing.of({
        name: row.name.reveal(),
        idNumber: row.idNumber?.reveal() ?? null,
        phone: row.phone?.reveal() ?? null,
        birthDate: row.birthDate,
        path: row.path,
        groups: row.groups,
      })
      const stale = Object.entries(set).some(([name, index]) => !same(index, (stored as unknown as Record<string, unknown>)[name]))
      return stale ? [{ id: row._id, rev: row.rev, set }] : []
    })
  }

  /** The homes' tokens follow from the place and what it lies in, below the grid. */
  async function staleHouseholds(rows: StoredHousehold[]): Promise<StaleIndexes[]> {
    const homes = await Promise.all(
      rows.map(async (row) => {
        const placeOf = async (was: object) => (await householdSeal.open({ ...row, ...was })).placeId.reveal()
        return { placeId: await placeOf({}), former: await Promise.all((row.formerHomes ?? []).map(({ was }) => placeOf(was))) }
      }),
    )
    const ids = [...new Set(homes.flatMap(({ placeId, former }) => [placeId, ...former]))]
    const found = await places.find({ placeId: { $in: ids } }, { projection: { placeId: 1, path: 1 } }).toArray()
    const paths = new Map(found.map(({ placeId, path }) => [placeId, path]))
    /** Where nobody knows the place any more, its tokens stay as they are. */
    const tokens = (placeId: string, before: string[]) =>
      paths
        .get(placeId)
        ?.slice(4)
        .map((id) => householdSeal.token('home', id)) ?? before
    return rows.flatMap((row, at) => {
      const home = homes[at]
      if (!home) return []
      const homeTokens = tokens(home.placeId, row.homeTokens)
      const formerHomes = row.formerHomes?.map(
        (former, index): FormerHome => ({ ...former, homeTokens: tokens(home.former[index] ?? '', former.homeTokens) }),
      )
      const stale =
        !same(homeTokens, row.homeTokens) ||
        formerHomes?.some((home, index) => !same(home.homeTokens, row.formerHomes?.[index]?.homeTokens))
      return stale ? [{ id: String(row._id), rev: row.rev, set: { homeTokens, ...(formerHomes ? { formerHomes } : {}) } }] : []
    })
  }

  async function* walk<T extends { _id: unknown }>(
    rows: { find(filter: object): { sort(by: object): { limit(n: number): { toArray(): Promise<unknown[]> } } } },
    staleOf: (batch: T[]) => Promise<StaleIndexes[]>,
  ): AsyncGenerator<{ seen: number; stale: StaleIndexes[] }> {
    for (let after: unknown = null; ; ) {
      const batch = (await rows
        .find(after === null ? {} : { _id: { $gt: after } })
        .sort({ _id: 1 })
        .limit(BATCH)
        .toArray()) as T[]
      if (batch.length === 0) return
      yield { seen: batch.length, stale: await staleOf(batch) }
      after = batch.at(-1)?._id
    }
  }

  return {
    async prepare() {
      await residentSeal.prepare()
      await householdSeal.prepare()
    },
    residents: () => walk<StoredResident>(residents as never, staleResidents),
    households: () => walk<StoredHousehold>(households as never, staleHouseholds),
    /** While it is as it was seen; what somebody changed meanwhile has its new indexes by that change. */
    async write(collection: 'residents' | 'households', { id, rev, set }: StaleIndexes): Promise<boolean> {
      const rows = collection === 'residents' ? residents : households
      const written = await rows.updateOne(
        { _id: id, rev } as Filter<StoredResident> & Filter<StoredHousehold>,
        { $set: set } as never,
        durable,
      )
      return written.matchedCount === 1
    },
  }
}
