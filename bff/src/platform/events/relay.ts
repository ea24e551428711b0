import { setTimeout as sleep } from 'node:timers/promises'
import type { Clock } from '@minsheng/shared/units/clock'
import { newId } from '../crypto/id.ts'
import { type Collection, type Database, durable, isDuplicateKey } from '../db/index.ts'
import type { Log } from '../log/index.ts'
import { createLease } from './lease.ts'
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
interface RelayState {
  _id: 'relay'
  resumeToken: unknown
  sweptTo: Date
}
interface WithOutbox {
  _id: string
  outbox?: OutboxEntry[]
}

const LEASE_MS = 15_000
const SWEEP_MARGIN_MS = 10 * 60_000
const MOST_ATTEMPTS = 12
const DELIVERY_KEPT_SECONDS = 90 * 24 * 3600

export interface Relay {
  start(): Promise<void>
  stop(): Promise<void>
  /** True once the first sweep is done (here or in the process that holds the lease). */
  ready(): boolean
}

/**
 * Carries outbox entries to their handlers, at least once: live by a change stream, and by a sweep from the
 * last checkpoint at start and when the stream's history is lost. Its own state lives apart from the documents.
 */
export function createRelay(parts: { db: Database; collections: readonly string[]; handlers: readonly EventHandler[]; log: Log; clock: Clock }): Relay {
  const { db, collections, handlers, log, clock } = parts
  const holder = newId('relay')
  const deliveries = db.collection<DeliveryDocument>('event_deliveries')
  const failures = db.collection<FailureDocument>('event_failures')
  const states = db.collection<RelayState>('event_relay')
  const lease = createLease(db.collection('leases'), 'event-relay', holder, LEASE_MS, clock)
  const aborter = new AbortController()
  let loop: Promise<void> | null = null
  let isReady = false

  async function deliver(entry: OutboxEntry): Promise<void> {
    for (const handler of handlers) {
      if (!handler.types.includes(entry.type)) continue
      const key = `${entry.id}:${handler.name}`
      if (await deliveries.findOne({ _id: key }, { projection: { _id: 1 } })) continue
      if (await failures.findOne({ _id: key }, { projection: { _id: 1 } })) continue
      await attempt(handler, entry, key, 0)
    }
  }

  async function attempt(handler: EventHandler, entry: OutboxEntry, key: string, attemptsBefore: number): Promise<void> {
    try {
      await handler.handle(entry)
    } catch (error) {
      const attempts = attemptsBefore + 1
      const dead = attempts >= MOST_ATTEMPTS
      log[dead ? 'error' : 'warn']({ err: error, event: entry.type, eventId: entry.id, handler: handler.name, attempts, dead }, 'event handler failed')
      await failures.updateOne(
        { _id: key },
        {
          $set: { handler: handler.name, entry, attempts, dead, nextAt: new Date(clock.now().getTime() + Math.min(2 ** attempts * 500, 600_000)), lastError: error instanceof Error ? error.message : String(error) },
        },
        { upsert: true, ...durable },
      )
      return
    }
    await deliveries.insertOne({ _id: key, at: clock.now() }, durable).catch((error: unknown) => {
      if (!isDuplicateKey(error)) throw error
    })
    if (attemptsBefore > 0) await failures.deleteOne({ _id: key }, durable)
  }

  async function retryFailures(): Promise<void> {
    for await (const failure of failures.find({ dead: false, nextAt: { $lte: clock.now() } }).limit(100)) {
      const handler = handlers.find((candidate) => candidate.name === failure.handler)
      if (handler) await attempt(handler, failure.entry, failure._id, failure.attempts)
    }
  }

  async function sweep(from: Date): Promise<void> {
    for (const name of collections) {
      const found = db.collection<WithOutbox>(name).find({ 'outbox.at': { $gte: from } }, { projection: { outbox: 1 } })
      for await (const document of found) for (const entry of document.outbox ?? []) if (entry.at >= from) await deliver(entry)
    }
  }

  async function save(resumeToken: unknown): Promise<void> {
    const sweptTo = new Date(clock.now().getTime() - SWEEP_MARGIN_MS)
    await states.updateOne({ _id: 'relay' }, { $set: { resumeToken, sweptTo } }, { upsert: true, ...durable })
  }

  async function follow(): Promise<void> {
    const state = await states.findOne({ _id: 'relay' })
    const stream = db.watch(
      [
        { $match: { 'ns.coll': { $in: [...collections] }, operationType: { $in: ['insert', 'update', 'replace'] }, 'fullDocument.outbox.0': { $exists: true } } },
        { $project: { 'fullDocument.outbox': 1 } },
      ],
      { fullDocument: 'updateLookup', maxAwaitTimeMS: 250, ...(state?.resumeToken ? { resumeAfter: state.resumeToken } : {}) },
    )
    try {
      await stream.tryNext()
        .then(async (first) => {
          await sweep(state?.sweptTo ?? new Date(0))
          isReady = true
          await handleChange(first)
        })
      let renewedAt = clock.now().getTime()
      while (!aborter.signal.aborted) {
        await handleChange(await stream.tryNext())
        if (clock.now().getTime() - renewedAt < 2_000) continue
        renewedAt = clock.now().getTime()
        if (!(await lease.hold())) return
        await save(stream.resumeToken)
        await retryFailures()
      }
      await save(stream.resumeToken)
    } finally {
      await stream.close()
    }
  }

  async function handleChange(change: unknown): Promise<void> {
    const document = (change as { fullDocument?: WithOutbox } | null)?.fullDocument
    for (const entry of document?.outbox ?? []) await deliver(entry)
  }

  async function run(): Promise<void> {
    while (!aborter.signal.aborted) {
      try {
        if (await lease.hold()) await follow()
        else isReady = true
      } catch (error) {
        if (aborter.signal.aborted) return
        log.warn({ err: error }, 'event relay interrupted; starting again')
        // History lost or a bad token: the sweep from the checkpoint makes up for what the stream can't tell.
        await states.updateOne({ _id: 'relay' }, { $set: { resumeToken: null } }).catch((later: unknown) => log.warn({ err: later }, 'relay state not reset'))
      }
      await sleep(1_000, undefined, { signal: aborter.signal }).catch(() => undefined)
    }
  }

  return {
    async start() {
      await db.ensureIndexes('event_deliveries', [{ key: { at: 1 }, expireAfterSeconds: DELIVERY_KEPT_SECONDS, serves: 'forgetting old deliveries' }])
      await db.ensureIndexes('event_failures', [{ key: { dead: 1, nextAt: 1 }, serves: 'retrying what failed' }])
      await db.ensureIndexes('event_relay', [])
      await db.ensureIndexes('leases', [])
      for (const name of collections) await db.ensureIndexes(name, [{ key: { 'outbox.at': 1 }, sparse: true, serves: 'sweeping outbox entries from a checkpoint' }])
      loop = run()
    },
    async stop() {
      aborter.abort()
      await loop
      await lease.release()
    },
    ready: () => isReady,
  }
}

/** The delivered set, for audits and tests. */
export function deliveredKeys(db: Database): Collection<DeliveryDocument> {
  return db.collection<DeliveryDocument>('event_deliveries')
}
