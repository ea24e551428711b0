import { createHash } from 'node:crypto'
import { AppError, type ErrorCode } from '@minsheng/shared/errors'
import type { Clock } from '@minsheng/shared/units/clock'
import { type Database, durable, isDuplicateKey } from '../../../platform/db/index.ts'

/** A ticket that was presented here; only its hash is kept. */
interface TicketDocument {
  _id: string
  forgetAt: Date
}

const REMEMBERED_MS = 24 * 3600_000

export type TicketStore = ReturnType<typeof createTicketStore>

export function createTicketStore(db: Database, clock: Clock) {
  const tickets = db.collection<TicketDocument>('sso_tickets')
  /** False when it was presented before. */
  async function take(hash: string): Promise<boolean> {
    try {
      await tickets.insertOne({ _id: hash, forgetAt: new Date(clock.now().getTime() + REMEMBERED_MS) }, durable)
      return true
    } catch (error) {
      if (isDuplicateKey(error)) return false
      throw error
    }
  }
  return {
    prepare: () => db.ensureIndexes('sso_tickets', [{ key: { forgetAt: 1 }, expireAfterSeconds: 0, serves: 'forgetting tickets' }]),
    /**
     * Asks what a ticket stands for, once here, whatever its issuer does: it is taken before, so that of two who present the
     * same one is refused.
     * @throws AppError `refused` for one presented before; `upstream_unavailable`, and then it may be tried again
     */
    async once<T>(ticket: string, refused: ErrorCode, ask: () => Promise<T>): Promise<T> {
      const hash = createHash('sha256').update(ticket).digest('base64url')
      if (!(await take(hash))) throw new AppError(refused)
      return ask().catch(async (error: unknown) => {
        if (error instanceof AppError && error.code === 'upstream_unavailable') await tickets.deleteOne({ _id: hash }, durable)
        throw error
      })
    },
  }
}
