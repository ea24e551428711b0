import type { Database } from '../db/index.ts'

export interface AuditedDeed {
  at: Date
  actor: string
  action: string
  /** What the actor said it is for, where that is asked. */
  reason?: string
}

/** Reads what was done to one thing; who may ask is the feature's own matter. */
export interface AuditReader {
  /** Newest first; what was refused is not told. */
  about(subject: string, actions: readonly string[], most: number): Promise<AuditedDeed[]>
}

export function createAuditReader(db: Database): AuditReader {
  const rows = db.collection<AuditedDeed & { _id: string; subject: string; outcome: string }>('audit_log')
  return {
    about: (subject, actions, most) =>
      rows
        .find({ subject, action: { $in: [...actions] }, outcome: 'done' })
        .sort({ at: -1 })
        .limit(most)
        .toArray(),
  }
}
