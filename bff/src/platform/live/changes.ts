import { setTimeout as sleep } from 'node:timers/promises'
import type { Database } from '../db/index.ts'
import type { Log } from '../log/index.ts'

interface StreamedChange<T> {
  fullDocument?: T
}

export interface LiveChanges {
  /** Begins to follow; harmless to repeat. */
  start(): void
  stop(): Promise<void>
}

interface Following<T> {
  db: Database
  collection: string
  /** The fields of a document that are looked at. */
  fields: readonly string[]
  onChange: (document: T) => void
  /** From here on nothing is missed; what was written before may have been. */
  onFollowing: () => void
  log: Log
}

const AGAIN_MS = 1_000

/**
 * What changes in a collection, as it is written, for those who look at it now. Nothing is kept for who was not there: they
 * read anew when it is followed. One change stream for all of a process, from the first who looks on.
 */
export function createLiveChanges<T>({ db, collection, fields, onChange, onFollowing, log }: Following<T>): LiveChanges {
  const aborter = new AbortController()
  const { signal } = aborter
  let loop: Promise<void> | null = null

  const opened = () =>
    db.watch(
      [
        { $match: { 'ns.coll': collection, operationType: { $in: ['insert', 'update', 'replace'] } } },
        { $project: { _id: 1, ...Object.fromEntries(fields.map((field) => [`fullDocument.${field}`, 1])) } },
      ],
      { fullDocument: 'updateLookup' },
    )

  async function followOnce(): Promise<void> {
    const stream = opened()
    const close = () => void stream.close().catch(() => undefined)
    signal.addEventListener('abort', close, { once: true })
    const hear = (change: unknown) => {
      const { fullDocument } = change as StreamedChange<T>
      if (fullDocument) onChange(fullDocument)
    }
    try {
      // The first look opens the cursor, and only then is it certain that nothing more is missed.
      const first = await stream.tryNext()
      onFollowing()
      if (first) hear(first)
      for await (const change of stream) hear(change)
    } finally {
      signal.removeEventListener('abort', close)
      close()
    }
  }

  async function follow(): Promise<void> {
    while (!signal.aborted) {
      try {
        await followOnce()
      } catch (error) {
        if (!signal.aborted) log.warn({ err: error, collection }, 'live changes interrupted')
      }
      await sleep(AGAIN_MS, undefined, { signal }).catch(() => undefined)
    }
  }

  return {
    start() {
      if (!signal.aborted) loop ??= follow()
    },
    async stop() {
      aborter.abort()
      await loop
    },
  }
}
