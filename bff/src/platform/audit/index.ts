import type { Clock } from '@minsheng/shared/units/clock'
import { type Actor, actorId } from '../auth/actor.ts'
import { newId } from '../crypto/id.ts'
import { type Database, durable } from '../db/index.ts'

interface AuditRow {
  _id: string
  at: Date
  actor: string
  action: string
  subject: string
  outcome: 'done' | 'refused'
  requestId: string
  /** What the actor said it is for, where that is asked. */
  reason?: string
}

/** The record of who did what; rows are only ever inserted. A write whose audit fails, fails. */
export interface AuditLog {
  record(row: {
    actor: Actor
    action: string
    subject: string
    outcome: 'done' | 'refused'
    requestId: string
    reason?: string
  }): Promise<void>
  prepare(): Promise<void>
}

export function createAuditLog(db: Database, clock: Clock): AuditLog {
  const rows = db.collection<AuditRow>('audit_log')
  return {
    async prepare() {
      await db.ensureIndexes('audit_log', [
        { key: { at: -1 }, serves: 'what happened lately' },
        { key: { subject: 1, at: -1 }, serves: 'what happened to one thing' },
      ])
    },
    async record({ actor, ...row }) {
      await rows.insertOne({ _id: newId('aud'), at: clock.now(), actor: actorId(actor), ...row }, durable)
    },
  }
}
