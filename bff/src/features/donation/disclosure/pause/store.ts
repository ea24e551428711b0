import { type Database, durable, isDuplicateKey } from '../../../../platform/db/index.ts'
import { type OutboxEntry, outboxEntry } from '../../../../platform/events/outbox.ts'

export interface PauseDocument {
  /** The campaign. */
  _id: string
  charityId: string
  /** Why its codes pause; null while they don't. */
  reason: string | null
  since: Date
  history: { at: Date; reason: string | null }[]
  outbox: OutboxEntry[]
}

export type PauseStore = ReturnType<typeof createPauseStore>

/** What the record says of campaigns whose codes paused for want of a report; whether they pause now is worked out elsewhere. */
export function createPauseStore(db: Database) {
  const pauses = db.collection<PauseDocument>('disclosure_pauses')
  return {
    prepare: () => db.ensureIndexes('disclosure_pauses', []),
    many: (ids: readonly string[]) => pauses.find({ _id: { $in: [...ids] } }).toArray(),
    /** Records a change once: whoever finds it recorded already changes nothing. */
    async record(campaign: { id: string; charityId: string }, reason: string | null, at: Date): Promise<boolean> {
      const event = outboxEntry(reason === null ? 'disclosure.resumed' : 'disclosure.paused', at, {
        campaignId: campaign.id,
        charityId: campaign.charityId,
        reason,
      })
      const change = { at, reason }
      const moved = await pauses.updateOne(
        { _id: campaign.id, reason: reason === null ? { $ne: null } : null },
        { $set: { reason, since: at }, $push: { history: change, outbox: event } },
        durable,
      )
      if (moved.matchedCount === 1) return true
      if (reason === null) return false
      try {
        await pauses.insertOne(
          { _id: campaign.id, charityId: campaign.charityId, reason, since: at, history: [change], outbox: [event] },
          durable,
        )
        return true
      } catch (error) {
        if (isDuplicateKey(error)) return false
        throw error
      }
    },
  }
}
