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
  /** Empty for an answer without a body. */
  answer: string
}

/** What a request finds under its key: the answer of the one before it, or the key itself until the lock runs out. */
export type KeyTurn = { kind: 'stored'; stored: StoredAnswer } | { kind: 'taken'; lock: Date }

/** Remembers what a keyed request answered, so that sending it again has no second effect. */
export interface IdempotencyStore {
  prepare(): Promise<void>
  /**
   * Takes the key for this request, or returns the stored answer. The lock is handed back to the other calls:
   * a request so slow that another took its key over changes nothing of what that one writes.
   * @throws AppError `idempotency_key_reused` (same key, other request) | `request_in_flight`
   */
  begin(seed: string, fingerprint: string): Promise<KeyTurn>
  finish(seed: string, lock: Date, answer: StoredAnswer): Promise<void>
  /** Gives the key back when the request had no effect. */
  abandon(seed: string, lock: Date): Promise<void>
  /** Lets a retry run at once after an unexpected fault: the request may have had an effect, which the retry finds. */
  unlock(seed: string, lock: Date): Promise<void>
}

export const fingerprintOf = (...parts: string[]) => createHash('sha256').update(JSON.stringify(parts)).digest('base64url')

export function createIdempotencyStore(db: Database, clock: Clock): IdempotencyStore {
  const keys = db.collection<KeyDocument>('idempotency_keys')
  return {
    prepare: () =>
      db.ensureIndexes('idempotency_keys', [{ key: { createdAt: 1 }, expireAfterSeconds: KEPT_SECONDS, serves: 'forgetting old keys' }]),
    async begin(seed, fingerprint) {
      const now = clock.now()
      const lockedUntil = new Date(now.getTime() + LOCK_MS)
      try {
        await keys.insertOne({ _id: seed, fingerprint, state: 'running', lockedUntil, status: null, answer: null, createdAt: now }, durable)
        return { kind: 'taken', lock: lockedUntil }
      } catch (error) {
        if (!isDuplicateKey(error)) throw error
      }
      const found = await keys.findOne({ _id: seed })
      if (!found) throw new AppError('request_in_flight', { retryAfterSeconds: 1 })
      if (found.fingerprint !== fingerprint) throw new AppError('idempotency_key_reused')
      if (found.state === 'done' && found.status !== null && found.answer !== null)
        return { kind: 'stored', stored: { status: found.status, answer: found.answer } }
      const taken = await keys.updateOne({ _id: seed, state: 'running', lockedUntil: { $lte: now } }, { $set: { lockedUntil } }, durable)
      if (taken.modifiedCount === 1) return { kind: 'taken', lock: lockedUntil }
      throw new AppError('request_in_flight', { retryAfterSeconds: 1 })
    },
    async finish(seed, lock, { status, answer }) {
      await keys.updateOne({ _id: seed, state: 'running', lockedUntil: lock }, { $set: { state: 'done', status, answer } }, durable)
    },
    async abandon(seed, lock) {
      await keys.deleteOne({ _id: seed, state: 'running', lockedUntil: lock }, durable)
    },
    async unlock(seed, lock) {
      await keys.updateOne({ _id: seed, state: 'running', lockedUntil: lock }, { $set: { lockedUntil: new Date(0) } }, durable)
    },
  }
}
