import { type Database, durable, insertNew, majorityRead, type Session } from '../../../platform/db/index.ts'
import type { Stored } from '../../../platform/protect/catalogue.ts'
import type { Protector } from '../../../platform/protect/protector.ts'
import type { AssignmentFields, ShiftFields } from './catalogue.ts'
import type { Assignment, PlannedShift, Span } from './domain.ts'

type StoredAssignment = Stored<Assignment, AssignmentFields>
type StoredShift = Stored<PlannedShift, ShiftFields>
export interface ShiftProtectors {
  assignment: Protector<Assignment, AssignmentFields>
  shift: Protector<PlannedShift, ShiftFields>
}

export type ShiftStore = ReturnType<typeof createShiftStore>

export function createShiftStore(db: Database, seal: ShiftProtectors) {
  const assignments = db.collection<StoredAssignment>('grid_assignments')
  const shifts = db.collection<StoredShift>('shifts')
  const turns = db.collection<{ _id: string; count: number }>('shift_turns')

  return {
    transaction: db.transaction,
    async prepare() {
      await seal.assignment.prepare()
      await seal.shift.prepare()
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
    async assignment(id: string): Promise<Assignment | null> {
      const found = await assignments.findOne({ _id: id }, majorityRead)
      return found && seal.assignment.open(found)
    },
    /** Those that hold on any day from one to another, both included. */
    assignmentsIn: async (placeId: string, from: string, to: string): Promise<Assignment[]> =>
      seal.assignment.openAll(
        await assignments
          .find({ path: placeId, from: { $lte: to }, $or: [{ to: null }, { to: { $gt: from } }] })
          .sort({ from: 1 })
          .limit(500)
          .toArray(),
      ),
    insertAssignment: (assignment: Assignment) => assignments.insertOne(seal.assignment.seal(assignment), durable),
    async endAssignment(
      seen: Pick<Assignment, '_id' | 'rev'>,
      to: string,
      entry: Assignment['history'][number],
    ): Promise<Assignment | null> {
      const ended = await assignments.findOneAndUpdate(
        { _id: seen._id, rev: seen.rev, to: null },
        { $set: { to }, $push: { history: seal.assignment.sealEntry(seen._id, 'history', entry) }, $inc: { rev: 1 } },
        { returnDocument: 'after', ...durable },
      )
      return ended && seal.assignment.open(ended)
    },
    async shift(id: string): Promise<PlannedShift | null> {
      const found = await shifts.findOne({ _id: id }, majorityRead)
      return found && seal.shift.open(found)
    },
    /** Turns that touch a span, in a place. */
    shiftsIn: async (placeId: string, { startsAt, endsAt }: Span): Promise<PlannedShift[]> =>
      seal.shift.openAll(
        await shifts
          .find({ path: placeId, state: 'planned', startsAt: { $lt: endsAt }, endsAt: { $gt: startsAt } })
          .sort({ startsAt: 1 })
          .limit(3_000)
          .toArray(),
      ),
    /** Planning for the same person or grid goes one after the other: both write here, so one of them begins again. */
    async takeTurn(names: readonly string[], session: Session): Promise<void> {
      for (const name of [...names].sort()) await turns.updateOne({ _id: name }, { $inc: { count: 1 } }, { upsert: true, session })
    },
    /** Turns of a person or in a grid that touch a span. */
    touching: async (workerId: string, gridId: string | null, { startsAt, endsAt }: Span, session: Session): Promise<PlannedShift[]> =>
      seal.shift.openAll(
        await shifts
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
      ),
    /** Puts away what is not there yet. */
    async load(assigned: readonly Assignment[], planned: readonly PlannedShift[]): Promise<void> {
      await insertNew(assignments, assigned.map(seal.assignment.seal))
      await insertNew(shifts, planned.map(seal.shift.seal))
    },
    insertShifts: (rows: PlannedShift[], session: Session) => shifts.insertMany(rows.map(seal.shift.seal), { session }),
    async change(
      seen: Pick<PlannedShift, '_id' | 'rev'>,
      set: Partial<Pick<PlannedShift, 'workerId' | 'insteadOf' | 'state'>>,
      entry: PlannedShift['history'][number],
      session?: Session,
    ): Promise<PlannedShift | null> {
      const changed = await shifts.findOneAndUpdate(
        { _id: seen._id, rev: seen.rev, state: 'planned' },
        { $set: set, $push: { history: seal.shift.sealEntry(seen._id, 'history', entry) }, $inc: { rev: 1 } },
        { returnDocument: 'after', ...(session ? { session } : durable) },
      )
      return changed && seal.shift.open(changed)
    },
  }
}
