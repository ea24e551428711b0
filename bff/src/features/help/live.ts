import type { Database } from '../../platform/db/index.ts'
import { createLiveChanges } from '../../platform/live/changes.ts'
import { createEventStream, type EventStream } from '../../platform/live/event-stream.ts'
import type { Log } from '../../platform/log/index.ts'
import type { CallScope } from './call/domain.ts'

/** What of a call is looked at to know whom it concerns. */
interface SeenCall {
  _id: string
  rev: number
  path: string[]
  told: { accountId: string }[]
}

/** A worker's connection ends after this and is opened anew, with what they may see by then. */
const MOST_MS = 600_000

export type HelpLive = ReturnType<typeof createHelpLive>

/**
 * Calls as they change, to those who answer for the place or were told of it. A change tells only which call: what it is now
 * is read by the usual operation, with its rules and its place in the audit.
 */
export function createHelpLive({ db, log }: { db: Database; log: Log }) {
  const byPlace = new Map<string, Set<EventStream>>()
  const byAccount = new Map<string, Set<EventStream>>()
  const all = new Set<EventStream>()

  function tell({ _id, rev, path, told }: SeenCall): void {
    const streams = new Set<EventStream>()
    for (const placeId of path) for (const stream of byPlace.get(placeId) ?? []) streams.add(stream)
    for (const { accountId } of told) for (const stream of byAccount.get(accountId) ?? []) streams.add(stream)
    const data = JSON.stringify({ id: _id, rev })
    for (const stream of streams) stream.send('call', data)
  }
  const changes = createLiveChanges<SeenCall>({
    db,
    collection: 'help_calls',
    fields: ['_id', 'rev', 'path', 'told.accountId'],
    onChange: tell,
    onFollowing: () => {
      for (const stream of all) stream.send('open', '{}')
    },
    log,
  })
  function put(index: Map<string, Set<EventStream>>, key: string, stream: EventStream): void {
    const set = index.get(key) ?? new Set()
    set.add(stream)
    index.set(key, set)
  }
  function take(index: Map<string, Set<EventStream>>, key: string, stream: EventStream): void {
    const set = index.get(key)
    set?.delete(stream)
    if (set?.size === 0) index.delete(key)
  }

  return {
    /** `open` at the beginning and whenever something may have been missed: whoever reads reads all anew; `call` for each change. */
    watch({ placeIds, accountId }: CallScope, seconds: number): EventStream {
      changes.start()
      const stream = createEventStream(Math.min(seconds * 1_000, MOST_MS))
      all.add(stream)
      for (const placeId of placeIds) put(byPlace, placeId, stream)
      put(byAccount, accountId, stream)
      stream.onEnd(() => {
        all.delete(stream)
        for (const placeId of placeIds) take(byPlace, placeId, stream)
        take(byAccount, accountId, stream)
      })
      stream.send('open', '{}')
      return stream
    },
    connections: () => all.size,
    async stop() {
      for (const stream of all) stream.end()
      await changes.stop()
    },
  }
}
