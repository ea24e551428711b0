import type { LookedAt, RevealPurpose } from '@minsheng/shared/contracts/people'
import { type Database, durable } from '../../../platform/db/index.ts'
import type { Belonging } from '../../../platform/protect/holding.ts'

/** A look at a hidden field of a resident, or a hidden fact of a resident or household: who, what, what for. Rows are only ever inserted. */
export interface RevealDocument {
  _id: string
  residentId: string | null
  householdId: string | null
  at: Date
  by: string
  field: LookedAt
  purpose: RevealPurpose
  note: string | null
}

export type RevealStore = ReturnType<typeof createRevealStore>

export function createRevealStore(db: Database) {
  const reveals = db.collection<RevealDocument>('reveals')
  return {
    async prepare() {
      await db.ensureIndexes('reveals', [
        { key: { residentId: 1, at: -1 }, serves: 'who looked at a person' },
        { key: { householdId: 1, at: -1 }, serves: 'who looked at what is kept of a household' },
        { key: { by: 1, at: -1 }, serves: 'what a worker looked at' },
      ])
    },
    insert: (row: RevealDocument) => reveals.insertOne(row, durable),
    /** Looks at someone, whichever of their records, and at the households they belonged to while they did; newest first. */
    ofPerson: (residentIds: readonly string[], households: readonly Belonging[], most: number) =>
      reveals
        .find({
          $or: [
            { residentId: { $in: [...residentIds] } },
            ...households.map(({ subject, from, to }) => ({
              householdId: subject,
              at: { ...(from ? { $gte: from } : {}), ...(to ? { $lt: to } : {}) },
            })),
          ],
        })
        .sort({ at: -1 })
        .limit(most)
        .toArray(),
    lately: (residentId: string, most: number) => reveals.find({ residentId }).sort({ at: -1 }).limit(most).toArray(),
  }
}
