import { type Database, durable, type Filter, insertNew, isDuplicateKey } from '../../../platform/db/index.ts'
import type { Opened, Plain, Stored } from '../../../platform/protect/catalogue.ts'
import type { Protector } from '../../../platform/protect/protector.ts'
import type { HouseholdFields } from './catalogue.ts'
import type { Household } from './domain.ts'

export type HouseholdRecord = Opened<Household, HouseholdFields>
type StoredHousehold = Stored<Household, HouseholdFields>
export type HouseholdProtector = Protector<Household, HouseholdFields>
/** A household as a feature makes one. @param homeIds ids of its flat and what it lies in, below the grid */
export type NewHousehold = Omit<Plain<Household, HouseholdFields>, 'homeTokens' | 'rev'> & { homeIds: string[] }

export type HouseholdStore = ReturnType<typeof createHouseholdStore>

export function createHouseholdStore(db: Database, protector: HouseholdProtector) {
  const households = db.collection<StoredHousehold>('households')
  const homeToken = (placeId: string) => protector.token('home', placeId)
  const sealNew = ({ homeIds, ...household }: NewHousehold): StoredHousehold =>
    protector.seal({ ...household, homeTokens: homeIds.map(homeToken), rev: 0 })
  const openAll = (rows: unknown[]) => protector.openAll(rows as StoredHousehold[])

  return {
    async prepare() {
      await protector.prepare()
      await db.ensureIndexes('households', [
        { key: { code: 1 }, unique: true, serves: 'a household by its number; never two of them' },
        { key: { path: 1, _id: 1 }, serves: 'the households of a grid' },
        { key: { homeTokens: 1 }, serves: 'the households of a building or flat' },
      ])
    },
    async household(id: string): Promise<HouseholdRecord | null> {
      const stored = await households.findOne({ _id: id } as Filter<StoredHousehold>)
      return stored && protector.open(stored as StoredHousehold)
    },
    async byIds(ids: readonly string[]): Promise<HouseholdRecord[]> {
      return openAll(await households.find({ _id: { $in: [...new Set(ids)] } } as Filter<StoredHousehold>).toArray())
    },
    async byCodes(codes: readonly string[]): Promise<HouseholdRecord[]> {
      return openAll(await households.find({ code: { $in: [...new Set(codes)] } } as Filter<StoredHousehold>).toArray())
    },
    /** Ids of the households that live in one of these buildings, units or flats. */
    async idsAt(placeIds: readonly string[], most: number): Promise<string[]> {
      const rows = await households
        .find({ homeTokens: { $in: placeIds.map(homeToken) } } as Filter<StoredHousehold>, { projection: { _id: 1 } })
        .limit(most)
        .toArray()
      return rows.map((row) => String(row._id))
    },
    /** Households in places down to the grid, or (homes) in a building, unit or flat. */
    async list(scope: readonly string[], home: string | null, after: string | null, limit: number): Promise<HouseholdRecord[]> {
      const rows = await households
        .find({
          $and: [
            { path: { $in: [...scope] }, state: 'open' },
            home ? { homeTokens: homeToken(home) } : {},
            after ? { _id: { $gt: after } } : {},
          ],
        } as Filter<StoredHousehold>)
        .sort({ _id: 1 })
        .limit(limit + 1)
        .toArray()
      return openAll(rows)
    },
    countIn: (placeId: string, belowGrid: boolean) =>
      households.countDocuments(
        (belowGrid ? { homeTokens: homeToken(placeId), state: 'open' } : { path: placeId, state: 'open' }) as Filter<StoredHousehold>,
      ),
    /** @returns false when id or number is taken */
    async insert(household: NewHousehold): Promise<boolean> {
      try {
        await households.insertOne(sealNew(household) as never, durable)
        return true
      } catch (error) {
        if (isDuplicateKey(error)) return false
        throw error
      }
    },
    /** Loads many at once; those already there stay as they are. */
    async insertMany(rows: NewHousehold[]): Promise<void> {
      await insertNew(households, rows.map(sealNew) as never)
    },
    async counts(placeIds: readonly string[]): Promise<Map<string, number>> {
      const rows = await households
        .aggregate<{ _id: string; count: number }>([
          { $match: { path: { $in: [...placeIds] }, state: 'open' } },
          { $unwind: '$path' },
          { $match: { path: { $in: [...placeIds] } } },
          { $group: { _id: '$path', count: { $sum: 1 } } },
        ])
        .toArray()
      return new Map(rows.map((row) => [row._id, row.count]))
    },
  }
}
