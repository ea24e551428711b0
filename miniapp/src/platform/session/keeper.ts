import type { Session } from '@minsheng/shared/contracts/identity'

interface KeeperOptions {
  /** Gets a session: renews the present one, else opens a visitor's. */
  renew: () => Promise<Session>
  now: () => number
  /** How long before its end a token is renewed. */
  aheadMs: number
  onChange?: (session: Session | null) => void
}

export interface SessionKeeper {
  /** A token that is good for at least the next moments. */
  token(): Promise<string>
  /** After the server refused a token: another one. */
  replace(refused: string): Promise<string>
  /** Takes over a session that came another way (signing in). */
  adopt(session: Session): void
  /** Forgets the session (signing out). */
  drop(): void
  current(): Session | null
}

/** Holds the access token in memory; however many requests need a new one, it is asked for once. */
export function createSessionKeeper({ renew, now, aheadMs, onChange }: KeeperOptions): SessionKeeper {
  let held: Session | null = null
  let renewing: Promise<string> | null = null
  // Counts adoptions and drops, so that a renewal that began before one does not undo it.
  let turn = 0

  const hold = (session: Session | null) => {
    held = session
    onChange?.(session)
  }

  const renewOnce = () => {
    renewing ??= (async () => {
      const began = turn
      try {
        const session = await renew()
        if (turn === began) hold(session)
        return held?.accessToken ?? session.accessToken
      } finally {
        renewing = null
      }
    })()
    return renewing
  }

  const isFresh = (session: Session) => Date.parse(session.accessTokenExpiresAt) - now() > aheadMs

  return {
    token: () => (held && isFresh(held) ? Promise.resolve(held.accessToken) : renewOnce()),
    replace: (refused) => (held && held.accessToken !== refused && isFresh(held) ? Promise.resolve(held.accessToken) : renewOnce()),
    adopt(session) {
      turn += 1
      hold(session)
    },
    drop() {
      turn += 1
      hold(null)
    },
    current: () => held,
  }
}
