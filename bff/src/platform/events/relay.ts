import { setTimeout as sleep } from 'node:timers/promises'
import type { Clock } from '@minsheng/shared/units/clock'
import { newId } from '../crypto/id.ts'
import { type Database, durable } from '../db/index.ts'
import type { Log } from '../log/index.ts'
import { createDeliveries } from './deliveries.ts'
import { createLanes } from './lanes.ts'
import { createLease } from './lease.ts'
import type { EventHandler, OutboxEntry } from './outbox.ts'

export interface RelayState {
  _id: 'relay'
  resumeToken: unknown
  sweptTo: Date
}
interface WithOutbox {
  _id: string
  outbox?: OutboxEntry[]
}

const LEASE_MS = 15_000
const RENEW_MS = 2_000
const SAVE_MS = 2_000
export const SWEEP_MARGIN_MS = 10 * 60_000
/** Events about different things are handled side by side. */
const MOST_AT_ONCE = 8
const DELIVERY_KEPT_SECONDS = 90 * 24 * 3600

class LeaseLost extends Error {
  override name = 'LeaseLost'
}

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
export function createRelay(parts: {
  db: Database
  collections: readonly string[]
  handlers: readonly EventHandler[]
  log: Log
  clock: Clock
  /** How long one handling may take; what hangs is given up as failed and tried again. */
  handlerMs?: number
}): Relay {
  const { db, collections, log, clock } = parts
  const holder = newId('relay')
  const states = db.collection<RelayState>('event_relay')
  const lease = createLease(db.collection('leases'), 'event-relay', holder, LEASE_MS, clock)
  const aborter = new AbortController()
  let loop: Promise<void> | null = null
  let isReady = false
  let renewedAt = 0
  let renewing: Promise<void> | null = null

  async function renew(): Promise<void> {
    const now = clock.now().getTime()
    if (!(await lease.hold())) throw new LeaseLost()
    renewedAt = now
  }

  /** Between two handlings: long work must not outlive the lease unnoticed. All lanes wait for one renewal. */
  async function keepLease(): Promise<void> {
    if (clock.now().getTime() - renewedAt < RENEW_MS) return
    renewing ??= renew().finally(() => {
      renewing = null
    })
    await renewing
  }

  const { deliver, retry } = createDeliveries({ ...parts, keepLease, stopped: () => aborter.signal.aborted })

  async function sweep(from: Date): Promise<void> {
    for (const name of collections) {
      const found = db.collection<WithOutbox>(name).find({ 'outbox.at': { $gte: from } }, { projection: { outbox: 1 } })
      for await (const document of found) {
        if (aborter.signal.aborted) return
        for (const entry of document.outbox ?? []) if (entry.at >= from) await deliver(entry)
      }
    }
  }

  /** @param caughtUpAt when everything written before had been handled; the margin covers writes slow to become visible */
  async function save(resumeToken: unknown, caughtUpAt: number): Promise<void> {
    const sweptTo = new Date(caughtUpAt - SWEEP_MARGIN_MS)
    await states.updateOne({ _id: 'relay' }, { $set: { resumeToken, sweptTo } }, { upsert: true, ...durable })
  }

  async function follow(): Promise<void> {
    let caughtUpAt = clock.now().getTime()
    let handledTo: unknown = null
    const lanes = createLanes(MOST_AT_ONCE)
    /** Changes in the order they came in, until they and all before them are handled: the checkpoint never goes past one. */
    const open: { token: unknown; left: number }[] = []
    async function handleChange(change: unknown): Promise<void> {
      if (change === null) return
      const { _id: token, documentKey, fullDocument } = change as { _id: unknown; documentKey: { _id: unknown }; fullDocument?: WithOutbox }
      const entries = fullDocument?.outbox ?? []
      const one = { token, left: entries.length }
      open.push(one)
      for (const entry of entries)
        await lanes.add(entry.of ?? String(documentKey._id), async () => {
          await deliver(entry)
          one.left -= 1
        })
    }
    const state = await states.findOne({ _id: 'relay' })
    handledTo = state?.resumeToken ?? null
    const stream = db.watch(
      [
        {
          $match: {
            'ns.coll': { $in: [...collections] },
            operationType: { $in: ['insert', 'update', 'replace'] },
            'fullDocument.outbox.0': { $exists: true },
          },
        },
        { $project: { documentKey: 1, 'fullDocument.outbox': 1 } },
      ],
      { fullDocument: 'updateLookup', maxAwaitTimeMS: 250, ...(state?.resumeToken ? { resumeAfter: state.resumeToken } : {}) },
    )
    try {
      // The stream is open before the sweep begins, so nothing falls between the two.
      const first = await stream.tryNext()
      await sweep(state?.sweptTo ?? new Date(0))
      if (aborter.signal.aborted) return
      isReady = true
      await handleChange(first)
      let savedAt = clock.now().getTime()
      while (!aborter.signal.aborted) {
        const askedAt = clock.now().getTime()
        const change = await stream.tryNext()
        await handleChange(change)
        while (open[0]?.left === 0) handledTo = open.shift()?.token
        if (change === null && open.length === 0) {
          caughtUpAt = askedAt
          handledTo = stream.resumeToken
        }
        if (clock.now().getTime() - savedAt < SAVE_MS) continue
        savedAt = clock.now().getTime()
        lanes.check()
        await keepLease()
        await save(handledTo, caughtUpAt)
        await retry()
      }
      await lanes.idle()
      await save(stream.resumeToken, caughtUpAt)
    } finally {
      await lanes.idle().catch(() => undefined)
      await stream.close()
    }
  }

  async function run(): Promise<void> {
    while (!aborter.signal.aborted) {
      try {
        if (await lease.hold()) {
          renewedAt = clock.now().getTime()
          await follow()
        } else isReady = true
      } catch (error) {
        if (aborter.signal.aborted) return
        if (error instanceof LeaseLost) {
          log.info('event relay passed on to another process')
          continue
        }
        log.warn({ err: error }, 'event relay interrupted; starting again')
        // History lost or a bad token: the sweep from the checkpoint makes up for what the stream can't tell.
        await states
          .updateOne({ _id: 'relay' }, { $set: { resumeToken: null } })
          .catch((later: unknown) => log.warn({ err: later }, 'relay state not reset'))
      }
      await sleep(1_000, undefined, { signal: aborter.signal }).catch(() => undefined)
    }
  }

  return {
    async start() {
      await db.ensureIndexes('event_deliveries', [
        { key: { at: 1 }, expireAfterSeconds: DELIVERY_KEPT_SECONDS, serves: 'forgetting old deliveries' },
      ])
      await db.ensureIndexes('event_failures', [{ key: { dead: 1, nextAt: 1 }, serves: 'retrying what failed' }])
      await db.ensureIndexes('event_relay', [])
      await db.ensureIndexes('leases', [])
      for (const name of collections)
        await db.ensureIndexes(name, [{ key: { 'outbox.at': 1 }, sparse: true, serves: 'sweeping outbox entries from a checkpoint' }])
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
