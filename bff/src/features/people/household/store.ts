import { type Database, type Filter, insertNew, isDuplicateKey, type Session } from '../../../platform/db/index.ts'
import type { Opened, Plain, Stored } from '../../../platform/protect/catalogue.ts'
import type { Protector } from '../../../platform/protect/protector.ts'
import { createHeadMarks } from '../headcount/store.ts'
import type { HouseholdFields } from './catalogue.ts'
import type { Household } from './domain.ts'

export type HouseholdRecord = Opened<Household, HouseholdFields>
type StoredHousehold = Stored<Household, HouseholdFields>
export type HouseholdProtector = Protector<Household, HouseholdFields>
/** A household as a feature makes one. @param homeIds ids of its flat and what it lies in, below the grid */
export type NewHousehold = Omit<Plain<Household, HouseholdFields>, 'homeTokens' | 'rev'> & { homeIds: string[] }

/** A home as a household moves into it. @see NewHousehold */
export interface NewHome {
  placeId: string
  path: string[]
  address: string
  homeIds: string[]
  since: string
}
export interface HouseholdNote {
  at: Date
  by: string
  why: string
}

export type HouseholdStore = ReturnType<typeof createHouseholdStore>

export function createHouseholdStore(
  db: Database,
  protector: HouseholdProtector,
  /** Told, in the same transaction, of each household that lives elsewhere now. */
  follow: (id: string, path: readonly string[], session: Session) => Promise<void> = async () => undefined,
) {
  const households = db.collection<StoredHousehold>('households')
  const mark = createHeadMarks(db)
  const homeToken = (placeId: string) => protector.token('home', placeId)
  /** While the index key is changed, a home is found by either key's token. */
  const atAny = (placeIds: readonly string[]) => ({ $in: placeIds.flatMap((placeId) => protector.tokenAny('home', placeId)) })
  const sealNew = ({ homeIds, ...household }: NewHousehold): StoredHousehold =>
    protector.seal({ ...household, homeTokens: homeIds.map(homeToken), rev: 0 })
  const noted = ({ _id }: { _id: string }, note: HouseholdNote) => ({ history: protector.sealEntry(_id, 'history', note) })
  const openAll = (rows: unknown[]) => protector.openAll(rows as StoredHousehold[])

  async function insertIn(household: NewHousehold, session: Session): Promise<void> {
    await households.insertOne(sealNew(household) as never, { session })
    await mark([household.path], session)
  }

  /** It lives elsewhere now: whoever counts or decides there is told with it. */
  async function went(after: HouseholdRecord | null, from: readonly string[], session: Session): Promise<HouseholdRecord | null> {
    if (!after) return null
    await mark([from, after.path], session)
    await follow(after._id, after.path, session)
    return after
  }

  async function changed(seen: { _id: string; rev: number }, update: object, session: Session): Promise<HouseholdRecord | null> {
    const after = await households.findOneAndUpdate(
      { _id: seen._id, rev: seen.rev } as Filter<StoredHousehold>,
      { ...update, $inc: { rev: 1 } } as never,
      { returnDocument: 'after', session },
    )
    return after ? protector.open(after as StoredHousehold) : null
  }

  return {
    transaction: db.transaction,
    async prepare() {
      await protector.prepare()
      await db.ensureIndexes('households', [
        { key: { code: 1 }, unique: true, serves: 'a household by its number; never two of them' },
        { key: { path: 1, _id: 1 }, serves: 'the households of a grid' },
        { key: { homeTokens: 1 }, serves: 'the households of a building or flat' },
        { key: { 'formerHomes.homeTokens': 1 }, serves: 'the households that lived in a building or flat' },
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
    /** Households that live in exactly these homes. */
    async at(placeIds: readonly string[]): Promise<HouseholdRecord[]> {
      const rows = await openAll(await households.find({ homeTokens: atAny(placeIds), state: 'open' } as Filter<StoredHousehold>).toArray())
      return rows.filter((household) => placeIds.includes(household.placeId.reveal()))
    },
    /** Ids of the households that live in one of these buildings, units or flats. */
    async idsAt(placeIds: readonly string[], most: number): Promise<string[]> {
      const rows = await households
        .find({ homeTokens: atAny(placeIds) } as Filter<StoredHousehold>, { projection: { _id: 1 } })
        .limit(most)
        .toArray()
      return rows.map((row) => String(row._id))
    },
    /** Open households at any of these homes, or with this number, page by page. */
    async search(
      scope: readonly string[],
      found: { homes: readonly string[]; areas: readonly string[]; code: string | null },
      after: string | null,
      limit: number,
    ) {
      const ways = [
        ...(found.homes.length > 0 ? [{ homeTokens: atAny(found.homes) }] : []),
        ...(found.areas.length > 0 ? [{ path: { $in: [...found.areas] } }] : []),
        ...(found.code ? [{ code: found.code }] : []),
      ]
      if (ways.length === 0) return []
      const rows = await households
        .find({ $and: [{ path: { $in: [...scope] } }, { $or: ways }, after ? { _id: { $gt: after } } : {}] } as Filter<StoredHousehold>)
        .sort({ _id: 1 })
        .limit(limit + 1)
        .toArray()
      return openAll(rows)
    },
    /** Households in places down to the grid, or (homes) in a building, unit or flat. */
    async list(scope: readonly string[], home: string | null, after: string | null, limit: number): Promise<HouseholdRecord[]> {
      const rows = await households
        .find({
          $and: [
            { path: { $in: [...scope] }, state: 'open' },
            home ? { homeTokens: atAny([home]) } : {},
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
        (belowGrid ? { homeTokens: atAny([placeId]), state: 'open' } : { path: placeId, state: 'open' }) as Filter<StoredHousehold>,
      ),
    /** @returns false when id or number is taken */
    async insert(household: NewHousehold): Promise<boolean> {
      try {
        await db.transaction((session) => insertIn(household, session))
        return true
      } catch (error) {
        if (isDuplicateKey(error)) return false
        throw error
      }
    },
    /** Loads many at once; those already there stay as they are. */
    async insertMany(rows: NewHousehold[]): Promise<void> {
      await insertNew(households, rows.map(sealNew) as never)
      await mark(rows.map(({ path }) => path))
    },
    insertIn,
    /** Moves a household that is still as it was seen; the home it leaves stays in its history. @returns null when it is no longer so */
    async move(seen: Pick<HouseholdRecord, '_id' | 'rev'>, home: NewHome, note: HouseholdNote, session: Session) {
      const stored = (await households.findOne({ _id: seen._id, rev: seen.rev } as Filter<StoredHousehold>, {
        session,
      })) as StoredHousehold | null
      if (!stored) return null
      const { placeId, address, path, homeTokens, homeSince } = stored
      const former = { path, homeTokens, from: homeSince ?? null, to: home.since, was: { placeId, address } }
      const set = {
        ...protector.sealSome(seen._id, { placeId: home.placeId, address: home.address, path: home.path }),
        homeTokens: home.homeIds.map(homeToken),
        homeSince: home.since,
      }
      const after = await changed(stored, { $set: set, $push: { formerHomes: former, ...noted(seen, note) } }, session)
      return went(after, path, session)
    },
    /** Back to the home before, while this version is the one that left it. @returns null when it was changed since */
    async moveBack(seen: Pick<HouseholdRecord, '_id' | 'rev'>, note: HouseholdNote, session: Session) {
      const stored = (await households.findOne({ _id: seen._id, rev: seen.rev } as Filter<StoredHousehold>, {
        session,
      })) as StoredHousehold | null
      const former = stored?.formerHomes?.at(-1)
      if (!stored || !former) return null
      const set = { ...former.was, path: former.path, homeTokens: former.homeTokens, homeSince: former.from }
      const after = await changed(stored, { $set: set, $pop: { formerHomes: 1 }, $push: noted(seen, note) }, session)
      return went(after, stored.path, session)
    },
    /** Notes what happened in it. @returns null when it was changed since */
    touch: (seen: Pick<HouseholdRecord, '_id' | 'rev'>, note: HouseholdNote, session: Session) =>
      changed(seen, { $push: noted(seen, note) }, session),
    /** Ends a household, or opens it again. @returns null when it was changed since */
    async end(seen: Pick<HouseholdRecord, '_id' | 'rev'>, closedOn: string | null, note: HouseholdNote, session: Session) {
      const set = { state: closedOn === null ? 'open' : 'closed', closedOn }
      const after = await changed(seen, { $set: set, $push: noted(seen, note) }, session)
      if (after) await mark([after.path], session)
      return after
    },
    /** Takes away one that nobody changed since it was made. */
    async remove(id: string, rev: number, session: Session): Promise<boolean> {
      const taken = await households.findOneAndDelete({ _id: id, rev } as Filter<StoredHousehold>, { session, projection: { path: 1 } })
      if (taken) await mark([taken.path], session)
      return taken !== null
    },
    isAt: async (id: string, rev: number, session: Session): Promise<boolean> =>
      (await households.findOne({ _id: id, rev } as Filter<StoredHousehold>, { session, projection: { _id: 1 } })) !== null,
    /** Whether anyone lives, or lived, in a place. */
    async isAnyAt(placeId: string, session: Session): Promise<boolean> {
      const ways = [{ path: placeId }, { homeTokens: atAny([placeId]) }, { 'formerHomes.homeTokens': atAny([placeId]) }]
      return (await households.findOne({ $or: ways } as Filter<StoredHousehold>, { session, projection: { _id: 1 } })) !== null
    },
    /** Households whose home was in this building, unit or flat on a day. */
    async livedAt(placeId: string, on: string, most: number): Promise<HouseholdRecord[]> {
      const token = atAny([placeId])
      const now = {
        homeTokens: token,
        $and: [{ $or: [{ homeSince: null }, { homeSince: { $lte: on } }] }, { $or: [{ closedOn: null }, { closedOn: { $gt: on } }] }],
      }
      const before = {
        formerHomes: { $elemMatch: { homeTokens: token, to: { $gt: on }, $or: [{ from: null }, { from: { $lte: on } }] } },
      }
      return openAll(
        await households
          .find({ $or: [now, before] } as Filter<StoredHousehold>)
          .sort({ _id: 1 })
          .limit(most)
          .toArray(),
      )
    },
    /** The homes it had before, newest first. */
    async formerHomes(id: string): Promise<{ address: string; from: string | null; to: string }[]> {
      const stored = (await households.findOne({ _id: id } as Filter<StoredHousehold>)) as StoredHousehold | null
      const homes = await Promise.all(
        (stored?.formerHomes ?? []).map(async ({ was, from, to }) => {
          const opened = await protector.open({ ...(stored as StoredHousehold), ...was })
          return { address: opened.address.masked, from, to }
        }),
      )
      return homes.reverse()
    },
  }
}
