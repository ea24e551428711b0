import type { Clock } from '@minsheng/shared/units/clock'
import type { KeyRing } from '../../platform/crypto/keyring.ts'
import type { Database } from '../../platform/db/index.ts'
import { createLiveChanges } from '../../platform/live/changes.ts'
import { createEventStream, type EventStream } from '../../platform/live/event-stream.ts'
import { type Line, MOST_LINE_MS } from '../../platform/live/line.ts'
import { createLiveSockets } from '../../platform/live/sockets.ts'
import { createLineTickets } from '../../platform/live/tickets.ts'
import type { Log } from '../../platform/log/index.ts'
import type { Followed } from './call/domain.ts'
import { createListeners } from './listeners.ts'

/** What of a call is looked at to know whom it concerns. */
interface SeenCall {
  _id: string
  rev: number
  path: string[]
  told: { accountId: string }[]
  sources: { callId?: string | null }[]
}

interface LiveParts {
  db: Database
  keys: KeyRing
  /** Which of these sessions still stand. */
  standing: (sessionIds: readonly string[]) => Promise<ReadonlySet<string>>
  log: Log
  clock: Clock
  /** How often it is asked whether the sessions still stand. */
  askEveryMs?: number
}

const ASK_EVERY_MS = 5_000
const ASKED_AT_ONCE = 500

export type HelpLive = ReturnType<typeof createHelpLive>

/**
 * Calls as they change, to those who answer for the place or were told of it, and to whoever called. A change tells only which
 * call: what it is now is read by the usual operation, with its rules and its place in the audit.
 */
export function createHelpLive({ db, keys, standing, log, clock, askEveryMs = ASK_EVERY_MS }: LiveParts) {
  const listeners = createListeners()
  const tickets = createLineTickets<Followed>(keys, clock)
  const changes = createLiveChanges<SeenCall>({
    db,
    collection: 'help_calls',
    fields: ['_id', 'rev', 'path', 'told.accountId', 'sources.callId'],
    onChange({ _id, rev, path, told, sources }) {
      const data = JSON.stringify({ id: _id, rev })
      for (const line of listeners.concerned(_id, path, told)) line.send('call', data)
      // Whoever told the same thing follows their own report, whose number does not move: what moved is what it goes with.
      for (const { callId } of sources ?? []) if (callId) for (const line of listeners.following(callId)) line.send('open', '{}')
    },
    onFollowing: () => {
      for (const line of listeners.all()) line.send('open', '{}')
    },
    log,
  })

  let asking: NodeJS.Timeout | null = null
  /** Whoever signed out, or was signed out, is let go: what they hear is no longer theirs. */
  async function letGo(): Promise<void> {
    const ids = listeners.sessionIds()
    for (let from = 0; from < ids.length; from += ASKED_AT_ONCE) {
      const some = ids.slice(from, from + ASKED_AT_ONCE)
      const stand = await standing(some)
      for (const sessionId of some) if (!stand.has(sessionId)) for (const line of listeners.ofSession(sessionId)) line.end()
    }
  }
  function askAgain(): void {
    asking ??= setTimeout(() => {
      letGo()
        .catch((error: unknown) => log.warn({ err: error }, 'live lines could not be checked; they are tried again'))
        .finally(() => {
          asking = null
          if (listeners.count() > 0) askAgain()
        })
    }, askEveryMs)
  }

  /** `open` at the beginning and whenever something may have been missed: whoever reads reads all anew; `call` for each change. */
  function join(followed: Followed, line: Line, by: 'sse' | 'ws'): void {
    changes.start()
    line.onEnd(listeners.add(followed, line, by))
    askAgain()
    line.send('open', '{}')
  }
  const sockets = createLiveSockets({
    admit(ticket, line) {
      const followed = tickets.use(ticket)
      if (followed) join(followed, line, 'ws')
      return followed !== null
    },
    mostMs: MOST_LINE_MS,
  })

  return {
    stream(followed: Followed, seconds: number): EventStream {
      const stream = createEventStream(Math.min(seconds * 1_000, MOST_LINE_MS))
      join(followed, stream, 'sse')
      return stream
    },
    ticket: (followed: Followed) => ({ ticket: tickets.issue(followed), path: '/api/v1/live' as const }),
    upgrade: sockets.upgrade,
    connections: listeners.counts,
    async stop() {
      if (asking) clearTimeout(asking)
      sockets.stop()
      for (const line of listeners.all()) line.end()
      await changes.stop()
    },
  }
}
