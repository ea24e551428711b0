import { type Database, durable, insertNew, majorityRead, type Session } from '../../../platform/db/index.ts'
import type { Assignment, PlannedShift, Span } from './domain.ts'

export type ShiftStore = ReturnType<typeof createShiftStore>

export function createShiftStore(db: Database) {
  const assignments = db.collection<Assignment>('grid_assignments')
  const shifts = db.collection<PlannedShift>('shifts')
  const turns = db.collection<{ _id: string; count: number }>('shift_turns')

  return {
    transaction: db.transaction,
    async prepare() {
      await db.ensureIndexes('grid_assignments', [
        { key: { path: 1, to: 1 }, serves: 'who answers for the grids of a place' },
        {
          key: { gridId: 1, workerId: 1 },
          unique: true,
          partialFilterExpression: { to: null },
          serves: 'one person is assigned to a grid once at a time',
        },
      ])
      await db.ensureIndexes('shifts', [
        { key: { path: 1, state: 1, startsAt: 1 }, serves: 'the roster of a place; who is on duty' },
        { key: { workerId: 1, state: 1, startsAt: 1 }, serves: 'the turns of a person, to see overlaps' },
        { key: { gridId: 1, state: 1, startsAt: 1 }, serves: 'the turns in a grid, to see overlaps' },
      ])
      await db.ensureIndexes('shift_turns', [])
    },
    assignment: (id: string) => assignments.findOne({ _id: id }, majorityRead),
    /** Those that hold on any day from one to another, both included. */
    assignmentsIn: (placeId: string, from: string, to: string) =>
      assignments
        .find({ path: placeId, from: { $lte: to }, $or: [{ to: null }, { to: { $gt: from } }] })
        .sort({ from: 1 })
        .limit(500)
        .toArray(),
    insertAssignment: (assignment: Assignment) => assignments.insertOne(assignment, durable),
    endAssignment: (seen: Pick<Assignment, '_id' | 'rev'>, to: string, entry: Assignment['history'][number]) =>
      assignments.findOneAndUpdate(
        { _id: seen._id, rev: seen.rev, to: null },
        { $set: { to }, $push: { history: entry }, $inc: { rev: 1 } },
        { returnDocument: 'after', ...durable },
      ),
    shift: (id: string) => shifts.findOne({ _id: id }, majorityRead),
    /** Turns that touch a span, in a place. */
    shiftsIn: (placeId: string, { startsAt, endsAt }: Span) =>
      shifts
        .find({ path: placeId, state: 'planned', startsAt: { $lt: endsAt }, endsAt: { $gt: startsAt } })
        .sort({ startsAt: 1 })
        .limit(3_000)
        .toArray(),
    /** Planning for the same person or grid goes one after the other: both write here, so one of them begins again. */
    async takeTurn(names: readonly string[], session: Session): Promise<void> {
      for (const name of [...names].sort()) await turns.updateOne({ _id: name }, { $inc: { count: 1 } }, { upsert: true, session })
    },
    /** Turns of a person or in a grid that touch a span. */
    touching: (workerId: string, gridId: string | null, { startsAt, endsAt }: Span, session: Session) =>
      shifts
        .find(
          {
            state: 'planned',
            startsAt: { $lt: endsAt },
            endsAt: { $gt: startsAt },
            $or: [{ workerId }, ...(gridId ? [{ gridId }] : [])],
          },
          { session },
        )
        .sort({ startsAt: 1 })
        .toArray(),
    /** Puts away what is not there yet. */
    async load(assigned: readonly Assignment[], planned: readonly PlannedShift[]): Promise<void> {
      await insertNew(assignments, assigned)
      await insertNew(shifts, planned)
    },
    insertShifts: (rows: PlannedShift[], session: Session) => shifts.insertMany(rows, { session }),
    change: (
      seen: Pick<PlannedShift, '_id' | 'rev'>,
      set: Partial<Pick<PlannedShift, 'workerId' | 'insteadOf' | 'state'>>,
      entry: PlannedShift['history'][number],
      session?: Session,
    ) =>
      shifts.findOneAndUpdate(
        { _id: seen._id, rev: seen.rev, state: 'planned' },
        { $set: set, $push: { history: entry }, $inc: { rev: 1 } },
        { returnDocument: 'after', ...(session ? { session } : durable) },
      ),
  }
}
