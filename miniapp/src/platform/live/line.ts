/** What came over the line: read all anew, or this one changed. */
export type LineEvent = { event: 'open' } | { event: 'call'; id: string; rev: number }

export interface LineEnds {
  /** Anything at all came: the line is alive. */
  alive: () => void
  heard: (event: LineEvent) => void
  /** It ended or broke, or could not be had. */
  ended: () => void
}

/** Opens one connection. @returns what closes it; after that nothing is told any more */
export type OpenLine = (ends: LineEnds) => () => void

interface Parts {
  open: OpenLine
  onEvent: (event: LineEvent) => void
  /** Whether changes come by themselves; while they don't, whoever looks on asks at intervals. */
  onState: (isOpen: boolean) => void
  random?: () => number
}

/** The server beats every 15 s. */
const SILENT_MS = 40_000
const [FIRST_PAUSE_MS, LONGEST_PAUSE_MS] = [1_000, 30_000]

/**
 * How long to wait before the next try: twice as long after each that failed, and never the same for all phones of a town
 * that lost the server together.
 * @param failures in a row
 */
export function pauseMs(failures: number, random: () => number): number {
  const most = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(failures, 10))
  return Math.round(most / 2 + (random() * most) / 2)
}

/** Keeps a line open until it is told to stop. What was missed between is told by the `open` of every connection. */
export function keepLine({ open, onEvent, onState, random = Math.random }: Parts) {
  let stopped = false
  let failures = 0
  let close: (() => void) | null = null
  let next: ReturnType<typeof setTimeout> | null = null
  let silence: ReturnType<typeof setTimeout> | null = null

  function hush(): void {
    if (silence) clearTimeout(silence)
    silence = null
  }
  function begin(): void {
    if (next) clearTimeout(next)
    next = null
    let over = false
    const end = () => {
      if (over) return
      over = true
      hush()
      close?.()
      close = null
      onState(false)
      if (stopped) return
      next = setTimeout(begin, pauseMs(failures, random))
      failures += 1
    }
    const alive = () => {
      if (over) return
      hush()
      silence = setTimeout(end, SILENT_MS)
    }
    alive()
    const closing = open({
      alive,
      heard(event) {
        if (over) return
        alive()
        if (event.event === 'open') {
          failures = 0
          onState(true)
        }
        onEvent(event)
      },
      ended: end,
    })
    // It may have failed while it was being opened.
    if (over) closing()
    else close = closing
  }
  begin()

  return {
    /** The page is looked at again, or there is a network again: now, not when the pause is over. */
    wake() {
      if (stopped || !next) return
      failures = 0
      begin()
    },
    stop() {
      stopped = true
      if (next) clearTimeout(next)
      hush()
      close?.()
      close = null
    },
  }
}

/** The event of one message; null for a beat, and for what this version does not know. */
export function eventIn(event: unknown, data: unknown): LineEvent | null {
  if (event === 'open') return { event }
  if (event !== 'call' || typeof data !== 'object' || data === null || !('id' in data) || !('rev' in data)) return null
  return typeof data.id === 'string' && typeof data.rev === 'number' ? { event, id: data.id, rev: data.rev } : null
}
