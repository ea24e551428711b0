import { afterPosition, type ListPosition } from '../../../platform/db/cursor.ts'
import { type Database, durable, type Filter, majorityRead, type Session } from '../../../platform/db/index.ts'
import type { DuplicateCase } from './domain.ts'

export type DuplicateStore = ReturnType<typeof createDuplicateStore>

export function createDuplicateStore(db: Database) {
  const cases = db.collection<DuplicateCase>('resident_duplicates')
  return {
    async prepare() {
      await db.ensureIndexes('resident_duplicates', [
        { key: { state: 1, createdAt: -1, _id: -1 }, serves: 'what waits for a person' },
        { key: { residentIds: 1 }, serves: 'the cases of a resident' },
      ])
    },
    case: (id: string) => cases.findOne({ _id: id }, majorityRead),
    /** Opens a case unless there is one of these two records already, however it was decided. */
    async open(found: DuplicateCase): Promise<void> {
      const { _id, ...rest } = found
      await cases.updateOne({ _id }, { $setOnInsert: rest }, { upsert: true, ...durable })
    },
    list(scope: readonly string[], state: DuplicateCase['state'] | undefined, position: ListPosition | null, limit: number) {
      const wanted: Filter<DuplicateCase> = {
        $and: [
          { 'paths.first': { $in: [...scope] }, 'paths.second': { $in: [...scope] } },
          state ? { state } : {},
          afterPosition(position),
        ],
      }
      return cases
        .find(wanted)
        .sort({ createdAt: -1, _id: -1 })
        .limit(limit + 1)
        .toArray()
    },
    /** One of the two lives elsewhere now: those who answer for that place see the case, and the former no more. */
    async moved(residentId: string, path: readonly string[]): Promise<void> {
      await cases.updateMany({ residentIds: residentId, 'residentIds.0': residentId }, { $set: { 'paths.first': [...path] } }, durable)
      await cases.updateMany({ residentIds: residentId, 'residentIds.1': residentId }, { $set: { 'paths.second': [...path] } }, durable)
    },
    /** Everyone who waits to be looked at. */
    async waiting(): Promise<Set<string>> {
      const found = await cases.find({ state: 'open' }, { projection: { residentIds: 1 } }).toArray()
      return new Set(found.flatMap((row) => row.residentIds))
    },
    /** Cases that nobody decided about records that are taken away. */
    forget: (residentIds: readonly string[], session: Session) =>
      cases.deleteMany({ residentIds: { $in: [...residentIds] }, state: 'open' }, { session }),
    move: (
      seen: Pick<DuplicateCase, '_id' | 'rev'>,
      set: Pick<DuplicateCase, 'state' | 'decided' | 'merge'>,
      entry: DuplicateCase['history'][number],
      session?: Session,
    ) =>
      cases.findOneAndUpdate(
        { _id: seen._id, rev: seen.rev },
        { $set: set, $push: { history: entry }, $inc: { rev: 1 } },
        { returnDocument: 'after', ...(session ? { session } : durable) },
      ),
  }
}
