import type { Account, Session } from '@minsheng/shared/contracts/identity'
import { publicCall } from '../request/client'
import { createStore, useStore } from '../store'
import { createSessionKeeper } from './keeper'
import { keepSession, openSession } from './open-session'

const account = createStore<Account | null>(null)

const keeper = createSessionKeeper({
  renew: () => openSession(publicCall),
  now: () => Date.now(),
  aheadMs: 60_000,
  onChange(session) {
    keepSession(session)
    account.set(session?.account ?? null)
  },
})

/** Who this visitor is, once a session is open. */
export function useAccount(): Account | null {
  return useStore(account)
}

export const sessionToken = keeper.token
export const replaceToken = keeper.replace

export function signedIn(session: Session) {
  keeper.adopt(session)
}
export function signedOut() {
  keeper.drop()
}
