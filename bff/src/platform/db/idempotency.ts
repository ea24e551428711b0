import { createHash } from 'node:crypto'
import { AppError } from '@minsheng/shared/errors'
import type { Clock } from '@minsheng/shared/units/clock'
import { type Database, durable, isDuplicateKey } from './index.ts'

interface KeyDocument {
  _id: string
  fingerprint: string
  state: 'running' | 'done'
  lockedUntil: Date
  status: number | null
  answer: string | null
  createdAt: Date
}

const LOCK_MS = 30_000
const KEPT_SECONDS = 7 * 24 * 3600

export interface StoredAnswer {
  status: number
  answer: string
}

/** Remembers what a keyed request answered, so that sending it again has no second effect. */
export interface IdempotencyStore {
  prepare(): Promise<void>
  /**
   * Takes the key for this request, or returns the stored answer.
   * @throws AppError `idempotency_key_reused` (same key, other request) | `request_in_flight`
   */
  begin(seed: string, fingerprint: string): Promise<StoredAnswer | null>
  finish(seed: string, answer: StoredAnswer): Promise<void>
  /** Gives the key back when the request had no effect. */
  abandon(seed: string): Promise<void>
  /** Lets a retry run at once after an unexpected fault: the request may have had an effect, which the retry finds. */
  unlock(seed: string): Promise<void>
}

export const fingerprintOf = (...parts: string[]) => createHash('sha256').update(JSON.stringify(parts)).digest('base64url')

export function createIdempotencyStore(db: Database, clock: Clock): IdempotencyStore {
  const keys = db.collection<KeyDocument>('idempotency_keys')
  return {
    prepare: () => db.ensureIndexes('idempotency_keys', [{ key: { createdAt: 1 }, expireAfterSeconds: KEPT_SECONDS, serves: 'forgetting old keys' }]),
    async begin(seed, fingerprint) {
      const now = clock.now()
      const lockedUntil = new Date(now.getTime() + LOCK_MS)
      try {
        await keys.insertOne({ _id: seed, fingerprint, state: 'running', lockedUntil, status: null, answer: null, createdAt: now }, durable)
        return null
      } catch (error) {
        if (!isDuplicateKey(error)) throw error
      }
      const found = await keys.findOne({ _id: seed })
      if (!found) throw new AppError('request_in_flight', { retryAfterSeconds: 1 })
      if (found.fingerprint !== fingerprint) throw new AppError('idempotency_key_reused')
      if (found.state === 'done' && found.status !== null && found.answer !== null) return { status: found.status, answer: found.answer }
      const taken = await keys.updateOne({ _id: seed, state: 'running', lockedUntil: { $lte: now } }, { $set: { lockedUntil } }, durable)
      if (taken.modifiedCount === 1) return null
      throw new AppError('request_in_flight', { retryAfterSeconds: 1 })
    },
    async finish(seed, { status, answer }) {
      await keys.updateOne({ _id: seed }, { $set: { state: 'done', status, answer } }, durable)
    },
    async abandon(seed) {
      await keys.deleteOne({ _id: seed, state: 'running' }, durable)
    },
    async unlock(seed) {
      await keys.updateOne({ _id: seed, state: 'running' }, { $set: { lockedUntil: new Date(0) } }, durable)
    },
  }
}
