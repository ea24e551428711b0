import { type Database, durable } from '../../../platform/db/index.ts'

/** One act of agreeing or withdrawing; rows are only ever inserted. */
export interface ConsentDocument {
  _id: string
  /** Who acted. */
  accountId: string
  /** For a child, by their guardian: whose. */
  residentId: string | null
  kind: 'resident_link' | 'guardian'
  what: 'given' | 'withdrawn'
  textVersion: string
  createdAt: Date
}

export type ConsentStore = ReturnType<typeof createConsentStore>

export function createConsentStore(db: Database) {
  const consents = db.collection<ConsentDocument>('consents')
  return {
    prepare: () =>
      db.ensureIndexes('consents', [
        { key: { accountId: 1, createdAt: 1 }, serves: 'what someone agreed to' },
        {
          key: { residentId: 1, createdAt: 1 },
          partialFilterExpression: { residentId: { $type: 'string' } },
          serves: "a guardian's consent for a child",
        },
      ]),
    insert: (row: ConsentDocument) => consents.insertOne(row, durable),
    /** Oldest first. */
    ofAccount: (accountId: string) => consents.find({ accountId }).sort({ createdAt: 1, _id: 1 }).limit(1_000).toArray(),
    forChild: (residentId: string) => consents.find({ residentId, kind: 'guardian' }).sort({ createdAt: 1, _id: 1 }).limit(1_000).toArray(),
  }
}
