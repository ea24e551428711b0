import type { Account } from '@minsheng/shared/contracts/identity'
import { useSyncExternalStore } from 'react'
import { type SessionState, sessionState, subscribeSession } from './session.ts'

export function useSession(): SessionState {
  return useSyncExternalStore(subscribeSession, sessionState)
}

/** Who is signed in; only for pages inside the shell. */
export function useAccount(): Account {
  const session = useSession()
  if (!('account' in session)) throw new Error('No one is signed in')
  return session.account
}
