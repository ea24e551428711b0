import { type Database, durable, type Filter, insertNew, isDuplicateKey, majorityRead, type Session } from '../../../platform/db/index.ts'
import type { Stored } from '../../../platform/protect/catalogue.ts'
import { createHeadMarks } from '../headcount/store.ts'
import { hintOf, type ResidentFields, residentIndexes, searchIndexes } from './catalogue.ts'
import { type FormerVersion, groupKey, type Resident } from './domain.ts'
import { createResidentIndexing, oneOf, type ResidentProtector, type ResidentRecord } from './indexing/store.ts'
import type { ChangeNote, ResidentQuery } from './query.ts'
import type { NewResident, ResidentChange } from './record.ts'
import { type Belong, homeOf } from './register-change/store.ts'
import { createSharing } from './sharing/store.ts'

type StoredResident = Stored<Resident, ResidentFields>

export type { NewResident, ResidentChange, ResidentProtector, ResidentRecord }

/** No record is merged on and on so often. */
const MOST_MERGES = 20

export type ResidentStore = ReturnType<typeof createResidentStore>

/** Told, in the same transaction, of whoever lives elsewhere now. */
export type Follow = (id: string, path: readonly string[], session: Session) => Promise<void>

export function createResidentStore(
  db: Database,
  protector: ResidentProtector,
  syllablesOf: (name: string) => string[],
  follow: Follow = async () => undefined,
  belong: Belong = async () => undefined,
) {
  const residents = db.collection<StoredResident>('residents')
  const lean = { projection: { versions: 0, nameTokens: 0, groupKeys: 0 } } as const

  const indexing = createResidentIndexing(protector, syllablesOf)
  const mark = createHeadMarks(db)

  const sealNew = (resident: NewResident): StoredResident =>
    protector.seal({ ...resident, ...indexing.of(resident), versions: [], rev: 0, updatedAt: resident.createdAt })

  const inGroup = ({ group, scope }: ResidentQuery) =>
    group
      ? {
          groupKeys: { $in: scope.map((placeId) => groupKey(group.kind, placeId)) },
          groups: { $elemMatch: { kind: group.kind, $or: [{ to: null }, { to: { $gt: group.on } }] } },
        }
      : {}

  function filterOf(way: ResidentQuery['found'][number]): Filter<StoredResident> {
    if (way.idNumber) return { idNumberIndex: oneOf(indexing.idNumber(way.idNumber)) } as Filter<StoredResident>
    if (way.phone) return { phoneIndex: oneOf(indexing.phone(way.phone)) } as Filter<StoredResident>
    if (way.nameBirth)
      return { nameBirthIndex: { $in: indexing.nameBirth(way.nameBirth.name, way.nameBirth.birthDate) } } as Filter<StoredResident>
    if (way.nameParts) {
      const { part, communityIds } = way.nameParts
      return { nameTokens: { $in: communityIds.flatMap((id) => indexing.namePart(part, id)) } } as Filter<StoredResident>
    }
    if (way.householdIds)
      // By the membership too, whose index serves it.
      return { 'memberships.householdId': { $in: way.householdIds }, householdId: { $in: way.householdIds } } as Filter<StoredResident>
    return { path: { $in: way.placeIds ?? [] } } as Filter<StoredResident>
  }

  async function insertIn(resident: NewResident, session: Session): Promise<void> {
    await residents.insertOne(sealNew(resident) as never, { session })
    await mark([resident.path], session)
    await belong({ residentId: resident._id, from: null, to: resident.householdId }, resident.createdAt, session)
  }

  const stillAt = (id: string, rev: number, session?: Session) =>
    residents.findOne({ _id: id, rev, anonymisedAt: null } as unknown as Filter<StoredResident>, session ? { session } : majorityRead)

  /** Writes what changed, with what it is found by now and what it was; the guard is the version that was read. */
  async function write(
    stored: StoredResident,
    sealed: Partial<StoredResident>,
    note: ChangeNote,
    session?: Session,
  ): Promise<ResidentRecord | null> {
    const now = await protector.open({ ...stored, ...sealed })
    const found = indexing.of({
      name: now.name.reveal(),
      idNumber: now.idNumber?.reveal() ?? null,
      phone: now.phone?.reveal() ?? null,
      birthDate: now.birthDate,
      path: now.path,
      groups: now.groups,
    })
    const was = Object.fromEntries(Object.keys(sealed).map((name) => [name, (stored as Record<string, unknown>)[name]]))
    const version: FormerVersion = { rev: stored.rev, until: note.at, by: note.by, why: note.why, was }
    const entry = protector.sealEntry(stored._id, 'versions', version)
    const moves = now.path.at(-1) !== stored.path.at(-1)
    const goes = moves || (now.state === 'present') !== (stored.state === 'present')
    const [from, to] = [homeOf(stored), homeOf(now)]
    const belongs = from !== to || now.relation !== stored.relation
    const writeIn = async (within?: Session) => {
      const after = await residents.findOneAndUpdate(
        { _id: stored._id, rev: stored.rev } as Filter<StoredResident>,
        { $set: { ...sealed, ...found, updatedAt: note.at }, $push: { versions: entry }, $inc: { rev: 1 } } as never,
        { returnDocument: 'after', ...(within ? { session: within } : durable) },
      )
      if (after && goes) await mark([stored.path, now.path], within)
      if (after && moves && within) await follow(String(stored._id), now.path, within)
      if (after && belongs) await belong({ residentId: String(stored._id), from, to }, note.at, within)
      return after
    }
    const changed = await ((goes || belongs) && !session ? db.transaction(writeIn) : writeIn(session))
    return changed ? protector.open(changed as StoredResident) : null
  }

  /**
   * Changes a resident that is still as it was seen; what it was goes into its history in the same write.
   * @returns null when it is no longer so
   */
  async function change(id: string, rev: number, set: ResidentChange, note: ChangeNote, session?: Session): Promise<ResidentRecord | null> {
    const stored = await stillAt(id, rev, session)
    return stored ? write(stored as StoredResident, protector.sealSome(id, set), note, session) : null
  }

  /** Gives back what the last change took, if that change made this version. @returns null when it was changed since */
  async function restore(id: string, rev: number, note: ChangeNote, session?: Session): Promise<ResidentRecord | null> {
    const stored = await stillAt(id, rev, session)
    const last = stored?.versions.at(-1)
    if (!stored || last?.rev !== rev - 1) return null
    return write(stored as StoredResident, last.was as Partial<StoredResident>, note, session)
  }

  const { sharing, ways } = createSharing(db, protector, indexing)

  return {
    async prepare() {
      await protector.prepare()
      await db.ensureIndexes('residents', residentIndexes)
    },
    transaction: db.transaction,
    async resident(id: string): Promise<ResidentRecord | null> {
      const stored = await residents.findOne({ _id: id } as Filter<StoredResident>)
      return stored && protector.open(stored as StoredResident)
    },
    /** The record that counts: the one it was merged into, however often that happened. */
    async counting(id: string): Promise<ResidentRecord | null> {
      let stored = (await residents.findOne({ _id: id } as Filter<StoredResident>)) as StoredResident | null
      for (let step = 0; stored?.state === 'merged' && stored.mergedInto && step < MOST_MERGES; step += 1)
        stored = (await residents.findOne({ _id: stored.mergedInto } as unknown as Filter<StoredResident>)) as StoredResident | null
      return stored && protector.open(stored)
    },
    async byIds(ids: readonly string[]): Promise<ResidentRecord[]> {
      return protector.openAll(
        (await residents.find({ _id: { $in: [...ids] } } as Filter<StoredResident>, lean).toArray()) as StoredResident[],
      )
    },
    async everIn(householdId: string): Promise<ResidentRecord[]> {
      const rows = await residents
        .find({ 'memberships.householdId': householdId } as Filter<StoredResident>, lean)
        .limit(200)
        .toArray()
      return protector.openAll(rows as StoredResident[])
    },
    /** Each way by the index made for it: left to choose, the planner would now and then walk through a whole district. */
    async search(query: ResidentQuery, after: string | null, limit: number): Promise<ResidentRecord[]> {
      const narrowed = {
        path: { $in: [...query.scope] },
        state: { $ne: 'merged' },
        anonymisedAt: null,
        ...(after ? { _id: { $gt: after } } : {}),
      }
      const by = async (way: Filter<StoredResident>, hint: Record<string, 1>) =>
        (await residents
          .find({ $and: [narrowed, inGroup(query), way] } as Filter<StoredResident>, lean)
          .hint(hint)
          .sort({ _id: 1 })
          .limit(limit + 1)
          .toArray()) as StoredResident[]
      const rows =
        query.found.length > 0
          ? (await Promise.all(query.found.map((way) => by(filterOf(way), hintOf(way))))).flat()
          : await by({}, query.group ? searchIndexes.group : searchIndexes.place)
      const byId = new Map(rows.map((row) => [row._id, row]))
      const found = [...byId.values()].sort((one, other) => (one._id < other._id ? -1 : 1)).slice(0, limit + 1)
      return protector.openAll(found)
    },
    /** Numbers of those with this ID number or phone, wherever they live; merged ones too, for the record knows them still. */
    async idsOf(text: string): Promise<string[]> {
      const filter = filterOf(text.length === 18 ? { idNumber: text } : { phone: text })
      const rows = await residents
        .find(filter, { projection: { _id: 1 } })
        .limit(50)
        .toArray()
      return rows.map(({ _id }) => String(_id))
    },
    /** Other records of what may be the same person. */
    async like(resident: ResidentRecord): Promise<ResidentRecord[]> {
      const alike = ways(resident)
      if (alike.length === 0) return []
      const rows = await residents
        .find({ _id: { $ne: resident._id }, state: { $ne: 'merged' }, $or: alike } as Filter<StoredResident>, lean)
        .limit(20)
        .toArray()
      return protector.openAll(rows as StoredResident[])
    },
    /** Loads many at once; those already there stay as they are. @returns who shares an ID number, or name, birth date and phone, with anyone */
    async load(rows: readonly NewResident[]): Promise<ResidentRecord[]> {
      const sealed = rows.map(sealNew)
      await insertNew(residents, sealed as never)
      await mark(rows.map(({ path }) => path))
      return sharing(sealed)
    },
    /** Those of these who share an ID number, or name, birth date and phone, with anyone. */
    async repeated(ids: readonly string[]): Promise<ResidentRecord[]> {
      return sharing((await residents.find({ _id: { $in: [...ids] } } as Filter<StoredResident>, lean).toArray()) as StoredResident[])
    },
    async byIdNumbers(idNumbers: readonly string[]): Promise<ResidentRecord[]> {
      const wanted = idNumbers.flatMap(indexing.idNumber)
      const rows = await residents
        .find({ idNumberIndex: oneOf(wanted), state: { $ne: 'merged' } } as Filter<StoredResident>, lean)
        .toArray()
      return protector.openAll(rows as StoredResident[])
    },
    async byPhone(phone: string, most: number): Promise<ResidentRecord[]> {
      const of = { phoneIndex: oneOf(indexing.phone(phone)), state: 'present' } as Filter<StoredResident>
      return protector.openAll((await residents.find(of, lean).limit(most).toArray()) as StoredResident[])
    },
    /** @returns false when there is one with this id already */
    async insert(resident: NewResident): Promise<boolean> {
      try {
        await db.transaction((session) => insertIn(resident, session))
        return true
      } catch (error) {
        if (isDuplicateKey(error)) return false
        throw error
      }
    },
    insertIn,
    /** Takes away one that nobody changed since it was made. */
    async remove(id: string, rev: number, session: Session): Promise<boolean> {
      const taken = await residents.findOneAndDelete({ _id: id, rev } as Filter<StoredResident>, { session, projection: { path: 1 } })
      if (taken) await mark([taken.path], session)
      return taken !== null
    },
    isAt: async (id: string, rev: number, session: Session): Promise<boolean> => (await stillAt(id, rev, session)) !== null,
    isEverIn: async (householdId: string, session: Session): Promise<boolean> =>
      (await residents.findOne({ 'memberships.householdId': householdId } as Filter<StoredResident>, {
        session,
        projection: { _id: 1 },
      })) !== null,
    /** Who lives in these households now. */
    async livingIn(householdIds: readonly string[], session?: Session): Promise<ResidentRecord[]> {
      const ids = [...new Set(householdIds)]
      const rows = await residents
        .find(
          { 'memberships.householdId': { $in: ids }, householdId: { $in: ids }, state: 'present' } as Filter<StoredResident>,
          session ? { ...lean, session } : lean,
        )
        .toArray()
      return protector.openAll(rows as StoredResident[])
    },
    change,
    restore,
    async membersOf(householdIds: readonly string[]): Promise<Map<string, number>> {
      const rows = await residents
        .aggregate<{ _id: string; count: number }>([
          // By the membership, whose index serves it.
          { $match: { 'memberships.householdId': { $in: [...householdIds] }, householdId: { $in: [...householdIds] }, state: 'present' } },
          { $group: { _id: '$householdId', count: { $sum: 1 } } },
        ])
        .toArray()
      return new Map(rows.map((row) => [row._id, row.count]))
    },
  }
}
