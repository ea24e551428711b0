import type { Database } from '../db/index.ts'

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

export function createAuditReader(db: Database): AuditReader {
  const rows = db.collection<AuditedDeed & { _id: string; subject: string; outcome: string }>('audit_log')
  return {
    async about(things, actions, most) {
      if (things.length === 0) return []
      const whose = things.map(({ subject, from, to }) => ({
        subject,
        ...(from || to ? { at: { ...(from ? { $gte: from } : {}), ...(to ? { $lt: to } : {}) } } : {}),
      }))
      return rows
        .find({ $or: whose, action: { $in: [...actions] }, outcome: 'done' })
        .sort({ at: -1 })
        .limit(most)
        .toArray()
    },
  }
}
