import { createHash } from 'node:crypto'
import { AppError } from '@minsheng/shared/errors'
import type { Clock } from '@minsheng/shared/units/clock'
import type { FieldCipher, SealedField } from '../crypto/field-cipher.ts'
import { newId } from '../crypto/id.ts'
import { type Database, durable, isDuplicateKey } from './index.ts'

interface KeyDocument {
  _id: string
  /** Keyed: of a short body a plain hash could be guessed. */
  fingerprint: string
  state: 'running' | 'done'
  /** Whose turn it is. */
  lock: string | null
  lockedUntil: Date
  status: number | null
  /** Sealed, for it was meant for one person's eyes; in clear in documents of before, which are forgotten within a week. */
  answer: SealedField | string | null
  createdAt: Date
}

/** How long a donor's retry waits after our process died; a request that is alive renews its lock in time. */
const LOCK_MS = 3_000
const RENEW_MS = 1_000
const KEPT_SECONDS = 7 * 24 * 3600

export interface StoredAnswer {
  status: number
  /** Empty for an answer without a body. */
  answer: string
}

/** What a request finds under its key: the answer of the one before it, or the key itself until the lock runs out. */
export type KeyTurn = { kind: 'stored'; stored: StoredAnswer } | { kind: 'taken'; lock: string }

/** Remembers what a keyed request answered, so that sending it again has no second effect. */
export interface IdempotencyStore {
  prepare(): Promise<void>
  /**
   * Takes the key for this request, or returns the stored answer. The lock is handed back to the other calls:
   * a request so slow that another took its key over changes nothing of what that one writes.
   * @throws AppError `idempotency_key_reused` (same key, other request) | `request_in_flight`
   */
  begin(seed: string, fingerprint: string): Promise<KeyTurn>
  finish(seed: string, lock: string, answer: StoredAnswer): Promise<void>
  /** Gives the key back when the request had no effect. */
  abandon(seed: string, lock: string): Promise<void>
  /** Lets a retry run at once after an unexpected fault: the request may have had an effect, which the retry finds. */
  unlock(seed: string, lock: string): Promise<void>
}

export const fingerprintOf = (...parts: string[]) => createHash('sha256').update(JSON.stringify(parts)).digest('base64url')

export const prepareIdempotencyKeys = (db: Database): Promise<void> =>
  db.ensureIndexes('idempotency_keys', [{ key: { createdAt: 1 }, expireAfterSeconds: KEPT_SECONDS, serves: 'forgetting old keys' }])

export function createIdempotencyStore(
  db: Database,
  clock: Clock,
  cipher: Pick<FieldCipher, 'seal' | 'open' | 'codeHashes'>,
): IdempotencyStore {
  const keys = db.collection<KeyDocument>('idempotency_keys')
  const placeOf = (seed: string) => ({ collection: 'idempotency_keys', id: seed, field: 'answer' })
  const opened = (seed: string, answer: SealedField | string) => (typeof answer === 'string' ? answer : cipher.open(answer, placeOf(seed)))
  const keyed = (fingerprint: string) => cipher.codeHashes(fingerprint, 'idempotency')
  const held = new Map<string, NodeJS.Timeout>()
  const lockEnd = () => new Date(clock.now().getTime() + LOCK_MS)

  function hold(seed: string, lock: string): KeyTurn {
    const renew = () =>
      keys.updateOne({ _id: seed, state: 'running', lock }, { $set: { lockedUntil: lockEnd() } }, durable).catch(() => {
        // The next renewal tries again; should the key be taken over meanwhile, the one who took it over has the say.
      })
    held.set(lock, setInterval(renew, RENEW_MS).unref())
    return { kind: 'taken', lock }
  }
  function letGo(lock: string): void {
    clearInterval(held.get(lock))
    held.delete(lock)
  }

  return {
    prepare: () => prepareIdempotencyKeys(db),
    async begin(seed, fingerprint) {
      const now = clock.now()
      const lock = newId('turn')
      const lockedUntil = lockEnd()
      const running = { state: 'running' as const, lock, lockedUntil }
      try {
        await keys.insertOne(
          { _id: seed, fingerprint: keyed(fingerprint)[0], ...running, status: null, answer: null, createdAt: now },
          durable,
        )
        return hold(seed, lock)
      } catch (error) {
        if (!isDuplicateKey(error)) throw error
      }
      const found = await keys.findOne({ _id: seed })
      if (!found) throw new AppError('request_in_flight', { retryAfterSeconds: 1 })
      if (!keyed(fingerprint).includes(found.fingerprint) && found.fingerprint !== fingerprint) throw new AppError('idempotency_key_reused')
      if (found.state === 'done' && found.status !== null && found.answer !== null)
        return { kind: 'stored', stored: { status: found.status, answer: opened(seed, found.answer) } }
      const taken = await keys.updateOne(
        { _id: seed, state: 'running', lockedUntil: { $lte: now } },
        { $set: { lock, lockedUntil } },
        durable,
      )
      if (taken.modifiedCount === 1) return hold(seed, lock)
      throw new AppError('request_in_flight', { retryAfterSeconds: 1 })
    },
    async finish(seed, lock, { status, answer }) {
      letGo(lock)
      await keys.updateOne(
        { _id: seed, state: 'running', lock },
        { $set: { state: 'done', status, answer: cipher.seal(answer, placeOf(seed)) } },
        durable,
      )
    },
    async abandon(seed, lock) {
      letGo(lock)
      await keys.deleteOne({ _id: seed, state: 'running', lock }, durable)
    },
    async unlock(seed, lock) {
      letGo(lock)
      await keys.updateOne({ _id: seed, state: 'running', lock }, { $set: { lock: null, lockedUntil: new Date(0) } }, durable)
    },
  }
}
