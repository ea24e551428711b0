import type { Line } from '../../platform/live/line.ts'
import type { Followed } from './call/domain.ts'

interface Listener {
  line: Line
  by: 'sse' | 'ws'
}

const keysOf = (followed: Followed): string[] =>
  'callId' in followed ? [`call ${followed.callId}`] : [...followed.placeIds.map((id) => `place ${id}`), `told ${followed.accountId}`]

/** Who listens, found by what they follow and by their session. */
export function createListeners() {
  const byKey = new Map<string, Set<Line>>()
  const bySession = new Map<string, Set<Line>>()
  const all = new Map<Line, Listener>()

  function put(index: Map<string, Set<Line>>, key: string, line: Line): void {
    const set = index.get(key)
    if (set) set.add(line)
    else index.set(key, new Set([line]))
  }
  function take(index: Map<string, Set<Line>>, key: string, line: Line): void {
    const set = index.get(key)
    set?.delete(line)
    if (set?.size === 0) index.delete(key)
  }

  return {
    /** @returns what takes it away again */
    add(followed: Followed, line: Line, by: Listener['by']): () => void {
      const keys = keysOf(followed)
      all.set(line, { line, by })
      put(bySession, followed.sessionId, line)
      for (const key of keys) put(byKey, key, line)
      return () => {
        all.delete(line)
        take(bySession, followed.sessionId, line)
        for (const key of keys) take(byKey, key, line)
      }
    },
    /** Each once, however many of its places it answers for. */
    concerned(callId: string, path: readonly string[], told: readonly { accountId: string }[]): Set<Line> {
      const keys = [`call ${callId}`, ...path.map((id) => `place ${id}`), ...told.map(({ accountId }) => `told ${accountId}`)]
      return new Set(keys.flatMap((key) => [...(byKey.get(key) ?? [])]))
    },
    /** Who follows one call as the one who made it. */
    following: (callId: string): readonly Line[] => [...(byKey.get(`call ${callId}`) ?? [])],
    all: () => [...all.keys()],
    count: () => all.size,
    counts() {
      const counts = { sse: 0, ws: 0 }
      for (const { by } of all.values()) counts[by] += 1
      return counts
    },
    sessionIds: () => [...bySession.keys()],
    ofSession: (sessionId: string) => [...(bySession.get(sessionId) ?? [])],
  }
}
