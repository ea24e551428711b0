import type { Database } from '../../platform/db/index.ts'
import { deletesDue, type RetentionPart } from '../../platform/protect/retention.ts'

/** Calls that have been kept long enough since they ended. */
export const helpRetention = (db: Database): RetentionPart[] => [
  deletesDue(db, 'help_calls', (since) => ({
    $or: [
      { state: 'closed', resolvedAt: { $lt: since, $type: 'date' } },
      { state: 'transferred', owesFeedback: false, createdAt: { $lt: since } },
      { state: 'merged', createdAt: { $lt: since } },
      { state: 'cancelled', owesCallback: false, createdAt: { $lt: since } },
    ],
  })),
  deletesDue(db, 'help_duties', (since) => ({ openKey: null, endedAt: { $lt: since, $type: 'date' } })),
]
