import { type Database, durable, type Session } from '../../../../platform/db/index.ts'
import { type OutboxEntry, outboxEntry } from '../../../../platform/events/outbox.ts'
import type { Resident } from '../domain.ts'

/** Somebody was registered, came into a household, left one, or is something else to its head. */
export const REGISTER_CHANGED = 'register.changed'

/** Where somebody belonged before and after; null: nowhere. */
export interface RegisterChange {
  residentId: string
  from: string | null
  to: string | null
}

/** Told, in the same write, of whoever belongs to another household now, or is something else in it. */
export type Belong = (change: RegisterChange, at: Date, session?: Session) => Promise<void>

/** The household somebody lives in; null: in none. */
export const homeOf = ({ state, householdId }: Pick<Resident, 'state' | 'householdId'>) => (state === 'present' ? householdId : null)

/** As others are told of it: numbers, never who or where. */
interface RegisterChangeDocument {
  _id: string
  at: Date
  outbox: OutboxEntry[]
}

const CHANGES = 'register_changes'
/** So long a change is kept: well past any interruption of the relay. */
const KEPT_SECONDS = 90 * 24 * 3_600

/** What is told of the register, in the very write that changes it. */
export function createRegisterChanges(db: Database) {
  const changes = db.collection<RegisterChangeDocument>(CHANGES)
  return {
    outboxCollections: [CHANGES],
    prepare: () =>
      db.ensureIndexes(CHANGES, [{ key: { at: 1 }, expireAfterSeconds: KEPT_SECONDS, serves: 'forgetting what was told long ago' }]),
    async tell({ residentId, from, to }: RegisterChange, at: Date, session?: Session): Promise<void> {
      const subject = `person.${residentId}`
      const entry = outboxEntry(REGISTER_CHANGED, at, { subject, from, to }, subject)
      await changes.insertOne({ _id: entry.id, at, outbox: [entry] }, session ? { session } : durable)
    },
  }
}
