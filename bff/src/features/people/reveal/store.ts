import { type Database, durable, type Filter } from '../../../platform/db/index.ts'
import type { Opened, Stored } from '../../../platform/protect/catalogue.ts'
import type { Belonging } from '../../../platform/protect/holding.ts'
import type { Protector } from '../../../platform/protect/protector.ts'
import type { RevealFields } from './catalogue.ts'
import type { RevealDocument } from './domain.ts'

export type RevealProtector = Protector<RevealDocument, RevealFields>
export type RevealRecord = Opened<RevealDocument, RevealFields>
type StoredReveal = Stored<RevealDocument, RevealFields>

export type RevealStore = ReturnType<typeof createRevealStore>

export function createRevealStore(db: Database, protector: RevealProtector) {
  const reveals = db.collection<StoredReveal>('reveals')
  const newest = async (wanted: object, most: number): Promise<RevealRecord[]> =>
    protector.openAll(
      (await reveals
        .find(wanted as Filter<StoredReveal>)
        .sort({ at: -1 })
        .limit(most)
        .toArray()) as StoredReveal[],
    )
  return {
    async prepare() {
      await protector.prepare()
      await db.ensureIndexes('reveals', [
        { key: { residentId: 1, at: -1 }, serves: 'who looked at a person' },
        { key: { householdId: 1, at: -1 }, serves: 'who looked at what is kept of a household' },
        { key: { by: 1, at: -1 }, serves: 'what a worker looked at' },
      ])
    },
    insert: (row: RevealDocument) => reveals.insertOne(protector.seal(row) as never, durable),
    /** Looks at someone, whichever of their records, and at the households they belonged to while they did; newest first. */
    ofPerson: (residentIds: readonly string[], households: readonly Belonging[], most: number) =>
      newest(
        {
          $or: [
            { residentId: { $in: [...residentIds] } },
            ...households.map(({ subject, from, to }) => ({
              householdId: subject,
              at: { ...(from ? { $gte: from } : {}), ...(to ? { $lt: to } : {}) },
            })),
          ],
        },
        most,
      ),
    lately: (residentId: string, most: number) => newest({ residentId }, most),
  }
}
