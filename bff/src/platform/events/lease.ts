import type { Clock } from '@minsheng/shared/units/clock'
import { type Collection, durable, isDuplicateKey } from '../db/index.ts'

interface LeaseDocument {
  _id: string
  holder: string
  until: Date
}

/** Who may do the work that only one process may do at a time. */
export interface Lease {
  /** True while this process holds it; takes it when it is free or run out. */
  hold(): Promise<boolean>
  release(): Promise<void>
}

export function createLease(leases: Collection<LeaseDocument>, name: string, holder: string, ms: number, clock: Clock): Lease {
  return {
    async hold() {
      const now = clock.now()
      try {
        const result = await leases.updateOne(
          { _id: name, $or: [{ holder }, { until: { $lte: now } }] },
          { $set: { holder, until: new Date(now.getTime() + ms) } },
          { upsert: true, ...durable },
        )
        return result.matchedCount + result.upsertedCount === 1
      } catch (error) {
        if (isDuplicateKey(error)) return false
        throw error
      }
    },
    async release() {
      await leases.deleteOne({ _id: name, holder }, durable)
    },
  }
}
