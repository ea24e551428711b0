import { afterPosition, type ListPosition } from '../../../platform/db/cursor.ts'
import { type Database, durable, type Filter, majorityRead, type Session } from '../../../platform/db/index.ts'
import type { Stored } from '../../../platform/protect/catalogue.ts'
import type { Protector } from '../../../platform/protect/protector.ts'
import type { DuplicateFields } from './catalogue.ts'
import type { DuplicateCase } from './domain.ts'

export type DuplicateProtector = Protector<DuplicateCase, DuplicateFields>
type StoredCase = Stored<DuplicateCase, DuplicateFields>

export type DuplicateStore = ReturnType<typeof createDuplicateStore>

export function createDuplicateStore(db: Database, protector: DuplicateProtector) {
  const cases = db.collection<StoredCase>('resident_duplicates')
  const opened = async (row: StoredCase | null): Promise<DuplicateCase | null> => row && protector.open(row)
  return {
    async prepare() {
      await protector.prepare()
      await db.ensureIndexes('resident_duplicates', [
        { key: { state: 1, createdAt: -1, _id: -1 }, serves: 'what waits for a person' },
        { key: { residentIds: 1 }, serves: 'the cases of a resident' },
      ])
    },
    case: async (id: string) => opened(await cases.findOne({ _id: id }, majorityRead)),
    /** Opens a case unless there is one of these two records already, however it was decided. */
    async open(found: DuplicateCase): Promise<void> {
      const { _id, ...rest } = protector.seal(found)
      await cases.updateOne({ _id }, { $setOnInsert: rest }, { upsert: true, ...durable })
    },
    async list(
      scope: readonly string[],
      state: DuplicateCase['state'] | undefined,
      position: ListPosition | null,
      limit: number,
    ): Promise<DuplicateCase[]> {
      const wanted: Filter<StoredCase> = {
        $and: [
          { 'paths.first': { $in: [...scope] }, 'paths.second': { $in: [...scope] } },
          state ? { state } : {},
          afterPosition(position),
        ],
      }
      const found = await cases
        .find(wanted)
        .sort({ createdAt: -1, _id: -1 })
        .limit(limit + 1)
        .toArray()
      return protector.openAll(found)
    },
    /** One of the two lives elsewhere now: those who answer for that place see the case, and the former no more. */
    async moved(residentId: string, path: readonly string[], session: Session): Promise<void> {
      const of = (at: 0 | 1) => ({ residentIds: residentId, [`residentIds.${at}`]: residentId })
      await cases.updateMany(of(0), { $set: { 'paths.first': [...path] } }, { session })
      await cases.updateMany(of(1), { $set: { 'paths.second': [...path] } }, { session })
    },
    /** Open cases with where their two records were thought to be, some at a time. */
    openPlaces: (after: string | null, limit: number) =>
      cases
        .find({ state: 'open', ...(after === null ? {} : { _id: { $gt: after } }) }, { projection: { residentIds: 1, paths: 1 } })
        .sort({ _id: 1 })
        .limit(limit)
        .toArray(),
    /** Puts right where one of the two is, unless it was put right meanwhile. */
    async putRight(id: string, which: 'first' | 'second', seen: readonly string[], path: readonly string[]): Promise<void> {
      const filter = { _id: id, [`paths.${which}`]: [...seen] } as Filter<StoredCase>
      await cases.updateOne(filter, { $set: { [`paths.${which}`]: [...path] } } as never, durable)
    },
    /** Everyone who waits to be looked at. */
    async waiting(): Promise<Set<string>> {
      const found = await cases.find({ state: 'open' }, { projection: { residentIds: 1 } }).toArray()
      return new Set(found.flatMap((row) => row.residentIds))
    },
    /** Cases that nobody decided about records that are taken away. */
    forget: (residentIds: readonly string[], session: Session) =>
      cases.deleteMany({ residentIds: { $in: [...residentIds] }, state: 'open' }, { session }),
    move: async (
      seen: Pick<DuplicateCase, '_id' | 'rev'>,
      set: Pick<DuplicateCase, 'state' | 'decided' | 'merge'>,
      entry: DuplicateCase['history'][number],
      session?: Session,
    ) =>
      opened(
        await cases.findOneAndUpdate(
          { _id: seen._id, rev: seen.rev },
          {
            $set: protector.sealSome(seen._id, set),
            $push: { history: protector.sealEntry(seen._id, 'history', entry) },
            $inc: { rev: 1 },
          },
          { returnDocument: 'after', ...(session ? { session } : durable) },
        ),
      ),
  }
}
