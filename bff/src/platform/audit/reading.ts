import type { Clock } from '@minsheng/shared/units/clock'
import type { KeyRing } from '../crypto/keyring.ts'
import type { Database } from '../db/index.ts'
import { createAuditReasons } from './reasons.ts'
import type { KeptReason } from './row.ts'

export interface AuditedDeed {
  at: Date
  actor: string
  action: string
  /** What the actor said it is for, where that is asked. */
  reason?: string
}

/** Something in the record, all along or while it was somebody's. */
export interface AuditedThing {
  subject: string
  from: Date | null
  to: Date | null
}

/** Reads what was done to some things; who may ask is the feature's own matter. */
export interface AuditReader {
  /** Newest first; what was refused is not told. */
  about(things: readonly AuditedThing[], actions: readonly string[], most: number): Promise<AuditedDeed[]>
}

export function createAuditReader(parts: { db: Database; keys: KeyRing; clock: Clock }): AuditReader {
  const reasons = createAuditReasons(parts)
  const rows = parts.db.collection<Omit<AuditedDeed, 'reason'> & { _id: string; subject: string; outcome: string; reason?: KeptReason }>(
    'audit_log',
  )
  return {
    async about(things, actions, most) {
      if (things.length === 0) return []
      const whose = things.map(({ subject, from, to }) => ({
        subject,
        ...(from || to ? { at: { ...(from ? { $gte: from } : {}), ...(to ? { $lt: to } : {}) } } : {}),
      }))
      const found = await rows
        .find({ $or: whose, action: { $in: [...actions] }, outcome: 'done' })
        .sort({ at: -1 })
        .limit(most)
        .toArray()
      return reasons.opened(found)
    },
  }
}
