import { ApiError } from '@minsheng/shared/client'
import type { CallCategory, CallPlace, HelpCall } from '@minsheng/shared/contracts/help'

/** A press that lies on this phone until the server has it. */
export interface Pressed {
  /** The same at every try: what got through is not a second call. */
  key: string
  category: CallCategory | null
  place: CallPlace | null
  /** The authorisation under which it was pressed for somebody else; null: for oneself. */
  proxyId: string | null
  /** Epoch milliseconds, by this phone. */
  pressedAt: number
}

export type Sent = { outcome: 'sent'; call: HelpCall; proxyId: string | null } | { outcome: 'kept' } | { outcome: 'refused'; words: string }

interface Parts {
  read: () => string | null
  write: (text: string | null) => void
  send: (pressed: Pressed, waited: boolean) => Promise<HelpCall>
  newKey: () => string
  now: () => number
}

/** True for what may go through later as it is: no network, a busy server, the first try still under way. */
export function maybeLater(error: unknown): boolean {
  if (!(error instanceof ApiError)) return false
  return (
    error.kind === 'offline' || error.status >= 500 || error.status === 429 || error.status === 401 || error.code === 'request_in_flight'
  )
}

const isPressed = (value: unknown): value is Pressed =>
  typeof value === 'object' &&
  value !== null &&
  'key' in value &&
  'proxyId' in value &&
  'pressedAt' in value &&
  typeof value.pressedAt === 'number'

/** A press that was sent within this is told as pressed now: the phone's own clock need not be right. */
const AT_ONCE_MS = 2_000

/** One press at a time: kept on the phone before it is sent, and taken away only once the server has it. */
export function createPressing({ read, write, send, newKey, now }: Parts) {
  let sending: Promise<Sent | null> | null = null

  function waiting(): Pressed | null {
    try {
      const kept: unknown = JSON.parse(read() ?? 'null')
      return isPressed(kept) ? kept : null
    } catch {
      // Half written when the phone died: nothing in it can be read any more.
      return null
    }
  }

  async function trySend(): Promise<Sent | null> {
    const pressed = waiting()
    if (!pressed) return null
    const drop = () => {
      if (waiting()?.key === pressed.key) write(null)
    }
    try {
      const call = await send(pressed, now() - pressed.pressedAt > AT_ONCE_MS)
      drop()
      return { outcome: 'sent', call, proxyId: pressed.proxyId }
    } catch (error) {
      if (maybeLater(error)) return { outcome: 'kept' }
      drop()
      return { outcome: 'refused', words: error instanceof Error ? error.message : '' }
    }
  }

  return {
    waiting,
    /** Keeps a press; one that waits already stays the one. */
    press(category: CallCategory | null, place: CallPlace | null, proxyId: string | null): Pressed {
      const before = waiting()
      if (before) return before
      const pressed: Pressed = { key: newKey(), category, place, proxyId, pressedAt: now() }
      write(JSON.stringify(pressed))
      return pressed
    },
    /** Nothing is sent any more. What the server has already is cancelled there. */
    drop: () => write(null),
    /** Sends what waits; one try at a time. Null when nothing waits. */
    flush(): Promise<Sent | null> {
      sending ??= trySend().finally(() => {
        sending = null
      })
      return sending
    },
  }
}
