import type { AuditVerification } from '@minsheng/shared/contracts/audit'
import { type Database, durable, isDuplicateKey } from '../../../platform/db/index.ts'

/** The last look at the whole chain; one document, so that only one runs at a time. */
export interface VerificationDocument extends Omit<AuditVerification, 'startedAt' | 'finishedAt'> {
  _id: 'last'
  startedAt: Date
  finishedAt: Date | null
}

export type VerificationStore = ReturnType<typeof createVerificationStore>

/** One that has not ended by then died with its process. */
const DEAD_AFTER_MS = 30 * 60_000

export function createVerificationStore(db: Database) {
  const verifications = db.collection<VerificationDocument>('audit_verifications')
  return {
    prepare: () => db.ensureIndexes('audit_verifications', []),
    last: () => verifications.findOne({ _id: 'last' }),
    /** @returns false while another runs */
    async begin(now: Date): Promise<boolean> {
      const started = { state: 'running' as const, startedAt: now, finishedAt: null, holds: null, rows: 0, damages: [], notices: [] }
      const dead = new Date(now.getTime() - DEAD_AFTER_MS)
      try {
        const begun = await verifications.updateOne(
          { _id: 'last', $or: [{ state: { $ne: 'running' } }, { startedAt: { $lt: dead } }] },
          { $set: started },
          { upsert: true, ...durable },
        )
        return begun.matchedCount + begun.upsertedCount === 1
      } catch (error) {
        if (isDuplicateKey(error)) return false
        throw error
      }
    },
    async end(change: Partial<VerificationDocument>): Promise<void> {
      await verifications.updateOne({ _id: 'last' }, { $set: change }, durable)
    },
  }
}
