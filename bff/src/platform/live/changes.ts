import { setTimeout as sleep } from 'node:timers/promises'
import type { Database } from '../db/index.ts'
import type { Log } from '../log/index.ts'

interface StreamedChange<T> {
  fullDocument?: T
}

export interface LiveChanges<T> {
  /** @returns how to stop hearing */
  hear(listener: (document: T) => void): () => void
  stop(): Promise<void>
}

const AGAIN_MS = 1_000

/**
 * What changes in a collection, as it is written, for those who look at it now. Nothing is kept for who was not there: they
 * read anew when they come. One change stream for all of a process, and none while nobody listens.
 */
export function createLiveChanges<T>(parts: {
  db: Database
  collection: string
  /** The fields that listeners see. */
  fields: readonly string[]
  /** The stream was broken off: whoever listens may have missed something. */
  onGap: () => void
  log: Log
}): LiveChanges<T> {
  const { db, collection, fields, onGap, log } = parts
  const listeners = new Set<(document: T) => void>()
  const aborter = new AbortController()
  let loop: Promise<void> | null = null

  async function follow(): Promise<void> {
    let first = true
    while (!aborter.signal.aborted) {
      const stream = db.watch(
        [
          { $match: { 'ns.coll': collection, operationType: { $in: ['insert', 'update', 'replace'] } } },
          { $project: { _id: 1, ...Object.fromEntries(fields.map((field) => [`fullDocument.${field}`, 1])) } },
        ],
        { fullDocument: 'updateLookup' },
      )
      const close = () => void stream.close().catch(() => undefined)
      aborter.signal.addEventListener('abort', close, { once: true })
      try {
        if (!first) onGap()
        first = false
        for await (const change of stream) {
          const { fullDocument } = change as StreamedChange<T>
          if (fullDocument) for (const listener of [...listeners]) listener(fullDocument)
        }
      } catch (error) {
        if (aborter.signal.aborted) return
        log.warn({ err: error, collection }, 'live changes interrupted')
      } finally {
        aborter.signal.removeEventListener('abort', close)
        close()
      }
      await sleep(AGAIN_MS, undefined, { signal: aborter.signal }).catch(() => undefined)
    }
  }

  return {
    hear(listener) {
      listeners.add(listener)
      loop ??= follow()
      return () => listeners.delete(listener)
    },
    async stop() {
      aborter.abort()
      await loop
    },
  }
}
