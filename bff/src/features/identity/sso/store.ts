import { type Database, durable, isDuplicateKey } from '../../../platform/db/index.ts'

/** A ticket that was presented here; only its hash is kept. */
interface TicketDocument {
  _id: string
  forgetAt: Date
}

export type TicketStore = ReturnType<typeof createTicketStore>

export function createTicketStore(db: Database) {
  const tickets = db.collection<TicketDocument>('sso_tickets')
  return {
    prepare: () => db.ensureIndexes('sso_tickets', [{ key: { forgetAt: 1 }, expireAfterSeconds: 0, serves: 'forgetting tickets' }]),
    /** False when it was presented before. */
    async take(hash: string, forgetAt: Date): Promise<boolean> {
      try {
        await tickets.insertOne({ _id: hash, forgetAt }, durable)
        return true
      } catch (error) {
        if (isDuplicateKey(error)) return false
        throw error
      }
    },
    async giveBack(hash: string): Promise<void> {
      await tickets.deleteOne({ _id: hash }, durable)
    },
  }
}
