/** Somebody who is told what changes, by whichever way they are connected. */
export interface Line {
  /** Nothing once it is over. @param data of one line, JSON */
  send(event: string, data: string): void
  end(): void
  /** Called once when the reader is gone, or the time is over. */
  onEnd(done: () => void): void
}

/** A phone that hears nothing for more than twice as long takes the line for dead. */
export const HEARTBEAT_MS = 15_000
/** Whoever reads slower than this much behind is let go, and reads anew when they come again. */
export const MOST_WAITING_BYTES = 64 * 1_024
/** A line ends after this and is opened anew, with what its reader may see by then. */
export const MOST_LINE_MS = 600_000
