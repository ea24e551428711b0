import { type Database, durable } from '../../../platform/db/index.ts'

interface CheckDocument {
  /** The session: what one device proved, another did not. */
  _id: string
  accountId: string
  until: Date
}

export type CheckStore = ReturnType<typeof createCheckStore>

export function createCheckStore(db: Database) {
  const checks = db.collection<CheckDocument>('fresh_checks')
  return {
    prepare: () => db.ensureIndexes('fresh_checks', [{ key: { until: 1 }, expireAfterSeconds: 0, serves: 'forgetting checks' }]),
    put: ({ _id, ...rest }: CheckDocument) => checks.updateOne({ _id }, { $set: rest }, { upsert: true, ...durable }),
    isFresh: async (sessionId: string, accountId: string, now: Date) =>
      (await checks.countDocuments({ _id: sessionId, accountId, until: { $gt: now } }, { limit: 1 })) === 1,
  }
}
