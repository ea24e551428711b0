import type { DeskCallRow } from '@minsheng/shared/contracts/help'

type Row = Pick<DeskCallRow, 'id' | 'state' | 'urgency' | 'isMine'>

const AGAIN_MS = 5_000
/** Two minutes: by then others have been told, and the phone was rung. */
const MOST_TIMES = 24

const calls = ({ urgency, state }: Row) => urgency === 'p0' && (state === 'new' || state === 'dispatched')

/**
 * Sounds when somebody's life is at stake and nobody has taken it: once for each that appears in the queue, again and again
 * for one that was given to whoever holds this phone.
 * @param ring makes the phone sound and shake
 */
export function createAlarm(ring: () => void) {
  const heard = new Set<string>()
  let again: ReturnType<typeof setInterval> | null = null
  function quiet(): void {
    if (again) clearInterval(again)
    again = null
  }
  return {
    /** The queue as it is now. */
    look(rows: readonly Row[]): void {
      const waiting = rows.filter(calls)
      const fresh = waiting.filter(({ id }) => !heard.has(id))
      for (const { id } of fresh) heard.add(id)
      if (fresh.length > 0) ring()
      const isCalled = waiting.some(({ isMine }) => isMine)
      if (isCalled && again && fresh.length === 0) return
      quiet()
      if (!isCalled) return
      let times = 1
      again = setInterval(() => {
        ring()
        times += 1
        if (times >= MOST_TIMES) quiet()
      }, AGAIN_MS)
    },
    quiet,
  }
}
