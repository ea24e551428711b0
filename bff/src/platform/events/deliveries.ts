import { setTimeout as sleep } from 'node:timers/promises'
import type { Clock } from '@minsheng/shared/units/clock'
import { type Database, durable, isDuplicateKey } from '../db/index.ts'
import type { Log } from '../log/index.ts'
import type { EventHandler, OutboxEntry } from './outbox.ts'

interface DeliveryDocument {
  _id: string
  at: Date
}
interface FailureDocument {
  _id: string
  handler: string
  entry: OutboxEntry
  attempts: number
  nextAt: Date
  lastError: string
  dead: boolean
}
const MOST_ATTEMPTS = 12
/** Well within the lease of the relay, so that nobody else begins with the same event meanwhile. */
const HANDLER_MS = 10_000

async function inTime(work: Promise<void>, ms: number): Promise<void> {
  const done = new AbortController()
  const late = sleep(ms, undefined, { signal: done.signal }).then(
    () => Promise.reject(new Error(`not done within ${ms} ms`)),
    () => undefined,
  )
  try {
    await Promise.race([work, late])
  } finally {
    done.abort()
  }
}

/** Hands events to their handlers and remembers who had which, and whom it failed with. */
export function createDeliveries(parts: {
  db: Database
  handlers: readonly EventHandler[]
  log: Log
  clock: Clock
  handlerMs?: number
  /** @throws when the work is no longer this process's */
  keepLease(): Promise<void>
  stopped(): boolean
}) {
  const { db, handlers, log, clock, handlerMs = HANDLER_MS, keepLease, stopped } = parts
  const deliveries = db.collection<DeliveryDocument>('event_deliveries')
  const failures = db.collection<FailureDocument>('event_failures')

  /**
   * Hands an entry to each handler that has not had it yet. Who had it is read once before, and written once after all:
   * a process that dies in between hands it out again, which handlers must bear anyway.
   */
  async function deliver(entry: OutboxEntry): Promise<void> {
    const wanting = handlers.filter(({ types }) => types.includes(entry.type)).map((handler) => ({ handler, key: keyOf(entry, handler) }))
    if (wanting.length === 0) return
    const keys = { _id: { $in: wanting.map(({ key }) => key) } }
    const [had, failed] = await Promise.all([
      deliveries.find(keys, { projection: { _id: 1 } }).toArray(),
      failures.find(keys, { projection: { _id: 1 } }).toArray(),
    ])
    const settled = new Set([...had, ...failed].map(({ _id }) => _id))
    const done: string[] = []
    try {
      for (const { handler, key } of wanting) {
        if (settled.has(key)) continue
        await keepLease()
        if (await attempt(handler, entry, key, 0)) done.push(key)
      }
    } finally {
      await noteDelivered(done)
    }
  }

  const keyOf = (entry: OutboxEntry, handler: EventHandler) => `${entry.id}:${handler.name}`

  async function noteDelivered(keys: readonly string[]): Promise<void> {
    if (keys.length === 0) return
    const at = clock.now()
    await deliveries
      .insertMany(
        keys.map((_id) => ({ _id, at })),
        { ordered: false, ...durable },
      )
      .catch((error: unknown) => {
        if (!isDuplicateKey(error)) throw error
      })
  }

  /** @returns whether the handler took it; if not, when to try again is written down */
  async function attempt(handler: EventHandler, entry: OutboxEntry, key: string, attemptsBefore: number): Promise<boolean> {
    try {
      await inTime(handler.handle(entry), handlerMs)
      return true
    } catch (error) {
      const attempts = attemptsBefore + 1
      const dead = attempts >= MOST_ATTEMPTS
      log[dead ? 'error' : 'warn'](
        { err: error, event: entry.type, eventId: entry.id, handler: handler.name, attempts, dead },
        'event handler failed',
      )
      await failures.updateOne(
        { _id: key },
        {
          $set: {
            handler: handler.name,
            entry,
            attempts,
            dead,
            nextAt: new Date(clock.now().getTime() + Math.min(2 ** attempts * 500, 600_000)),
            lastError: error instanceof Error ? error.message : String(error),
          },
        },
        { upsert: true, ...durable },
      )
      return false
    }
  }

  async function retry(): Promise<void> {
    for await (const failure of failures.find({ dead: false, nextAt: { $lte: clock.now() } }).limit(100)) {
      if (stopped()) return
      const handler = handlers.find((candidate) => candidate.name === failure.handler)
      if (!handler) continue
      await keepLease()
      if (!(await attempt(handler, failure.entry, failure._id, failure.attempts))) continue
      await noteDelivered([failure._id])
      await failures.deleteOne({ _id: failure._id }, durable)
    }
  }

  return { deliver, retry }
}
